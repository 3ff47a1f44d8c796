/** A treasury of one's own: it sells no bond below 9.50, buys none back, and pays what it earns to pensioners at once. */
import {
  createCentralBank,
  fixedPricing,
  type OpenMarketOperationResult,
  reserveAccounts,
  TreasuryOperationError,
  type TreasuryService,
} from '@bagehot/central-bank';
import type { Decimal, Ledger } from '@bagehot/kernel';

const ports = reserveAccounts({
  balances: [
    ['pensioner', 20],
    ['treasury', 0],
  ],
});
export const ledger: Ledger = ports.ledger;

const stubborn: TreasuryService = {
  sellBondsToCentralBank: (_quantity: number, price: Decimal) =>
    price.lt('9.50')
      ? { success: false, code: 'too-cheap', details: `${price} is too little` }
      : { success: true, details: 'sold' },
  buyBondsFromCentralBank: () => ({ success: false, code: 'not-now', details: 'debts are for ever' }),
  // Part of the operation: whatever fails here undoes all of it.
  onSettled: ({ cash }) =>
    ledger.transfer({
      day: 0,
      kind: 'pension',
      asset: 'reserves',
      from: 'treasury',
      to: 'pensioner',
      amount: cash,
    }),
};

export function buyAt(price: string): OpenMarketOperationResult | string {
  const bank = createCentralBank(
    { initialPolicyRate: '0.05', faceValue: 10 },
    { ...ports, pricing: fixedPricing(price) },
  );
  try {
    return bank.conductOpenMarketOperations(stubborn, 4);
  } catch (error) {
    if (error instanceof TreasuryOperationError) return error.details.code;
    throw error;
  }
}

export const refused: OpenMarketOperationResult | string = buyAt('9.40');
console.log(`at 9.40: ${refused}; the pensioner has ${ledger.balance('pensioner', 'reserves')}`);
buyAt('9.60');
console.log(`at 9.60: the pensioner has ${ledger.balance('pensioner', 'reserves')}`);
