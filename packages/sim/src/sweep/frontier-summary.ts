import { type Decimal, decimal, quotient, ZERO } from '@bagehot/kernel';
import type { PlainRecord } from '../run-record.js';
import type { AxisLevels } from './axis-levels.js';
import type { Frontier } from './frontier.js';
import type { SweepRow } from './sweep-rows.js';

/** Searches of one group. */
interface SearchSum {
  cells: number;
  feasible: number;
  /** Searches whose high end was still safe: the frontier lies beyond it. */
  open: number;
  total: Decimal;
  least: Decimal | undefined;
  most: Decimal | undefined;
}

/** As all ratios. */
const RATIO = { decimals: 20, rounding: 'half-up' } as const;

/** The searches of one arm, summed up while rows pass by. */
export class FrontierSummary {
  readonly #arm: string;
  readonly #axes: readonly AxisLevels[];
  readonly #all: SearchSum = emptySum();
  readonly #levels: readonly (readonly SearchSum[])[];

  constructor(arm: string, axes: readonly AxisLevels[]) {
    this.#arm = arm;
    this.#axes = axes;
    this.#levels = axes.map(({ labels }) => labels.map(emptySum));
  }

  add({ coordinates }: SweepRow, frontier: Frontier): void {
    addSearch(this.#all, frontier);
    for (const { path, value } of coordinates) {
      const k = this.#axes.findIndex((axis) => axis.path === path);
      const level = this.#levels[k]?.[this.#axes[k]?.indexOf(value) ?? -1];
      if (level !== undefined) addSearch(level, frontier);
    }
  }

  /** Null when there was no search. */
  record(): PlainRecord | null {
    if (this.#all.cells === 0) return null;
    return {
      arm: this.#arm,
      ...searchRecord(this.#all),
      by_parameter: this.#axes.map(({ name, path, binned, labels }, k) => ({
        parameter: name,
        path,
        binned,
        levels: labels.flatMap((level, at) => {
          const sum = this.#levels[k]?.[at];
          return sum === undefined || sum.cells === 0 ? [] : [{ level, ...searchRecord(sum) }];
        }),
      })),
    };
  }
}

function emptySum(): SearchSum {
  return { cells: 0, feasible: 0, open: 0, total: ZERO, least: undefined, most: undefined };
}

function addSearch(sum: SearchSum, { safe, unsafe }: Frontier): void {
  sum.cells++;
  if (safe === null) return;
  const value = decimal(safe);
  sum.feasible++;
  if (unsafe === null) sum.open++;
  sum.total = sum.total.plus(value);
  if (sum.least === undefined || value.lt(sum.least)) sum.least = value;
  if (sum.most === undefined || value.gt(sum.most)) sum.most = value;
}

function searchRecord({ cells, feasible, open, total, least, most }: SearchSum): PlainRecord {
  return {
    cells,
    feasible,
    open,
    mean_safe: feasible === 0 ? null : quotient(total, decimal(feasible), RATIO).toFixed(),
    least_safe: least?.toFixed() ?? null,
    most_safe: most?.toFixed() ?? null,
  };
}
