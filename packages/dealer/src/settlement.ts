import { planPayments } from '@bagehot/kernel/quanta';
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
  /** Told whose position changed, and who defaulted. */
  readonly #onChange: (agent: number) => void;
  readonly #onDefault: (issuer: number) => void;
  /** The day's tickets as keys issuer * 2^25 + number, ascending. */
  #tickets: Float64Array = new Float64Array(16);
  /** Tickets per holder of the issuer at hand. */
  #counts: Int32Array = new Int32Array(0);
  /** Holders of the issuer at hand, in canonical order. */
  readonly #holders: number[] = [];
  /** Faces of 0, 1, 2, ... tickets. */
  readonly #faces: bigint[] = [];

  constructor(
    floor: Floor,
    isSimultaneous: boolean,
    onChange: (agent: number) => void,
    onDefault: (issuer: number) => void,
  ) {
    this.#floor = floor;
    this.#isSimultaneous = isSimultaneous;
    this.#label = floor.accounts.label('settlement');
    this.#ticketSize = floor.window.ticketSize;
    this.#onChange = onChange;
    this.#onDefault = onDefault;
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
    const money = this.#isSimultaneous ? this.#moneyBefore(count) : undefined;
    let due = 0n;
    let paid = 0n;
    let defaults = 0;
    for (let start = 0; start < count; ) {
      const issuer = this.#issuerAt(start);
      const end = this.#endOf(start, count, issuer);
      const face = this.#faceOf(end - start);
      const payment = this.#settleIssuer(issuer, start, end, face, money?.get(issuer));
      due += face;
      paid += payment;
      if (payment < face) defaults++;
      start = end;
    }
    return { due, paid, defaults };
  }

  /** Finds the day's tickets and puts them in order. */
  #collect(day: number): number {
    const { window } = this.#floor;
    const { owners, issuers, blockCount } = window;
    let count = 0;
    let sorted = true;
    let last = -1;
    for (let block = 0; block < blockCount; block++) {
      const first = window.first(block, day);
      const end = window.first(block, day + 1);
      this.#reserve(count, end - first);
      const tickets = this.#tickets;
      for (let ticket = first; ticket < end; ticket++) {
        if ((owners[ticket] as number) < 0) continue;
        const key = (issuers[ticket] as number) * KEY + ticket;
        if (key < last) sorted = false;
        last = key;
        tickets[count++] = key;
      }
    }
    if (!sorted) this.#tickets.subarray(0, count).sort();
    return count;
  }

  #reserve(count: number, more: number): void {
    if (count + more <= this.#tickets.length) return;
    const larger = new Float64Array(Math.max(2 * this.#tickets.length, count + more));
    larger.set(this.#tickets.subarray(0, count));
    this.#tickets = larger;
  }

  #issuerAt(at: number): number {
    return Math.floor((this.#tickets[at] as number) / KEY);
  }

  #endOf(start: number, count: number, issuer: number): number {
    const limit = (issuer + 1) * KEY;
    let end = start + 1;
    while (end < count && (this.#tickets[end] as number) < limit) end++;
    return end;
  }

  /** Face of so many tickets. */
  #faceOf(tickets: number): bigint {
    const faces = this.#faces;
    while (faces.length <= tickets) faces.push(this.#ticketSize * BigInt(faces.length));
    return faces[tickets] as bigint;
  }

  /** Cash of the day's issuers before anybody pays. */
  #moneyBefore(count: number): Map<number, bigint> {
    const money = new Map<number, bigint>();
    for (let start = 0; start < count; ) {
      const issuer = this.#issuerAt(start);
      money.set(issuer, this.#floor.cash.get(issuer));
      start = this.#endOf(start, count, issuer);
    }
    return money;
  }

  /** Pays one issuer's holders and deletes its tickets; returns what was paid. */
  #settleIssuer(issuer: number, start: number, end: number, face: bigint, before: bigint | undefined): bigint {
    const { cash, window } = this.#floor;
    const available = before ?? cash.get(issuer);
    const holders = this.#holdersOf(start, end, issuer);
    const paid =
      available >= face && !this.#floor.isWatched
        ? this.#payInFull(issuer, face)
        : this.#payByPlan(issuer, end - start, available);
    for (let at = start; at < end; at++) window.drop((this.#tickets[at] as number) - issuer * KEY, this.#label);
    this.#onChange(issuer);
    for (let k = 0; k < holders.length; k++) {
      const holder = holders[k] as number;
      this.#counts[holder] = 0;
      this.#onChange(holder);
    }
    if (paid < face) this.#onDefault(issuer);
    return paid;
  }

  /** What the plan comes to for an issuer that has enough, without writing it down. */
  #payInFull(issuer: number, face: bigint): bigint {
    const { cash } = this.#floor;
    const holders = this.#holders;
    for (let k = 0; k < holders.length; k++) {
      const holder = holders[k] as number;
      if (holder !== issuer) cash.move(this.#label, issuer, holder, this.#faceOf(this.#counts[holder] as number));
    }
    return face;
  }

  #payByPlan(issuer: number, ticketCount: number, available: bigint): bigint {
    const { cash, emission, audit, day } = this.#floor;
    const holders = this.#holders.slice();
    const faces = holders.map((holder) => this.#faceOf(this.#counts[holder] as number));
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

  /** Holders of a stretch of tickets in canonical order, with their ticket counts in `counts`. */
  #holdersOf(start: number, end: number, issuer: number): readonly number[] {
    const { owners } = this.#floor.window;
    const counts = this.#counts;
    const holders = this.#holders;
    holders.length = 0;
    let ascending = true;
    for (let at = start; at < end; at++) {
      const holder = owners[(this.#tickets[at] as number) - issuer * KEY] as number;
      if ((counts[holder] as number) === 0) {
        if (holders.length > 0 && holder < (holders[holders.length - 1] as number)) ascending = false;
        holders.push(holder);
      }
      (counts[holder] as number)++;
    }
    if (!ascending) holders.sort((a, b) => a - b);
    return holders;
  }
}
