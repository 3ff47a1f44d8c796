import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import type { PairSetSummary } from '@bagehot/ring';
import { ascending, meanOf } from './exact-mean.js';

/** A completed pair, its rates counted in units of 10^-20: what sums over many pairs are made of. */
export interface PairUnits {
  readonly control: bigint;
  readonly treatment: bigint;
  /** Control less treatment. */
  readonly reduction: bigint;
  /** Reduction over control; null when only the treatment has defaults. */
  readonly ratio: bigint | null;
  readonly rescues: number;
  readonly induced: number;
}

/** A group of pairs in figures. */
export interface PairGroup extends PairSetSummary {
  /** Mean of control less treatment over the completed pairs, with 20 decimals. */
  readonly meanReduction: Decimal | null;
  /** Over the completed pairs. */
  readonly rescues: number;
  /** Over the completed pairs. */
  readonly induced: number;
}

/** Decimals of every rate. */
export const RATE_PLACES = 20;

/** A rate in units. @throws RangeError on one with more than 20 decimals, which no rate has */
export function rateUnits(rate: Decimal): bigint {
  const units = unitsOf(rate, RATE_PLACES);
  if (units === undefined) throw new RangeError(`a rate has ${decimalPlaces(rate)} decimals`);
  return units;
}

/** Sums up pairs, as `summarisePairs` does: those with a failed arm, which are undefined here, are counted and left out of everything else. */
export function groupOf(pairs: readonly (PairUnits | undefined)[]): PairGroup {
  const group = { completed: 0, improved: 0, worsened: 0, rescues: 0, induced: 0 };
  const total = { control: 0n, treatment: 0n, reduction: 0n, ratio: 0n };
  const ratios: bigint[] = [];
  for (const pair of pairs) {
    if (pair === undefined) continue;
    group.completed++;
    if (pair.reduction > 0n) group.improved++;
    if (pair.reduction < 0n) group.worsened++;
    group.rescues += pair.rescues;
    group.induced += pair.induced;
    total.control += pair.control;
    total.treatment += pair.treatment;
    total.reduction += pair.reduction;
    if (pair.ratio === null) continue;
    total.ratio += pair.ratio;
    ratios.push(pair.ratio);
  }
  const { completed, improved, worsened, rescues, induced } = group;
  return {
    totalPairs: pairs.length,
    completedPairs: completed,
    meanControlRate: meanOf(total.control, completed, RATE_PLACES),
    meanTreatmentRate: meanOf(total.treatment, completed, RATE_PLACES),
    meanReliefRatio: meanOf(total.ratio, ratios.length, RATE_PLACES),
    medianReliefRatio: medianOf(ratios),
    undefinedRelief: completed - ratios.length,
    improved,
    unchanged: completed - improved - worsened,
    worsened,
    meanReduction: meanOf(total.reduction, completed, RATE_PLACES),
    rescues,
    induced,
  };
}

/** @param values - are put in order */
function medianOf(values: bigint[]): Decimal | null {
  values.sort(ascending);
  const middle = values.length >> 1;
  const [low, high] = [values[values.length % 2 === 1 ? middle : middle - 1], values[middle]];
  return low === undefined || high === undefined ? null : meanOf(low + high, 2, RATE_PLACES);
}
