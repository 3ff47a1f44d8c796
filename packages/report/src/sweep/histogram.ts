import type { Decimal } from '@bagehot/kernel';
import { scaleLinear } from 'd3-scale';
import { fixed } from '../figures.js';
import { type Content, type Html, html } from '../html.js';
import type { Interval } from '../interval.js';
import { toNumber } from '../metric-tree.js';
import { box, figureOf, label, type Plot, stroke, valueAxis, WIDTH } from '../svg.js';
import { dataTable } from '../table.js';
import { shortPercent } from './figures-of.js';
import type { Spread } from './spread.js';

const PLOT: Plot = { left: 44, right: WIDTH - 8, top: 40, bottom: 210 };
/** Width of the bar of exactly 0, and of that of everything below -100 %. */
const SPECIAL = 12;
const BAR = 0.05;

/** What is drawn: bars of five points, with the mean and its interval. */
export interface HistogramSpec {
  readonly id: string;
  readonly title: string;
  readonly caption: Content;
  /** `relief`, `reduction`, `default rate`. */
  readonly what: string;
  /** `pairs` or `runs`. */
  readonly rows: string;
  readonly spread: Spread;
  readonly mean: Decimal | undefined;
  readonly interval?: Interval | undefined;
  /** Style classes of bars above and below 0. */
  readonly kinds: { readonly above: string; readonly below: string };
}

/** A bar: from which to which share of 1, and how many. */
interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly words: string;
}

const last = (counts: readonly number[]): number => counts.findLastIndex((count) => count > 0);

function percentOf(share: number): string {
  return `${share < 0 ? '−' : ''}${Math.round(Math.abs(share) * 100)}`;
}

/** Bars from the lowest to the highest value, 0 between them. */
function barsOf({ spread }: HistogramSpec): readonly Bar[] {
  const low = last(spread.below);
  const high = last(spread.above);
  const below = spread.below.slice(0, low + 1).map((count, k): Bar => {
    const [from, to] = [-(k + 1) * BAR, -k * BAR];
    return { from, to, count, words: `from ${percentOf(from)}% to below ${percentOf(to)}%` };
  });
  const above = spread.above.slice(0, high + 1).map((count, k): Bar => {
    const [from, to] = [k * BAR, (k + 1) * BAR];
    return { from, to, count, words: `over ${percentOf(from)}% up to ${percentOf(to)}%` };
  });
  const zero: Bar = { from: 0, to: 0, count: spread.zero, words: 'exactly 0' };
  return [...below.reverse(), zero, ...above];
}

/** Where shares of 1 lie: bars side by side, with room for 0 between both sides. */
function placing(bars: readonly Bar[], farBelow: boolean): (share: number, side: number) => number {
  const low = Math.min(0, bars[0]?.from ?? 0);
  const high = Math.max(0, bars.at(-1)?.to ?? 0);
  const room = PLOT.right - PLOT.left - SPECIAL - (farBelow ? SPECIAL + 4 : 0);
  const unit = room / Math.max(BAR, high - low);
  const start = PLOT.left + (farBelow ? SPECIAL + 4 : 0);
  return (share, side) => start + (share - low) * unit + (side > 0 ? SPECIAL : side === 0 ? SPECIAL / 2 : 0);
}

/** The mean and its interval over the bars. */
function markOf(spec: HistogramSpec, x: (share: number, side: number) => number): Html {
  const { mean, interval } = spec;
  if (mean === undefined) return html``;
  const place = (value: Decimal): number => {
    const share = Math.max(-1, toNumber(value));
    return x(share, Math.sign(share));
  };
  const at = place(mean);
  const range = interval !== undefined && [
    stroke(place(interval.lower), 26, place(interval.upper), 26, 'w'),
    stroke(place(interval.lower), 22, place(interval.lower), 30, 'w'),
    stroke(place(interval.upper), 22, place(interval.upper), 30, 'w'),
  ];
  const words = `mean ${shortPercent(mean)}${interval === undefined ? '' : ` (${shortPercent(interval.lower)} to ${shortPercent(interval.upper)})`}`;
  const half = words.length * 3.1;
  const middle = Math.min(PLOT.right - half, Math.max(PLOT.left + half, at));
  return html`${stroke(at, 20, at, PLOT.bottom, 'l-soft dashed')}${range}${label(middle, 13, words, 'middle', 'strong')}`;
}

/** Names under the bars: multiples of a round number of percent that do not crowd. */
function ticks(bars: readonly Bar[], x: (share: number, side: number) => number): Html {
  const edges = [...new Set(bars.flatMap(({ from, to }) => [Math.round(from * 100), Math.round(to * 100)]))];
  const span = Math.max(...edges) - Math.min(...edges);
  const step = span <= 25 ? 5 : span <= 50 ? 10 : span <= 120 ? 20 : 50;
  return html`${edges
    .filter((edge) => edge % step === 0)
    .map((edge) =>
      label(
        Math.min(PLOT.right - 4, x(edge / 100, Math.sign(edge))),
        PLOT.bottom + 15,
        `${edge < 0 ? '−' : ''}${Math.abs(edge)}`,
        'middle',
        'tick',
      ),
    )}`;
}

/** Draws how values are spread around 0, with a table of the same. */
export function histogram(spec: HistogramSpec): Html {
  const { spread, what, rows, kinds } = spec;
  const bars = barsOf(spec);
  const far = spread.farBelow > 0;
  const x = placing(bars, far);
  const y = scaleLinear(
    [0, Math.max(1, spread.farBelow, ...bars.map(({ count }) => count))],
    [PLOT.bottom, PLOT.top],
  ).nice(4);
  const drawn = bars.map(({ from, to, count, words }) => {
    const middle = from === to;
    const [left, right] = middle ? [x(0, -1), x(0, 1)] : [x(from, from < 0 ? -1 : 1), x(to, to <= 0 ? -1 : 1)];
    const kind = middle ? 'f-soft' : from < 0 ? kinds.below : kinds.above;
    const title = `${words}: ${count} ${rows}`;
    return box(left + 0.6, y(count), right - left - 1.2, PLOT.bottom - y(count), kind, title);
  });
  const farBar =
    far &&
    box(
      PLOT.left,
      y(spread.farBelow),
      SPECIAL,
      PLOT.bottom - y(spread.farBelow),
      kinds.below,
      `below −100%: ${spread.farBelow} ${rows}`,
    );
  const mean = spec.mean === undefined ? '' : `, on average ${fixed(spec.mean.times(100), 2)}%`;
  const farWords = far ? [{ words: 'below −100%', count: spread.farBelow }] : [];
  return figureOf(
    {
      id: spec.id,
      title: spec.title,
      description: `The ${what} of ${spread.count} ${rows} in steps of 5 points${mean}; ${spread.zero} are exactly 0.`,
      height: PLOT.bottom + 36,
      body: [
        valueAxis(y, PLOT, 4, (value) => (Number.isInteger(value) ? String(value) : '')),
        farBar,
        drawn,
        markOf(spec, x),
        stroke(PLOT.left, PLOT.bottom, PLOT.right, PLOT.bottom, 'base'),
        far && label(PLOT.left - 4, PLOT.bottom + 15, '<', 'start', 'tick'),
        ticks(bars, x),
        label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 31, `${what} in percent`, 'middle', 'axis'),
      ],
    },
    spec.caption,
    dataTable('The same in figures', {
      caption: html`How many ${rows} have which ${what}`,
      columns: [
        { label: what.charAt(0).toUpperCase() + what.slice(1), figures: false },
        { label: rows === 'pairs' ? 'Pairs' : 'Runs' },
      ],
      rows: [...farWords, ...bars].map(({ words, count }) => [words, { text: String(count), exact: '' }]),
    }),
  );
}
