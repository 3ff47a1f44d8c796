import { allocateQuanta, halfEvenDiv } from '@bagehot/kernel/quanta';
import { type AmountInput, RATE_ONE } from '../numbers.js';
import type { ClearingBook, ClearingOutcome, ClearingRule } from '../protocols/clearing.js';
import { type LegOptions, matchLegs } from './legs.js';
import { optionProblems, readLegOptions, readSpread } from './rule-options.js';

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
    withSignedSpread: () => (signedSpread ? rule : ruleOf(sensitivity, legs, true)),
    clear: (book) => {
      const shares = shareByRatio(book, legs);
      const { supplied, requested } = shares;
      const short = requested - supplied;
      // Totals in one division: rounding the ratio first would round twice. Without requests there is nothing to divide by.
      const counts = requested > 0n && (short > 0n || signedSpread);
      const spread = counts ? halfEvenDiv(sensitivity * short, requested) : 0n;
      return { callRate: book.policyRate + spread, spread, ...shares };
    },
  };
  return rule;
}

/** All of an outcome but its rate: what there is goes to everybody pro rata. */
export function shareByRatio(book: ClearingBook, legOptions: LegOptions): Omit<ClearingOutcome, 'callRate' | 'spread'> {
  const wanted = book.requests.map(({ units }) => units);
  const offered = book.supplies.map(({ units }) => units);
  const requested = sumOf(wanted);
  const supplied = sumOf(offered);
  const volume = supplied < requested ? supplied : requested;
  const grants = volume === requested ? wanted : allocateQuanta(volume, wanted);
  const draws = volume === supplied ? offered : allocateQuanta(volume, offered);
  return {
    indicative: volume === 0n,
    liquidityRatio: requested === 0n ? null : halfEvenDiv(supplied * RATE_ONE, requested),
    supplied,
    requested,
    volume,
    grants,
    draws,
    legs: matchLegs(grants, draws, legOptions),
  };
}

function sumOf(units: readonly bigint[]): bigint {
  let total = 0n;
  for (const amount of units) total += amount;
  return total;
}
