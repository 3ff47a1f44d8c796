import { ln } from '@bagehot/kernel';
import type { ExchangeParams } from './params.js';
import { ZERO_GUARD } from './utility/utility.js';

/** Whose money is valued. Belongs to the caller, who changes it afterwards: must not be kept. */
export interface MoneyHolder {
  readonly id: number;
  /** λ: marginal utility of money. */
  readonly lambdaMoney: number;
  /** Offset of the `log` form, in units of money. */
  readonly M0: number;
}

/** What money is worth to those who hold it. Money is in minor units; `params.moneyScale` of them are a unit. */
export interface MoneyUtilityDefinition {
  readonly name: string;
  /** Utility of so much money. */
  u(money: number, holder: MoneyHolder, params: ExchangeParams): number;
  /** Marginal utility of a unit of money (not of a minor unit). */
  mu(money: number, holder: MoneyHolder, params: ExchangeParams): number;
}

/** Every unit of money is worth λ. */
export const LINEAR_MONEY: MoneyUtilityDefinition = Object.freeze({
  name: 'linear',
  u: (money: number, { lambdaMoney }: MoneyHolder, { moneyScale }: ExchangeParams): number =>
    lambdaMoney * (money / moneyScale),
  mu: (_money: number, { lambdaMoney }: MoneyHolder): number => lambdaMoney,
});

/** Money is worth the less the more one has: λ ln(M/s + M_0). */
export const LOG_MONEY: MoneyUtilityDefinition = Object.freeze({
  name: 'log',
  u: (money: number, { lambdaMoney, M0 }: MoneyHolder, { moneyScale }: ExchangeParams): number =>
    lambdaMoney * ln(Math.max(money / moneyScale + M0, ZERO_GUARD)),
  mu: (money: number, { lambdaMoney, M0 }: MoneyHolder, { moneyScale }: ExchangeParams): number =>
    lambdaMoney / Math.max(money / moneyScale + M0, ZERO_GUARD),
});
