import { createRandom } from '@bagehot/kernel';
import { DEFAULT_RESAMPLES, requireResamples } from './bootstrap.js';
import { byLevel } from './level-order.js';
import { type CompletedPair, completedPair, type PairOutcome } from './pair-outcome.js';
import { type PairTests, testsOf } from './pair-tests.js';
import { groupOf, type PairGroup, type PairUnits, rateUnits } from './pair-units.js';

/** The pairs that have one parameter at one level. */
export interface ParameterLevel extends PairGroup {
  /** As the pairs spell it: `0.5` and `0.50` are two levels. */
  readonly level: string;
}

/** Pairs grouped by the levels of one parameter. */
export interface ParameterLevels {
  readonly parameter: string;
  /** Numbers first, in their order, then other texts by code units. */
  readonly levels: readonly ParameterLevel[];
}

/** A set of pairs in figures, with what can be said about chance. */
export interface PairStatistics extends PairGroup, PairTests {
  /** By parameter, in the order of their names (code units). A pair without a parameter is in none of its groups. */
  readonly byParameter: readonly ParameterLevels[];
  /** Every pair that the treatment made worse, in the order given. */
  readonly worsenedPairs: readonly CompletedPair[];
}

/** How the bootstrap draws. */
export interface PairStatisticsOptions {
  /** 42 unless given. Draws come from `sim/bootstrap/...` only. */
  readonly seed?: number;
  /** 10,000 unless given. */
  readonly resamples?: number;
}

/**
 * Sums up pairs of a control and a treatment and tests their difference. Pairs with a failed arm are counted and left out of everything else; the rates are read
 * with 20 decimals. Except for the list of worsened pairs nothing depends on the order of the pairs.
 *
 * @throws SimError `INVALID_PAIR` on a rate outside 0 to 1 or a count that is none; `INVALID_OPTIONS` on fewer than 40 resamples
 * @throws KernelError `BAD_KERNEL_INPUT` when the seed is no safe integer
 * @see ring specification, section 12.3
 * @example
 * const { meanReliefRatio, pairedT, worsenedPairs } = pairStatistics(pairs);
 */
export function pairStatistics(pairs: readonly PairOutcome[], options: PairStatisticsOptions = {}): PairStatistics {
  const { seed = 42, resamples = DEFAULT_RESAMPLES } = options;
  const random = createRandom(seed).stream('sim/bootstrap');
  const read = pairs.map((pair, position): ReadPair => {
    const completed = completedPair(pair, position);
    return { pair, completed, units: completed === undefined ? undefined : unitsOfPair(completed) };
  });
  requireResamples(resamples);
  return {
    ...groupOf(read.map(({ units }) => units)),
    ...testsOf(
      read.flatMap(({ units }) => units ?? []),
      random,
      () => resamples,
    ),
    byParameter: levelsOf(read),
    worsenedPairs: read.flatMap(({ completed }) => (completed?.relief.reduction.lt(0) ? [completed] : [])),
  };
}

interface ReadPair {
  readonly pair: PairOutcome;
  readonly completed: CompletedPair | undefined;
  readonly units: PairUnits | undefined;
}

function unitsOfPair({ relief, rescues, induced }: CompletedPair): PairUnits {
  return {
    control: rateUnits(relief.controlRate),
    treatment: rateUnits(relief.treatmentRate),
    reduction: rateUnits(relief.reduction),
    ratio: relief.reliefRatio === null ? null : rateUnits(relief.reliefRatio),
    rescues,
    induced,
  };
}

function levelsOf(pairs: readonly ReadPair[]): readonly ParameterLevels[] {
  const groups = new Map<string, Map<string, ReadPair[]>>();
  for (const read of pairs)
    for (const [parameter, level] of Object.entries(read.pair.params)) {
      const levels = groups.get(parameter) ?? new Map<string, ReadPair[]>();
      const group = levels.get(level) ?? [];
      group.push(read);
      groups.set(parameter, levels.set(level, group));
    }
  return [...groups]
    .sort(([a], [b]) => byText(a, b))
    .map(([parameter, levels]) => ({
      parameter,
      levels: [...levels]
        .sort(([a], [b]) => byLevel(a, b))
        .map(([level, group]) => ({ level, ...groupOf(group.map(({ units }) => units)) })),
    }));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
