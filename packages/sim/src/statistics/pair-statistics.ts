import { createRandom, type Decimal, decimal, quotient, sum } from '@bagehot/kernel';
import { type PairSetSummary, summarisePairs } from '@bagehot/ring';
import { type BootstrapInterval, bootstrapMean } from './bootstrap.js';
import { type CompletedPair, completedPair, type PairOutcome } from './pair-outcome.js';
import { type PairedT, pairedT } from './paired-t.js';
import { type SignedRank, signedRank } from './signed-rank.js';

/** A group of pairs in figures. */
export interface PairGroup extends PairSetSummary {
  /** Mean of control less treatment over the completed pairs, with 20 decimals. */
  readonly meanReduction: Decimal | null;
  /** Over the completed pairs. */
  readonly rescues: number;
  /** Over the completed pairs. */
  readonly induced: number;
}

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

/** A set of pairs in figures, with what can be said about chance. Tests and intervals are null where there is nothing to test. */
export interface PairStatistics extends PairGroup {
  /** Is the mean of control less treatment other than 0? */
  readonly pairedT: PairedT | null;
  /** The same question of ranks. */
  readonly signedRank: SignedRank | null;
  /** 95 % bootstrap interval of the mean relief ratio, over the pairs whose relief is defined. */
  readonly reliefInterval: BootstrapInterval | null;
  /** 95 % bootstrap interval of the mean of control less treatment, over the completed pairs. */
  readonly reductionInterval: BootstrapInterval | null;
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
  const { seed = 42, resamples } = options;
  const random = createRandom(seed).stream('sim/bootstrap');
  const read: readonly ReadPair[] = pairs.map((pair, position) => ({ pair, completed: completedPair(pair, position) }));
  const completed = read.flatMap((one) => one.completed ?? []);
  const reductions = completed.map(({ relief }) => relief.reduction);
  const ratios = completed.flatMap(({ relief }) => relief.reliefRatio ?? []);
  return {
    ...groupOf(read),
    pairedT: pairedT(reductions),
    signedRank: signedRank(reductions),
    reliefInterval: bootstrapMean(ratios, random.stream('relief-ratio'), resamples),
    reductionInterval: bootstrapMean(reductions, random.stream('reduction'), resamples),
    byParameter: levelsOf(read),
    worsenedPairs: completed.filter(({ relief }) => relief.reduction.lt(0)),
  };
}

interface ReadPair {
  readonly pair: PairOutcome;
  readonly completed: CompletedPair | undefined;
}

function groupOf(pairs: readonly ReadPair[]): PairGroup {
  const completed = pairs.flatMap((pair) => pair.completed ?? []);
  const total = (field: 'rescues' | 'induced'): number => completed.reduce((count, pair) => count + pair[field], 0);
  return {
    ...summarisePairs(pairs.map((pair) => pair.completed?.relief)),
    meanReduction: mean(completed.map(({ relief }) => relief.reduction)),
    rescues: total('rescues'),
    induced: total('induced'),
  };
}

function mean(values: readonly Decimal[]): Decimal | null {
  if (values.length === 0) return null;
  return quotient(sum(values), decimal(values.length), { decimals: 20, rounding: 'half-up' });
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
      levels: [...levels].sort(([a], [b]) => byLevel(a, b)).map(([level, group]) => ({ level, ...groupOf(group) })),
    }));
}

const NUMBER = /^-?\d{1,300}(\.\d{1,300})?$/;

function byLevel(a: string, b: string): number {
  const areNumbers = [NUMBER.test(a), NUMBER.test(b)];
  if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1;
  return (areNumbers[0] ? decimal(a).cmp(decimal(b)) : 0) || byText(a, b);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
