import { type Decimal, type DecimalInput, decimalPlaces, ONE, ZERO } from '@bagehot/kernel';
import { allocateQuanta, divRound, fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { readDecimal } from '../agent.js';
import { Problems, refusal } from '../problems.js';
import { valueDecimals } from '../valuation.js';
import type { SettlementContext, SettlementOutcome, SettlementParty, SettlementPolicy } from './settlement-policy.js';

/** What credit between traders costs, and what money is worth in a market without it. */
export interface TradeCreditTerms {
  /**
   * Money for one unit of the numeraire; more than 0.
   *
   * @defaultValue 1
   */
  readonly numerairePrice?: DecimalInput;
  /**
   * What is promised beyond the credit, as a share of it; at least 0.
   *
   * @defaultValue 0
   */
  readonly markup?: DecimalInput;
}

/** A debtor's promise to a creditor, both by id. Amounts in quanta of the money. */
export interface TradePromise {
  readonly debtor: number;
  readonly creditor: number;
  /** What is bought on credit: more than 0. */
  readonly credit: bigint;
  /** What is promised for it: (1 + markup) times the credit, rounded up. */
  readonly face: bigint;
}

/** Money paid by a debtor to a creditor, both by id. */
export interface TradePayment {
  readonly debtor: number;
  readonly creditor: number;
  /** More than 0, in quanta of the money. */
  readonly amount: bigint;
}

/**
 * Where money and promises stand. Amounts are quanta of the money, people are ids. What `pay` and `owe` do belongs to the round's transaction.
 */
export interface TradeCreditPorts {
  /** Decimals of the money's grid, 0 to 18. */
  readonly moneyDecimals: number;
  /** What somebody can pay with: at least 0. */
  spare(id: number): bigint;
  /** Passes money on. */
  pay(payment: TradePayment): void;
  /** Puts a promise on record. */
  owe(promise: TradePromise): void;
  /**
   * What somebody still has to pay for promises of earlier rounds.
   *
   * @defaultValue nothing, so that no promise ever limits another
   */
  outstanding?(id: number): bigint;
  /**
   * How much more somebody may promise, at least 0; null for no limit. Faces are rounded up, so promises may go beyond it by less than a quantum each.
   *
   * @defaultValue nobody is limited
   */
  room?(id: number): bigint | null;
}

/** Decimals of amounts in the numeraire that a price of it does not divide. */
const NUMERAIRE_PLACES = 40;

/**
 * Settlement in money, now or later: what somebody has bought beyond its sales it pays with the money it can spare, and promises to pay the rest. Debts become money at
 * the price of the numeraire, cut down to the grid; creditors share the sum of all debts in proportion to their claims; debtors and creditors are then
 * walked in order of their ids, so that n of the one and m of the other make less than n + m legs. No goods change hands, and what the grid of the
 * money cannot express is written off with the rounding of the round.
 *
 * Its effects happen whenever a round is settled, in comparisons of modes too: give these ports of their own.
 *
 * @throws FinancingError `INVALID_OPTION` with every problem of the terms
 * @example
 * runMarketRound(agents, { mode: 'TOTAL_WEALTH', settlement: tradeCredit({ markup: '0.02' }, ports) });
 * @see one-economy specification, section 8
 */
export function tradeCredit(terms: TradeCreditTerms, ports: TradeCreditPorts): SettlementPolicy {
  const money = readTerms(terms, ports.moneyDecimals);
  const { outstanding, room } = ports;
  return Object.freeze({
    id: 'trade-credit',
    settle: (context: SettlementContext) => settled(context, money, ports),
    ...(outstanding === undefined
      ? {}
      : { outstanding: (id: number) => money.inNumeraire(outstanding.call(ports, id), 'ceiling') }),
    ...(room === undefined
      ? {}
      : {
          debtLimit(id: number): Decimal | null {
            const most = money.mostDebt(ports, id);
            return most === null ? null : money.inNumeraire(most, 'floor');
          },
        }),
  });
}

/** Somebody who owes, and what is left of its money. */
interface Debtor {
  readonly row: number;
  readonly id: number;
  readonly owes: bigint;
  spare: bigint;
}

/** Somebody who is owed. */
interface Creditor {
  readonly row: number;
  readonly id: number;
  readonly gets: bigint;
}

/** What passes from one debtor to one creditor. */
interface Leg {
  readonly debtor: Debtor;
  readonly creditor: Creditor;
  readonly amount: bigint;
}

function settled(context: SettlementContext, money: MoneyTerms, ports: TradeCreditPorts): SettlementOutcome {
  const decimals = valueDecimals(context.prices, context.participants);
  // A debtor is nobody's creditor: its money is what it is until it has paid, so it is read once.
  const debtors = context.debtors.map((party): Debtor => {
    const owes = money.owed(party, { ...context, decimals }, ports);
    return { row: party.row, id: party.id, owes, spare: ports.spare(party.id) };
  });
  const total = debtors.reduce((sum, { owes }) => sum + owes, 0n);
  const shares = allocateQuanta(
    total,
    context.creditors.map(({ amount }) => amount),
  );
  const creditors = context.creditors.map(({ row, id }, k): Creditor => ({ row, id, gets: shares[k] as bigint }));
  const residuals = [...context.balance];
  for (const { debtor, creditor, amount } of legsBetween(debtors, creditors)) {
    const paid = amount < debtor.spare ? amount : debtor.spare;
    const credit = amount - paid;
    const between = { debtor: debtor.id, creditor: creditor.id };
    debtor.spare -= paid;
    if (paid > 0n) ports.pay({ ...between, amount: paid });
    if (credit > 0n) ports.owe({ ...between, credit, face: money.face(credit) });
    // The same value on both sides, however it is rounded: what is written off adds up to 0.
    const value = money.valueOf(amount, decimals);
    residuals[debtor.row] = (residuals[debtor.row] as bigint) + value;
    residuals[creditor.row] = (residuals[creditor.row] as bigint) - value;
  }
  return { residuals };
}

/** Walks debtors and creditors with two cursors: each leg ends one of them, or both. Both lists add up to the same. */
function* legsBetween(debtors: readonly Debtor[], creditors: readonly Creditor[]): Generator<Leg> {
  let at = 0;
  let left = creditors[0]?.gets ?? 0n;
  for (const debtor of debtors) {
    let rest = debtor.owes;
    while (rest > 0n) {
      while (left === 0n) left = (creditors[++at] as Creditor).gets;
      const amount = rest < left ? rest : left;
      yield { debtor, creditor: creditors[at] as Creditor, amount };
      rest -= amount;
      left -= amount;
    }
  }
}

/** The terms as fractions of whole numbers: amounts in, quanta of money or units of value out. */
class MoneyTerms {
  readonly #moneyOne: bigint;
  readonly #price: bigint;
  readonly #priceOne: bigint;
  /** 1 + markup. */
  readonly #promise: bigint;
  readonly #promiseOne: bigint;

  constructor(moneyDecimals: number, price: Decimal, markup: Decimal) {
    this.#moneyOne = 10n ** BigInt(moneyDecimals);
    [this.#price, this.#priceOne] = fraction(price);
    [this.#promise, this.#promiseOne] = fraction(markup.plus(ONE));
  }

  /** What a debt is in money, cut down to the grid. */
  owed(
    { id, amount }: SettlementParty,
    { prices, decimals }: Pick<SettlementContext, 'prices'> & { readonly decimals: number },
    ports: TradeCreditPorts,
  ): bigint {
    const most = this.mostDebt(ports, id);
    const owes = this.#money(amount, decimals, 'floor');
    if (most === null || owes <= most) return owes;
    // Bounds hold within the tolerance, so a debt may be larger than its limit by as much.
    if (owes - most > this.#money(prices.tolerance, decimals, 'ceiling'))
      throw refusal('VALUE_FEASIBILITY_VIOLATED', `debt of agent ${id}`, owes, `at most ${most} quanta of money`);
    return most;
  }

  /** The most that somebody may run up in a round: the money it can spare, and what it may promise without the markup. Null for no limit. */
  mostDebt(ports: TradeCreditPorts, id: number): bigint | null {
    const room = ports.room?.(id) ?? null;
    return room === null ? null : ports.spare(id) + (room * this.#promiseOne) / this.#promise;
  }

  /** What is promised for a credit. */
  face(credit: bigint): bigint {
    return divRound(credit * this.#promise, this.#promiseOne, 'ceiling');
  }

  /** What money is worth in value units, rounded down. */
  valueOf(amount: bigint, decimals: number): bigint {
    return divRound(amount * 10n ** BigInt(decimals) * this.#priceOne, this.#moneyOne * this.#price, 'floor');
  }

  /** What money is worth in the numeraire: exactly, or to 40 decimals. */
  inNumeraire(amount: bigint, rounding: 'floor' | 'ceiling'): Decimal {
    if (amount === 0n) return ZERO;
    const whole = amount * 10n ** BigInt(NUMERAIRE_PLACES) * this.#priceOne;
    return fromUnits(divRound(whole, this.#moneyOne * this.#price, rounding), NUMERAIRE_PLACES);
  }

  #money(value: bigint, decimals: number, rounding: 'floor' | 'ceiling'): bigint {
    return divRound(value * this.#price * this.#moneyOne, 10n ** BigInt(decimals) * this.#priceOne, rounding);
  }
}

function fraction(value: Decimal): [part: bigint, whole: bigint] {
  const places = decimalPlaces(value);
  return [unitsOf(value, places) as bigint, 10n ** BigInt(places)];
}

function readTerms({ numerairePrice = ONE, markup = ZERO }: TradeCreditTerms, moneyDecimals: number): MoneyTerms {
  const problems = new Problems();
  if (!Number.isInteger(moneyDecimals) || moneyDecimals < 0 || moneyDecimals > 18)
    problems.add('INVALID_OPTION', 'moneyDecimals', moneyDecimals, 'a whole number from 0 to 18');
  const price = readDecimal(numerairePrice, 'numerairePrice', problems) ?? ONE;
  if (price.lte(ZERO)) problems.add('INVALID_OPTION', 'numerairePrice', price, 'more than 0');
  const share = readDecimal(markup, 'markup', problems) ?? ZERO;
  if (share.lt(ZERO)) problems.add('INVALID_OPTION', 'markup', share, 'at least 0');
  problems.check();
  return new MoneyTerms(moneyDecimals, price, share);
}
