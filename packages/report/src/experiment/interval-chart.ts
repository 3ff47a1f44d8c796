import { scaleLinear } from 'd3-scale';
import { type Content, type Html, shorten } from '../html.js';
import { type Interval, intervalMark } from '../interval.js';
import { toNumber } from '../metric-tree.js';
import { figureOf, label, stroke, WIDTH } from '../svg.js';
import type { MeanView } from './view.js';

/** One line of a drawing. */
interface IntervalRow {
  readonly name: string;
  readonly value: MeanView;
  /** The mean as it is written at the right. */
  readonly text: string;
  /** What the dot says when it is pointed at. */
  readonly title: string;
  /** Is it drawn as a ring? */
  readonly isOpen: boolean;
}

/** Lines that belong together, under a heading of their own; an empty one is left out. */
export interface IntervalGroup {
  readonly name: string;
  readonly rows: readonly IntervalRow[];
}

/** Means and intervals, one under the other, on one scale. */
export interface IntervalChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly caption: Content;
  /** What the scale is of. */
  readonly what: string;
  readonly groups: readonly IntervalGroup[];
  /** Does 0 belong on the scale? */
  readonly isFromZero: boolean;
  readonly writeTick: (value: number) => string;
}

const STEP = 21;
const HEADING = 25;
/** Small enough for most intervals to reach beyond it. */
const RADIUS = 3.4;
const TOP = 6;
const RIGHT = WIDTH - 78;
const LETTER = 6.2;
const HEADING_LETTER = 7.2;
const TICK_ROOM = 48;
/** Characters of a name that fit beside the plot. */
const SHORT = 17;

function endsOf({ mean, interval }: { mean: MeanView['mean']; interval: Interval | undefined }): readonly number[] {
  return [mean, interval?.lower, interval?.upper].flatMap((value) => (value === undefined ? [] : [toNumber(value)]));
}

function domainOf({ groups, isFromZero }: IntervalChart): readonly [number, number] {
  const values = groups.flatMap(({ rows }) => rows.flatMap(({ value }) => endsOf(value)));
  if (isFromZero || values.length === 0) values.push(0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Where all is the same, the scale still needs a length.
  const [from = 0, to = 1] = scaleLinear(low === high ? [low, low + (Math.abs(low) || 1)] : [low, high], [0, 1])
    .nice(4)
    .domain();
  return [from, to];
}

/** Groups of a single line need no heading: where their names fit, they are the names of the lines. */
function joined(groups: readonly IntervalGroup[]): readonly IntervalGroup[] {
  const isShort = ({ name, rows }: IntervalGroup): boolean => rows.length === 1 && name !== '' && name.length <= SHORT;
  if (!groups.every(isShort)) return groups;
  return [{ name: '', rows: groups.flatMap(({ name, rows }) => rows.map((row) => ({ ...row, name }))) }];
}

/** Draws means as dots and their intervals as lines. */
export function intervalChart(chart: IntervalChart): Html {
  const { writeTick } = chart;
  const groups = joined(chart.groups);
  const widest = Math.max(0, ...groups.flatMap(({ rows }) => rows.map(({ name }) => [...name].length * LETTER)));
  const left = Math.min(118, Math.max(44, widest + 14));
  const x = scaleLinear([...domainOf(chart)], [left, RIGHT]);
  const ticks = x.ticks(Math.max(2, Math.min(5, Math.floor((RIGHT - left) / TICK_ROOM))));
  const marks: Content[] = [];
  let y = TOP;
  for (const { name, rows } of groups) {
    if (name !== '') {
      marks.push(label(0, y + 17, shorten(name, Math.floor(WIDTH / HEADING_LETTER)), 'start', 'strong'));
      y += HEADING;
    }
    // Beside the lines only, so that no heading is crossed.
    marks.push(ticks.map((tick) => stroke(x(tick), y, x(tick), y + rows.length * STEP, tick === 0 ? 'base' : 'grid')));
    for (const row of rows) {
      const middle = y + STEP / 2;
      const { mean, interval } = row.value;
      const kind = row.isOpen ? 'w-open' : 'w-dot';
      marks.push(
        label(left - 10, middle + 4, shorten(row.name, Math.max(3, Math.floor((left - 10) / LETTER))), 'end'),
        mean !== undefined && intervalMark({ mean, interval, y: middle, x, title: row.title, kind, radius: RADIUS }),
        label(WIDTH, middle + 4, row.text, 'end', mean === undefined ? 't-soft' : 'strong'),
      );
      y += STEP;
    }
  }
  const tickLabels = ticks.map((tick) => label(x(tick), y + 15, writeTick(tick), 'middle', 'tick'));
  const { id, title, description, caption, what } = chart;
  const axis = label((left + RIGHT) / 2, y + 31, what, 'middle', 'axis');
  return figureOf({ id, title, description, height: y + 36, body: [marks, tickLabels, axis] }, caption, undefined);
}
