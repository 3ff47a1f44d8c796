import { type Decimal, decimal } from '../decimal.js';
import { badInput, KernelError } from '../errors.js';
import { moneyGrid, toDecimal, toQuanta } from '../grid.js';
import type { AgentId, Day } from '../identity.js';
import { Accounts } from './accounts.js';
import type { AgentOptions } from './agent-table.js';
import type { JournalEntries, JournalEntry } from './journal-entry.js';
import { type LedgerSnapshot, restoreAccounts, snapshotAccounts } from './ledger-snapshot.js';
import type { JournalLevel } from './transactions.js';

/** Digits after the point of an economy that says nothing. */
const DEFAULT_DECIMALS = 12;

/** So much of one asset, from one agent to another, for a reason, on a day: the one way balances change. */
export interface Transfer {
  readonly day: Day;
  /** The reason, such as `settlement`. */
  readonly kind: string;
  readonly asset: string;
  readonly from: AgentId;
  readonly to: AgentId;
  /** More than 0, on the asset's grid. */
  readonly amount: Decimal;
  /** What it refers to, if anything: a contract, an order. */
  readonly reference?: string;
}

/** Read side: what rules, reports and invariants may look at. */
export interface LedgerView {
  /** One economy has one money grid; every balance of money is a multiple of it. */
  readonly quantum: Decimal;
  /** In order of opening. */
  agents(): readonly AgentId[];
  /** In order of declaration. */
  assets(): readonly string[];
  /**
   * Negative for the issuer of the asset: every asset sums to zero over all agents.
   *
   * @throws KernelError `UNKNOWN_AGENT`, `UNKNOWN_ASSET`
   */
  balance(owner: AgentId, asset: string): Decimal;
  /**
   * Positive positions in a family of assets (`deposit` for `deposit/<bank>`), in the order in which they arose.
   *
   * @throws KernelError `UNKNOWN_AGENT`
   */
  held(owner: AgentId, family: string): readonly { readonly asset: string; readonly amount: Decimal }[];
  /**
   * The balance of `cash`.
   *
   * @throws KernelError `UNKNOWN_AGENT`, `UNKNOWN_ASSET`
   */
  cash(owner: AgentId): Decimal;
}

/** Write side: atomic transfers; refused ones change nothing. */
export interface Ledger extends LedgerView {
  /**
   * Opens an agent. Repeating it with the same options does nothing; options left out ask for nothing.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when it is open with other options
   */
  open(agent: AgentId, options?: AgentOptions): void;
  /**
   * Declares an asset, the agent that issues it (opened if new), and its grid (money's unless given). Repeating it unchanged does nothing.
   *
   * @throws KernelError `ASSET_EXISTS`
   */
  issue(asset: string, issuer: AgentId, options?: { readonly decimals?: number }): void;
  /**
   * Moves an amount of an asset from one agent to another. Only the asset's issuer and agents opened with `mayOverdraw` go below zero.
   *
   * @throws KernelError `UNKNOWN_AGENT`, `UNKNOWN_ASSET`, `SAME_AGENT`, `NOT_POSITIVE`, `OFF_GRID`, `INSUFFICIENT_BALANCE`
   */
  transfer(transfer: Transfer): void;
  /** All or nothing; a nested transaction joins the outer one. With `netting`, overdrafts are checked at its end only. */
  transaction<T>(body: () => T, options?: { readonly netting?: boolean }): T;
  /** Lets state outside the ledger join the running transaction. */
  onRollback(undo: () => void): void;
  /**
   * Runs `body` at its place in the journal once the outermost transaction commits; at once when none runs; never after a rollback.
   *
   * @param value - what it is called with, so that one function serves many events
   */
  defer<T = void>(body: (value: T) => void, value?: T): void;
  /** The record of every change, in order; entries are made when they are read. */
  readonly journal: JournalEntries;
  /** Agents, assets and balances as plain JSON, to begin another ledger with. */
  snapshot(): LedgerSnapshot;
}

/** How a ledger is made. */
export interface LedgerOptions {
  /**
   * Digits of the money grid, 0 to 18. A snapshot brings its own.
   *
   * @defaultValue 12
   */
  readonly moneyDecimals?: number;
  /** The state to begin with. */
  readonly from?: LedgerSnapshot;
  /**
   * `full` keeps the journal of the whole run, `none` empties it at every commit.
   *
   * @defaultValue 'full'
   */
  readonly journal?: JournalLevel;
}

/**
 * An empty ledger, or the one a snapshot describes.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` on decimals out of range or a snapshot that cannot be read
 * @example
 * const ledger = createLedger({ moneyDecimals: 2 });
 * ledger.issue('cash', 'CB');
 * ledger.open('H1');
 * ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'H1', amount: decimal('100.00') });
 */
export function createLedger(options: LedgerOptions = {}): Ledger {
  const { from, moneyDecimals = DEFAULT_DECIMALS, journal = 'full' } = options;
  const accounts =
    from === undefined ? new Accounts(moneyGrid(moneyDecimals), journal) : restoreAccounts(from, journal);
  return new NamedLedger(accounts);
}

/**
 * What stands behind a ledger.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` for an object that `createLedger` did not make
 */
export function accountsOf(ledger: Ledger): Accounts {
  if (ledger instanceof NamedLedger) return ledger.accounts();
  throw badInput('ledger', ledger, 'made by createLedger');
}

class NamedLedger implements Ledger {
  readonly quantum: Decimal;
  readonly journal: JournalEntries;
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.quantum = accounts.grid.quantum;
    this.journal = new EntriesOf(accounts);
  }

  /** The integer face. */
  accounts(): Accounts {
    return this.#accounts;
  }

  agents(): readonly AgentId[] {
    return this.#accounts.agentNames();
  }

  assets(): readonly string[] {
    return Array.from({ length: this.#accounts.assetCount }, (_, index) => this.#accounts.columnAt(index).name);
  }

  balance(owner: AgentId, asset: string): Decimal {
    const agent = this.#accounts.indexOf(owner);
    const column = this.#accounts.column(asset);
    return toDecimal(column.grid, column.get(agent));
  }

  held(owner: AgentId, family: string): readonly { readonly asset: string; readonly amount: Decimal }[] {
    const agent = this.#accounts.indexOf(owner);
    return this.#accounts.held(agent, family).map((index) => {
      const column = this.#accounts.columnAt(index);
      return { asset: column.name, amount: toDecimal(column.grid, column.get(agent)) };
    });
  }

  cash(owner: AgentId): Decimal {
    return this.balance(owner, 'cash');
  }

  open(agent: AgentId, options?: AgentOptions): void {
    this.#accounts.open(agent, options);
  }

  issue(asset: string, issuer: AgentId, options?: { readonly decimals?: number }): void {
    this.#accounts.issue(asset, issuer, options);
  }

  transfer(transfer: Transfer): void {
    const accounts = this.#accounts;
    const from = accounts.indexOf(transfer.from);
    const to = accounts.indexOf(transfer.to);
    const column = accounts.column(transfer.asset);
    const amount = decimal(transfer.amount);
    // Refused by its sign before its digits: an amount that is both negative and off the grid is not positive.
    if (from !== to && !amount.gt(0)) throw notPositive(amount);
    const quanta = from === to ? 1n : toQuanta(column.grid, amount);
    const reference = transfer.reference === undefined ? -1 : accounts.label(transfer.reference);
    column.moveOn(transfer.day, accounts.label(transfer.kind), from, to, quanta, reference);
  }

  transaction<T>(body: () => T, options?: { readonly netting?: boolean }): T {
    return this.#accounts.transaction(body, options);
  }

  onRollback(undo: () => void): void {
    this.#accounts.onRollback(undo);
  }

  defer<T = void>(body: (value: T) => void, value?: T): void {
    this.#accounts.defer(body, value as T);
  }

  snapshot(): LedgerSnapshot {
    return snapshotAccounts(this.#accounts);
  }
}

/** The journal with names and decimals. */
class EntriesOf implements JournalEntries {
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  get length(): number {
    return this.#accounts.journal.length;
  }

  [Symbol.iterator](): Iterator<JournalEntry> {
    return this.#accounts.transactions.entries();
  }
}

function notPositive(amount: Decimal): KernelError<'NOT_POSITIVE'> {
  const text = amount.toString();
  return new KernelError('NOT_POSITIVE', { amount: text }, `the amount must be more than 0, but is ${text}`);
}
