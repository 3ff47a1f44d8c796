import { KernelError } from '../errors.js';
import type { IdSet } from '../id-set.js';
import type { TicketId } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import type { ClaimTickets } from './claim-tickets.js';
import type { IssuerIndex } from './issuer-index.js';
import type { TicketColumns } from './ticket-columns.js';

const NONE = -1;

/** How tickets are called. */
export interface TicketNames {
  nameOf(ticket: number): TicketId;
  /** The ticket of that name, or -1. */
  find(name: string): number;
}

/**
 * Tickets: a column of owners over pieces of contracts, all of one size. Tickets are numbered in calendar order inside the block one cut made, so that
 * the tickets of a contract, of a day and of a bucket are ranges.
 *
 * With a register behind it every move also moves the claim; without one it is the whole truth about who owns what.
 */
export class TicketWindow {
  readonly #accounts: Accounts;
  readonly #columns: TicketColumns;
  readonly #claims: ClaimTickets | undefined;
  readonly #names: TicketNames;

  /** @param claims - what keeps the claims of a register in step; undefined in a market without one */
  constructor(accounts: Accounts, columns: TicketColumns, claims: ClaimTickets | undefined, names: TicketNames) {
    this.#accounts = accounts;
    this.#columns = columns;
    this.#claims = claims;
    this.#names = names;
  }

  /** Face of a ticket, in quanta. */
  get ticketSize(): bigint {
    return this.#columns.ticketSize;
  }

  /** Whether each claim is one ticket with a face of its own. */
  get whole(): boolean {
    return this.#columns.whole;
  }

  /** Tickets ever cut. */
  get count(): number {
    return this.#columns.count;
  }

  /** Owner of each ticket, -1 = it is gone. Only the window writes here. Read the property again after a cut, as with the other columns. */
  get owners(): Int32Array {
    return this.#columns.owners;
  }

  /** Issuer of each ticket. */
  get issuers(): Int32Array {
    return this.#columns.issuers;
  }

  /** Maturity day of each ticket. */
  get maturities(): Int32Array {
    return this.#columns.maturities;
  }

  /** Serial of each ticket: runs over the contracts in creation order. */
  get serials(): Int32Array {
    return this.#columns.serials;
  }

  /** Contract behind each ticket; -1 without a register. */
  get contracts(): Int32Array {
    return this.#columns.contracts;
  }

  /** Number of blocks: cuts that made tickets. */
  get blockCount(): number {
    return this.#columns.blocks.length;
  }

  /** A ticket's face in quanta: the ticket size, or the claim it was cut from where whole claims are tickets. */
  faceOf(ticket: number): bigint {
    return this.#columns.faceOf(ticket);
  }

  /**
   * Cuts covered contracts issued since the last time, as a block of their own. Does nothing without a register.
   *
   * @returns how many tickets were cut
   * @throws KernelError `TOO_MANY_TICKETS` beyond 2^25 in all
   */
  cut(day: number): number {
    return this.#claims === undefined ? 0 : this.#claims.cut(day);
  }

  /** First ticket of a block that matures on `day` or later; the block's end when none does. Maturity d in block b is [first(b, d), first(b, d + 1)). */
  first(block: number, day: number): number {
    const found = this.#columns.blocks[block];
    return found === undefined ? this.count : found.first(day);
  }

  /** The ticket's name: `<contract>#<k>`, or what the stand-alone market calls it. */
  nameOf(ticket: number): TicketId {
    return this.#names.nameOf(ticket);
  }

  /** The ticket of that name, or -1. */
  find(name: string): number {
    return this.#names.find(name);
  }

  /**
   * Passes a ticket to another agent, and its face of the claim with it.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` for a ticket without owner, `SAME_AGENT`, `UNKNOWN_AGENT`
   */
  move(ticket: number, to: number, label: number): void {
    const from = this.#ownerOf(ticket);
    if (!(to >>> 0 === to && to < this.#accounts.agentCount && to !== from)) throw this.#refusal(ticket, to);
    if (this.#claims === undefined) this.#columns.pass(ticket, from, to, label);
    else this.#claims.move(ticket, from, to, label);
  }

  /**
   * Takes a ticket out of the market: its owner becomes "none". With a register its face stays with the owner's claim, as a stub.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` for a ticket without owner
   */
  drop(ticket: number, label = 0): void {
    this.#columns.pass(ticket, this.#ownerOf(ticket), NONE, label);
  }

  /** The agent's ticket of lowest maturity, then lowest number; -1 when it has none. Not for shelves. */
  heldFirst(agent: number): number {
    return this.#columns.holdings.first(agent);
  }

  /** The same owner's next ticket in that order; -1 ends. */
  heldNext(ticket: number): number {
    return this.#columns.holdings.next(ticket);
  }

  /** Number of tickets the agent has. */
  heldCount(agent: number): number {
    return this.#columns.holdings.count(agent);
  }

  /** Keeps this agent's tickets as a set, as market makers need them. At any time. */
  useShelf(agent: number): void {
    this.#columns.holdings.growAgents(this.#accounts.agentCount);
    this.#columns.holdings.useShelf(agent);
  }

  /**
   * The agent's tickets as a set of numbers. Only the window changes it.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` for an agent without a shelf
   */
  shelf(agent: number): IdSet {
    return this.#columns.holdings.shelf(agent);
  }

  /** Tickets on the agent's shelf that mature from `fromDay` to `toDay`, both included. */
  shelfCount(agent: number, fromDay: number, toDay: number): number {
    return this.#columns.holdings.shelfCount(agent, this.#columns.blocks, fromDay, toDay);
  }

  /** The accepted ticket on the agent's shelf with the lowest maturity from `fromDay` to `toDay`, then the lowest serial; -1 when there is none. */
  shelfFirst(agent: number, fromDay: number, toDay: number, accept?: (ticket: number) => boolean): number {
    return this.#columns.holdings.shelfFirst(agent, this.#columns.blocks, fromDay, toDay, accept);
  }

  /** The tickets of each issuer as ranges of one list, for searches. Read the property again after a cut. */
  get byIssuer(): IssuerIndex {
    return this.#columns.byIssuer;
  }

  /** The issuer's tickets, gone ones too, by maturity, then by number. */
  issuedBy(issuer: number): Int32Array {
    const { byIssuer } = this.#columns;
    return byIssuer.tickets.subarray(byIssuer.first(issuer), byIssuer.end(issuer));
  }

  #ownerOf(ticket: number): number {
    const owner = this.#columns.owners[ticket];
    if (owner === undefined || owner === NONE) throw this.#columns.gone(ticket);
    return owner;
  }

  #refusal(ticket: number, to: number): KernelError {
    const agent = this.#accounts.nameOf(to);
    const asset = this.nameOf(ticket);
    return new KernelError('SAME_AGENT', { agent, asset }, `${JSON.stringify(agent)} already owns ticket ${asset}`);
  }
}
