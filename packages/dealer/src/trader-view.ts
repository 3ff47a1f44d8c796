import type { AgentId, BucketId, Day, DealerQuote, Decimal } from '@bagehot/kernel';
import type { Ticket } from './ticket.js';

/** What rules of the user's own may look at. */
export interface TraderView {
  /** The day that is being traded. */
  readonly day: Day;
  /** The cash on the trader's account. */
  cash(trader: AgentId): Decimal;
  /** Everything the trader may settle with today; stand-alone this is its cash. */
  money(trader: AgentId): Decimal;
  /** Its tickets, lowest maturity day first, then lowest serial. */
  held(trader: AgentId): readonly Ticket[];
  /** What it owes on a day. */
  dueOn(trader: AgentId, day: Day): Decimal;
  /** The first day after `after` on which it owes something. */
  nextDueDay(trader: AgentId, after: Day): Day | undefined;
  /** How much its debts up to `horizonDays` ahead exceed its money, at least 0; receipts before a debt is due lessen it if `countInflows`. */
  shortfall(trader: AgentId, horizonDays: number, countInflows?: boolean): Decimal;
  /** The ticket it would sell: shortest maturity, then lowest serial, among those that can be traded today. */
  toSell(trader: AgentId): Ticket | undefined;
  /** What the bucket's dealer quotes now. */
  quote(bucket: BucketId): DealerQuote;
}
