import type { Desk } from './desk.js';
import type { Floor } from './floor.js';
import { FAR_DAY } from './settings.js';

/**
 * Finds the ticket a buyer gets: in the first bucket that can deliver, the dealer's before that of whoever asks outside, of an issuer the buyer is bound to, lowest
 * maturity first, then lowest serial.
 *
 * @see dealer specification, section 8
 */
export class Delivery {
  readonly #floor: Floor;
  /** What was found: the ticket, its desk and owner, and whether it is the dealer's own. */
  ticket = -1;
  owner = -1;
  inside = false;
  desk: Desk;
  /** Picks one of so many deliverable tickets, when the issuer is drawn. */
  drawIssuer: ((count: number) => number) | undefined = undefined;
  #buyer = -1;
  /** Issuers the buyer is bound to, the first so many; none when it is free. */
  readonly #issuers: number[] = [];
  #issuerCount = 0;
  readonly #notOwn = (ticket: number): boolean => this.#floor.window.issuers[ticket] !== this.#buyer;
  /** Desk of each market maker, by agent: 1, 2, ... for dealers, -1, -2, ... for value-based traders, 0 for everybody else. */
  readonly #roles: Int8Array;
  /** Per desk the best ticket of the dealer and of the value-based trader, -1 for none. */
  readonly #best: Int32Array;
  /** Filled for each search. */
  readonly #starts: Int32Array;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.desk = floor.desks[0] as Desk;
    this.#best = new Int32Array(2 * floor.desks.length);
    this.#starts = new Int32Array(floor.desks.length + 1);
    let last = 0;
    for (const { dealer, vbt } of floor.desks) last = Math.max(last, dealer, vbt);
    this.#roles = new Int8Array(last + 1);
    for (const { index, dealer, vbt } of floor.desks) {
      this.#roles[dealer] = index + 1;
      this.#roles[vbt] = -index - 1;
    }
  }

  /** The buyer comes: it is bound to the issuers of the tickets it holds. */
  bindToHoldings(buyer: number): void {
    this.#buyer = buyer;
    this.#issuerCount = 0;
    if (!this.#floor.settings.singleIssuer) return;
    const { window } = this.#floor;
    const { issuers } = window;
    for (let ticket = window.heldFirst(buyer); ticket >= 0; ticket = window.heldNext(ticket))
      this.#bind(issuers[ticket] as number);
  }

  #bind(issuer: number): void {
    // The last one first: neighbours in a list often have the same issuer.
    for (let i = this.#issuerCount - 1; i >= 0; i--) if (this.#issuers[i] === issuer) return;
    this.#issuers[this.#issuerCount++] = issuer;
  }

  /** The buyer comes with an issuer of its choice, or free (-1). */
  bindToIssuer(buyer: number, issuer: number): void {
    this.#buyer = buyer;
    this.#issuerCount = 0;
    if (issuer >= 0) this.#bind(issuer);
  }

  /** Whether the buyer may take a ticket of this issuer. */
  admits(issuer: number): boolean {
    if (issuer === this.#buyer) return false;
    for (let i = 0; i < this.#issuerCount; i++) if (this.#issuers[i] === issuer) return true;
    return this.#issuerCount === 0;
  }

  /** Looks through the buckets in order. */
  findAnywhere(skipPinned: boolean): boolean {
    const { desks, hasOutsideSource } = this.#floor;
    if (this.#issuerCount > 0 && !hasOutsideSource && (this.#roles[this.#buyer] ?? 0) === 0)
      return this.#findOfIssuers(skipPinned);
    for (let i = 0; i < desks.length; i++) if (this.find(desks[i] as Desk, skipPinned)) return true;
    return false;
  }

  /** Looks in one bucket. */
  find(desk: Desk, skipPinned: boolean): boolean {
    const { canSell } = this.#floor.quote(desk);
    if (canSell && this.#take(desk, desk.dealer, true)) return true;
    return !skipPinned && this.#take(desk, desk.askBy, false);
  }

  /** This ticket and no other. */
  name(desk: Desk, ticket: number): void {
    const owner = this.#floor.window.owners[ticket] as number;
    this.#found(desk, ticket, owner, owner === desk.dealer);
  }

  /** One walk through the tickets of the issuers the buyer is bound to, for all buckets together: they are few, and a bucket's shelf is long. */
  #findOfIssuers(skipPinned: boolean): boolean {
    const { desks, window } = this.#floor;
    const best = this.#best.fill(-1);
    if (window.blockCount === 1) this.#searchInOrder(skipPinned);
    else this.#searchByDay(skipPinned);
    for (let i = 0; i < desks.length; i++) {
      const desk = desks[i] as Desk;
      const dealt = best[2 * i] as number;
      if (dealt >= 0 && this.#floor.quote(desk).canSell) return this.#found(desk, dealt, desk.dealer, true);
      const backed = best[2 * i + 1] as number;
      if (backed >= 0 && !skipPinned) {
        this.#floor.quote(desk);
        return this.#found(desk, backed, desk.vbt, false);
      }
    }
    return false;
  }

  /** Remembers the best ticket of each market maker. In a window of one block numbers follow the calendar: nothing but owners has to be looked up. */
  #searchInOrder(skipPinned: boolean): void {
    const { window, desks } = this.#floor;
    const { owners, byIssuer } = window;
    const { tickets } = byIssuer;
    const roles = this.#roles;
    const best = this.#best;
    const starts = this.#deskStarts();
    const first = starts[0] as number;
    // No later ticket is of interest: less than all of them once a bucket has been found that certainly delivers.
    let until = starts[desks.length] as number;
    for (let i = 0; i < this.#issuerCount; i++) {
      const issuer = this.#issuers[i] as number;
      if (issuer === this.#buyer) continue;
      const end = byIssuer.end(issuer);
      let index = 0;
      for (let at = byIssuer.first(issuer); at < end; at++) {
        const ticket = tickets[at] as number;
        if (ticket < first) continue;
        if (ticket >= until) break;
        const role = roles[owners[ticket] as number] ?? 0;
        if (role === 0) continue;
        while (ticket >= (starts[index + 1] as number)) index++;
        const isDealer = role > 0;
        // Under another label it is an other ticket of its owner.
        if (index !== (isDealer ? role : -role) - 1) continue;
        const slot = 2 * index + (isDealer ? 0 : 1);
        if ((best[slot] as number) < 0 || ticket < (best[slot] as number)) best[slot] = ticket;
        if (this.#delivers(desks[index] as Desk, isDealer, skipPinned)) until = starts[index + 1] as number;
      }
    }
  }

  /** The same in a window of several blocks, whose tickets have to be compared by day. */
  #searchByDay(skipPinned: boolean): void {
    const floor = this.#floor;
    const { window, day, settings } = floor;
    const { owners, maturities, byIssuer } = window;
    const { tickets } = byIssuer;
    const roles = this.#roles;
    let until = FAR_DAY;
    for (let i = 0; i < this.#issuerCount; i++) {
      const issuer = this.#issuers[i] as number;
      if (issuer === this.#buyer) continue;
      const end = byIssuer.end(issuer);
      for (let at = byIssuer.first(issuer); at < end; at++) {
        const ticket = tickets[at] as number;
        const role = roles[owners[ticket] as number] ?? 0;
        if (role === 0) continue;
        const maturity = maturities[ticket] as number;
        if (maturity > until) break;
        if (maturity < day || (maturity === day && !settings.tradeMaturing)) continue;
        const desk = floor.deskOf(maturity - day);
        const isDealer = role > 0;
        if (desk.index !== (isDealer ? role : -role) - 1) continue;
        const slot = 2 * desk.index + (isDealer ? 0 : 1);
        if (this.#isEarlier(ticket, this.#best[slot] as number)) this.#best[slot] = ticket;
        if (this.#delivers(desk, isDealer, skipPinned)) until = Math.min(until, floor.lastDay(desk));
      }
    }
  }

  /** Whether a market maker that has a fitting ticket hands it over for certain, as far as is known without making a quote. */
  #delivers(desk: Desk, isDealer: boolean, skipPinned: boolean): boolean {
    return isDealer ? desk.quoted && desk.quote.canSell : !skipPinned;
  }

  /** The first ticket of each bucket today, and behind them the end of the last one's. */
  #deskStarts(): Int32Array {
    const { window, day, desks, settings } = this.#floor;
    const starts = this.#starts;
    starts[0] = window.first(0, settings.tradeMaturing ? day : day + 1);
    for (let i = 1; i < desks.length; i++) starts[i] = window.first(0, day + (desks[i] as Desk).settings.minDays);
    starts[desks.length] = window.count;
    return starts;
  }

  #isEarlier(ticket: number, than: number): boolean {
    if (than < 0) return true;
    const { maturities, serials } = this.#floor.window;
    const days = (maturities[ticket] as number) - (maturities[than] as number);
    return days < 0 || (days === 0 && (serials[ticket] as number) < (serials[than] as number));
  }

  /** The owner's deliverable ticket with the lowest maturity, then the lowest serial. */
  #take(desk: Desk, owner: number, inside: boolean): boolean {
    const floor = this.#floor;
    const { window, settings } = floor;
    if (owner === this.#buyer) return false;
    const from = settings.tradeMaturing ? floor.firstDay(desk) : Math.max(floor.firstDay(desk), floor.day + 1);
    const to = floor.lastDay(desk);
    let ticket = -1;
    if (this.#issuerCount > 0) {
      for (let i = 0; i < this.#issuerCount; i++) {
        const issuer = this.#issuers[i] as number;
        if (issuer === this.#buyer) continue;
        const other = floor.issuers.firstOwned(issuer, owner, from, to);
        if (other >= 0 && this.#isEarlier(other, ticket)) ticket = other;
      }
    } else if (this.drawIssuer === undefined) ticket = window.shelfFirst(owner, from, to, this.#notOwn);
    else ticket = this.#drawn(owner, from, to, this.drawIssuer);
    return ticket >= 0 && this.#found(desk, ticket, owner, inside);
  }

  /** Draws one deliverable ticket to pick the issuer, then that issuer's first one. */
  #drawn(owner: number, from: number, to: number, draw: (count: number) => number): number {
    const { window, issuers } = this.#floor;
    const seen: number[] = [];
    window.shelfFirst(owner, from, to, (ticket) => {
      if (this.#notOwn(ticket)) seen.push(ticket);
      return false;
    });
    if (seen.length === 0) return -1;
    seen.sort((a, b) => (this.#isEarlier(a, b) ? -1 : 1));
    const issuer = window.issuers[seen[draw(seen.length)] as number] as number;
    return issuers.firstOwned(issuer, owner, from, to);
  }

  #found(desk: Desk, ticket: number, owner: number, inside: boolean): true {
    this.desk = desk;
    this.ticket = ticket;
    this.owner = owner;
    this.inside = inside;
    return true;
  }
}
