import { type Decimal, ONE, quotient, sum, ZERO } from '@bagehot/kernel';
import { ratio } from './day-metrics.js';
import type { RingSummary } from './metrics.js';

/** A rate as an exact fraction: `part` of `whole`, both in the same unit. */
export interface ExactRate {
  readonly part: Decimal;
  /** 0 means that nothing fell due; the rate is then 0. */
  readonly whole: Decimal;
}

/** What a treatment does to the default rate of a control, with 20 decimals. */
export interface Relief {
  readonly controlRate: Decimal;
  readonly treatmentRate: Decimal;
  /** Control less treatment. */
  readonly reduction: Decimal;
  /** Reduction over control; 0 when nobody defaults in either arm, null when only the treatment has defaults. */
  readonly reliefRatio: Decimal | null;
}

/** The default rate of a run as an exact fraction: what was not paid in full on its day, of everything due. */
export function defaultRateOf({ totalDue, paidOnTime }: RingSummary): ExactRate {
  return { part: totalDue.minus(paidOnTime), whole: totalDue };
}

/**
 * Compares the default rates of two arms. The exact difference is rounded once.
 *
 * @see ring specification, section 12.2
 */
export function reliefOf(control: ExactRate, treatment: ExactRate): Relief {
  const base = proper(control);
  const other = proper(treatment);
  const before = base.part.times(other.whole);
  const after = other.part.times(base.whole);
  const unrelieved = before.eq(0) ? (after.eq(0) ? ZERO : null) : ratio(before.minus(after), before);
  return {
    controlRate: rounded(base.part, base.whole),
    treatmentRate: rounded(other.part, other.whole),
    reduction: rounded(before.minus(after), base.whole.times(other.whole)),
    reliefRatio: unrelieved,
  };
}

/** A set of pairs in figures. Means and medians have 20 decimals and are null when there is nothing to average. */
export interface PairSetSummary {
  readonly totalPairs: number;
  /** Pairs of which both arms ran. */
  readonly completedPairs: number;
  readonly meanControlRate: Decimal | null;
  readonly meanTreatmentRate: Decimal | null;
  /** Over the pairs whose relief is defined. */
  readonly meanReliefRatio: Decimal | null;
  readonly medianReliefRatio: Decimal | null;
  /** Pairs with defaults in the treatment only. */
  readonly undefinedRelief: number;
  readonly improved: number;
  readonly unchanged: number;
  readonly worsened: number;
}

/**
 * Sums up pairs of a control and a treatment. Pairs with a failed arm are counted and left out of everything else.
 *
 * @param pairs - undefined for a pair with a failed arm
 * @see ring specification, section 12.3
 */
export function summarisePairs(pairs: readonly (Relief | undefined)[]): PairSetSummary {
  const completed = pairs.filter((pair) => pair !== undefined);
  const ratios = completed.flatMap(({ reliefRatio }) => reliefRatio ?? []);
  const signs = completed.map(({ reduction }) => reduction.cmp(0));
  const count = (sign: number): number => signs.filter((other) => other === sign).length;
  return {
    totalPairs: pairs.length,
    completedPairs: completed.length,
    meanControlRate: mean(completed.map(({ controlRate }) => controlRate)),
    meanTreatmentRate: mean(completed.map(({ treatmentRate }) => treatmentRate)),
    meanReliefRatio: mean(ratios),
    medianReliefRatio: median(ratios),
    undefinedRelief: completed.length - ratios.length,
    improved: count(1),
    unchanged: count(0),
    worsened: count(-1),
  };
}

/** A rate of nothing is 0 of 1. */
function proper({ part, whole }: ExactRate): ExactRate {
  return whole.eq(0) ? { part: ZERO, whole: ONE } : { part, whole };
}

function rounded(part: Decimal, whole: Decimal): Decimal {
  return quotient(part, whole, { decimals: 20, rounding: 'half-up' });
}

function mean(values: readonly Decimal[]): Decimal | null {
  return ratio(sum(values), ONE.times(values.length));
}

function median(values: readonly Decimal[]): Decimal | null {
  const sorted = values.toSorted((a, b) => a.cmp(b));
  const middle = sorted.length >> 1;
  return mean(sorted.slice(sorted.length % 2 === 1 ? middle : middle - 1, middle + 1));
}
