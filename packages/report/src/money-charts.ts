import { type Decimal, max, ZERO } from '@bagehot/kernel';
import { extent } from 'd3-array';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { type Html, html } from './html.js';
import { toNumber } from './metric-tree.js';
import type { MoneyFacts, SessionFacts } from './money-facts.js';
import type { RunView } from './run-view.js';
import { box, dayAxis, figureOf, type Plot, path, sideLabels, valueAxis, WIDTH } from './svg.js';

const RATES: Plot = { left: 50, right: WIDTH - 84, top: 12, bottom: 170 };
const VOLUMES: Plot = { left: 50, right: WIDTH - 84, top: 12, bottom: 150 };
const UNDER_PLOT = 34;

/** How far the central bank's facilities stand from its rate. */
export interface Corridor {
  readonly deposit: Decimal;
  readonly lending: Decimal;
}

/** A value for the length of a session's day. */
interface Step {
  readonly day: number;
  readonly low: number;
  readonly high: number;
}

function timeScale(days: readonly number[], plot: Plot): ScaleLinear<number, number> {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  return scaleLinear([first, last + 1], [plot.left, plot.right]);
}

/** The steps of the sessions, the last one held to the end of its day. */
function stepsOf(
  sessions: readonly SessionFacts[],
  valuesOf: (session: SessionFacts) => readonly [Decimal, Decimal],
): Step[] {
  const steps = sessions.map((session): Step => {
    const [low, high] = valuesOf(session);
    return { day: session.day, low: toNumber(low), high: toNumber(high) };
  });
  const last = steps.at(-1);
  return last === undefined ? steps : [...steps, { ...last, day: last.day + 1 }];
}

/** The call rate between floor and ceiling, day by day. */
export function rateChart(view: RunView, { sessions }: MoneyFacts, corridor: Corridor | undefined): Html {
  const { figures, log } = view;
  const call = stepsOf(sessions, ({ callRate }) => [callRate, callRate]);
  const policy = stepsOf(sessions, ({ policyRate }) => [policyRate, policyRate]);
  const band =
    corridor &&
    stepsOf(sessions, ({ policyRate }) => [policyRate.minus(corridor.deposit), policyRate.plus(corridor.lending)]);
  const all = [call, policy, band ?? []].flat().flatMap(({ low, high }) => [low, high]);
  const [lowest = 0, highest = 0] = extent(all);
  const room = (highest - lowest || highest || 0.01) * 0.08;
  const x = timeScale(log.days, RATES);
  const y = scaleLinear([lowest - room, highest + room], [RATES.bottom, RATES.top]).nice(4);
  const stepLine = line<Step>()
    .curve(curveStepAfter)
    .digits(1)
    .x(({ day }) => x(day))
    .y(({ high }) => y(high));
  const bandArea = area<Step>()
    .curve(curveStepAfter)
    .digits(1)
    .x(({ day }) => x(day))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high));
  const end = { call: call.at(-1), policy: policy.at(-1), band: band?.at(-1) };
  const percent = (value: number): string => `${Number((value * 100).toFixed(6))}%`;
  const first = sessions[0];
  const last = sessions.at(-1);
  const within =
    corridor === undefined
      ? ''
      : ` Floor and ceiling stand ${figures.percent(corridor.deposit).text} under and ${figures.percent(corridor.lending).text} over the policy rate.`;
  return figureOf(
    {
      id: 'c-call-rate',
      title: corridor === undefined ? 'The call rate.' : 'The call rate within the corridor.',
      description: `From ${figures.percent(first?.callRate).text} on day ${first?.day ?? 0} to ${figures.percent(last?.callRate).text} on day ${last?.day ?? 0}, with the policy rate at ${figures.percent(last?.policyRate).text} in the end.${within} The table below has every session.`,
      height: RATES.bottom + UNDER_PLOT,
      body: [
        band !== undefined && path(bandArea(band), 'a-band'),
        valueAxis(y, RATES, 4, percent),
        path(stepLine(policy), 'l-soft dashed'),
        path(stepLine(call), 'l-blue'),
        dayAxis(log.days, x, RATES),
        sideLabels(
          [
            ...(end.band === undefined
              ? []
              : [
                  { y: y(end.band.high), text: 'ceiling', kind: 't-ochre' },
                  { y: y(end.band.low), text: 'floor', kind: 't-ochre' },
                ]),
            ...(end.policy === undefined ? [] : [{ y: y(end.policy.high), text: 'policy rate', kind: 't-soft' }]),
            ...(end.call === undefined ? [] : [{ y: y(end.call.high), text: 'call rate', kind: 't-blue' }]),
          ],
          RATES,
        ),
      ],
    },
    'Per year. On days without a loan it is the rate at which there would have been one',
    '',
  );
}

/** What was lent of what was asked for, with what was on offer. */
export function volumeChart(view: RunView, { sessions }: MoneyFacts): Html {
  const { figures, log } = view;
  const most = sessions.reduce((top, { supplied, requested }) => max(top, max(supplied, requested)), ZERO);
  const x = timeScale(log.days, VOLUMES);
  const y = scaleLinear([0, toNumber(most) || 1], [VOLUMES.bottom, VOLUMES.top]).nice(4);
  const wide = Math.max(1, Math.min(26, (x(1) - x(0)) * 0.72));
  const bars = sessions.map(({ day, volume, requested }) => {
    const left = x(day + 0.5) - wide / 2;
    const [lent, asked] = [y(toNumber(volume)), y(toNumber(requested))];
    return [
      box(left, lent, wide, VOLUMES.bottom - lent, 'f-blue', `day ${day}: ${figures.money(volume).text} lent`),
      box(
        left,
        asked,
        wide,
        lent - asked,
        'f-off',
        `day ${day}: ${figures.money(requested.minus(volume)).text} not lent`,
      ),
    ];
  });
  const offered = stepsOf(sessions, ({ supplied }) => [supplied, supplied]);
  const total = sessions.reduce((sum, { volume }) => sum.plus(volume), ZERO);
  const stepLine = line<Step>()
    .curve(curveStepAfter)
    .digits(1)
    .x(({ day }) => x(day))
    .y(({ high }) => y(high));
  const lastOffer = offered.at(-1);
  return figureOf(
    {
      id: 'c-call-volume',
      title: 'What was asked for and what was lent.',
      description: `${figures.money(total).text} was lent in ${figures.count(sessions.length).text} sessions. The table below has every session.`,
      height: VOLUMES.bottom + UNDER_PLOT,
      body: html`${[
        valueAxis(y, VOLUMES),
        bars,
        path(stepLine(offered), 'l-soft'),
        dayAxis(log.days, x, VOLUMES),
        lastOffer !== undefined && sideLabels([{ y: y(lastOffer.high), text: 'on offer', kind: 't-soft' }], VOLUMES),
      ]}`,
    },
    'Lent (filled) and asked for in vain (striped); the line is what was on offer',
    '',
  );
}
