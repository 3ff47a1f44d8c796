import type { Decimal } from '@bagehot/kernel';
import { priceUnits } from '../bonds.js';
import { BondPricingError, InvalidQuantityError } from '../errors.js';
import type { TreasurySaleResponse } from '../protocols/treasury.js';
import { refused } from '../refusal.js';

/**
 * Checks what a treasury is asked for.
 *
 * @returns the price in units of 10^-8
 * @throws InvalidQuantityError, BondPricingError
 */
export function readOrder(quantity: number, price: Decimal): bigint {
  if (!Number.isSafeInteger(quantity) || quantity <= 0)
    throw new InvalidQuantityError('INVALID_QUANTITY', ...refused('quantity', quantity, 'a safe integer above 0'));
  const units = priceUnits(price);
  if (units === undefined || units <= 0n)
    throw new BondPricingError('BOND_PRICING', ...refused('price', price, 'more than 0, with at most 8 decimals'));
  return units;
}

/** The answer of a treasury that does not do it. */
export function refusal(code: string, details: string): TreasurySaleResponse {
  return { success: false, code, details };
}
