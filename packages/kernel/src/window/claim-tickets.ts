import type { TicketId } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import { IntColumn } from '../ledger/int-column.js';
import { type CutRule, cutTickets, planCut, type TicketedClaims } from './cut.js';
import type { TicketColumns } from './ticket-columns.js';

const NONE = -1;

/** The tickets of a register's contracts: cutting claims, and what every change of a claim does to its tickets. */
export class ClaimTickets {
  /** The rule of the next cut. */
  rule: CutRule;
  /** Is the rule a stand-in, to be replaced by the next market that opens the window? */
  isRuleOpen = false;
  /** Serial of the next ticket. */
  nextSerial = 0;
  readonly #accounts: Accounts;
  readonly #columns: TicketColumns;
  readonly #register: TicketedClaims;
  /** First ticket of each contract looked at, -1 = it has none. */
  readonly #starts: IntColumn = new IntColumn();
  /** Number of tickets it was cut into. */
  readonly #sizes: IntColumn = new IntColumn();

  constructor(accounts: Accounts, columns: TicketColumns, register: TicketedClaims, rule: CutRule) {
    this.#accounts = accounts;
    this.#columns = columns;
    this.#register = register;
    this.rule = rule;
  }

  /** Contracts looked at so far; those issued later wait for the next cut. */
  get seen(): number {
    return this.#starts.length;
  }

  /** First ticket of a contract, -1 when it has none. */
  startOf(contract: number): number {
    return contract < this.seen ? this.#starts.get(contract) : NONE;
  }

  /** Number of tickets the contract was cut into. */
  sizeOf(contract: number): number {
    return contract < this.seen ? this.#sizes.get(contract) : 0;
  }

  /** The ticket's name, `<contract>#<k>`. */
  nameOf(ticket: number): TicketId {
    const contract = this.#columns.contracts[ticket] as number;
    return `${this.#register.idOf(contract)}#${ticket - this.startOf(contract)}`;
  }

  /** The ticket `<contract>#<k>`, or -1. */
  find(name: string): number {
    const mark = name.lastIndexOf('#');
    if (mark === -1) return NONE;
    const contract = this.#register.find(name.slice(0, mark));
    const text = name.slice(mark + 1);
    const k = Number(text);
    if (contract === NONE || String(k) !== text || !(k >= 0 && k < this.sizeOf(contract))) return NONE;
    return this.startOf(contract) + k;
  }

  /** Cuts the covered contracts not yet looked at; returns how many tickets that made. */
  cut(day: number): number {
    const { count: tickets } = this.#columns;
    const slices = planCut(this.#register, this.rule, this.#accounts.grid, {
      contract: this.seen,
      serial: this.nextSerial,
      tickets,
    });
    this.look(this.#register.count);
    const cut = cutTickets(this.#register, this.rule, slices, ({ contract, size }, offset) =>
      this.place(contract, tickets + offset, size),
    );
    this.nextSerial += cut.owners.length;
    this.#columns.append(cut, day);
    return cut.owners.length;
  }

  /** Marks contracts up to `count` as looked at; taken back with a running transaction. */
  look(count: number): void {
    const { seen, nextSerial } = this;
    this.#starts.grow(count);
    this.#starts.values.fill(NONE, seen, count);
    this.#sizes.grow(count);
    this.#sizes.values.fill(0, seen, count);
    this.#accounts.onRollback(() => {
      this.#starts.length = seen;
      this.#sizes.length = seen;
      this.nextSerial = nextSerial;
    });
  }

  /** Says where a contract's tickets are. */
  place(contract: number, start: number, size: number): void {
    this.#starts.values[contract] = start;
    this.#sizes.values[contract] = size;
  }

  /** A ticket and its face of the claim go from one holder to another. */
  move(ticket: number, from: number, to: number, label: number): void {
    const contract = this.#columns.contracts[ticket] as number;
    const face = this.#columns.faceOf(ticket);
    if (to !== this.#columns.issuers[ticket]) {
      this.#columns.assign(ticket, from, to);
      this.#register.passTicket(contract, from, to, face, label, ticket);
      return;
    }
    // A debtor's claim on itself is extinguished: the ticket is gone.
    this.#accounts.begin();
    this.#columns.pass(ticket, from, NONE, label);
    this.#register.passTicket(contract, from, to, face, label, NONE);
    this.#accounts.commit();
  }

  /** Takes the owner's part of a move back. */
  unmove(ticket: number, from: number, to: number): void {
    this.#columns.assign(ticket, to, from);
  }

  /**
   * A face is about to pass outside the market: whole tickets go along, smallest number first; the rest comes out of the giver's stub, and while that is
   * too small the giver's largest ticket dissolves into it.
   *
   * @param claim - the giver's claim before
   */
  passFace(contract: number, from: number, to: number, face: bigint, claim: bigint, label: number): void {
    const { owners, issuers } = this.#columns;
    const start = this.startOf(contract);
    const end = start + this.sizeOf(contract);
    if (start === NONE) return;
    const receiver = to === issuers[start] ? NONE : to;
    let left = face;
    let stub = claim;
    for (let ticket = start; ticket < end; ticket++) {
      if (owners[ticket] !== from) continue;
      const worth = this.#columns.faceOf(ticket);
      stub -= worth;
      if (worth > left) continue;
      left -= worth;
      this.#columns.pass(ticket, from, receiver, label);
    }
    this.#dissolve(contract, from, left, stub, label);
  }

  /** Claims are about to fall by parts of a reduction: out of the stubs, dissolving each holder's largest tickets as needed. */
  shrink(
    contract: number,
    claims: readonly { readonly holder: number; readonly face: bigint }[],
    parts: readonly bigint[],
    label: number,
  ): void {
    const start = this.startOf(contract);
    if (start === NONE) return;
    const { owners } = this.#columns;
    /** What each holder's stub lacks; negative while it has more than it needs. */
    const lacking: Map<number, bigint> = new Map();
    for (const [k, { holder, face }] of claims.entries()) lacking.set(holder, (parts[k] as bigint) - face);
    const end = start + this.sizeOf(contract);
    for (let ticket = start; ticket < end; ticket++) {
      const owner = owners[ticket] as number;
      if (owner !== NONE) lacking.set(owner, (lacking.get(owner) as bigint) + this.#columns.faceOf(ticket));
    }
    for (let ticket = end - 1; ticket >= start; ticket--) {
      const owner = owners[ticket] as number;
      if (owner === NONE) continue;
      const lack = lacking.get(owner) as bigint;
      if (lack <= 0n) continue;
      this.#columns.pass(ticket, owner, NONE, label);
      lacking.set(owner, lack - this.#columns.faceOf(ticket));
    }
  }

  /** The contract is about to go, and its tickets with it. */
  dropAll(contract: number, label: number): void {
    const start = this.startOf(contract);
    if (start === NONE) return;
    const { owners } = this.#columns;
    const end = start + this.sizeOf(contract);
    for (let ticket = start; ticket < end; ticket++) {
      const owner = owners[ticket] as number;
      if (owner !== NONE) this.#columns.pass(ticket, owner, NONE, label);
    }
  }

  #dissolve(contract: number, holder: number, needed: bigint, has: bigint, label: number): void {
    const { owners } = this.#columns;
    const start = this.startOf(contract);
    let stub = has;
    for (let ticket = start + this.sizeOf(contract) - 1; stub < needed && ticket >= start; ticket--) {
      if (owners[ticket] !== holder) continue;
      this.#columns.pass(ticket, holder, NONE, label);
      stub += this.#columns.faceOf(ticket);
    }
  }
}
