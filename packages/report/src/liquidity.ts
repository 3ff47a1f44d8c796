import { type Decimal, ONE, ZERO } from '@bagehot/kernel';
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { type Content, type Html, html, join, nameOf, shorten } from './html.js';
import { type IntradayCurve, intradayCurves, peakDay } from './intraday.js';
import { toNumber } from './metric-tree.js';
import { readDecimal } from './record.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { box, figureOf, label, type Plot, path, stroke, valueAxis, WIDTH } from './svg.js';
import { type Cell, dataTable } from './table.js';
import { thin } from './thinning.js';

const PLOT: Plot = { left: 50, right: WIDTH - 66, top: 26, bottom: 190 };
/** Settlements listed under the curve. */
const MOST_STEPS = 300;
/** Agents named in a bar of shares; the rest is one piece. */
const MOST_NAMED = 6;

function stepAxis(count: number, x: (step: number) => number): Content {
  const ticks = scaleLinear([0, count], [0, 1])
    .ticks(Math.min(6, count))
    .filter((tick) => Number.isInteger(tick));
  return [
    stroke(PLOT.left, PLOT.bottom, PLOT.right, PLOT.bottom, 'base'),
    ticks.map((tick) => label(x(tick), PLOT.bottom + 15, String(tick), 'middle', 'tick')),
    label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 30, 'payables settled', 'middle', 'axis'),
  ];
}

function curveTable(view: RunView, curve: IntradayCurve): Html {
  const { figures } = view;
  const more = curve.steps.length > MOST_STEPS ? `, the first ${MOST_STEPS} of ${curve.steps.length}` : '';
  return dataTable('Every settlement of the day', {
    caption: `Settlements of day ${curve.day} in their order${more}`,
    columns: [
      { label: 'Step' },
      { label: 'Payer', figures: false },
      { label: 'Paid to', figures: false },
      { label: 'Amount' },
      { label: 'In use', symbol: 'prefix' },
    ],
    rows: curve.steps
      .slice(0, MOST_STEPS)
      .map(({ payer, payees, amount, prefix }, k): Cell[] => [
        figures.count(k + 1),
        nameOf(payer),
        payees.length > 3
          ? html`${nameOf(payees[0] ?? '')} and ${payees.length - 1} more`
          : join(payees.map(nameOf), ', '),
        figures.money(amount),
        figures.money(prefix),
      ]),
    kind: curve.steps.length > 14 ? 'long' : '',
  });
}

function curveChart(view: RunView, curve: IntradayCurve): Html {
  const { figures } = view;
  const points = [
    { step: 0, value: 0 },
    ...curve.steps.map(({ prefix }, k) => ({ step: k + 1, value: toNumber(prefix) })),
  ];
  const peak = toNumber(curve.peak);
  const x = scaleLinear([0, Math.max(1, curve.steps.length)], [PLOT.left, PLOT.right]);
  const y = scaleLinear([0, peak || 1], [PLOT.bottom, PLOT.top]).nice(4);
  const kept = thin(
    points,
    ({ step }) => Math.round(x(step)),
    ({ value }) => value,
  ) as { step: number; value: number }[];
  const [across, up] = [(p: { step: number }) => x(p.step), (p: { value: number }) => y(p.value)];
  const last = curve.steps.at(-1)?.prefix ?? ZERO;
  const px = x(curve.peakStep);
  const anchor = px > WIDTH * 0.66 ? 'end' : px < WIDTH * 0.3 ? 'start' : 'middle';
  return figureOf(
    {
      id: 'c-intraday',
      title: `Liquidity in use on day ${curve.day}.`,
      description: `${curve.steps.length} payables were settled. The most in use at once was ${figures.money(curve.peak).text}, after ${curve.peakStep} of them; ${figures.money(last).text} at the end.`,
      height: PLOT.bottom + 34,
      body: [
        valueAxis(y, PLOT, 4),
        path(
          area<{ step: number; value: number }>().curve(curveStepAfter).digits(1).x(across).y0(PLOT.bottom).y1(up)(
            kept,
          ),
          'a-blue',
        ),
        path(line<{ step: number; value: number }>().curve(curveStepAfter).digits(1).x(across).y(up)(kept), 'l-blue'),
        html`<circle class="m-root" cx="${Math.round(px)}" cy="${Math.round(y(peak))}" r="3.5"/>`,
        label(px, y(peak) - 9, `peak ${figures.money(curve.peak).text}`, anchor, 'strong'),
        label(PLOT.right + 6, y(toNumber(last)) + 4, 'net settled', 'start', 't-blue'),
        stepAxis(curve.steps.length, x),
      ],
    },
    'What agents had paid beyond what they had received, settlement by settlement, on the day that needed most',
    curveTable(view, curve),
  );
}

/** Who lacked what share of one day's minimum liquidity, the largest first. */
function sharesOf(view: RunView): readonly (readonly [number, readonly (readonly [string, Decimal])[]])[] {
  return [...view.metrics.days]
    .sort(([a], [b]) => a - b)
    .map(([day, { shares }]) => {
      const read = shares.flatMap(([agent, share]): (readonly [string, Decimal])[] => {
        const value = readDecimal(share);
        return value === undefined ? [] : [[agent, value]];
      });
      return [day, [...read].sort((a, b) => b[1].cmp(a[1]))] as const;
    })
    .filter(([, shares]) => shares.length > 0);
}

const SHARE_BAR = { left: 34, right: WIDTH - 4, top: 22, height: 18, step: 25 };
const MOST_DAYS = 40;

function shareChart(view: RunView, days: ReturnType<typeof sharesOf>): Html {
  const { figures } = view;
  const drawn = days.slice(0, MOST_DAYS);
  const x = scaleLinear([0, 1], [SHARE_BAR.left, SHARE_BAR.right]);
  const rows = drawn.map(([day, shares], row) => {
    const y = SHARE_BAR.top + row * SHARE_BAR.step;
    let from = ZERO;
    const pieces: Content[] = [];
    for (const [k, [agent, share]] of shares.slice(0, MOST_NAMED).entries()) {
      const [left, wide] = [x(toNumber(from)), x(toNumber(share)) - x(0)];
      const title = `Day ${day}: ${agent} ${figures.percent(share).text}`;
      pieces.push(box(left + 0.5, y, wide - 1, SHARE_BAR.height, `s${k % 2}`, title));
      const fits = Math.floor((wide - 8) / 7.2);
      if (fits >= Math.min(5, agent.length)) pieces.push(label(left + 5, y + 13, shorten(agent, fits), 'start', 'on'));
      from = from.plus(share);
    }
    const others = shares.length - MOST_NAMED;
    if (others > 0) {
      const [left, wide] = [x(toNumber(from)), x(1) - x(toNumber(from))];
      pieces.push(
        box(
          left + 0.5,
          y,
          wide - 1,
          SHARE_BAR.height,
          's-rest',
          `Day ${day}: ${others} others ${figures.percent(ONE.minus(from)).text}`,
        ),
      );
      if (wide > 70) pieces.push(label(left + 5, y + 13, `${others} others`, 'start', 'on'));
    }
    return [label(SHARE_BAR.left - 8, y + 13, String(day), 'end', 'tick'), pieces];
  });
  const more = days.length > drawn.length ? ` The first ${drawn.length} of ${days.length} days are drawn.` : '';
  return figureOf(
    {
      id: 'c-shares',
      title: 'Who lacked the liquidity.',
      description: `For each of ${drawn.length} days, the agents that owed more than they were owed and their shares of the lack, largest first. The table below has them all.`,
      height: SHARE_BAR.top + 4 + drawn.length * SHARE_BAR.step,
      body: [label(SHARE_BAR.left - 8, 13, 'day', 'end', 'axis'), rows],
    },
    `Each bar is a day’s minimum liquidity; its pieces are the agents short of it, largest first.${more}`,
    shareTable(view, days),
  );
}

function shareTable(view: RunView, days: ReturnType<typeof sharesOf>): Html {
  const { figures } = view;
  const most = 400;
  const rows = days.flatMap(([day, shares]) =>
    shares.map(([agent, share]): Cell[] => [figures.count(day), nameOf(agent), figures.percent(share)]),
  );
  const more = rows.length > most ? `, the first ${most} of ${rows.length}` : '';
  return dataTable('Shortfall shares in figures', {
    caption: `Shortfall shares by day and agent${more}`,
    columns: [{ label: 'Day' }, { label: 'Agent', figures: false }, { label: 'Share' }],
    rows: rows.slice(0, most),
    kind: rows.length > 14 ? 'long' : '',
  });
}

/** How much money settlement needed at once, and who lacked it. */
export function liquidity(view: RunView): Section | undefined {
  const curve = peakDay(intradayCurves(view.log));
  const days = sharesOf(view);
  if (curve === undefined && days.length === 0) return undefined;
  return {
    id: 'liquidity',
    title: 'Liquidity within the day',
    intro: html`Money received can be used at once for the next payment, so a day needs less money than it settles.`,
    body: html`<div class="pair">${curve !== undefined && curveChart(view, curve)}${days.length > 0 && shareChart(view, days)}</div>`,
  };
}
