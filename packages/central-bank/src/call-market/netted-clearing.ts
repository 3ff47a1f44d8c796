import { CLEARING_HOUSE, type Money } from '../money.js';
import type { SupplyOrder } from '../protocols/clearing.js';
import type { MarketTerms } from './config.js';
import { claimsByLender, toLegs } from './lender-claims.js';
import type { Loan } from './loans.js';
import type { DueClaim, DueLoan, NettedBook, NettedOutcome } from './netted-book.js';
import { type BookClearing, nettedSession } from './netted-session.js';
import type { OrderBook } from './order-book.js';
import { decide, effectiveSupplies, meanRates, type Session, type SessionTerms } from './session.js';
import { fullReceipts, type LoanEnd } from './settlement.js';

/** A session that was cleared together with the loans due. */
export interface NettedClearing {
  readonly session: Session;
  readonly netted: NettedOutcome;
  /** In loan order. */
  readonly due: readonly Loan[];
}

/** What became of the loans due. */
export interface Renewal {
  /** Paid out of new loans. */
  readonly ends: readonly LoanEnd[];
  /** Paid in part: the loans as they are now. */
  readonly changed: readonly Loan[];
}

/** Reason of the movements a netted session makes. */
const NETTED = 'NettedSession';

/**
 * Clears the orders and the loans due as they stand; nothing is posted.
 *
 * @param claims - by agent: what is due to it
 * @throws ClearingInvariantError `CLEARING_INVARIANT`, and what the rule throws
 */
export function clearNetted(
  orders: OrderBook,
  money: Money,
  { rule }: MarketTerms,
  at: SessionTerms,
  due: readonly Loan[],
  claims: ReadonlyMap<number, bigint>,
): NettedClearing {
  const { tick, number, policyRate } = at;
  const { requests } = orders;
  const supplies = withRenewals(orders, effectiveSupplies(orders, money.column), claims);
  const dueLoans = due.map((loan) => dueLoan(loan, money));
  const book: NettedBook = { tick, policyRate, supplies, requests, due: dueLoans };
  const clear: BookClearing['clear'] = (each, shares) => decide(rule, each, shares);
  const shares = rule.shares?.bind(rule);
  const netted = nettedSession(book, shares === undefined ? { clear } : { clear, shares });
  const { clearing, effective, unlent } = netted;
  const session: Session = {
    tick,
    number,
    rule: rule.name,
    offers: orders.supplies.map((order, k) => withUnits(order, order.units + (orders.renewals[k] as bigint))),
    book: {
      tick,
      policyRate,
      supplies: orders.supplies.map((order, k) => withUnits(order, effective[k] as bigint)),
      requests,
    },
    outcome: clearing,
    loans: [],
    rates: meanRates(clearing),
    unlent,
  };
  return { session, netted, due };
}

/** Posts what a netted session moves, and lets the loans due fall by what was paid of them. Called inside a transaction. */
export function postNetted({ netted, due }: NettedClearing, { accounts, column, register }: Money): Renewal {
  const label = accounts.label(NETTED);
  const house = accounts.open(CLEARING_HOUSE);
  for (const { agent, amount } of netted.net)
    if (amount < 0n) column.move(label, accounts.indexOf(agent), house, -amount);
  for (const { agent, amount } of netted.net)
    if (amount > 0n) column.move(label, house, accounts.indexOf(agent), amount);
  const ends: LoanEnd[] = [];
  const changed: Loan[] = [];
  for (const [k, loan] of due.entries()) {
    const paid = netted.discharged[k] as bigint;
    if (paid === 0n) continue;
    if (paid === loan.due) {
      register.remove(loan.contract, label);
      ends.push({ loan, status: 'repaid', received: fullReceipts(loan), cause: 'renewal' });
    } else {
      register.reduce(loan.contract, paid, label);
      changed.push(paidInPart(loan, paid, netted.receipts[k] as readonly bigint[]));
    }
  }
  return { ends, changed };
}

/** What the lender of each supply is ready to lend again: no more than is due to it, to its offers in their order. */
function withRenewals(
  { lenders, renewals }: OrderBook,
  supplies: readonly SupplyOrder[],
  claims: ReadonlyMap<number, bigint>,
): NettedBook['supplies'] {
  const left = new Map<number, bigint>();
  return supplies.map(({ seq, agent, units, minRate }, k) => {
    const wanted = renewals[k] as bigint;
    if (wanted === 0n) return { seq, agent, units, minRate, renewed: 0n };
    const lender = lenders[k] as number;
    const rest = left.get(lender) ?? claims.get(lender) ?? 0n;
    const renewed = wanted < rest ? wanted : rest;
    left.set(lender, rest - renewed);
    return { seq, agent, units, minRate, renewed };
  });
}

/** A loan as a netted book has it: a claim for each lender, in order of first leg, as the register has them. */
function dueLoan({ borrower, legs }: Loan, { accounts }: Money): DueLoan {
  const claims: DueClaim[] = Array.from(claimsByLender(legs), ([lender, face]) => ({
    holder: accounts.nameOf(lender),
    face,
  }));
  return { borrower: accounts.nameOf(borrower), claims };
}

/** The loan once so much of it is paid. */
function paidInPart(loan: Loan, paid: bigint, receipts: readonly bigint[]): Loan {
  const parts = toLegs(loan, receipts);
  const legs = loan.legs.map((leg, k) => ({ ...leg, paid: leg.paid + (parts[k] as bigint) }));
  return { ...loan, legs, due: loan.due - paid };
}

function withUnits(order: SupplyOrder, units: bigint): SupplyOrder {
  return units === order.units ? order : { ...order, units };
}
