import type { Decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { TREASURY } from '../money.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import type { TreasurySaleResponse, TreasuryService } from '../protocols/treasury.js';

/** What a recording treasury was asked for. */
export interface TreasuryCall {
  readonly method: 'sellBondsToCentralBank' | 'buyBondsFromCentralBank';
  readonly quantity: number;
  readonly price: Decimal;
}

/** A treasury that remembers what it was asked for and holds nothing. */
export interface RecordingTreasury extends TreasuryService {
  /** In order; of failed operations, too. */
  readonly calls: readonly TreasuryCall[];
}

/**
 * A treasury for tests: says yes to everything, or no with the code given. The cash is booked on the account of the agent `treasury`, which may go
 * below zero; create it before anything else opens that account.
 */
export function createRecordingTreasury(
  options: { readonly failWith?: string },
  { ledger }: MoneyMarketPorts,
): RecordingTreasury {
  quanta(ledger).open(TREASURY, { mayOverdraw: true });
  const { failWith } = options;
  const calls: TreasuryCall[] = [];
  const answer: TreasurySaleResponse =
    failWith === undefined
      ? { success: true, details: 'recorded' }
      : { success: false, code: failWith, details: 'set to fail' };
  const method =
    (name: TreasuryCall['method']) =>
    (quantity: number, price: Decimal): TreasurySaleResponse => {
      calls.push(Object.freeze({ method: name, quantity, price }));
      return answer;
    };
  return {
    calls,
    sellBondsToCentralBank: method('sellBondsToCentralBank'),
    buyBondsFromCentralBank: method('buyBondsFromCentralBank'),
  };
}
