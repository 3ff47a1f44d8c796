import { type Column, halfEvenDiv } from '@bagehot/kernel/quanta';
import { verifyClearing } from '../clearing/verify.js';
import type { Money } from '../money.js';
import type {
  ClearingBook,
  ClearingLeg,
  ClearingOutcome,
  ClearingRule,
  Shares,
  SupplyOrder,
} from '../protocols/clearing.js';
import type { MarketTerms } from './config.js';
import { type Grant, grantLoan, type Loan } from './loans.js';
import type { OrderBook } from './order-book.js';

/** A session that was cleared. */
export interface Session {
  readonly tick: number;
  /** From 1 in each tick. */
  readonly number: number;
  /** Name of the rule. */
  readonly rule: string;
  /** Offers as they were made; those of the book are what was left of them. */
  readonly offers: readonly SupplyOrder[];
  readonly book: ClearingBook;
  readonly outcome: ClearingOutcome;
  /** By request: the number of its loan, 0 where there is none. */
  readonly loans: readonly number[];
  /** By request, where legs have rates of their own: the mean weighted by amount. */
  readonly rates: readonly bigint[] | undefined;
  /** By supply, where lenders may lend again what is due to them: the money that was not lent. */
  readonly unlent?: readonly bigint[];
}

/** When a session is held, and around which rate. */
export interface SessionTerms {
  readonly tick: number;
  /** From 1 in each tick. */
  readonly number: number;
  readonly policyRate: bigint;
}

/** Reason of the movements a session makes. */
const GRANTED = 'CallLoanGranted';

/** The offers a lender can still stand by: in the order of submission, out of what it has now. */
export function effectiveSupplies({ supplies, lenders, offers }: OrderBook, column: Column): readonly SupplyOrder[] {
  const left = new Map<number, bigint>();
  for (const [lender, offered] of offers) {
    if (column.covers(lender, offered)) continue;
    const balance = column.get(lender);
    left.set(lender, balance > 0n ? balance : 0n);
  }
  if (left.size === 0) return supplies;
  return supplies.map((order, k) => {
    const lender = lenders[k] as number;
    const available = left.get(lender);
    if (available === undefined) return order;
    const units = order.units < available ? order.units : available;
    left.set(lender, available - units);
    return units === order.units ? order : { ...order, units };
  });
}

/**
 * What a rule makes of a book. It gets lists of its own: whatever it does to them, its outcome is held against the orders as they were given.
 *
 * @param shares - the rule's own of this book, if they are known
 * @throws ClearingInvariantError `CLEARING_INVARIANT`, and what the rule throws
 */
export function decide(rule: ClearingRule, book: ClearingBook, shares?: Shares): ClearingOutcome {
  const outcome = rule.clear({ ...book, supplies: [...book.supplies], requests: [...book.requests] }, shares);
  verifyClearing(rule.name, book, outcome);
  return outcome;
}

/**
 * Clears the orders as they stand; nothing is posted.
 *
 * @throws ClearingInvariantError `CLEARING_INVARIANT`, and what the rule throws
 */
export function clearOrders(orders: OrderBook, { column }: Money, { rule }: MarketTerms, at: SessionTerms): Session {
  const { tick, number, policyRate } = at;
  const { supplies: offers, requests } = orders;
  const book: ClearingBook = { tick, policyRate, supplies: effectiveSupplies(orders, column), requests };
  const outcome = decide(rule, book);
  return { tick, number, rule: rule.name, offers, book, outcome, loans: [], rates: meanRates(outcome) };
}

/**
 * Posts the legs of a session and issues its loans, in order of request. Called inside a transaction.
 *
 * @param isPaid - whether the money has moved already, net of old loans
 */
export function postSession(
  session: Session,
  orders: OrderBook,
  money: Money,
  { term, ticksPerYear }: MarketTerms,
  nextLoan: number,
  isPaid = false,
): { readonly session: Session; readonly granted: readonly Loan[] } {
  const { tick, outcome, rates } = session;
  const { column } = money;
  const label = money.accounts.label(GRANTED);
  const { starts, order } = legsByRequest(outcome);
  const numbers: number[] = new Array(orders.requests.length).fill(0);
  const granted: Loan[] = [];
  for (let request = 0; request < numbers.length; request++) {
    const start = starts[request] as number;
    const end = starts[request + 1] as number;
    if (start === end) continue;
    const borrower = orders.borrowers[request] as number;
    const legs: Grant['legs'][number][] = new Array(end - start);
    for (let k = start; k < end; k++) {
      const at = order === undefined ? k : (order[k] as number);
      const { supply, units } = outcome.legs[at] as ClearingLeg;
      const lender = orders.lenders[supply] as number;
      if (!isPaid) column.move(label, lender, borrower, units);
      const leg = { lender, supply: orders.firstSupply + supply, amount: units };
      legs[k - start] = outcome.ratePerLeg === undefined ? leg : { ...leg, rate: outcome.ratePerLeg[at] as bigint };
    }
    const number = nextLoan + granted.length;
    numbers[request] = number;
    const rate = rates === undefined ? outcome.callRate : (rates[request] as bigint);
    const terms = { originTick: tick, dueTick: tick + term, rollovers: 0 };
    const grant = { number, request: orders.firstRequest + request, borrower, rate, ...terms, legs };
    granted.push(grantLoan(money, grant, ticksPerYear));
  }
  return { session: { ...session, loans: numbers }, granted };
}

/** Where each request's legs are; `order` is left out when the legs come by request anyway. */
function legsByRequest({ legs, grants }: ClearingOutcome): {
  readonly starts: Int32Array;
  readonly order: Int32Array | undefined;
} {
  const starts = new Int32Array(grants.length + 1);
  let sorted = true;
  let before = 0;
  for (const { request } of legs) {
    starts[request + 1] = (starts[request + 1] as number) + 1;
    if (request < before) sorted = false;
    before = request;
  }
  for (let request = 0; request < grants.length; request++)
    starts[request + 1] = (starts[request + 1] as number) + (starts[request] as number);
  if (sorted) return { starts, order: undefined };
  const ends = starts.slice();
  const order = new Int32Array(legs.length);
  for (const [at, { request }] of legs.entries()) {
    const place = ends[request] as number;
    order[place] = at;
    ends[request] = place + 1;
  }
  return { starts, order };
}

/** By request, the mean of its legs' rates, half-even; 0 where nothing was granted. */
export function meanRates({ legs, grants, ratePerLeg }: ClearingOutcome): readonly bigint[] | undefined {
  if (ratePerLeg === undefined) return undefined;
  const sums: bigint[] = new Array(grants.length).fill(0n);
  for (const [k, { request, units }] of legs.entries())
    sums[request] = (sums[request] as bigint) + units * (ratePerLeg[k] as bigint);
  return sums.map((sum, request) => (sum === 0n ? 0n : halfEvenDiv(sum, grants[request] as bigint)));
}
