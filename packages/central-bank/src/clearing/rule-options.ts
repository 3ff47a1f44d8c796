import type { ProblemList } from '@bagehot/kernel';
import { type AmountInput, readRateUnits } from '../numbers.js';
import { DEFAULT_MAX_LEGS, type LegOptions } from './legs.js';

/**
 * Reads an option that is a rate of at least 0 into units of 10^-12.
 *
 * @returns 0n when it is refused; the problem is noted
 */
export function readSpread(problems: ProblemList<string>, path: string, input: AmountInput): bigint {
  const units = readRateUnits(input);
  if (units !== undefined && units >= 0n) return units;
  problems.add('INVALID_CONFIG', path, input, 'a decimal of at least 0 with at most 12 digits after the point');
  return 0n;
}

/** Fills in what a rule is not told about its legs, and notes what cannot be. */
export function readLegOptions(problems: ProblemList<string>, options: LegOptions): Required<LegOptions> {
  const { legRule = 'sequential', maxLegs = DEFAULT_MAX_LEGS } = options;
  if (legRule !== 'sequential' && legRule !== 'proportional')
    problems.add('INVALID_CONFIG', 'legRule', legRule, "'sequential' or 'proportional'");
  if (!Number.isSafeInteger(maxLegs) || maxLegs < 0)
    problems.add('INVALID_CONFIG', 'maxLegs', maxLegs, 'a safe integer of at least 0');
  return { legRule, maxLegs };
}
