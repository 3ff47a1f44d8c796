import { Balances } from '../balances.js';
import { KernelError } from '../errors.js';
import { formatQuanta, type MoneyGrid } from '../grid.js';
import type { AgentTable } from './agent-table.js';
import type { HeldOrder } from './held-order.js';
import { OP, rowCode } from './journal.js';
import type { Transactions } from './transactions.js';

const TRANSFER = rowCode(OP.transfer, 0);

/**
 * The balances of one asset over all agents, in quanta. They sum to zero at all times: the issuer holds minus what is in circulation, so creating
 * and destroying are transfers from and to it.
 */
export class Column {
  /** The asset's name, such as `cash` or `deposit/bank_1`. */
  readonly name: string;
  /** Its index, in order of declaration. */
  readonly index: number;
  /** The agent that issues it. */
  readonly issuer: number;
  /** What its quanta mean: money's grid, or the asset's own. */
  readonly grid: MoneyGrid;
  readonly #agents: AgentTable;
  readonly #log: Transactions;
  readonly #held: HeldOrder | undefined;
  readonly #balances: Balances;

  constructor(
    asset: { readonly name: string; readonly index: number; readonly issuer: number; readonly grid: MoneyGrid },
    agents: AgentTable,
    log: Transactions,
    held: HeldOrder | undefined,
  ) {
    this.name = asset.name;
    this.index = asset.index;
    this.issuer = asset.issuer;
    this.grid = asset.grid;
    this.#agents = agents;
    this.#log = log;
    this.#held = held;
    this.#balances = new Balances(agents.count);
  }

  /** The agent's balance. */
  get(agent: number): bigint {
    return this.#balances.get(agent);
  }

  /** Is the agent's balance at least `amount`? */
  covers(agent: number, amount: bigint): boolean {
    return this.#balances.covers(agent, amount);
  }

  /**
   * Passes `amount` quanta from one agent to another, booked on the ledger's day.
   *
   * @param label - the reason, see `Accounts.label`
   * @param amount - more than 0; a leg of nothing is not written
   * @param reference - a label that refers to something, or -1
   * @throws KernelError `UNKNOWN_AGENT`, `SAME_AGENT`, `NOT_POSITIVE`; `INSUFFICIENT_BALANCE` unless the giver issues the asset, may overdraw, or a
   * netting transaction runs
   */
  move(label: number, from: number, to: number, amount: bigint, reference = -1): void {
    this.moveOn(this.#log.day, label, from, to, amount, reference);
  }

  /** The same as {@link Column.move}, booked on the day given. */
  moveOn(day: number, label: number, from: number, to: number, amount: bigint, reference: number): void {
    const count = this.#agents.count;
    // `>>> 0` leaves indices as they are and changes everything else.
    if (!(from >>> 0 === from && from < count && to >>> 0 === to && to < count && from !== to && amount > 0n))
      throw this.#refusal(from, to, amount);
    const log = this.#log;
    const balances = this.#balances;
    const covered = from !== this.issuer && log.netting === 0 && !this.#agents.overdraws(from);
    if (!balances.pass(from, to, amount, covered)) throw this.insufficient(from, amount, balances.get(from));
    if (this.#held !== undefined) this.#orderHeld(this.#held, from, to, amount);
    if (log.recording) {
      log.journal.append(TRANSFER, day, label, this.index, from, to, amount, reference);
      log.publish();
    }
  }

  /** Takes a move back. Moves are taken back strictly in reverse order. */
  unmove(from: number, to: number, amount: bigint): void {
    const balances = this.#balances;
    const left = balances.get(from);
    const held = balances.get(to) - amount;
    balances.set(to, held);
    balances.set(from, left + amount);
    if (this.#held !== undefined) {
      if (held <= 0n && held + amount > 0n) this.#held.leave(to, this.index);
      if (left <= 0n && left + amount > 0n) this.#held.restore(from, this.index, this.#log.recall());
    }
  }

  /** Keeps the order of positions in step with a move that has just happened. */
  #orderHeld(order: HeldOrder, from: number, to: number, amount: bigint): void {
    const left = this.#balances.get(from);
    const held = this.#balances.get(to);
    if (left <= 0n && left + amount > 0n) this.#log.note(order.leave(from, this.index));
    if (held > 0n && held <= amount) order.enter(to, this.index);
  }

  /** Is this balance in order outside a netting transaction? */
  isAllowed(agent: number): boolean {
    return agent === this.issuer || this.#agents.overdraws(agent) || this.#balances.get(agent) >= 0n;
  }

  /** Sum of all balances: always 0. */
  sum(): bigint {
    return this.#balances.total();
  }

  /** Makes room for agents opened since. */
  grow(agents: number): void {
    this.#balances.grow(agents);
  }

  /** Stores a balance of a snapshot; positions arise in the order of these calls. */
  restore(agent: number, quanta: bigint): void {
    this.#balances.set(agent, quanta);
    if (quanta > 0n) this.#held?.enter(agent, this.index);
  }

  /** The error for a transfer that would overdraw. */
  insufficient(agent: number, needed: bigint, available: bigint): KernelError<'INSUFFICIENT_BALANCE'> {
    const details = {
      agent: this.#agents.nameOf(agent) as string,
      asset: this.name,
      needed: formatQuanta(this.grid, needed),
      available: formatQuanta(this.grid, available),
    };
    const { needed: need, available: has } = details;
    return new KernelError(
      'INSUFFICIENT_BALANCE',
      details,
      `${JSON.stringify(details.agent)} needs ${need} of ${JSON.stringify(this.name)} and has ${has}`,
    );
  }

  /** The first of the reasons to refuse, in the order of the ledger page. */
  #refusal(from: number, to: number, amount: bigint): KernelError {
    const agents = this.#agents;
    const giver = agents.nameOf(from);
    if (giver === undefined) return agents.unknown(String(from));
    if (agents.nameOf(to) === undefined) return agents.unknown(String(to));
    if (from === to)
      return new KernelError(
        'SAME_AGENT',
        { agent: giver, asset: this.name },
        `${JSON.stringify(giver)} cannot pass ${JSON.stringify(this.name)} to itself`,
      );
    const text = formatQuanta(this.grid, amount);
    return new KernelError('NOT_POSITIVE', { amount: text }, `the amount must be more than 0, but is ${text}`);
  }
}
