import type { Desk } from './desk.js';
import type { Floor } from './floor.js';

/**
 * Ageing: tickets change buckets as their days run out, and the market makers among their owners hand them on.
 *
 * Only tickets that cross a boundary today are looked at; without a listener only those on the shelves.
 *
 * @see dealer specification, section 9 step 2; ring specification, section 11.3
 */
export class Aging {
  readonly #floor: Floor;
  /** Tickets that change their label today, and the maturity days they are found under. */
  readonly #crossing: number[] = [];
  readonly #days: number[] = [];
  /** The day up to which labels are current, -1 before the first session. */
  reached = -1;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  /**
   * Makes labels current.
   *
   * @param blocks - blocks of the window that existed before today's cutting; later tickets have no older label
   */
  age(day: number, blocks: number): void {
    const from = this.reached;
    this.reached = day;
    this.#floor.day = day;
    if (from < 0 || day === from) return;
    this.#findDays(from, day);
    if (this.#days.length === 0) return;
    this.#collect(blocks);
    for (let i = 0; i < this.#crossing.length; i++) this.#cross(this.#crossing[i] as number, from);
  }

  /** Maturity days whose remaining days crossed a boundary between two days, ascending. */
  #findDays(from: number, day: number): void {
    this.#days.length = 0;
    const { desks } = this.#floor;
    for (let i = 0; i < desks.length - 1; i++) {
      const boundary = (desks[i] as Desk).settings.maxDays;
      for (let maturity = from + boundary + 1; maturity <= day + boundary; maturity++)
        if (maturity > day && !this.#days.includes(maturity)) this.#days.push(maturity);
    }
  }

  /** The tickets of these days by serial: all of them if somebody listens, else those on shelves. */
  #collect(blocks: number): void {
    const { window, emission } = this.#floor;
    const found = this.#crossing;
    found.length = 0;
    for (const maturity of this.#days) {
      for (let block = 0; block < blocks; block++) {
        const first = window.first(block, maturity);
        const end = window.first(block, maturity + 1);
        if (first >= end) continue;
        if (emission.isOn) {
          for (let ticket = first; ticket < end; ticket++)
            if ((window.owners[ticket] as number) >= 0) found.push(ticket);
        } else this.#collectShelves(first, end);
      }
    }
    const { serials } = window;
    if (found.length > 1) found.sort((a, b) => (serials[a] as number) - (serials[b] as number));
  }

  #collectShelves(first: number, end: number): void {
    const { window, desks } = this.#floor;
    for (const { dealer, vbt } of desks) {
      const dealt = window.shelf(dealer);
      for (let ticket = dealt.next(first, end); ticket >= 0; ticket = dealt.next(ticket + 1, end))
        this.#crossing.push(ticket);
      const backed = window.shelf(vbt);
      for (let ticket = backed.next(first, end); ticket >= 0; ticket = backed.next(ticket + 1, end))
        this.#crossing.push(ticket);
    }
  }

  #cross(ticket: number, from: number): void {
    const floor = this.#floor;
    const { window, day, emission } = floor;
    const maturity = window.maturities[ticket] as number;
    const before = floor.deskOf(maturity - from);
    const after = floor.deskOf(maturity - day);
    if (before === after) return;
    const owner = window.owners[ticket] as number;
    // The new bucket's home shelf may gain a ticket that its dealer held as another one.
    before.counted = before.quoted = after.counted = after.quoted = false;
    if (owner === before.dealer)
      this.#handOn(ticket, before, after, owner, after.closed ? after.vbt : this.#receiver(after));
    else if (owner === before.vbt) this.#handOn(ticket, before, after, owner, after.vbt);
    else emission.bucketUpdated(day, ticket, before.index, after.index, false);
    floor.audit?.aged(day, ticket);
  }

  /** The receiving dealer, or its value-based trader when the dealer has too little money and may not owe. */
  #receiver(desk: Desk): number {
    return this.#floor.settings.overdraft === 'allow' || this.#floor.cash.get(desk.dealer) >= desk.mid
      ? desk.dealer
      : desk.vbt;
  }

  #handOn(ticket: number, before: Desk, after: Desk, owner: number, receiver: number): void {
    const { emission, accounts, day, window, rebucket } = this.#floor;
    const price = after.mid;
    // At a negative mid the giver pays to be rid of the ticket.
    const stranded =
      price < 0n
        ? !this.#floor.isFunded(owner, before, -price)
        : receiver === after.vbt && !this.#floor.isFunded(receiver, after, price);
    emission.bucketUpdated(day, ticket, before.index, after.index, stranded);
    if (stranded) return;
    accounts.begin();
    try {
      this.#floor.fund(receiver, after, price);
      this.#floor.fund(owner, before, -price);
      this.#floor.pay(rebucket, receiver, owner, price);
      window.move(ticket, receiver, rebucket);
      const holderType = receiver === after.dealer ? 'dealer' : owner === before.dealer ? 'dealer-to-vbt' : 'vbt';
      emission.rebucketed(day, ticket, before.index, after.index, price, holderType);
      accounts.commit();
    } catch (error) {
      accounts.rollback();
      throw error;
    }
  }
}
