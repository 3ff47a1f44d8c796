import { type Decimal, type DecimalInput, decimal } from '@bagehot/kernel';
import { refusal } from './problems.js';

/**
 * Minor units as money.
 *
 * @param money - minor units, a whole number
 * @param moneyScale - minor units in a unit, at least 1
 * @returns M/s, rounded half-even after as many decimals as ratios have where it does not come out even
 * @throws ExchangeError `INVALID_OPTION` when one of the two is no such number
 */
export function toMajor(money: number, moneyScale: number): Decimal {
  checkScale(moneyScale);
  if (!Number.isSafeInteger(money)) throw refusal('INVALID_OPTION', 'money', money, 'a whole number of minor units');
  return decimal(money).div(moneyScale);
}

/**
 * Money as minor units.
 *
 * @throws ExchangeError `MONEY_SCALE_OFF_GRID` when it is no whole number of them
 */
export function fromMajor(amount: DecimalInput, moneyScale: number): number {
  checkScale(moneyScale);
  const minor = decimal(amount).times(moneyScale);
  const money = Number(minor);
  if (!Number.isSafeInteger(money) || !minor.eq(money))
    throw refusal('MONEY_SCALE_OFF_GRID', 'amount', amount, `a multiple of 1/${moneyScale}`);
  return money;
}

function checkScale(moneyScale: number): void {
  if (!Number.isSafeInteger(moneyScale) || moneyScale < 1)
    throw refusal('INVALID_OPTION', 'moneyScale', moneyScale, 'a whole number of at least 1');
}
