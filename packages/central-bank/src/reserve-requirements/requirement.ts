import type { Decimal } from '@bagehot/kernel';
import { fromUnits, halfEvenDiv, moneyGrid } from '@bagehot/kernel/quanta';
import { readAmount, readRate } from '../input-reading.js';
import { type AmountInput, RATE_ONE } from '../numbers.js';

/** What reserves are required on. */
export interface RequirementBase {
  /** Such as the deposits of a bank. */
  readonly base: AmountInput;
  /** Of the base; a rate. */
  readonly ratio: AmountInput;
  /**
   * Everybody's exemption.
   *
   * @defaultValue 0
   */
  readonly allowance?: AmountInput;
  /**
   * Digits after the point of the money.
   *
   * @defaultValue 2
   */
  readonly moneyDecimals?: number;
}

/**
 * The requirement per tick: max(0, base * ratio rounded half-even to the money, less the allowance).
 *
 * @throws InvalidAmountError `INVALID_AMOUNT`, InvalidRateError `INVALID_RATE`
 * @example
 * requirementFrom({ base: '10000000', ratio: '0.01', allowance: '100000' }); // 0
 * @see central bank specification, section 11.4
 */
export function requirementFrom({ base, ratio, allowance = '0', moneyDecimals = 2 }: RequirementBase): Decimal {
  const grid = moneyGrid(moneyDecimals);
  const required = halfEvenDiv(readAmount('base', base, grid) * readRate('ratio', ratio), RATE_ONE);
  const left = required - readAmount('allowance', allowance, grid);
  return fromUnits(left > 0n ? left : 0n, grid.decimals);
}
