import type { IdSet, TicketWindow } from '@bagehot/kernel/quanta';
import type { Desk } from './desk.js';
import type { Floor } from './floor.js';

/** The owner of a walk through all tickets. */
const EVERYBODY = -1;

/** A walk through tickets of one maturity day and block by ascending serial: those on a shelf, or all that somebody owns. */
class Walk {
  /** The buckets they leave and enter. */
  readonly before: Desk;
  readonly after: Desk;
  /** Whose shelf it is, or {@link EVERYBODY}. */
  readonly owner: number;
  /** Tickets on the shelf when it was found; 0 of everybody's. */
  readonly count: number;
  readonly #window: TicketWindow;
  readonly #shelf: IdSet | undefined;
  readonly #end: number;
  /** The ticket it stands on, -1 at its end. */
  ticket: number;

  constructor(window: TicketWindow, before: Desk, after: Desk, owner: number, first: number, end: number) {
    this.before = before;
    this.after = after;
    this.owner = owner;
    this.#window = window;
    this.#shelf = owner === EVERYBODY ? undefined : window.shelf(owner);
    this.#end = end;
    this.count = this.#shelf === undefined ? 0 : this.#shelf.count(first, end);
    this.ticket = this.#from(first);
  }

  advance(): void {
    this.ticket = this.#from(this.ticket + 1);
  }

  #from(first: number): number {
    if (this.#shelf !== undefined) return this.#shelf.next(first, this.#end);
    const { owners } = this.#window;
    let ticket = first;
    while (ticket < this.#end && (owners[ticket] as number) < 0) ticket++;
    return ticket < this.#end ? ticket : -1;
  }
}

/**
 * Ageing: tickets change buckets as their days run out, and the market makers among their owners hand them on.
 *
 * Only tickets that cross a boundary today are looked at; without a listener only those on the shelves.
 *
 * @see dealer specification, section 9 step 2; ring specification, section 11.3
 */
export class Aging {
  readonly #floor: Floor;
  readonly #walks: Walk[] = [];
  /** The day up to which labels are current, -1 before the first session. */
  reached = -1;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  /**
   * Makes labels current: all changes of the day in one transaction, if anybody could see them half done.
   *
   * @param blocks - blocks of the window that existed before today's cutting; later tickets have no older label
   */
  age(day: number, blocks: number): void {
    const floor = this.#floor;
    const from = this.reached;
    if (from >= 0 && day > from) {
      this.#findCrossings(from, day, blocks);
      if (this.#walks.length > 0) {
        floor.day = day;
        try {
          if (floor.isWatched) floor.accounts.transaction(() => this.#crossAll());
          else if (this.#canHandOnShelves()) this.#handOnShelves();
          else this.#crossAll();
        } catch (error) {
          floor.day = from;
          floor.unsettle();
          throw error;
        }
      }
    }
    this.reached = day;
    floor.day = day;
  }

  /** Walks through the maturity days whose remaining days crossed a boundary between two days. */
  #findCrossings(from: number, day: number, blocks: number): void {
    if (this.#walks.length > 0) this.#walks.length = 0;
    const { desks } = this.#floor;
    for (let i = 0; i < desks.length - 1; i++) {
      const boundary = (desks[i] as Desk).settings.maxDays;
      // The label follows the first boundary that a maturity day crossed; a leap over several days may cross more.
      for (let maturity = from + boundary + 1; maturity <= day + boundary; maturity++)
        if (maturity > day && !this.#crossedBefore(maturity, from, day, i)) this.#walk(maturity, from, day, blocks);
    }
  }

  /** Whether a shorter boundary has found this maturity day already. */
  #crossedBefore(maturity: number, from: number, day: number, index: number): boolean {
    const { desks } = this.#floor;
    for (let i = 0; i < index; i++) {
      const boundary = (desks[i] as Desk).settings.maxDays;
      if (maturity > from + boundary && maturity <= day + boundary) return true;
    }
    return false;
  }

  #walk(maturity: number, from: number, day: number, blocks: number): void {
    const floor = this.#floor;
    const { window, emission, desks } = floor;
    const before = floor.deskOf(maturity - from);
    const after = floor.deskOf(maturity - day);
    for (let block = 0; block < blocks; block++) {
      const first = window.first(block, maturity);
      const end = window.first(block, maturity + 1);
      if (first >= end) continue;
      // Without a listener only what the bucket's own market makers have to hand on is of interest.
      if (emission.isOn) this.#add(before, after, EVERYBODY, first, end);
      else {
        this.#add(before, after, before.dealer, first, end);
        this.#add(before, after, before.vbt, first, end);
      }
      // A ticket its dealer held under another label may come home.
      for (const desk of desks) desk.counted = desk.quoted = false;
    }
  }

  #add(before: Desk, after: Desk, owner: number, first: number, end: number): void {
    const walk = new Walk(this.#floor.window, before, after, owner, first, end);
    if (walk.ticket >= 0) this.#walks.push(walk);
  }

  /**
   * Whether the order of the tickets makes no difference: nobody looks on, no journal is kept, and every receiver has the money for all that comes its way.
   */
  #canHandOnShelves(): boolean {
    const { accounts, cash, desks, settings, window } = this.#floor;
    if (accounts.transactions.recording || window.whole) return false;
    for (const { dealer, vbt, mid } of desks) {
      if (mid < 0n) return false;
      let forDealer = 0;
      let forVbt = 0;
      for (const walk of this.#walks) {
        const receiver = this.#heir(walk);
        if (receiver === dealer) forDealer += walk.count;
        else if (receiver === vbt) forVbt += walk.count;
      }
      if (forDealer > 0 && settings.overdraft !== 'allow' && cash.get(dealer) < mid * BigInt(forDealer)) return false;
      if (forVbt > 0 && !this.#floor.canPay(vbt, mid * BigInt(forVbt))) return false;
    }
    return true;
  }

  /** Who takes over the tickets of a shelf, if it has the money; -1 if they stay. */
  #heir({ owner, before, after }: Walk): number {
    if (owner === before.vbt) return after.vbt;
    if (before.closed) return -1;
    return after.closed ? after.vbt : after.dealer;
  }

  /** Every shelf's tickets and their price, each in one go. */
  #handOnShelves(): void {
    const floor = this.#floor;
    const { window, rebucket } = floor;
    for (const walk of this.#walks) {
      const receiver = this.#heir(walk);
      if (receiver < 0) continue;
      floor.pay(rebucket, receiver, walk.owner, walk.after.mid * BigInt(walk.count));
      for (; walk.ticket >= 0; walk.advance()) window.move(walk.ticket, receiver, rebucket);
    }
  }

  /** Takes the ticket of the lowest serial among all walks, again and again. */
  #crossAll(): void {
    const walks = this.#walks;
    const { serials } = this.#floor.window;
    while (walks.length > 0) {
      let best = 0;
      let lowest = serials[(walks[0] as Walk).ticket] as number;
      for (let i = 1; i < walks.length; i++) {
        const serial = serials[(walks[i] as Walk).ticket] as number;
        if (serial < lowest) {
          lowest = serial;
          best = i;
        }
      }
      const walk = walks[best] as Walk;
      const { ticket, before, after } = walk;
      // Before the ticket leaves the shelf that is walked.
      walk.advance();
      if (walk.ticket < 0) walks.splice(best, 1);
      this.#cross(ticket, before, after);
    }
  }

  #cross(ticket: number, before: Desk, after: Desk): void {
    const floor = this.#floor;
    const { window, day, emission } = floor;
    const owner = window.owners[ticket] as number;
    // A closed dealer's shelf stays with it.
    if (owner === before.dealer && !before.closed)
      this.#handOn(ticket, before, after, owner, after.closed ? after.vbt : this.#receiver(after, ticket));
    else if (owner === before.vbt) this.#handOn(ticket, before, after, owner, after.vbt);
    else emission.bucketUpdated(day, ticket, before.index, after.index, false);
    floor.audit?.aged(day, ticket);
  }

  /** The receiving dealer, or its value-based trader when the dealer has too little money and may not owe. */
  #receiver(desk: Desk, ticket: number): number {
    const { settings, cash } = this.#floor;
    if (settings.overdraft === 'allow' || settings.minted) return desk.dealer;
    return cash.get(desk.dealer) >= this.#floor.amountOf(ticket, desk.mid) ? desk.dealer : desk.vbt;
  }

  #handOn(ticket: number, before: Desk, after: Desk, owner: number, receiver: number): void {
    const floor = this.#floor;
    const { emission, day, window, rebucket, settings } = floor;
    const price = after.mid;
    const amount = floor.amountOf(ticket, price);
    // At a negative mid the giver pays to be rid of the ticket.
    const stranded =
      amount < 0n
        ? !floor.isFunded(owner, before, -amount)
        : receiver === after.vbt && !floor.isFunded(receiver, after, amount);
    emission.bucketUpdated(day, ticket, before.index, after.index, stranded);
    if (stranded) return;
    if (!settings.minted) {
      floor.fund(receiver, after, amount);
      floor.fund(owner, before, -amount);
      floor.pay(rebucket, receiver, owner, amount);
    }
    window.move(ticket, receiver, rebucket);
    const holderType = receiver === after.dealer ? 'dealer' : owner === before.dealer ? 'dealer-to-vbt' : 'vbt';
    emission.rebucketed(day, ticket, before.index, after.index, price, holderType);
  }
}
