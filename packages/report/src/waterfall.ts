import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { DayFacts } from './day-facts.js';
import type { Html } from './html.js';
import { toNumber } from './metric-tree.js';
import type { RunView } from './run-view.js';
import { box, dayAxis, figureOf, label, type Plot, path, stroke, valueAxis, WIDTH } from './svg.js';
import { dataTable } from './table.js';

const BARS: Plot = { left: 50, right: WIDTH - 66, top: 12, bottom: 196 };
const STEPS: Plot = { left: 50, right: WIDTH - 66, top: 16, bottom: 196 };
const UNDER_PLOT = 34;

function table(view: RunView): Html {
  const { figures, facts } = view;
  return dataTable('Due, paid and lost in figures', {
    caption: 'What fell due each day, what was paid of it and what was lost',
    columns: [
      { label: 'Day' },
      { label: 'Due' },
      { label: 'Paid' },
      { label: 'Not paid' },
      { label: 'Written off', symbol: 'later debts' },
      { label: 'Lost so far' },
      { label: 'Defaults' },
    ],
    rows: facts.map((entry) => [
      figures.count(entry.day),
      figures.money(entry.due),
      figures.money(entry.paid),
      figures.money(entry.shortfall),
      figures.money(entry.writtenOff),
      figures.money(entry.cumulativeLoss),
      figures.count(entry.defaults),
    ]),
  });
}

function dayTitle(view: RunView, entry: DayFacts): string {
  const { money } = view.figures;
  return `Day ${entry.day}: ${money(entry.due).text} due, ${money(entry.paid).text} paid, ${money(entry.shortfall).text} not paid, ${money(entry.writtenOff).text} written off`;
}

/** What was paid stands above the line, what was lost hangs below it, day by day. */
export function waterfallChart(view: RunView): Html {
  const { facts, figures, log } = view;
  const up = max(facts, ({ paid }) => toNumber(paid)) ?? 0;
  const down = max(facts, ({ shortfall, writtenOff }) => toNumber(shortfall.plus(writtenOff))) ?? 0;
  const [first = 0, last = 0] = [log.days[0], log.days.at(-1)];
  const x = scaleLinear([first, last + 1], [BARS.left, BARS.right]);
  const y = scaleLinear([-down, up || 1], [BARS.bottom, BARS.top]).nice(4);
  const room = x(first + 1) - x(first);
  const width = room > 3 ? room * 0.72 : room;
  const bars = facts.map((entry) => {
    const left = x(entry.day) + (room - width) / 2;
    const [short, off] = [toNumber(entry.shortfall), toNumber(entry.writtenOff)];
    const title = dayTitle(view, entry);
    return [
      box(left, y(toNumber(entry.paid)), width, y(0) - y(toNumber(entry.paid)), 'f-blue', title),
      box(left, y(0), width, y(-short) - y(0), 'f-red', title),
      box(left, y(-short), width, y(-short - off) - y(-short), 'f-off', title),
    ];
  });
  const lost = facts.at(-1)?.cumulativeLoss;
  const off = facts.some(({ writtenOff }) => writtenOff.gt(0));
  const sides = [
    label(BARS.right + 6, Math.min(y(0) - 6, BARS.bottom), 'paid', 'start', 't-blue'),
    down > 0 && label(BARS.right + 6, Math.min(y(0) + 14, BARS.bottom - (off ? 10 : -4)), 'not paid', 'start', 't-red'),
    off && label(BARS.right + 6, Math.min(y(0) + 28, BARS.bottom + 4), 'written off', 'start', 't-red'),
  ];
  const write = y.tickFormat(5);
  return figureOf(
    {
      id: 'c-waterfall',
      title: 'Paid and lost by day.',
      description: `Bars above the line are money paid, bars below it face that was lost: dark what was due and not paid, striped what was written off of later debts. ${figures.money(lost).text} was lost in all.`,
      height: BARS.bottom + UNDER_PLOT,
      body: [
        valueAxis(y, BARS, 5, (value) => write(Math.abs(value))),
        bars,
        stroke(BARS.left, y(0), BARS.right, y(0), 'base'),
        sides,
        dayAxis(log.days, x, BARS),
      ],
    },
    'Paid stands above the line; below it hang what was due and not paid, and, striped, what was written off of later debts',
    table(view),
  );
}

/** The losses added up over the days. */
export function lossChart(view: RunView): Html {
  const { facts, figures, log } = view;
  const [first = 0, last = 0] = [log.days[0], log.days.at(-1)];
  const end = facts.at(-1);
  const total = end === undefined ? 0 : toNumber(end.cumulativeLoss);
  const x = scaleLinear([first, last + 1], [STEPS.left, STEPS.right]);
  const y = scaleLinear([0, total || 1], [STEPS.bottom, STEPS.top]).nice(4);
  const points: [number, number][] = facts.map(({ day, cumulativeLoss }) => [x(day), y(toNumber(cumulativeLoss))]);
  const lastPoint = points.at(-1);
  if (lastPoint !== undefined) points.push([x(last + 1), lastPoint[1]]);
  const failed = facts.filter(({ defaults }) => defaults > 0);
  const counts = failed.map(({ day, defaults, cumulativeLoss }) =>
    label(x(day + 0.5), y(toNumber(cumulativeLoss)) - 6, `${defaults}`, 'middle', 't-soft halo'),
  );
  return figureOf(
    {
      id: 'c-losses',
      title: 'Losses added up.',
      description: `${figures.money(end?.cumulativeLoss).text} was lost by the end, through ${log.defaultDay.size} defaults. The figure over a step is how many agents failed that day.`,
      height: STEPS.bottom + UNDER_PLOT,
      body: [
        valueAxis(y, STEPS, 4),
        path(line().curve(curveStepAfter).digits(1)(points), 'l-red'),
        facts.length <= 40 && counts,
        end !== undefined &&
          label(STEPS.right + 6, y(total) + 4, figures.money(end.cumulativeLoss).text, 'start', 'strong'),
        dayAxis(log.days, x, STEPS),
      ],
    },
    facts.length <= 40 ? 'Over each step: how many agents failed that day' : '',
    '',
  );
}
