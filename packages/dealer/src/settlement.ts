import { int32Columns, NO_ENTRIES, planPayments } from '@bagehot/kernel/quanta';
import type { Floor } from './floor.js';
import { Settled } from './settlement-events.js';

/** What became of a day's debts. */
export interface DayOfReckoning {
  readonly due: bigint;
  readonly paid: bigint;
  /** Issuers that could not pay in full. */
  readonly defaults: number;
}

/** A day without maturing tickets. */
const NOTHING_DUE: DayOfReckoning = { due: 0n, paid: 0n, defaults: 0 };

/** More tickets than there can be. */
const KEY = 2 ** 25;
/** Room for a day's tickets to begin with. */
const FEW = 128;

/** Who wants to know what a settlement did. */
export interface SettlementObserver {
  /** The agent's money or tickets changed. */
  touch(agent: number): void;
  /** The issuer could not pay in full. */
  defaulted(issuer: number): void;
}

/**
 * Settlement of a market that stands alone: issuers in registration order pay the day's tickets, in full or in proportion.
 *
 * A defaulted issuer's later tickets are settled by the same rule with whatever it has then.
 *
 * @see dealer specification, section 10
 */
export class Settlement {
  readonly #floor: Floor;
  readonly #isSimultaneous: boolean;
  readonly #label: number;
  readonly #ticketSize: bigint;
  readonly #observer: SettlementObserver;
  /** The day's tickets by issuer, then by number. */
  #tickets: Int32Array = NO_ENTRIES;
  /** Tickets per holder of the issuer at hand. */
  #counts: Int32Array = NO_ENTRIES;
  /** Holders of the issuer at hand, in canonical order: the first so many. */
  #holders: Int32Array = NO_ENTRIES;
  #holderCount = 0;
  /** Faces of 0, 1, 2, ... tickets. */
  readonly #faces: bigint[] = [];

  constructor(floor: Floor, isSimultaneous: boolean, observer: SettlementObserver) {
    this.#floor = floor;
    this.#isSimultaneous = isSimultaneous;
    this.#label = floor.accounts.label('settlement');
    this.#ticketSize = floor.window.ticketSize;
    this.#observer = observer;
  }

  /** Settles every ticket that matures on the floor's day: all issuers in one transaction, if anybody could see it half done. */
  settle(): DayOfReckoning {
    const floor = this.#floor;
    const count = this.#collect(floor.day);
    let reckoning: DayOfReckoning = NOTHING_DUE;
    if (count > 0) {
      if (this.#counts.length < floor.accounts.agentCount) this.#counts = new Int32Array(floor.accounts.agentCount);
      reckoning = floor.isWatched ? floor.accounts.transaction(() => this.#settleAll(count)) : this.#settleAll(count);
      floor.unsettle();
    }
    floor.audit?.checkpoint(floor.day, 'settled');
    return reckoning;
  }

  #settleAll(count: number): DayOfReckoning {
    const { issuers } = this.#floor.window;
    const tickets = this.#tickets;
    const money = this.#isSimultaneous ? this.#moneyBefore(count) : undefined;
    const due = this.#faceOf(count);
    let paid = due;
    let defaults = 0;
    for (let start = 0; start < count; ) {
      const issuer = issuers[tickets[start] as number] as number;
      let end = start + 1;
      while (end < count && issuers[tickets[end] as number] === issuer) end++;
      const isPaid = end === start + 1 && money === undefined && this.#settleOne(issuer, tickets[start] as number);
      const unpaid = isPaid ? 0n : this.#settleIssuer(issuer, start, end, money?.get(issuer));
      if (unpaid > 0n) {
        paid -= unpaid;
        defaults++;
      }
      start = end;
    }
    return { due, paid, defaults };
  }

  /** Finds the day's tickets and puts them in order. */
  #collect(day: number): number {
    const { owners, issuers, blockCount } = this.#floor.window;
    let count = 0;
    let sorted = true;
    let last = -1;
    for (let block = 0; block < blockCount; block++) {
      const first = this.#floor.window.first(block, day);
      const end = this.#floor.window.first(block, day + 1);
      if (count + end - first > this.#tickets.length) this.#reserve(count + end - first);
      const tickets = this.#tickets;
      for (let ticket = first; ticket < end; ticket++) {
        if ((owners[ticket] as number) < 0) continue;
        const issuer = issuers[ticket] as number;
        if (issuer < last) sorted = false;
        last = issuer;
        tickets[count++] = ticket;
      }
    }
    if (!sorted) this.#sort(count, issuers);
    return count;
  }

  #reserve(count: number): void {
    const [tickets, holders] = int32Columns(2, Math.max(2 * this.#tickets.length, count, FEW)) as [
      Int32Array,
      Int32Array,
    ];
    tickets.set(this.#tickets);
    this.#tickets = tickets;
    this.#holders = holders;
  }

  /** By issuer, then by number: sorted as keys, whose native sort needs no comparator. */
  #sort(count: number, issuers: Int32Array): void {
    const tickets = this.#tickets;
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const ticket = tickets[i] as number;
      keys[i] = (issuers[ticket] as number) * KEY + ticket;
    }
    keys.sort();
    for (let i = 0; i < count; i++) tickets[i] = (keys[i] as number) % KEY;
  }

  /** Face of so many tickets. */
  #faceOf(tickets: number): bigint {
    const faces = this.#faces;
    while (faces.length <= tickets) faces.push(this.#ticketSize * BigInt(faces.length));
    return faces[tickets] as bigint;
  }

  /** Cash of the day's issuers before anybody pays. */
  #moneyBefore(count: number): Map<number, bigint> {
    const { issuers } = this.#floor.window;
    const money = new Map<number, bigint>();
    for (let at = 0; at < count; at++) {
      const issuer = issuers[this.#tickets[at] as number] as number;
      money.set(issuer, this.#floor.cash.get(issuer));
    }
    return money;
  }

  /** The usual case, in few steps: one ticket, an issuer that can pay, and nobody who looks on. False when it is another one: then nothing is done. */
  #settleOne(issuer: number, ticket: number): boolean {
    const { cash, window, isWatched } = this.#floor;
    if (isWatched || !cash.covers(issuer, this.#ticketSize)) return false;
    const holder = window.owners[ticket] as number;
    if (holder !== issuer) cash.move(this.#label, issuer, holder, this.#ticketSize);
    window.drop(ticket, this.#label);
    this.#observer.touch(issuer);
    this.#observer.touch(holder);
    return true;
  }

  /** Pays one issuer's holders and deletes its tickets; returns what stays unpaid. */
  #settleIssuer(issuer: number, start: number, end: number, before: bigint | undefined): bigint {
    const { cash, window, isWatched } = this.#floor;
    const observer = this.#observer;
    const face = this.#faceOf(end - start);
    this.#findHolders(start, end);
    let unpaid = 0n;
    if (!isWatched && before === undefined && cash.covers(issuer, face)) this.#payInFull(issuer);
    else unpaid = face - this.#payByPlan(issuer, end - start, before ?? cash.get(issuer));
    for (let at = start; at < end; at++) window.drop(this.#tickets[at] as number, this.#label);
    observer.touch(issuer);
    const holders = this.#holders;
    for (let k = 0; k < this.#holderCount; k++) {
      const holder = holders[k] as number;
      this.#counts[holder] = 0;
      observer.touch(holder);
    }
    if (unpaid > 0n) observer.defaulted(issuer);
    return unpaid;
  }

  /** What the plan comes to for an issuer that has enough, without writing it down. */
  #payInFull(issuer: number): void {
    const { cash } = this.#floor;
    const holders = this.#holders;
    for (let k = 0; k < this.#holderCount; k++) {
      const holder = holders[k] as number;
      if (holder !== issuer) cash.move(this.#label, issuer, holder, this.#faceOf(this.#counts[holder] as number));
    }
  }

  #payByPlan(issuer: number, ticketCount: number, available: bigint): bigint {
    const { cash, emission, audit, day } = this.#floor;
    const holders: number[] = [];
    const faces: bigint[] = [];
    for (let k = 0; k < this.#holderCount; k++) {
      const holder = this.#holders[k] as number;
      holders.push(holder);
      faces.push(this.#faceOf(this.#counts[holder] as number));
    }
    const { due, paid, payments: amounts } = planPayments(available, faces);
    for (let k = 0; k < holders.length; k++) {
      const amount = amounts[k] as bigint;
      // A foreign log may have let an issuer buy its own ticket: it pays itself nothing.
      if (amount > 0n && holders[k] !== issuer) cash.move(this.#label, issuer, holders[k] as number, amount);
    }
    if (emission.isOn)
      emission.emit(new Settled(emission.naming, day, { issuer, ticketCount, due, paid, holders, faces, amounts }));
    audit?.settled(day, issuer, due, paid, amounts);
    return paid;
  }

  /** Finds the holders of a stretch of tickets, in canonical order, and counts what each has of it. */
  #findHolders(start: number, end: number): void {
    const { owners } = this.#floor.window;
    const counts = this.#counts;
    const holders = this.#holders;
    let found = 0;
    let ascending = true;
    for (let at = start; at < end; at++) {
      const holder = owners[this.#tickets[at] as number] as number;
      if (counts[holder] === 0) {
        if (found > 0 && holder < (holders[found - 1] as number)) ascending = false;
        holders[found++] = holder;
      }
      (counts[holder] as number)++;
    }
    this.#holderCount = found;
    if (!ascending) holders.subarray(0, found).sort();
  }
}
