import type { Decimal } from '@bagehot/kernel';
import { byMaturity, isTradeable } from './eligibility.js';
import { fundMaker } from './funding.js';
import { ZERO } from './money.js';
import { bidInForce, type OracleQuote } from './quote.js';
import type { OracleSide } from './scenario.js';
import { type Desk, type Entity, pay, quoteOf, shelf, type Ticket, type World, write, writeQuote } from './world.js';

/** One ticket about to change hands between a customer and a market maker. */
export interface Deal {
  readonly side: OracleSide;
  readonly customer: Entity;
  readonly desk: Desk;
  /** The dealer, or the VBT in a pass-through. */
  readonly maker: Entity;
  /** The tickets that may be delivered, first choice first. */
  readonly tickets: readonly [Ticket, ...Ticket[]];
  readonly price: Decimal;
  readonly passThrough: boolean;
}

/** A customer's sale of a ticket it owns: inside if the dealer can buy, else passed through (dealer specification, section 8). */
export function dealToSell(world: World, customer: Entity, ticket: Ticket, desk: Desk): Deal {
  const quote = quoteOf(world, desk);
  return {
    ...{ side: 'SELL', customer, desk, tickets: [ticket] },
    maker: quote.canBuy ? desk.dealer : desk.vbt,
    price: bidInForce(quote),
    passThrough: !quote.canBuy,
  };
}

/** The owner's tickets that a buyer could get, lowest maturity first; `issuers` undefined means of any issuer but the buyer. */
function deliverable(
  world: World,
  owner: Entity,
  desk: Desk,
  buyer: Entity,
  issuers: readonly string[] | undefined,
): readonly Ticket[] {
  return shelf(world, owner.id, desk.bucket)
    .filter((ticket) => ticket.issuer !== buyer.id)
    .filter((ticket) => issuers === undefined || issuers.includes(ticket.issuer))
    .filter((ticket) => isTradeable(world, ticket))
    .sort(byMaturity);
}

/** A customer's purchase in a bucket: from the dealer if it can sell and has a ticket to deliver, else from the VBT, else nothing. */
export function dealToBuy(
  world: World,
  buyer: Entity,
  desk: Desk,
  issuers: readonly string[] | undefined,
): Deal | undefined {
  const quote = quoteOf(world, desk);
  const inside = quote.canSell ? deliverable(world, desk.dealer, desk, buyer, issuers) : [];
  if (inside[0] !== undefined) return purchase(desk, buyer, inside, quote, false);
  const outside = desk.vbt === buyer ? [] : deliverable(world, desk.vbt, desk, buyer, issuers);
  return purchase(desk, buyer, outside, quote, true);
}

/** The deal over a list of deliverable tickets, if there is one. */
function purchase(
  desk: Desk,
  customer: Entity,
  tickets: readonly Ticket[],
  quote: OracleQuote,
  passThrough: boolean,
): Deal | undefined {
  const [first, ...others] = tickets;
  if (first === undefined) return undefined;
  return {
    ...{ side: 'BUY', customer, desk, tickets: [first, ...others], passThrough },
    maker: passThrough ? desk.vbt : desk.dealer,
    price: passThrough ? quote.A : quote.ask,
  };
}

/** Carries a deal out, with its `Trade` record and the desk's new quotes. */
export function execute(world: World, deal: Deal, ticket: Ticket): void {
  const { side, customer, desk, maker, price, passThrough } = deal;
  if (!passThrough) {
    const earned = price.minus(quoteOf(world, desk).midline).abs();
    desk.spreadEarned = desk.spreadEarned.plus(earned);
  }
  fundMaker(world, maker, side === 'SELL' ? price : ZERO.minus(price));
  if (side === 'SELL') pay(maker, customer, price);
  else pay(customer, maker, price);
  ticket.owner = side === 'SELL' ? maker.id : customer.id;
  write(world, 'Trade', {
    side,
    trader_id: customer.id,
    ticket_id: ticket.id,
    bucket: desk.bucket,
    price: price.toString(),
    is_passthrough: passThrough,
  });
  writeQuote(world, desk, 'trade');
}
