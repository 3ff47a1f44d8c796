import { Delivery } from './delivery.js';
import type { Desk } from './desk.js';
import type { Floor } from './floor.js';
import { duesWithin } from './issuer-book.js';
import type { RejectionReason, Route, Side } from './trade-result.js';

/** Asked before a trade; a refusal is the reason `risk`. */
export type RiskCheck = (side: Side, ticket: number, owner: number, price: bigint, trader: number) => boolean;

/**
 * Executes orders for one ticket: finds the ticket, the other party and the price, applies the refusal rules, and moves money and ticket in one
 * transaction.
 *
 * The last executed trade can be read from the fields, so that a session without listeners makes no objects.
 *
 * @see dealer specification, sections 8 and 9 step 5
 */
export class Trading {
  readonly #floor: Floor;
  readonly #risk: RiskCheck | undefined;
  /** The last executed trade. */
  ticket = -1;
  price = 0n;
  route: Route = 'Inside';
  readonly #delivery: Delivery;

  constructor(floor: Floor, risk: RiskCheck | undefined) {
    this.#floor = floor;
    this.#risk = risk;
    this.#delivery = new Delivery(floor);
  }

  /** The ticket a trader would give up: shortest maturity, then lowest serial, among those that trade today; -1 if there is none. */
  toSell(trader: number): number {
    const { window, day, settings } = this.#floor;
    const { maturities } = window;
    const first = settings.tradeMaturing ? day : day + 1;
    let ticket = window.heldFirst(trader);
    while (ticket >= 0 && (maturities[ticket] as number) < first) ticket = window.heldNext(ticket);
    return ticket;
  }

  /** A customer sells one ticket: to the dealer at its bid, or through it at the outside bid. `direct`: no rule but the seller's ownership applies. */
  sell(trader: number, ticket: number, direct: boolean): RejectionReason | undefined {
    const floor = this.#floor;
    const desk = floor.deskOfTicket(ticket);
    const quote = floor.quote(desk);
    const { executionBid } = quote;
    const amount = floor.amountOf(ticket, executionBid);
    const inside = quote.canBuy && floor.canBuy(desk.dealer, amount);
    const buyer = inside ? desk.dealer : floor.outsideBuyer(desk, ticket);
    const price = inside ? quote.bid : floor.outsideBid(desk, buyer);
    if (!direct && price <= 0n && !floor.settings.acceptNonPositive) return 'price-not-positive';
    const paid = price === executionBid ? amount : floor.amountOf(ticket, price);
    if (!inside && !floor.isFunded(buyer, desk, paid)) return 'unaffordable';
    // At a negative price the seller pays to be rid of the ticket.
    if (paid < 0n && !floor.canPay(trader, -paid)) return 'unaffordable';
    if (!direct && this.#risk !== undefined && !this.#risk('SELL', ticket, trader, price, trader)) return 'risk';
    this.#execute(desk, 'SELL', trader, ticket, trader, buyer, price, paid, inside ? 'Inside' : 'PassThrough');
    return undefined;
  }

  /** Whether a free buyer's issuer is drawn, and how. */
  set drawIssuer(draw: ((count: number) => number) | undefined) {
    this.#delivery.drawIssuer = draw;
  }

  /** A customer buys in the first bucket that can deliver. */
  buy(trader: number): RejectionReason | undefined {
    this.#delivery.bindToHoldings(trader);
    return this.#delivery.findAnywhere(this.#floor.settings.skipPinned) ? this.#buyFound(trader) : 'no-ticket';
  }

  /** A customer buys in a bucket of its choice, under the usual rules. */
  buyIn(desk: Desk, trader: number): RejectionReason | undefined {
    this.#delivery.bindToHoldings(trader);
    return this.#delivery.find(desk, false) ? this.#buyFound(trader) : 'no-ticket';
  }

  /** A customer buys in a bucket, of an issuer if one is given (else -1), without eligibility, issuer and reserve rules. */
  buyDirect(desk: Desk, trader: number, issuer: number): RejectionReason | undefined {
    this.#delivery.bindToIssuer(trader, issuer);
    return this.#delivery.find(desk, false) ? this.#executeFound(trader) : 'no-ticket';
  }

  /**
   * A customer buys exactly this ticket, even one of its own: at the ask if the dealer has it, at the outside ask if whoever stands behind that has it.
   */
  buyNamed(desk: Desk, trader: number, ticket: number): RejectionReason | undefined {
    const delivery = this.#delivery;
    const { canSell } = this.#floor.quote(desk);
    delivery.name(desk, ticket);
    if (delivery.inside ? !canSell : delivery.owner !== desk.askBy) return 'no-ticket';
    return this.#executeFound(trader);
  }

  /** What a seller would get for a ticket now, inside or outside; 0 or less where nobody pays. */
  bidFor(ticket: number): bigint {
    const floor = this.#floor;
    const desk = floor.deskOfTicket(ticket);
    const { canBuy, bid } = floor.quote(desk);
    const inside = floor.amountOf(ticket, bid);
    if (canBuy && floor.canBuy(desk.dealer, inside)) return inside;
    const buyer = floor.outsideBuyer(desk, ticket);
    const amount = floor.amountOf(ticket, floor.outsideBid(desk, buyer));
    return floor.isFunded(buyer, desk, amount) ? amount : 0n;
  }

  /** A dealer's forced sale of a ticket at the outside bid of its bucket. False when nobody pays a positive price. */
  layOff(dealer: number, ticket: number): boolean {
    const floor = this.#floor;
    const desk = floor.deskOfTicket(ticket);
    floor.quote(desk);
    const buyer = floor.outsideBuyer(desk, ticket);
    const price = floor.outsideBid(desk, buyer);
    const amount = floor.amountOf(ticket, price);
    if (price <= 0n || buyer === dealer || !floor.isFunded(buyer, desk, amount)) return false;
    this.#execute(desk, 'SELL', dealer, ticket, dealer, buyer, price, amount, 'Layoff');
    return true;
  }

  /** Pairs a seller and a buyer at the desk's quotes: the dealer keeps the difference. Both legs or neither. */
  cross(seller: number, buyer: number): boolean {
    const floor = this.#floor;
    const ticket = this.toSell(seller);
    if (ticket < 0) return false;
    const desk = floor.deskOfTicket(ticket);
    const { bid, ask, guarded } = floor.quote(desk);
    this.#delivery.bindToHoldings(buyer);
    if (!this.#delivery.admits(floor.window.issuers[ticket] as number)) return false;
    const received = floor.amountOf(ticket, bid);
    const paid = floor.amountOf(ticket, ask);
    if (guarded || desk.closed || bid <= 0n || this.#refusal(buyer, paid) !== undefined) return false;
    const risk = this.#risk;
    if (risk !== undefined && !(risk('SELL', ticket, seller, bid, seller) && risk('BUY', ticket, seller, ask, buyer)))
      return false;
    // The buyer's money comes first, so the dealer needs none of its own.
    floor.accounts.begin();
    try {
      floor.pay(floor.trade, buyer, desk.dealer, paid);
      floor.pay(floor.trade, desk.dealer, seller, received);
      floor.window.move(ticket, buyer, floor.trade);
      this.#announce(desk, 'SELL', seller, ticket, bid, -1, bid, ask, false);
      this.#announce(desk, 'BUY', buyer, ticket, ask, -1, bid, ask, false);
      floor.accounts.commit();
    } catch (error) {
      floor.accounts.rollback();
      throw error;
    }
    desk.quoted = false;
    this.ticket = ticket;
    return true;
  }

  /** Why a purchase at a price is refused, if it is. */
  #refusal(trader: number, amount: bigint): RejectionReason | undefined {
    const floor = this.#floor;
    if (floor.cash.get(trader) < amount) return 'unaffordable';
    const horizon = floor.settings.reserveHorizonDays;
    if (horizon >= 0 && floor.money(trader) - amount < duesWithin(floor.issuers, trader, floor.day, horizon))
      return 'reserve';
    return undefined;
  }

  /** What the delivery found costs its buyer, per ticket size. */
  #priceFound(): bigint {
    const { inside, desk } = this.#delivery;
    return inside ? desk.quote.ask : desk.outside.ask;
  }

  #buyFound(trader: number): RejectionReason | undefined {
    const { ticket, owner } = this.#delivery;
    const price = this.#priceFound();
    const refusal = this.#refusal(trader, this.#floor.amountOf(ticket, price));
    if (refusal !== undefined) return refusal;
    if (this.#risk !== undefined && !this.#risk('BUY', ticket, owner, price, trader)) return 'risk';
    return this.#executeFound(trader);
  }

  #executeFound(trader: number): RejectionReason | undefined {
    const { desk, ticket, owner, inside } = this.#delivery;
    const price = this.#priceFound();
    const amount = this.#floor.amountOf(ticket, price);
    if (!this.#floor.canPay(trader, amount)) return 'unaffordable';
    // At a negative price the owner pays whoever takes the ticket.
    if (amount < 0n && !this.#floor.isFunded(owner, desk, -amount)) return 'unaffordable';
    this.#execute(desk, 'BUY', trader, ticket, owner, trader, price, amount, inside ? 'Inside' : 'PassThrough');
    return undefined;
  }

  /** Moves money and ticket, all or nothing. */
  #execute(
    desk: Desk,
    side: Side,
    trader: number,
    ticket: number,
    from: number,
    to: number,
    price: bigint,
    amount: bigint,
    route: Route,
  ): void {
    const floor = this.#floor;
    const inside = route === 'Inside';
    const { bid, ask } = desk.quote;
    const outside = inside ? -1 : side === 'SELL' ? to : from;
    floor.audit?.trading(floor.day, desk, ticket, inside, side, price);
    // Everything has been checked: without a watcher, and with two parties, nothing can need to be taken back.
    if (floor.isWatched || from === to) {
      floor.accounts.begin();
      try {
        this.#exchange(desk, side, trader, ticket, from, to, amount, route);
        this.#announce(desk, side, trader, ticket, price, outside, bid, ask, route === 'Layoff');
        floor.accounts.commit();
      } catch (error) {
        floor.unsettle();
        floor.accounts.rollback();
        throw error;
      }
    } else this.#exchange(desk, side, trader, ticket, from, to, amount, route);
    this.ticket = ticket;
    this.price = price;
    this.route = route;
    if (outside === desk.vbt && route === 'PassThrough') desk.netSold += side === 'BUY' ? 1 : -1;
    floor.audit?.traded(floor.day, desk, ticket, from, to, inside);
  }

  /** Money against ticket, and what follows from it for counts and quotes. */
  #exchange(
    desk: Desk,
    side: Side,
    trader: number,
    ticket: number,
    from: number,
    to: number,
    amount: bigint,
    route: Route,
  ): void {
    const floor = this.#floor;
    const inside = route === 'Inside';
    if (floor.settings.minted) floor.payFromNothing(trader, side, amount);
    else {
      if (!inside && side === 'SELL') floor.fund(to, desk, amount);
      if (!inside && side === 'BUY') floor.fund(from, desk, -amount);
      floor.pay(floor.trade, to, from, amount);
    }
    floor.window.move(ticket, to, floor.trade);
    if (inside) desk.tickets += side === 'SELL' ? 1 : -1;
    if (inside || floor.hasFlowSensitivity) desk.quoted = false;
    // Only a dealer that trades as a customer is at home somewhere.
    for (const home of floor.desks) {
      if (home.dealer !== trader) continue;
      home.quoted = false;
      // Its own ticket leaves its shelf; that of a closed one counts as empty.
      if (home === desk && !inside && !home.closed) home.tickets += side === 'SELL' ? -1 : 1;
    }
  }

  #announce(
    desk: Desk,
    side: Side,
    trader: number,
    ticket: number,
    price: bigint,
    outside: number,
    bid: bigint,
    ask: bigint,
    layoff: boolean,
  ): void {
    const { emission, day } = this.#floor;
    if (!emission.isOn) return;
    const bucket = desk.index;
    const { dealer, tickets } = desk;
    const amount = this.#floor.amountOf(ticket, price);
    emission.traded(day, {
      side,
      trader,
      ticket,
      bucket,
      price,
      amount,
      dealer,
      outside,
      bidBefore: bid,
      askBefore: ask,
      inventoryAfter: tickets,
      layoff,
    });
  }
}
