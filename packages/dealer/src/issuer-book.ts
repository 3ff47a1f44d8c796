import type { IssuerIndex, Register, TicketWindow } from '@bagehot/kernel/quanta';
import type { DebtCalendar } from './debt-calendar.js';
import { FAR_DAY } from './settings.js';

/** What issuers owe and when, in quanta, and where their tickets are. */
export interface IssuerBook {
  /** Counts of near debts, where somebody keeps them. */
  readonly calendar?: DebtCalendar | undefined;
  /** Face the agent owes on a day. */
  due(agent: number, day: number): bigint;
  /** Earliest day after `after` on which the agent owes something, {@link FAR_DAY} if there is none. */
  nextDueDay(agent: number, after: number): number;
  /** Face due to the agent on the days from `fromDay` to `toDay`. */
  receipts(agent: number, fromDay: number, toDay: number): bigint;
  /** The issuer's ticket that `owner` has, with the lowest maturity from `fromDay` to `toDay`, then the lowest serial; -1 if there is none. */
  firstOwned(issuer: number, owner: number, fromDay: number, toDay: number): number;
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
    const { owners, maturities, byIssuer } = this.#window;
    const end = byIssuer.end(issuer);
    for (let at = byIssuer.first(issuer); at < end; at++) {
      const ticket = byIssuer.tickets[at] as number;
      const maturity = maturities[ticket] as number;
      if (maturity > toDay) break;
      if (maturity >= fromDay && owners[ticket] === owner) return ticket;
    }
    return -1;
  }
}

/** Dues of tickets that stand alone: each issuer owes its outstanding tickets. Days must not run backwards. */
export class TicketIssuers implements IssuerBook {
  readonly #window: TicketWindow;
  readonly #index: IssuerIndex;
  /** Maturity day of each entry of the index: next to one another in memory, unlike the tickets themselves. */
  readonly #days: Int32Array;
  /** Per issuer the first entry that is not past. */
  readonly #cursor: Int32Array;
  /** Faces of 0, 1, 2, ... tickets. */
  readonly #faces: bigint[] = [];
  calendar: DebtCalendar | undefined = undefined;
  #today = 0;

  constructor(window: TicketWindow, agentCount: number) {
    const { maturities, byIssuer } = window;
    const { tickets } = byIssuer;
    this.#window = window;
    this.#index = byIssuer;
    this.#days = new Int32Array(tickets.length);
    for (let at = 0; at < tickets.length; at++) this.#days[at] = maturities[tickets[at] as number] as number;
    this.#cursor = new Int32Array(agentCount);
    for (let agent = 0; agent < agentCount; agent++) this.#cursor[agent] = byIssuer.first(agent);
  }

  /** Tickets that matured before this day are forgotten. */
  advance(day: number): void {
    this.#today = day;
  }

  due(agent: number, day: number): bigint {
    if (this.calendar?.day === day) return this.#faceOf(this.calendar.dueTickets(agent));
    const { owners } = this.#window;
    const { tickets } = this.#index;
    const days = this.#days;
    const end = this.#index.end(agent);
    let count = 0;
    for (let at = this.#from(agent); at < end && (days[at] as number) <= day; at++)
      if (days[at] === day && (owners[tickets[at] as number] as number) >= 0) count++;
    return this.#faceOf(count);
  }

  nextDueDay(agent: number, after: number): number {
    const { owners } = this.#window;
    const { tickets } = this.#index;
    const days = this.#days;
    const end = this.#index.end(agent);
    for (let at = this.#from(agent); at < end; at++) {
      const day = days[at] as number;
      // Tickets disappear on their last day only.
      if (day > after && (day > this.#today || (owners[tickets[at] as number] as number) >= 0)) return day;
    }
    return FAR_DAY;
  }

  receipts(agent: number, fromDay: number, toDay: number): bigint {
    const { maturities } = this.#window;
    let tickets = 0;
    for (let ticket = this.#window.heldFirst(agent); ticket >= 0; ticket = this.#window.heldNext(ticket)) {
      const maturity = maturities[ticket] as number;
      if (maturity > toDay) break;
      if (maturity >= fromDay) tickets++;
    }
    return this.#faceOf(tickets);
  }

  firstOwned(issuer: number, owner: number, fromDay: number, toDay: number): number {
    const { owners } = this.#window;
    const days = this.#days;
    const end = this.#index.end(issuer);
    for (let at = this.#from(issuer); at < end && (days[at] as number) <= toDay; at++) {
      const ticket = this.#index.tickets[at] as number;
      if ((days[at] as number) >= fromDay && owners[ticket] === owner) return ticket;
    }
    return -1;
  }

  #faceOf(tickets: number): bigint {
    const faces = this.#faces;
    while (faces.length <= tickets) faces.push(this.#window.ticketSize * BigInt(faces.length));
    return faces[tickets] as bigint;
  }

  /** Where the issuer's live tickets start, walking its cursor past what has matured. */
  #from(agent: number): number {
    const days = this.#days;
    const end = this.#index.end(agent);
    let at = this.#cursor[agent] as number;
    if (at >= end || (days[at] as number) >= this.#today) return at;
    while (at < end && (days[at] as number) < this.#today) at++;
    this.#cursor[agent] = at;
    return at;
  }
}
