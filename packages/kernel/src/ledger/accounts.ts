import { badInput } from '../errors.js';
import { type MoneyGrid, moneyGrid } from '../grid.js';
import type { AgentId } from '../identity.js';
import { type AgentOptions, AgentTable } from './agent-table.js';
import { AssetTable } from './asset-table.js';
import type { Column } from './column.js';
import { type Journal, OP, rowCode } from './journal.js';
import type { JournalEntry } from './journal-entry.js';
import { LabelTable } from './label-table.js';
import { ledgerEntry } from './ledger-entry.js';
import { overdraftSince } from './netting.js';
import { type JournalLevel, type JournalObserver, Transactions } from './transactions.js';

const AGENT = rowCode(OP.agent, 0);
const ASSET = rowCode(OP.asset, 0);

/**
 * The integer face of a ledger: agents, assets and reasons are dense indices, amounts are quanta. It is the same state the named face shows.
 *
 * Agents come in order of opening, assets in order of declaration. Nothing is ever closed.
 */
export class Accounts {
  /** The money grid of the economy. */
  readonly grid: MoneyGrid;
  /** The undo list which the register and the ticket window join. */
  readonly transactions: Transactions;
  readonly #agents: AgentTable = new AgentTable();
  readonly #assets: AssetTable;
  readonly #labels: LabelTable = new LabelTable();

  /**
   * @param grid - the money grid
   * @param level - `full` keeps the journal, `none` empties it at every commit
   */
  constructor(grid: MoneyGrid, level: JournalLevel = 'full') {
    this.grid = grid;
    this.transactions = new Transactions(level);
    this.transactions.join(this);
    this.#assets = new AssetTable(this.#agents, this.transactions);
    // Label 0 says nothing.
    this.label('');
  }

  /** The day on which changes made through the integer face are booked. The engine sets it at the start of a day. */
  get day(): number {
    return this.transactions.day;
  }

  set day(day: number) {
    this.transactions.day = day;
  }

  /** Number of agents; indices are 0 to agentCount - 1. */
  get agentCount(): number {
    return this.#agents.count;
  }

  /** Number of assets. */
  get assetCount(): number {
    return this.#assets.count;
  }

  /** Open transactions, nested ones counted. */
  get depth(): number {
    return this.transactions.depth;
  }

  /** Every change so far (level `full`), or those of the running transaction (level `none`). */
  get journal(): Journal {
    return this.transactions.journal;
  }

  /**
   * Opens an agent. Opening it again with the same options does nothing; options left out ask for nothing. A kind may be given later once.
   *
   * @returns its index
   * @throws KernelError `BAD_KERNEL_INPUT` when it is open with other options
   */
  open(name: AgentId, options: AgentOptions = {}): number {
    const known = this.#agents.find(name);
    const kind = options.kind === undefined ? -1 : this.label(options.kind);
    if (known !== -1) {
      this.#reopen(known, kind, options);
      return known;
    }
    const agent = this.#agents.add(name, kind, options.mayOverdraw === true);
    this.#opened(agent, 1);
    return agent;
  }

  /**
   * Opens a block of agents whose names are a rule; no string is made before somebody reads one.
   *
   * @param name - the name of the k-th agent of the block, all different, none of another agent
   * @param indexOf - the k of a name, anything outside the block's range for other names
   * @returns the first index of the block
   * @throws KernelError `BAD_KERNEL_INPUT` when the count is no integer of at least 0, or a name is taken
   */
  openRule(
    count: number,
    name: (k: number) => string,
    indexOf: (name: string) => number,
    options: AgentOptions = {},
  ): number {
    const kind = options.kind === undefined ? -1 : this.label(options.kind);
    const first = this.#agents.addRule(count, name, indexOf, kind, options.mayOverdraw === true);
    if (count > 0) this.#opened(first, count);
    return first;
  }

  /** The agent's index, or -1 when nobody has that name. */
  find(name: string): number {
    return this.#agents.find(name);
  }

  /** @throws KernelError `UNKNOWN_AGENT` */
  indexOf(name: string): number {
    const agent = this.#agents.find(name);
    if (agent === -1) throw this.#agents.unknown(name);
    return agent;
  }

  /** @throws KernelError `UNKNOWN_AGENT` */
  nameOf(agent: number): AgentId {
    const name = this.#agents.nameOf(agent);
    if (name === undefined) throw this.#agents.unknown(String(agent));
    return name;
  }

  /** Every agent's name, in order of opening: made anew at each call. */
  agentNames(): AgentId[] {
    return this.#agents.names();
  }

  /** What the agent was opened as; undefined when nothing was said. */
  kindOf(agent: number): string | undefined {
    const kind = this.#agents.kindOf(agent);
    return kind === -1 ? undefined : this.labelText(kind);
  }

  /** Was the agent opened with `mayOverdraw`? */
  overdraws(agent: number): boolean {
    return this.#agents.overdraws(agent);
  }

  /**
   * Declares an asset and opens its issuer if it is new. Repeating it unchanged does nothing.
   *
   * @param options.decimals - the asset's grid, money's unless given
   * @returns the asset's index
   * @throws KernelError `ASSET_EXISTS` when it is declared with another issuer or grid
   */
  issue(asset: string, issuer: AgentId, options: { readonly decimals?: number } = {}): number {
    const { decimals = this.grid.decimals } = options;
    const known = this.#assets.declared(asset, issuer, decimals);
    if (known !== undefined) return known.index;
    const grid = decimals === this.grid.decimals ? this.grid : moneyGrid(decimals);
    this.begin();
    const agent = this.open(issuer);
    const { index } = this.#assets.add(asset, agent, grid);
    this.journal.append(ASSET, this.day, 0, index, agent, agent, 0n, 0);
    this.commit();
    return index;
  }

  /** Has the asset been declared? */
  hasAsset(asset: string): boolean {
    return this.#assets.find(asset) !== undefined;
  }

  /** @throws KernelError `UNKNOWN_ASSET` */
  column(asset: string): Column {
    return this.#assets.column(asset);
  }

  /** @throws KernelError `UNKNOWN_ASSET` */
  columnAt(index: number): Column {
    return this.#assets.at(index);
  }

  /** The index of a reason for changes. Any text; the same text always has the same index, and nothing takes it back. 0 is the empty text. */
  label(text: string): number {
    return this.#labels.label(text);
  }

  /** The label of a text somebody has used before, or -1. */
  findLabel(text: string): number {
    return this.#labels.find(text);
  }

  /** @throws KernelError `BAD_KERNEL_INPUT` for a number that is no label */
  labelText(label: number): string {
    return this.#labels.text(label);
  }

  /** The assets `family/...` of which the agent has a positive balance, in the order in which these positions arose. */
  held(agent: number, family: string): readonly number[] {
    return this.#assets.held(agent, family);
  }

  /** Opens a transaction; a running one is joined. Every `begin` needs its `commit` or `rollback`. */
  begin(netting = false): void {
    this.transactions.begin(netting);
  }

  /**
   * Closes the innermost transaction.
   *
   * @throws KernelError `INSUFFICIENT_BALANCE` when netting left somebody overdrawn; the transaction is then rolled back
   */
  commit(): void {
    const since = this.transactions.nettingSince();
    if (since !== -1) {
      const refusal = overdraftSince(since, this.journal, this.#assets);
      if (refusal !== undefined) {
        this.rollback();
        throw refusal;
      }
    }
    this.transactions.commit();
  }

  /** Takes everything since the matching `begin` back. */
  rollback(): void {
    this.transactions.rollback();
  }

  /**
   * All or nothing: commits when `body` returns, rolls back when it throws. A nested transaction joins the outer one: what it did stands or falls with it.
   *
   * @param options.netting - balances may dip below zero inside and are checked at the end
   * @throws whatever `body` throws; KernelError `INSUFFICIENT_BALANCE` when netting leaves somebody overdrawn
   */
  transaction<T>(body: () => T, options: { readonly netting?: boolean } = {}): T {
    const depth = this.transactions.depth;
    this.begin(options.netting === true);
    let result: T;
    try {
      result = body();
      if (this.transactions.depth !== depth + 1)
        throw badInput('transaction', 'a body that changed the depth', 'left with as many begins as commits');
    } catch (error) {
      while (this.transactions.depth > depth) this.rollback();
      throw error;
    }
    this.commit();
    return result;
  }

  /** Joins state outside the ledger to the running transaction: `undo` is called if it rolls back. Does nothing outside a transaction. */
  onRollback(undo: () => void): void {
    this.transactions.onRollback(undo);
  }

  /** Calls `body` with `value` at its place in the journal once the outermost transaction commits; at once when none runs; never after a rollback. */
  defer<T>(body: (value: T) => void, value: T): void {
    this.transactions.defer(body, value);
  }

  /** Calls `observer` once per committed change, in journal order, deferred bodies at their places between. The function returned ends it. */
  observe(observer: JournalObserver): () => void {
    return this.transactions.observe(observer);
  }

  /** Takes back what a row of the ledger's own did. Called by a rollback. */
  undo(row: number): void {
    const journal = this.journal;
    const subject = journal.subjectAt(row);
    switch (journal.opAt(row)) {
      case OP.transfer:
        this.#assets.at(subject).unmove(journal.fromAt(row), journal.toAt(row), journal.amountAt(row));
        break;
      case OP.agent:
        if (journal.referenceAt(row) === 0) this.#agents.setKind(subject, -1);
        else this.#agents.pop(journal.referenceAt(row));
        break;
      default:
        this.#assets.pop();
    }
  }

  /** A row of the ledger's own with names and decimals. */
  entryOf(row: number): JournalEntry {
    return ledgerEntry(this.journal, row, this);
  }

  #opened(first: number, count: number): void {
    this.#assets.grow();
    this.#recordAgent(first, count);
  }

  #recordAgent(first: number, count: number): void {
    if (!this.transactions.recording) return;
    const overdraws = this.overdraws(first) ? 1 : 0;
    this.journal.append(AGENT, this.day, 0, first, this.#agents.kindOf(first), overdraws, 0n, count);
    this.transactions.publish();
  }

  #reopen(agent: number, kind: number, options: AgentOptions): void {
    const { mayOverdraw = this.overdraws(agent) } = options;
    const has = this.#agents.kindOf(agent);
    const name = JSON.stringify(this.nameOf(agent));
    if (mayOverdraw !== this.overdraws(agent))
      throw badInput(`mayOverdraw of ${name}`, mayOverdraw, 'what the agent was opened with');
    if (kind === -1 || kind === has) return;
    if (has !== -1)
      throw badInput(`kind of ${name}`, options.kind, `what the agent was opened with, ${this.kindOf(agent)}`);
    this.#agents.setKind(agent, kind);
    this.#recordAgent(agent, 0);
  }
}
