import { toDecimal } from '@bagehot/kernel/quanta';
import { moneyOf } from '../money.js';
import type { CentralBankService } from '../protocols/central-bank.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import type { PolicyContext } from './policy-rules.js';

/** What a policy may look at beyond ledger and central bank. */
export type PolicyObservations = Partial<Pick<PolicyContext, 'callRate' | 'inflation' | 'outputGap' | 'corridor'>>;

/**
 * What a policy may look at now.
 *
 * @throws BondPricingError `BOND_PRICING`
 * @example
 * const { rate } = rule.decide(policyContext(bank, ports, { callRate: market.lastClearing()?.callRate ?? null }));
 */
export function policyContext(
  bank: CentralBankService,
  ports: MoneyMarketPorts,
  observations: PolicyObservations = {},
): PolicyContext {
  const { column, grid, tick } = moneyOf(ports);
  return {
    callRate: null,
    ...observations,
    tick: tick(),
    policyRate: bank.getPolicyRate().rate,
    reserves: toDecimal(grid, -column.get(column.issuer)),
    moneyDecimals: grid.decimals,
    price: bank.bondPrice(),
    holdings: bank.bondHoldings().quantity,
  };
}
