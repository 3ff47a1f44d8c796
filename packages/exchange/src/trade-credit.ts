import { type Decimal, type DecimalInput, decimal, decimalPlaces, ZERO } from '@bagehot/kernel';
import { divRound } from '@bagehot/kernel/quanta';
import type { Problems } from './problems.js';
import type { Trade } from './trade.js';

/**
 * Port: lets a buyer owe what its money does not cover. Needs a `PurchaseLimit`, which then says how much may be spent in all.
 *
 * Laws: the same exchange has the same contracts, each with a name of its own; a grant writes the claim and moves neither goods nor money.
 *
 * @see one-economy specification, section 8
 */
export interface TradeCredit {
  /** What is owed is this share more than what is lent; at least 0. */
  readonly markup: DecimalInput;
  /** The seller values what it is owed this share less; from 0 to 1. @defaultValue 0 */
  readonly sellerDiscount?: DecimalInput;
  /** Smallest credit, in minor units. @defaultValue 1 */
  readonly minAmount?: number;
  /** Grid of what is owed, in units of money; a minor unit is a multiple of it. @defaultValue one minor unit */
  readonly quantum?: DecimalInput;
  /**
   * Writes the claim of seller on buyer; called inside the trade's transaction. Gives the name of the contract.
   *
   * @param credit - in minor units
   * @param face - what is owed, in quanta of the grid
   */
  grant(trade: Trade, credit: number, face: bigint): string;
}

/** The terms of a trade credit, ready for the search: all amounts in minor units. */
export interface CreditTerms {
  readonly minAmount: number;
  /** What the seller counts of what it is owed. */
  readonly sellerShare: number;
  /** What is owed for so much credit, rounded up to the grid; in minor units, as the two value it. */
  face(credit: number): number;
  /** The same in quanta of the grid, exactly. */
  owed(credit: number): bigint;
}

/**
 * Reads the terms of a trade credit and notes every problem.
 *
 * @param moneyScale - minor units in a unit of money
 */
export function readCreditTerms(credit: TradeCredit, moneyScale: number, problems: Problems): CreditTerms {
  const { minAmount = 1 } = credit;
  const markup = readShare(credit.markup, 'tradeCredit.markup', problems);
  const discount = readShare(credit.sellerDiscount ?? 0, 'tradeCredit.sellerDiscount', problems);
  if (discount.gt(1)) problems.add('INVALID_OPTION', 'tradeCredit.sellerDiscount', discount, 'at most 1');
  if (!Number.isSafeInteger(minAmount) || minAmount < 1)
    problems.add('INVALID_OPTION', 'tradeCredit.minAmount', minAmount, 'a whole number of at least 1');
  const quanta = quantaPerMinorUnit(credit.quantum, moneyScale, problems);
  const denominator = 10n ** BigInt(decimalPlaces(markup));
  const factor =
    BigInt(
      markup
        .plus(1)
        .times(decimal(String(denominator)))
        .toFixed(0),
    ) * quanta;
  // Rounded up: nobody is owed less than agreed.
  const owed = (amount: number): bigint => divRound(BigInt(amount) * factor, denominator, 'ceiling');
  return Object.freeze({
    minAmount,
    sellerShare: 1 - Number(discount),
    face: (amount: number): number => Number(owed(amount)) / Number(quanta),
    owed,
  });
}

/**
 * How much more somebody may buy on credit: up to the most it may owe, less what it owes. Who owes more than that may still spend the money it has.
 *
 * @param maxDebt - in quanta
 * @param outstanding - of all its open contracts, in quanta
 * @param minorUnit - quanta in a minor unit
 * @returns whole minor units, rounded down
 * @see one-economy specification, section 8
 */
export function creditRoom(maxDebt: bigint, outstanding: bigint, minorUnit: bigint): number {
  return maxDebt > outstanding ? Number((maxDebt - outstanding) / minorUnit) : 0;
}

/** A decimal of at least 0; 0 where it is none. */
function readShare(input: DecimalInput, path: string, problems: Problems): Decimal {
  try {
    const value = decimal(input);
    if (value.gte(0)) return value;
    problems.add('INVALID_OPTION', path, value, 'at least 0');
  } catch {
    problems.add('INVALID_OPTION', path, input, 'a finite decimal such as "0.05"');
  }
  return ZERO;
}

function quantaPerMinorUnit(quantum: DecimalInput | undefined, moneyScale: number, problems: Problems): bigint {
  if (quantum === undefined) return 1n;
  const grid = readShare(quantum, 'tradeCredit.quantum', problems);
  if (grid.gt(0)) {
    // Whole exactly when quantum * scale divides 1.
    const minor = grid.times(moneyScale);
    const places = decimalPlaces(minor);
    const units = BigInt(minor.toFixed(places).replace('.', ''));
    const one = 10n ** BigInt(places);
    if (one % units === 0n) return one / units;
  }
  problems.add('MONEY_SCALE_OFF_GRID', 'tradeCredit.quantum', grid, `a grid on which 1/${moneyScale} lies`);
  return 1n;
}
