import { optionProblems } from '../input-reading.js';
import type { AmountInput } from '../numbers.js';
import type { ClearingRule } from '../protocols/clearing.js';
import { nearestRate } from './rate-interval.js';
import type { SignedSpreadRule } from './ratio-rule.js';
import { readSpread } from './rule-options.js';

/** How far the standing facilities' rates are from the policy rate; at least 0 each. */
export interface CorridorSpreads {
  /** The deposit facility pays so much less. */
  readonly depositSpread: AmountInput;
  /** The lending facility asks so much more. */
  readonly lendingSpread: AmountInput;
}

/** A corridor around another rule. */
export interface CorridorOptions extends CorridorSpreads {
  /**
   * Lets the inner rule push the rate below the policy rate, if it can, and takes the rate to the floor when there is supply and nobody asks for it.
   *
   * @defaultValue what the inner rule does
   */
  readonly signedSpread?: boolean;
}

/** The bounds of a corridor, in units of 10^-12. */
export interface CorridorBounds {
  readonly floor: bigint;
  readonly ceiling: bigint;
}

/**
 * Reads two spreads once and gives the bounds they make around any policy rate.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 * @see central bank specification, section 11.1
 */
export function corridorBounds(spreads: CorridorSpreads): (policyRate: bigint) => CorridorBounds {
  const problems = optionProblems();
  const depositSpread = readSpread(problems, 'depositSpread', spreads.depositSpread);
  const lendingSpread = readSpread(problems, 'lendingSpread', spreads.lendingSpread);
  problems.check();
  return (policyRate) => ({ floor: policyRate - depositSpread, ceiling: policyRate + lendingSpread });
}

/**
 * Clamps the rates of another rule to the corridor of the standing facilities: nobody lends below the rate of a deposit, or borrows above that of a loan at
 * the central bank. Quantities and the reported spread are the inner rule's.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 * @see central bank specification, section 11.1
 */
export function corridor(inner: ClearingRule, options: CorridorOptions): ClearingRule {
  const boundsAt = corridorBounds(options);
  const { signedSpread = isSigned(inner) } = options;
  const rule = signedSpread && isSignable(inner) ? inner.withSignedSpread() : inner;
  return {
    ...(rule.ignoresLimits !== undefined && { ignoresLimits: rule.ignoresLimits }),
    ...(rule.shares !== undefined && { shares: (book) => (rule as Required<ClearingRule>).shares(book) }),
    name: `corridor (${rule.name})`,
    clear: (book, shares) => {
      const { floor, ceiling } = boundsAt(book.policyRate);
      const outcome = rule.clear(book, shares);
      // Plenty without any request: a signed spread has no lower end.
      const glut = signedSpread && outcome.requested === 0n && outcome.supplied > 0n;
      const { ratePerLeg } = outcome;
      return {
        ...outcome,
        callRate: glut ? floor : nearestRate(outcome.callRate, floor, ceiling),
        ...(ratePerLeg !== undefined && { ratePerLeg: ratePerLeg.map((rate) => nearestRate(rate, floor, ceiling)) }),
      };
    },
  };
}

function isSignable(rule: ClearingRule): rule is SignedSpreadRule {
  return 'withSignedSpread' in rule;
}

function isSigned(rule: ClearingRule): boolean {
  return isSignable(rule) && rule.signedSpread;
}
