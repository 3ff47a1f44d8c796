import { type Decimal, ONE } from '@bagehot/kernel';
import { type Relief, reliefOf } from '@bagehot/ring';
import type { Comparison } from '../compare.js';
import { SimError } from '../errors.js';

/** What is left of a pair of runs: where it stands in the design, and what came out. Plain data, easy to keep in a table. */
export interface PairOutcome {
  /** The parameters in which pairs differ, as texts: `{ kappa: '0.5', mu: '0' }`. */
  readonly params: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Default rate of the control, from 0 to 1; null when its run failed. */
  readonly controlRate: Decimal | null;
  /** Default rate of the treatment, from 0 to 1; null when its run failed. */
  readonly treatmentRate: Decimal | null;
  /** Traders that default in the control only. */
  readonly rescues: number;
  /** Traders that default in the treatment only. */
  readonly induced: number;
}

/** A pair of which both arms ran, with what it comes to. */
export interface CompletedPair extends PairOutcome {
  readonly relief: Relief;
}

/** The outcome of a comparison. Both rates are null unless both arms ran to an end of their own. */
export function pairOutcome(
  comparison: Pick<Comparison, 'relief' | 'rescued' | 'induced'>,
  at: Pick<PairOutcome, 'params' | 'seed'>,
): PairOutcome {
  const { relief, rescued, induced } = comparison;
  return {
    params: at.params,
    seed: at.seed,
    controlRate: relief?.controlRate ?? null,
    treatmentRate: relief?.treatmentRate ?? null,
    rescues: rescued.length,
    induced: induced.length,
  };
}

/**
 * The pair with its relief; undefined when an arm is missing.
 *
 * @param position - of the pair in its list, for the error
 * @throws SimError `INVALID_PAIR` on a rate outside 0 to 1 or a count that is none
 */
export function completedPair(pair: PairOutcome, position: number): CompletedPair | undefined {
  const { controlRate, treatmentRate } = pair;
  for (const field of ['controlRate', 'treatmentRate'] as const) {
    const { [field]: rate } = pair;
    if (rate !== null && !(rate.gte(0) && rate.lte(1)))
      throw invalidPair(position, field, rate.toFixed(), 'from 0 to 1');
  }
  for (const field of ['rescues', 'induced'] as const)
    if (!Number.isSafeInteger(pair[field]) || pair[field] < 0)
      throw invalidPair(position, field, String(pair[field]), 'a whole number of at least 0');
  if (controlRate === null || treatmentRate === null) return undefined;
  return {
    ...pair,
    relief: reliefOf({ part: controlRate, whole: ONE }, { part: treatmentRate, whole: ONE }),
  };
}

function invalidPair(position: number, field: string, value: string, allowed: string): SimError<'INVALID_PAIR'> {
  return new SimError(
    'INVALID_PAIR',
    { position, field, reason: `not ${allowed}` },
    `pairs[${position}].${field} must be ${allowed}, got ${value}`,
  );
}
