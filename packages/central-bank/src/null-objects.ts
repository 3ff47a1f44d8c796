import { type Decimal, ZERO } from '@bagehot/kernel';
import { NOTHING_DONE } from './central-bank/nothing-done.js';
import { policyRateOf, RateHistory } from './central-bank/rate-history.js';
import { InvalidPolicyRateError } from './errors.js';
import { type AmountInput, RATE_ONE, rateOf, readDecimal, readRateUnits } from './numbers.js';
import type { CallLoanRequest, CallLoanResponse, CallMarket } from './protocols/call-market.js';
import type { CentralBank } from './protocols/central-bank.js';
import { refused } from './refusal.js';

/**
 * A central bank that does nothing but remember a rate: operations succeed with zeros and move nothing.
 *
 * @param rate - in tick 0
 * @throws InvalidPolicyRateError `INVALID_POLICY_RATE`
 * @see central bank specification, section 14
 */
export function noCentralBank(rate: AmountInput = 0): CentralBank {
  const history = new RateHistory({ min: -RATE_ONE / 10n, max: 10n * RATE_ONE }, [{ rate: 0n, tick: 0 }]);
  const set = (next: AmountInput, tick: number): void => history.set(next, tick, () => {});
  set(rate, 0);
  return {
    setPolicyRate: set,
    getPolicyRate: () => policyRateOf(history.last),
    conductOpenMarketOperations: () => NOTHING_DONE,
  };
}

/** A call market in which nobody lends: requests are rejected, offers ignored, and the call rate is the policy rate. */
export const noCallMarket: CallMarket = Object.freeze({
  requestLoan({ amount }: CallLoanRequest): CallLoanResponse {
    return {
      success: false,
      status: 'rejected',
      requestId: null,
      loanId: null,
      amountRequested: readDecimal(amount) ?? ZERO,
      amountGranted: ZERO,
      interestRate: null,
      message: 'no call market',
    };
  },
  supplyReserves(): void {},
  processMarketClearing(policyRate: AmountInput): Decimal {
    const units = readRateUnits(policyRate);
    if (units === undefined)
      throw new InvalidPolicyRateError(
        'INVALID_POLICY_RATE',
        ...refused('policyRate', policyRate, 'a rate of at most 12 decimals'),
      );
    return rateOf(units);
  },
});
