import { halfEvenDiv } from '@bagehot/kernel/quanta';
import { optionProblems } from '../input-reading.js';
import type { AmountInput } from '../numbers.js';
import type { ClearingRule } from '../protocols/clearing.js';
import type { LegOptions } from './legs.js';
import { clearingOutcome } from './outcome.js';
import { bookTotals, proRataShares, shareProRata } from './pro-rata.js';
import { readLegOptions, readSpread } from './rule-options.js';

/** How the rate answers to scarcity, and how grants become legs. */
export interface RatioRuleOptions extends LegOptions {
  /**
   * The spread over the policy rate when nothing is supplied; at least 0.
   *
   * @defaultValue '0.1'
   */
  readonly spreadSensitivity?: AmountInput;
  /**
   * Lets plenty push the rate below the policy rate; meant for a corridor, whose floor bounds it.
   *
   * @defaultValue false
   */
  readonly signedSpread?: boolean;
}

/** A rule whose spread may have a sign. */
export interface SignedSpreadRule extends ClearingRule {
  readonly signedSpread: boolean;
  /** The same rule with a signed spread. */
  withSignedSpread(): SignedSpreadRule;
}

/**
 * The default rule: the spread over the policy rate grows with the part of the requests that cannot be met, and what there is goes to everybody pro
 * rata. Limit rates are not looked at.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 * @see central bank specification, section 8.1
 */
export function ratioRule(options: RatioRuleOptions = {}): SignedSpreadRule {
  const problems = optionProblems();
  const sensitivity = readSpread(problems, 'spreadSensitivity', options.spreadSensitivity ?? '0.1');
  const legs = readLegOptions(problems, options);
  problems.check();
  return ruleOf(sensitivity, legs, options.signedSpread ?? false);
}

function ruleOf(sensitivity: bigint, legs: LegOptions, signedSpread: boolean): SignedSpreadRule {
  const rule: SignedSpreadRule = {
    name: 'ratio',
    ignoresLimits: true,
    signedSpread,
    shares: proRataShares,
    withSignedSpread: () => (signedSpread ? rule : ruleOf(sensitivity, legs, true)),
    clear: (book, shares) => {
      const totals = bookTotals(book);
      const { requested, supplied } = totals;
      const short = requested - supplied;
      // Totals in one division: rounding the ratio first would round twice. Without requests there is nothing to divide by.
      const counts = requested > 0n && (short > 0n || signedSpread);
      const spread = counts ? halfEvenDiv(sensitivity * short, requested) : 0n;
      const parts = shareProRata(book, totals, legs, shares);
      return clearingOutcome(book, { callRate: book.policyRate + spread, ...parts }, totals);
    },
  };
  return rule;
}
