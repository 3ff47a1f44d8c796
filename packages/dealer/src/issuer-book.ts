import type { Register, TicketWindow } from '@bagehot/kernel/quanta';
import { FAR_DAY } from './settings.js';

/** Looks at tickets one after another. */
export interface TicketSearch {
  consider(ticket: number): void;
}

/** What issuers owe and when, in quanta, and where their tickets are. */
export interface IssuerBook {
  /** Face the agent owes on a day. */
  due(agent: number, day: number): bigint;
  /** Earliest day after `after` on which the agent owes something, {@link FAR_DAY} if there is none. */
  nextDueDay(agent: number, after: number): number;
  /** Face due to the agent on the days from `fromDay` to `toDay`. */
  receipts(agent: number, fromDay: number, toDay: number): bigint;
  /** The issuer's ticket that `owner` has, with the lowest maturity from `fromDay` to `toDay`, then the lowest serial; -1 if there is none. */
  firstOwned(issuer: number, owner: number, fromDay: number, toDay: number): number;
  /** Shows the issuer's tickets by maturity, then by number; gone ones may be among them. */
  scan(issuer: number, search: TicketSearch): void;
}

/**
 * How much a trader's debts exceed its money, on the worst of the next days: max over d in [day, day + horizon] of what it owes on the days up to d (less
 * what it receives before d, if that counts), minus its money, at least 0.
 *
 * @see dealer specification, section 9 step 4 and section 16; ring specification, section 11.3
 */
export function shortfallOf(
  dues: IssuerBook,
  agent: number,
  money: bigint,
  day: number,
  horizonDays: number,
  countInflows: boolean,
): bigint {
  if (horizonDays === 0) {
    const due = dues.due(agent, day);
    return due > money ? due - money : 0n;
  }
  const last = day + horizonDays;
  let owed = 0n;
  let worst = 0n;
  // Between its own due days a trader's cumulated debt stands still and its receipts only grow, so its own due days decide.
  for (let due = dues.nextDueDay(agent, day - 1); due <= last; due = dues.nextDueDay(agent, due)) {
    owed += dues.due(agent, due);
    const net = countInflows && due > day ? owed - dues.receipts(agent, day, due - 1) : owed;
    if (net > worst) worst = net;
  }
  return worst > money ? worst - money : 0n;
}

/** What the agent owes from `day` to `day + horizonDays`. */
export function duesWithin(dues: IssuerBook, agent: number, day: number, horizonDays: number): bigint {
  if (horizonDays === 0) return dues.due(agent, day);
  let owed = 0n;
  for (let due = dues.nextDueDay(agent, day - 1); due <= day + horizonDays; due = dues.nextDueDay(agent, due))
    owed += dues.due(agent, due);
  return owed;
}

/** Dues of a register: contracts of every kind. */
export class RegisterIssuers implements IssuerBook {
  readonly #register: Register;
  readonly #window: TicketWindow;

  constructor(register: Register, window: TicketWindow) {
    this.#register = register;
    this.#window = window;
  }

  due(agent: number, day: number): bigint {
    return this.#register.dues(agent, day);
  }

  nextDueDay(agent: number, after: number): number {
    const days = this.#register.dueDays(agent);
    for (let i = 0; i < days.length; i++) if ((days[i] as number) > after) return days[i] as number;
    return FAR_DAY;
  }

  receipts(agent: number, fromDay: number, toDay: number): bigint {
    let face = 0n;
    for (const contract of this.#register.heldBy(agent)) {
      const due = this.#register.dueDayOf(contract);
      if (due >= fromDay && due <= toDay) face += this.#register.faceOf(contract, agent);
    }
    return face;
  }

  firstOwned(issuer: number, owner: number, fromDay: number, toDay: number): number {
    const { owners, maturities } = this.#window;
    const tickets = this.#window.issuedBy(issuer);
    for (let i = 0; i < tickets.length; i++) {
      const ticket = tickets[i] as number;
      const maturity = maturities[ticket] as number;
      if (maturity > toDay) break;
      if (maturity >= fromDay && owners[ticket] === owner) return ticket;
    }
    return -1;
  }

  scan(issuer: number, search: TicketSearch): void {
    const tickets = this.#window.issuedBy(issuer);
    for (let i = 0; i < tickets.length; i++) search.consider(tickets[i] as number);
  }
}

/** Dues of tickets that stand alone: each issuer owes its outstanding tickets. Days must not run backwards. */
export class TicketIssuers implements IssuerBook {
  readonly #window: TicketWindow;
  /** Tickets by issuer in calendar order: those of issuer i are list[start[i]] to list[start[i + 1] - 1]. */
  readonly #start: Int32Array;
  readonly #list: Int32Array;
  /** Maturity day of each entry of the list: next to one another in memory, unlike the tickets themselves. */
  readonly #days: Int32Array;
  /** Per issuer the first entry of its list that is not past. */
  readonly #cursor: Int32Array;
  #today = 0;

  constructor(window: TicketWindow, agentCount: number) {
    this.#window = window;
    const { issuers, maturities, count } = window;
    const start = new Int32Array(agentCount + 1);
    for (let ticket = 0; ticket < count; ticket++) (start[(issuers[ticket] as number) + 1] as number)++;
    for (let agent = 0; agent < agentCount; agent++) (start[agent + 1] as number) += start[agent] as number;
    const cursor = start.slice();
    const list = new Int32Array(count);
    const days = new Int32Array(count);
    for (let ticket = 0; ticket < count; ticket++) {
      const issuer = issuers[ticket] as number;
      const at = cursor[issuer] as number;
      list[at] = ticket;
      days[at] = maturities[ticket] as number;
      cursor[issuer] = at + 1;
    }
    cursor.set(start);
    this.#start = start;
    this.#list = list;
    this.#days = days;
    this.#cursor = cursor;
  }

  /** Tickets that matured before this day are forgotten. */
  advance(day: number): void {
    this.#today = day;
  }

  due(agent: number, day: number): bigint {
    const { owners, ticketSize } = this.#window;
    const days = this.#days;
    const end = this.#start[agent + 1] as number;
    let tickets = 0;
    for (let at = this.#from(agent); at < end && (days[at] as number) <= day; at++)
      if (days[at] === day && (owners[this.#list[at] as number] as number) >= 0) tickets++;
    return tickets === 0 ? 0n : ticketSize * BigInt(tickets);
  }

  nextDueDay(agent: number, after: number): number {
    const { owners } = this.#window;
    const days = this.#days;
    const end = this.#start[agent + 1] as number;
    for (let at = this.#from(agent); at < end; at++)
      if ((days[at] as number) > after && (owners[this.#list[at] as number] as number) >= 0) return days[at] as number;
    return FAR_DAY;
  }

  receipts(agent: number, fromDay: number, toDay: number): bigint {
    const { maturities, ticketSize } = this.#window;
    let tickets = 0;
    for (let ticket = this.#window.heldFirst(agent); ticket >= 0; ticket = this.#window.heldNext(ticket)) {
      const maturity = maturities[ticket] as number;
      if (maturity > toDay) break;
      if (maturity >= fromDay) tickets++;
    }
    return ticketSize * BigInt(tickets);
  }

  firstOwned(issuer: number, owner: number, fromDay: number, toDay: number): number {
    const { owners } = this.#window;
    const days = this.#days;
    const end = this.#start[issuer + 1] as number;
    for (let at = this.#from(issuer); at < end && (days[at] as number) <= toDay; at++) {
      const ticket = this.#list[at] as number;
      if ((days[at] as number) >= fromDay && owners[ticket] === owner) return ticket;
    }
    return -1;
  }

  scan(issuer: number, search: TicketSearch): void {
    const end = this.#start[issuer + 1] as number;
    for (let at = this.#from(issuer); at < end; at++) search.consider(this.#list[at] as number);
  }

  /** Where the issuer's live tickets start in its list, walking its cursor past what has matured. */
  #from(agent: number): number {
    const days = this.#days;
    const end = this.#start[agent + 1] as number;
    let at = this.#cursor[agent] as number;
    if (at >= end || (days[at] as number) >= this.#today) return at;
    while (at < end && (days[at] as number) < this.#today) at++;
    this.#cursor[agent] = at;
    return at;
  }
}
