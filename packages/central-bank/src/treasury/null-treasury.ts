import type { SignedTreasury, TreasurySaleResponse, TreasuryService } from '../protocols/treasury.js';
import { refusal } from './order.js';

const NO_TREASURY: TreasurySaleResponse = Object.freeze(refusal('no-treasury', 'there is no treasury'));

/** Where there is no treasury: says no to everything. */
export const noTreasury: TreasuryService = Object.freeze({
  sellBondsToCentralBank: () => NO_TREASURY,
  buyBondsFromCentralBank: () => NO_TREASURY,
});

/**
 * A treasury out of an object that has the selling method only: it is asked for less than 0 bonds when the central bank sells. Whatever else the
 * object has of a treasury (checkpoints, `onSettled`) is used.
 */
export function fromSignedTreasury(treasury: SignedTreasury & Partial<TreasuryService>): TreasuryService {
  return {
    sellBondsToCentralBank: (quantity, price) => treasury.sellBondsToCentralBank(quantity, price),
    buyBondsFromCentralBank: (quantity, price) => treasury.sellBondsToCentralBank(-quantity, price),
    onSettled: (operation) => treasury.onSettled?.(operation),
    checkpoint: () => treasury.checkpoint?.(),
    restore: (token) => treasury.restore?.(token),
  };
}
