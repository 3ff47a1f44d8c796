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
  /** Told whose position changed, and who defaulted. */
  readonly #onChange: (agent: number) => void;
  readonly #onDefault: (issuer: number) => void;
  /** The day's tickets by issuer, then by number. */
  #tickets: Float64Array = new Float64Array(0);
  /** Tickets per holder of the issuer at hand. */
  #counts: Int32Array = new Int32Array(0);
  readonly #holders: number[] = [];

  constructor(
    floor: Floor,
    isSimultaneous: boolean,
    onChange: (agent: number) => void,
    onDefault: (issuer: number) => void,
  ) {
    this.#floor = floor;
    this.#isSimultaneous = isSimultaneous;
    this.#label = floor.accounts.label('settlement');
    this.#onChange = onChange;
    this.#onDefault = onDefault;
  }

  /** Settles every ticket that matures on the floor's day. */
  settle(): DayOfReckoning {
    const floor = this.#floor;
    const count = this.#collect(floor.day);
    let due = 0n;
    let paid = 0n;
    let defaults = 0;
    if (count > 0) {
      if (this.#counts.length < floor.accounts.agentCount) this.#counts = new Int32Array(floor.accounts.agentCount);
      const money = this.#isSimultaneous ? this.#moneyBefore(count) : undefined;
      for (let start = 0; start < count; ) {
        const end = this.#endOf(start, count);
        const before = paid;
        const face = floor.window.ticketSize * BigInt(end - start);
        paid += this.#settleIssuer(start, end, face, money?.get(this.#issuerAt(start)));
        due += face;
        if (paid - before < face) defaults++;
        start = end;
      }
      floor.unsettle();
    }
    floor.audit?.checkpoint(floor.day, 'settled');
    return { due, paid, defaults };
  }

  /** The day's tickets as sorted keys issuer * 2^25 + number. */
  #collect(day: number): number {
    const { window } = this.#floor;
    let count = 0;
    let sorted = true;
    for (let block = 0; block < window.blockCount; block++) {
      const first = window.first(block, day);
      const end = window.first(block, day + 1);
      if (count + end - first > this.#tickets.length) {
        const larger = new Float64Array(Math.max(2 * this.#tickets.length, count + end - first));
        larger.set(this.#tickets.subarray(0, count));
        this.#tickets = larger;
      }
      for (let ticket = first; ticket < end; ticket++) {
        if ((window.owners[ticket] as number) < 0) continue;
        const key = (window.issuers[ticket] as number) * KEY + ticket;
        if (count > 0 && key < (this.#tickets[count - 1] as number)) sorted = false;
        this.#tickets[count++] = key;
      }
    }
    if (!sorted) this.#tickets.subarray(0, count).sort();
    return count;
  }

  #issuerAt(at: number): number {
    return Math.floor((this.#tickets[at] as number) / KEY);
  }

  #endOf(start: number, count: number): number {
    const limit = (this.#issuerAt(start) + 1) * KEY;
    let end = start + 1;
    while (end < count && (this.#tickets[end] as number) < limit) end++;
    return end;
  }

  /** Cash of the day's issuers before anybody pays. */
  #moneyBefore(count: number): Map<number, bigint> {
    const money = new Map<number, bigint>();
    for (let start = 0; start < count; start = this.#endOf(start, count)) {
      const issuer = this.#issuerAt(start);
      money.set(issuer, this.#floor.cash.get(issuer));
    }
    return money;
  }

  /** Pays one issuer's holders in canonical order and deletes its tickets; returns what was paid. */
  #settleIssuer(start: number, end: number, face: bigint, before: bigint | undefined): bigint {
    const floor = this.#floor;
    const { accounts, cash, window } = floor;
    const issuer = this.#issuerAt(start);
    const holders = this.#holdersOf(start, end, issuer);
    const counts = this.#counts;
    const available = before ?? cash.get(issuer);
    const faces: bigint[] = [];
    for (let k = 0; k < holders.length; k++)
      faces.push(window.ticketSize * BigInt(counts[holders[k] as number] as number));
    const plan = planPayments(available, faces);
    accounts.begin();
    try {
      for (let k = 0; k < holders.length; k++) {
        const amount = plan.payments[k] as bigint;
        // A foreign log may have let an issuer buy its own ticket: it pays itself nothing.
        if (amount > 0n && holders[k] !== issuer) cash.move(this.#label, issuer, holders[k] as number, amount);
      }
      for (let at = start; at < end; at++) window.drop((this.#tickets[at] as number) - issuer * KEY, this.#label);
      this.#announce(issuer, end - start, holders, faces, plan);
      accounts.commit();
    } catch (error) {
      accounts.rollback();
      for (let k = 0; k < holders.length; k++) counts[holders[k] as number] = 0;
      throw error;
    }
    this.#onChange(issuer);
    for (let k = 0; k < holders.length; k++) {
      counts[holders[k] as number] = 0;
      this.#onChange(holders[k] as number);
    }
    if (plan.paid < face) this.#onDefault(issuer);
    floor.audit?.settled(floor.day, issuer, face, plan.paid, plan.payments);
    return plan.paid;
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

  #announce(
    issuer: number,
    ticketCount: number,
    holders: readonly number[],
    faces: readonly bigint[],
    plan: { readonly due: bigint; readonly paid: bigint; readonly payments: readonly bigint[] },
  ): void {
    const { emission, day } = this.#floor;
    if (!emission.isOn) return;
    const { due, paid, payments: amounts } = plan;
    emission.emit(
      new Settled(emission.naming, day, { issuer, ticketCount, due, paid, holders: holders.slice(), faces, amounts }),
    );
  }
}

/** More tickets than there can be. */
const KEY = 2 ** 25;
