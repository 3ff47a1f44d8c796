import { type Decimal, decimal } from '@bagehot/kernel';
import { scaleLinear } from 'd3-scale';
import { fixed } from '../figures.js';
import { type Content, type Html, shorten } from '../html.js';
import { type Interval, intervalMark } from '../interval.js';
import { toNumber } from '../metric-tree.js';
import { figureOf, label, stroke, WIDTH } from '../svg.js';
import { shortPercent } from './figures-of.js';

/** A mean and how far it may be off. */
export interface Whisker {
  readonly name: string;
  readonly mean: Decimal | undefined;
  readonly interval: Interval | undefined;
  /** How many rows the mean is of. */
  readonly count: number;
}

/** A drawing with a line per level. */
export interface WhiskerSpec {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly caption: Content;
  readonly what: string;
  /** `pairs` or `runs`. */
  readonly rows: string;
  /** What a line is: `95 % interval`. */
  readonly lines: string;
  readonly whiskers: readonly Whisker[];
  /** Ends of the scale, so that the drawings of a page can be compared. */
  readonly domain: readonly [number, number];
  readonly data: Content;
}

const STEP = 24;
const TOP = 8;
const RIGHT = WIDTH - 104;
const LETTER = 6.2;
const TICK_ROOM = 46;

function lineOf(whisker: Whisker, lines: string, y: number, x: (value: number) => number): readonly Html[] {
  const { mean, interval, name, count } = whisker;
  const words = label(RIGHT + 10, y + 4, mean === undefined ? 'undefined' : shortPercent(mean), 'start', 'strong');
  const size = label(WIDTH, y + 4, fixed(decimal(count), 0), 'end', 't-soft');
  if (mean === undefined) return [words, size];
  const range =
    interval === undefined ? '' : `, ${lines} ${shortPercent(interval.lower)} to ${shortPercent(interval.upper)}`;
  const title = `${name}: ${shortPercent(mean)}${range}`;
  return [...intervalMark({ mean, interval, y, x, title }), words, size];
}

/** The scale that holds all means and intervals, and 0. */
export function whiskerDomain(whiskers: readonly Whisker[]): readonly [number, number] {
  const values = whiskers.flatMap(({ mean, interval }) =>
    [mean, interval?.lower, interval?.upper].flatMap((value) => (value === undefined ? [] : [toNumber(value)])),
  );
  const [from = 0, to = 0.01] = scaleLinear([Math.min(0, ...values), Math.max(0.01, ...values)], [0, 1])
    .nice(5)
    .domain();
  return [from, to];
}

/** Draws means as dots and their intervals as lines, one level under the other. */
export function whiskerChart(spec: WhiskerSpec): Html {
  const { whiskers, domain } = spec;
  const widest = whiskers.reduce((most, { name }) => Math.max(most, [...name].length * LETTER), 0);
  const left = Math.min(112, Math.max(40, widest + 14));
  const bottom = TOP + whiskers.length * STEP;
  const x = scaleLinear([...domain], [left, RIGHT]);
  const grid = x
    .ticks(Math.max(2, Math.min(5, Math.floor((RIGHT - left) / TICK_ROOM))))
    .map((tick) => [
      stroke(x(tick), TOP, x(tick), bottom, tick === 0 ? 'base' : 'grid'),
      label(x(tick), bottom + 15, `${tick < 0 ? '−' : ''}${Math.round(Math.abs(tick) * 1000) / 10}%`, 'middle', 'tick'),
    ]);
  const lines = whiskers.map((whisker, k) => {
    const y = TOP + (k + 0.5) * STEP;
    const name = shorten(whisker.name, Math.max(3, Math.floor((left - 10) / LETTER)));
    return [label(left - 10, y + 4, name, 'end', 'side'), lineOf(whisker, spec.lines, y, x)];
  });
  return figureOf(
    {
      id: spec.id,
      title: spec.title,
      description: spec.description,
      height: bottom + 36,
      body: [
        grid,
        lines,
        label(WIDTH, bottom + 15, spec.rows, 'end', 'tick'),
        label((left + RIGHT) / 2, bottom + 31, spec.what, 'middle', 'axis'),
      ],
    },
    spec.caption,
    spec.data,
  );
}
