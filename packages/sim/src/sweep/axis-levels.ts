import { type Decimal, decimal, exp, ln, max, min } from '@bagehot/kernel';
import { byLevel } from '../statistics/level-order.js';
import { axisExtent } from './axis-extent.js';
import { axisNames } from './axis-names.js';
import type { FieldValue } from './sweep-design.js';
import type { Sweep } from './sweep-plan.js';

/** The levels of one axis that runs are grouped by: known before the first run, so that sums are all that is kept. */
export interface AxisLevels {
  readonly path: string;
  readonly name: string;
  /** Is a level a tenth of the axis's range, because it has too many values? */
  readonly binned: boolean;
  /** Numbers first, in their order, then other values by code units. Of a tenth: `0.5 to 0.7`, its upper end not in it but for the last. */
  readonly labels: readonly string[];
  /** Position of a value's level among the labels. */
  indexOf(value: FieldValue): number;
}

/** More values than this are grouped by tenths of their range. */
const MOST_LEVELS = 200;
const BINS = 10;
const EDGE_DECIMALS = 6;
const HALF_EVEN = 2;

/** The levels of every axis of a sweep, in the order of `Sweep.axes`. */
export function axisLevels(sweep: Pick<Sweep, 'axes' | 'plan'>): readonly AxisLevels[] {
  const names = axisNames(sweep);
  return sweep.axes.map((path, k) => {
    const name = names[k] as string;
    const { values: taken, ranges, log, isNumeric } = axisExtent(sweep.plan.design, path);
    const values = [...new Set(taken.map(String))];
    if (isNumeric && (ranges.length > 0 || values.length > MOST_LEVELS))
      return bins(path, name, [...values, ...ranges.flat()].map(decimal), log);
    return single(path, name, values);
  });
}

function single(path: string, name: string, values: readonly string[]): AxisLevels {
  const labels = values.toSorted(byLevel);
  const positions = new Map(labels.map((label, k) => [label, k]));
  return { path, name, binned: false, labels, indexOf: (value) => positions.get(String(value)) ?? -1 };
}

/** Ten bins of equal width, or of equal ratio where the axis is sampled in logarithms. */
function bins(path: string, name: string, ends: readonly Decimal[], log: boolean): AxisLevels {
  const from = ends.reduce((a, b) => min(a, b));
  const to = ends.reduce((a, b) => max(a, b));
  const isLog = log && from.gt(0);
  const inner = Array.from({ length: BINS - 1 }, (_, k) => edge(from, to, k + 1, isLog));
  const edges = [from, ...inner, to];
  const starts = inner.map((start) => Number(start.toFixed()));
  return {
    path,
    name,
    binned: true,
    labels: edges.slice(1).map((end, k) => `${(edges[k] as Decimal).toFixed()} to ${end.toFixed()}`),
    indexOf(value) {
      const number = Number(value);
      const above = starts.findIndex((start) => number < start);
      return above === -1 ? BINS - 1 : above;
    },
  };
}

function edge(from: Decimal, to: Decimal, k: number, log: boolean): Decimal {
  if (!log) return from.plus(to.minus(from).times(k).times('0.1')).round(EDGE_DECIMALS, HALF_EVEN);
  const [low, high] = [ln(Number(from.toFixed())), ln(Number(to.toFixed()))];
  return decimal(exp(low + ((high - low) * k) / BINS)).round(EDGE_DECIMALS, HALF_EVEN);
}
