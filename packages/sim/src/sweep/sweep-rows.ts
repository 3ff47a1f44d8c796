import { comparisonOf, fairArms } from '../compare.js';
import { type ComparisonRecord, comparisonRecord } from '../comparison-record.js';
import { SimError } from '../errors.js';
import { type PlainRecord, runFigures } from '../run-record.js';
import { runScenario, type ScenarioResult } from '../run-scenario.js';
import { compileArms } from '../scenario/compile.js';
import type { RunPlace, Sweep, SweepRun } from './sweep-plan.js';

/** What became of one arm of a run. */
export interface ArmFigures {
  readonly name: string;
  /** As `runFigures` writes them. */
  readonly figures: PlainRecord;
}

/** An arm against the first one, as `comparisonRecord` writes it. */
export interface ArmComparison {
  readonly name: string;
  readonly comparison: ComparisonRecord;
}

/** One run of a sweep as plain data: where it stands in the design, and what came of it. */
export interface SweepRow extends RunPlace {
  /** In the order of the plan; empty when the point could not be run. */
  readonly arms: readonly ArmFigures[];
  /** Every arm but the first. */
  readonly comparisons: readonly ArmComparison[];
  /** Why the point could not be run: its fields do not go together. Such points are kept, so that none is missed unnoticed. */
  readonly problem: string | null;
}

/** Which runs of a sweep are wanted. */
export interface SweepRange {
  /** @defaultValue 0 */
  readonly from?: number;
  /**
   * Behind the last one.
   *
   * @defaultValue the number of runs
   */
  readonly to?: number;
}

/**
 * Runs a sweep, one row at a time: nothing is kept from one run to the next, so that memory does not grow. A row is a function of the plan and its index.
 *
 * @example
 * for (const { coordinates, comparisons } of sweepRows(planSweep({ base, design, arms: MARKET_ARMS }))) { ... }
 */
export function* sweepRows(
  sweep: Sweep,
  { from = 0, to = sweep.count }: SweepRange = {},
): Generator<SweepRow, void, void> {
  for (let index = from; index < to; index++) yield sweepRow(sweep, index);
}

/** One run of a sweep. @throws as `Sweep.run` for an index outside it */
export function sweepRow(sweep: Sweep, index: number): SweepRow {
  const place = sweep.place(index);
  try {
    const results = runArms(sweep.run(index));
    const [first] = results as [ArmResult, ...ArmResult[]];
    return {
      ...place,
      arms: results.map(({ name, result }) => ({ name, figures: runFigures(result) })),
      comparisons: results
        .slice(1)
        .map(({ name, result }) => ({ name, comparison: comparisonRecord(comparisonOf(first.result, result)) })),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') throw error;
    return { ...place, arms: [], comparisons: [], problem: error.message };
  }
}

interface ArmResult {
  readonly name: string;
  readonly result: ScenarioResult;
}

function runArms({ arms }: SweepRun): readonly ArmResult[] {
  const { scenarios, moneyDecimals } = fairArms(compileArms(arms.map(({ scenario }) => scenario)));
  return scenarios.map((scenario, k) => ({
    name: arms[k]?.name ?? '',
    result: runScenario(scenario, { moneyDecimals, keepEvents: false }),
  }));
}
