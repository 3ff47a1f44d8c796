/** A treasury of one's own held to the laws of treasuries: so many bonds and no more, none below face value, none bought back. */
import type { TreasurySaleResponse, TreasuryService } from '@bagehot/central-bank';
import { checkTreasury } from '@bagehot/central-bank/testing';

const no = (details: string): TreasurySaleResponse => ({ success: false, details });

export function thrifty(bonds: number): TreasuryService {
  let left = bonds;
  return {
    sellBondsToCentralBank(quantity, price) {
      if (price.lt(1)) return no('not below face value');
      if (quantity > left) return no(`${left} bonds are left`);
      left -= quantity;
      return { success: true, details: 'sold' };
    },
    buyBondsFromCentralBank: () => no('debts are for ever'),
    // An operation may still fail after it was agreed: the central bank then gives the token back.
    checkpoint: () => left,
    restore(token) {
      left = token as number;
    },
  };
}

checkTreasury(() => thrifty(200), { numRuns: 25 });
console.log('two hundred bonds at face value or more: a lawful treasury');
