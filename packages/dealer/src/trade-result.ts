import type { Decimal } from '@bagehot/kernel';
import type { Ticket } from './ticket.js';

/** The customer's side: SELL means the customer sells. */
export type Side = 'BUY' | 'SELL';

/** Why an order was refused. A refusal is an outcome, not an error: nothing changed. */
export type RejectionReason = 'no-ticket' | 'unaffordable' | 'reserve' | 'price-not-positive' | 'risk';

/** Inside the dealer's book, passed through to the value-based trader, or a dealer's own forced sale. */
export type Route = 'Inside' | 'PassThrough' | 'Layoff';

/** What became of an order for one ticket. */
export type TradeResult =
  | {
      readonly kind: 'Executed';
      readonly side: Side;
      readonly route: Route;
      /** Money paid for the ticket. */
      readonly price: Decimal;
      /** As it stands after the trade. */
      readonly ticket: Ticket;
    }
  | { readonly kind: 'Rejected'; readonly side: Side; readonly reason: RejectionReason };
