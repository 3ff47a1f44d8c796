import { createRandom } from '@bagehot/kernel';
import { ENGINE_VERSION } from '../engine-version.js';
import type { PlainRecord } from '../run-record.js';
import { type ArmStatus, statusOf } from './arm-status.js';
import { ArmSummary } from './arm-summary.js';
import { axisLevels } from './axis-levels.js';
import { FrontierSummary } from './frontier-summary.js';
import type { Sweep } from './sweep-plan.js';
import type { SweepRow } from './sweep-rows.js';
import { TreatmentSummary } from './treatment-summary.js';

/** Sums up a sweep while its rows pass by. */
export interface SweepSummary {
  /** Takes a row into account; each run once, in any order. */
  add(row: SweepRow): void;
  /** The rows so far, ready for `summary.json`. Decimals are text, statistics of tests are numbers. */
  record(): PlainRecord;
}

/** How the bootstrap draws. */
export interface SweepSummaryOptions {
  /** 42 unless given. Draws come from `sim/bootstrap/...` only. */
  readonly seed?: number;
}

/**
 * Sums up a sweep: each arm's default rates by level of every axis, each treatment against the first arm pair by pair (effects, tests, intervals over pairs and
 * over replicates, what got worse), each search.
 *
 * Of a run of one arm nothing is kept but sums by level; of a pair a few numbers are. An axis that is sampled, or has more than 200 numeric values, is grouped by
 * tenths of its range, and says `binned`. With more than 2,500 pairs there are fewer than 10,000 resamples, as each interval says.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` when the seed is no safe integer
 * @example
 * const summary = createSweepSummary(sweep);
 * for (const row of sweepRows(sweep)) summary.add(row);
 * const { comparisons } = summary.record();
 * @see ring specification, section 12.3
 */
export function createSweepSummary(sweep: Sweep, { seed = 42 }: SweepSummaryOptions = {}): SweepSummary {
  const random = createRandom(seed).stream('sim/bootstrap');
  const levels = axisLevels(sweep);
  const arms = sweep.arms.map((name) => new ArmSummary(name, levels));
  const searches = sweep.arms.map((name) => new FrontierSummary(name, levels));
  const treatments = sweep.arms.slice(1).map((name) => new TreatmentSummary(sweep, levels, name));
  const counts = { rows: 0, completed: 0, failed: 0, refused: 0, searches: 0 };
  return {
    add(row) {
      counts.rows++;
      counts[rowStatus(row)]++;
      const isSearch = sweep.search(row.index) !== undefined;
      if (isSearch) counts.searches++;
      row.arms.forEach((arm, k) => {
        if (arm.frontier === undefined) arms[k]?.add(row, arm);
        else searches[k]?.add(row, arm.frontier);
      });
      if (!isSearch)
        for (const [k, treatment] of treatments.entries()) treatment.add(row.index, row.comparisons[k]?.comparison);
    },
    record() {
      const { plan, points, replicates, count } = sweep;
      const frontier = searches.flatMap((search) => search.record() ?? []);
      return {
        ...(plan.name === undefined ? {} : { name: plan.name }),
        engine_version: ENGINE_VERSION,
        runs: count,
        points,
        replicates,
        base_seed: plan.baseSeed ?? 42,
        rows: counts.rows,
        completed: counts.completed,
        failed: counts.failed,
        refused: counts.refused,
        axes: levels.map(({ name, path, binned }) => ({ name, path, binned })),
        arms: counts.searches === counts.rows && frontier.length > 0 ? [] : arms.map((arm) => arm.record()),
        comparisons: treatments.map((treatment) => treatment.record(random)),
        ...(frontier.length === 0 ? {} : { frontier }),
      };
    },
  };
}

/** A row is complete when all of its arms came to an end of their own. */
function rowStatus({ arms }: SweepRow): ArmStatus {
  const [first, ...others] = arms.map(statusOf);
  if (first === undefined) return 'refused';
  return first === 'completed' && others.every((status) => status === first) ? 'completed' : 'failed';
}
