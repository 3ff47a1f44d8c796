import type { Accounts } from '@bagehot/kernel/quanta';
import { OpenLoans } from './open-loans.js';
import { OrderBook } from './order-book.js';
import type { Session } from './session.js';

/** What a market knows beside ledger and register. It is replaced as a whole; only orders, open loans and barred borrowers are lists that change, and each change is undone by itself. */
export interface MarketState {
  readonly orders: OrderBook;
  readonly open: OpenLoans;
  readonly last: Session | null;
  /** Number of the next loan. */
  readonly nextLoan: number;
  /** Borrower to tick of default, in order of default. */
  readonly barred: Map<number, number>;
  /** The last tick that was begun, -1 before the first. */
  readonly settledTick: number;
  /** Sessions of that tick. */
  readonly sessions: number;
}

/** A market that has not opened yet. */
export function emptyState(accounts: Accounts): MarketState {
  return {
    orders: new OrderBook(),
    open: new OpenLoans(accounts),
    last: null,
    nextLoan: 1,
    barred: new Map(),
    settledTick: -1,
    sessions: 0,
  };
}
