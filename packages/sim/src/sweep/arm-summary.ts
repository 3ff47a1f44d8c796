import { decimal } from '@bagehot/kernel';
import type { PlainRecord, PlainValue } from '../run-record.js';
import { meanOf } from '../statistics/exact-mean.js';
import { RATE_PLACES, rateUnits } from '../statistics/pair-units.js';
import { statusOf } from './arm-status.js';
import type { AxisLevels } from './axis-levels.js';
import type { ArmFigures, SweepRow } from './sweep-rows.js';

/** Runs and the sum of their default rates. */
interface RateSum {
  runs: number;
  total: bigint;
}

/** Positions and defaults of one strategy. */
interface StrategySum {
  count: number;
  defaulted: number;
}

/** One arm of a sweep, summed up while rows pass by: a few numbers per level of an axis. */
export class ArmSummary {
  readonly #name: string;
  readonly #axes: readonly AxisLevels[];
  readonly #byPath: ReadonlyMap<string, number>;
  readonly #all: RateSum = { runs: 0, total: 0n };
  readonly #levels: readonly (readonly RateSum[])[];
  readonly #outcomes: Map<string, number> = new Map();
  readonly #strategies: Map<string, StrategySum> = new Map();

  constructor(name: string, axes: readonly AxisLevels[]) {
    this.#name = name;
    this.#axes = axes;
    this.#byPath = new Map(axes.map(({ path }, k) => [path, k]));
    this.#levels = axes.map(({ labels }) => labels.map(() => ({ runs: 0, total: 0n })));
  }

  add({ coordinates }: SweepRow, arm: ArmFigures): void {
    const { figures } = arm;
    const outcome = String(figures['outcome']);
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    // What came to no end of its own has no rate.
    if (statusOf(arm) === 'failed') return;
    const rate = rateUnits(decimal(figures['default_rate'] as string));
    addRate(this.#all, rate);
    for (const { path, value } of coordinates) {
      const k = this.#byPath.get(path) ?? -1;
      const level = this.#levels[k]?.[this.#axes[k]?.indexOf(value) ?? -1];
      if (level !== undefined) addRate(level, rate);
    }
    this.#addStrategies(figures['strategies']);
  }

  record(): PlainRecord {
    const outcomes = [...this.#outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      arm: this.#name,
      ...rateRecord(this.#all),
      outcomes: Object.fromEntries(outcomes),
      by_parameter: this.#axes.map(({ name, path, binned, labels }, k) => ({
        parameter: name,
        path,
        binned,
        levels: labels.flatMap((level, at) => {
          const sum = this.#levels[k]?.[at];
          return sum === undefined || sum.runs === 0 ? [] : [{ level, ...rateRecord(sum) }];
        }),
      })),
      ...(this.#strategies.size === 0 ? {} : { strategies: this.#strategyRecord() }),
    };
  }

  #addStrategies(strategies: PlainValue | undefined): void {
    if (typeof strategies !== 'object' || strategies === null) return;
    for (const [strategy, figures] of Object.entries(strategies as PlainRecord)) {
      const { count, defaulted } = figures as { readonly count: number; readonly defaulted: number };
      const sum = this.#strategies.get(strategy) ?? { count: 0, defaulted: 0 };
      sum.count += count;
      sum.defaulted += defaulted;
      this.#strategies.set(strategy, sum);
    }
  }

  #strategyRecord(): PlainRecord {
    return Object.fromEntries(
      Array.from(this.#strategies, ([strategy, { count, defaulted }]) => [
        strategy,
        { count, defaulted, default_rate: meanOf(BigInt(defaulted), count, 0)?.toFixed() ?? null },
      ]),
    );
  }
}

function addRate(sum: RateSum, rate: bigint): void {
  sum.runs++;
  sum.total += rate;
}

function rateRecord({ runs, total }: RateSum): PlainRecord {
  return { runs, mean_default_rate: meanOf(total, runs, RATE_PLACES)?.toFixed() ?? null };
}
