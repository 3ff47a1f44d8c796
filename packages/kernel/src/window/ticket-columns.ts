import { Balances } from '../balances.js';
import { badInput, type KernelError } from '../errors.js';
import type { TicketId } from '../identity.js';
import { NO_ENTRIES } from '../int32-columns.js';
import type { Accounts } from '../ledger/accounts.js';
import { OP, rowCode } from '../ledger/journal.js';
import type { JournalEntry } from '../ledger/journal-entry.js';
import { Holdings } from './holdings.js';
import { IssuerIndex } from './issuer-index.js';
import { TicketBlock } from './ticket-block.js';

const NONE = -1;

/** More tickets than this are refused. */
export const MAX_TICKETS: number = 2 ** 25;

/** What a cut makes: one entry per ticket, in calendar order. */
export interface NewTickets {
  readonly issuers: Int32Array;
  readonly owners: Int32Array;
  readonly maturities: Int32Array;
  readonly serials: Int32Array;
  /** Undefined without a register. */
  readonly contracts: Int32Array | undefined;
  /** Their faces where they differ, undefined where every ticket is of the ticket size. */
  readonly faces: readonly bigint[] | undefined;
}

/** The columns of all tickets ever cut, their blocks, and who has which. Changes of the owner column are journalled here. */
export class TicketColumns {
  readonly ticketSize: bigint;
  readonly holdings: Holdings = new Holdings();
  owners: Int32Array = NO_ENTRIES;
  issuers: Int32Array = NO_ENTRIES;
  maturities: Int32Array = NO_ENTRIES;
  serials: Int32Array = NO_ENTRIES;
  readonly #accounts: Accounts;
  readonly #code: number;
  readonly #nameOf: (ticket: number) => TicketId;
  readonly #whole: boolean;
  readonly #blocks: TicketBlock[] = [];
  #contracts: Int32Array | undefined;
  #faces: Balances | undefined;
  #byIssuer: IssuerIndex | undefined;

  /**
   * @param nameOf - the name of a ticket, for the journal's readers
   * @param whole - do tickets have faces of their own?
   */
  constructor(accounts: Accounts, ticketSize: bigint, nameOf: (ticket: number) => TicketId, whole = false) {
    this.#whole = whole;
    this.#accounts = accounts;
    this.#nameOf = nameOf;
    this.ticketSize = ticketSize;
    this.#code = rowCode(OP.ticket, accounts.transactions.join(this));
  }

  /** Tickets ever cut. */
  get count(): number {
    return this.owners.length;
  }

  /** One block per cut that made tickets. */
  get blocks(): readonly TicketBlock[] {
    return this.#blocks;
  }

  /** The contract behind each ticket; -1 in a market without a register. */
  get contracts(): Int32Array {
    this.#contracts ??= new Int32Array(this.count).fill(NONE);
    return this.#contracts;
  }

  /** Do tickets have faces of their own? */
  get whole(): boolean {
    return this.#whole;
  }

  /** A ticket's face. */
  faceOf(ticket: number): bigint {
    return this.#faces === undefined ? this.ticketSize : this.#faces.get(ticket);
  }

  /** Appends tickets as a block of their own; taken back with a running transaction. */
  append(tickets: NewTickets, cutDay: number): void {
    const start = this.count;
    const end = start + tickets.owners.length;
    if (end === start) return;
    this.#store(tickets, start);
    this.holdings.grow(end, this.#accounts.agentCount, this.maturities);
    this.holdings.addBlock(start, end, this.owners);
    this.#blocks.push(new TicketBlock(start, end, cutDay, () => this.maturities));
    this.#byIssuer = undefined;
    this.#accounts.onRollback(() => this.#drop(start));
  }

  /** Sets a ticket's owner (-1 = none) without a word in the journal. */
  assign(ticket: number, from: number, to: number): void {
    this.owners[ticket] = to;
    if (from !== NONE) this.holdings.remove(from, ticket);
    if (to === NONE) return;
    if (to >= this.holdings.agents) this.holdings.growAgents(this.#accounts.agentCount);
    this.holdings.add(to, ticket);
  }

  /** Sets a ticket's owner (-1 = none) and writes it down. */
  pass(ticket: number, from: number, to: number, label: number): void {
    this.assign(ticket, from, to);
    const log = this.#accounts.transactions;
    if (!log.recording) return;
    log.journal.append(this.#code, log.day, label, ticket, from, to, 0n, 0);
    log.publish();
  }

  /** Takes a change of owner back. Called by a rollback. */
  undo(row: number): void {
    const journal = this.#accounts.journal;
    this.assign(journal.subjectAt(row), journal.toAt(row), journal.fromAt(row));
  }

  /** The tickets of each issuer. Made anew after a cut, when somebody asks. */
  get byIssuer(): IssuerIndex {
    this.#byIssuer ??= new IssuerIndex(this.issuers, this.maturities, this.#blocks.length);
    return this.#byIssuer;
  }

  /** A change of owner with names. */
  entryOf(row: number): JournalEntry {
    const journal = this.#accounts.journal;
    const kind = this.#accounts.labelText(journal.labelAt(row));
    const owner = (agent: number): string | null => (agent === NONE ? null : this.#accounts.nameOf(agent));
    const from = owner(journal.fromAt(row));
    const to = owner(journal.toAt(row));
    return { op: 'ticket', day: journal.dayAt(row), kind, ticket: this.#nameOf(journal.subjectAt(row)), from, to };
  }

  /** The error for a ticket that is gone or never was. */
  gone(ticket: number): KernelError<'BAD_KERNEL_INPUT'> {
    return badInput(
      'ticket',
      ticket >>> 0 === ticket && ticket < this.count ? this.#nameOf(ticket) : ticket,
      'one that has an owner',
    );
  }

  #store(tickets: NewTickets, start: number): void {
    const isOwn = this.#blocks.length > 1;
    if (this.#contracts !== undefined || tickets.contracts !== undefined || start > 0) {
      const contracts = tickets.contracts ?? new Int32Array(tickets.owners.length).fill(NONE);
      this.#contracts = extended(this.contracts, contracts, isOwn);
    }
    this.owners = extended(this.owners, tickets.owners, isOwn);
    this.issuers = extended(this.issuers, tickets.issuers, isOwn);
    this.maturities = extended(this.maturities, tickets.maturities, isOwn);
    this.serials = extended(this.serials, tickets.serials, isOwn);
    if (tickets.faces === undefined) return;
    this.#faces ??= new Balances();
    this.#faces.grow(this.count);
    for (let i = 0; i < tickets.faces.length; i++) this.#faces.set(start + i, tickets.faces[i] as bigint);
  }

  /** Takes the youngest block away again. */
  #drop(start: number): void {
    for (let ticket = this.count - 1; ticket >= start; ticket--) {
      const owner = this.owners[ticket] as number;
      if (owner !== NONE) this.holdings.remove(owner, ticket);
    }
    this.owners = this.owners.subarray(0, start);
    this.issuers = this.issuers.subarray(0, start);
    this.maturities = this.maturities.subarray(0, start);
    this.serials = this.serials.subarray(0, start);
    this.#contracts = this.#contracts?.subarray(0, start);
    this.#blocks.pop();
    this.#byIssuer = undefined;
  }
}

/**
 * The column with more entries. The first block's columns are taken as they are; storage of their own is twice as large as needed, so that many small
 * blocks stay cheap.
 */
function extended(column: Int32Array, more: Int32Array, isOwn: boolean): Int32Array {
  if (column.length === 0) return more;
  const length = column.length + more.length;
  if (isOwn && column.buffer.byteLength >= 4 * length) {
    const roomy = new Int32Array(column.buffer, 0, length);
    roomy.set(more, column.length);
    return roomy;
  }
  const buffer = new ArrayBuffer(4 * 2 * length);
  const larger = new Int32Array(buffer, 0, length);
  larger.set(column);
  larger.set(more, column.length);
  return larger;
}
