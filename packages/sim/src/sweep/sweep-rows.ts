import { defaultRateOf } from '@bagehot/ring';
import { comparisonOf, ranToItsEnd } from '../compare.js';
import { type ComparisonRecord, comparisonRecord } from '../comparison-record.js';
import { SimError } from '../errors.js';
import { type PlainRecord, runFigures } from '../run-record.js';
import { type Frontier, findFrontier } from './frontier.js';
import type { FrontierSearch } from './sweep-design.js';
import type { RunPlace, Sweep, SweepRun } from './sweep-plan.js';
import type { SweptResult } from './swept-model.js';
import { sweptModelOf } from './swept-models.js';

/** What became of one arm of a run. */
export interface ArmFigures {
  readonly name: string;
  /** As `runFigures` writes them. */
  readonly figures: PlainRecord;
  /** Where a design searches a frontier: how far the field went. The figures are then those at its safe end, or at the lowest value tried where none is safe. */
  readonly frontier?: Frontier;
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
  /** Every arm but the first; none where a frontier was searched. */
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
  const search = sweep.search(index);
  try {
    const done =
      search === undefined ? pairFigures(runsOf(sweep, sweep.run(index))) : frontierFigures(sweep, index, search);
    return { ...place, ...done, problem: null };
  } catch (error) {
    if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') throw error;
    return { ...place, arms: [], comparisons: [], problem: error.message };
  }
}

/** Every arm, and every arm but the first against the first. */
function pairFigures(runs: readonly ArmRun[]): Pick<SweepRow, 'arms' | 'comparisons'> {
  const results = runs.map(({ name, run }) => ({ name, result: run() }));
  const first = results[0] as (typeof results)[number];
  return {
    arms: results.map(({ name, result }) => ({ name, figures: runFigures(result) })),
    comparisons: results
      .slice(1)
      .map(({ name, result }) => ({ name, comparison: comparisonRecord(comparisonOf(first.result, result)) })),
  };
}

/** A search per arm. There is nothing to compare one by one: the runs it ends at are at different points. */
function frontierFigures(sweep: Sweep, index: number, search: FrontierSearch): Pick<SweepRow, 'arms' | 'comparisons'> {
  const arms = sweep.arms.map((name, k) => {
    const { frontier, run } = findFrontier(search, (value) => {
      const result = (runsOf(sweep, sweep.run(index, value))[k] as ArmRun).run();
      return { rate: ranToItsEnd(result) ? defaultRateOf(result.metrics.summary) : null, run: result };
    });
    return { name, figures: runFigures(run), frontier };
  });
  return { arms, comparisons: [] };
}

/** An arm that is still to be run. */
interface ArmRun {
  readonly name: string;
  readonly run: () => SweptResult;
}

/** The arms of a run, made fair among each other. */
function runsOf({ plan }: Sweep, { arms }: SweepRun): readonly ArmRun[] {
  const runs = sweptModelOf(plan.base).runs(arms.map(({ scenario }) => scenario));
  return runs.map((run, k) => ({ name: arms[k]?.name ?? '', run }));
}
