import { type ContractId, type Decimal, type EventSink, ZERO } from '@bagehot/kernel';
import { type Accounts, type Column, type MoneyGrid, type Register, toDecimal } from '@bagehot/kernel/quanta';
import { RingError } from './errors.js';
import type { RingEvent } from './events.js';
import { type Labels, labelsOf } from './labels.js';
import type { MeansOfPayment, ResolvedRules, RingRules } from './rules.js';
import type { AgentKind } from './world.js';

const PAYMENT_ORDER: Readonly<Record<AgentKind, readonly MeansOfPayment[]>> = {
  central_bank: ['cash'],
  household: ['deposit', 'cash'],
  firm: ['cash', 'deposit'],
  dealer: ['deposit', 'cash'],
  vbt: ['deposit', 'cash'],
  bank: ['reserves'],
  treasury: ['reserves'],
};

/**
 * What all parts of the engine look at: the ledger's and the register's integer faces, and the little that the ring knows beyond them - who has
 * defaulted, what contracts are called and how long they run.
 */
export class Books {
  readonly accounts: Accounts;
  readonly register: Register;
  readonly rules: ResolvedRules;
  readonly labels: Labels;
  readonly grid: MoneyGrid;
  readonly cash: Column;
  readonly reserves: Column | undefined;
  /** Where events go; they keep their place between the movements of a running transaction. */
  readonly events: EventSink<RingEvent> | undefined;
  /** The day that is being run. */
  day = 0;
  /** Something happened today that keeps the run from being quiet. */
  impact = false;
  /** Defaulted agents, in order of default. */
  readonly defaulted: number[] = [];
  /** Grows whenever the set of defaulted agents changes. */
  defaultVersion = 0;
  readonly #isDefaulted: Set<number> = new Set();
  readonly #kinds: Map<number, AgentKind> = new Map();
  readonly #orders: Map<number, readonly MeansOfPayment[]> = new Map();
  readonly #paymentOrder: Readonly<Record<AgentKind, readonly MeansOfPayment[]>>;
  readonly #aliases: Map<string, number> = new Map();
  readonly #aliasOf: Map<number, string> = new Map();
  readonly #distances: Map<number, number> = new Map();

  constructor(
    accounts: Accounts,
    register: Register,
    rules: ResolvedRules,
    paymentOrder: RingRules['paymentOrder'],
    events: EventSink<RingEvent> | undefined,
  ) {
    this.accounts = accounts;
    this.register = register;
    this.rules = rules;
    this.labels = labelsOf(accounts);
    this.grid = accounts.grid;
    this.cash = accounts.column('cash');
    this.reserves = accounts.hasAsset('reserves') ? accounts.column('reserves') : undefined;
    this.events = events;
    this.#paymentOrder = { ...PAYMENT_ORDER, ...paymentOrder };
  }

  /** Passes an event on. */
  emit(event: RingEvent): void {
    this.events?.emit(event);
  }

  /** Runs `body` as one transaction of the ledger. */
  transact<T>(body: () => T): T {
    this.accounts.begin();
    let result: T;
    try {
      result = body();
    } catch (error) {
      this.accounts.rollback();
      throw error;
    }
    this.accounts.commit();
    return result;
  }

  // ---- agents -------------------------------------------------------------------------------------

  /** Records what an agent of the world is; the ledger's own word counts for all others. */
  setKind(agent: number, kind: AgentKind): void {
    this.#kinds.set(agent, kind);
  }

  /** An agent that nobody gave a kind is treated as a household. */
  kindOf(agent: number): AgentKind {
    return this.#kinds.get(agent) ?? ((this.accounts.kindOf(agent) ?? 'household') as AgentKind);
  }

  /** What the agent pays with, first choice first. */
  paymentOrder(agent: number): readonly MeansOfPayment[] {
    let order = this.#orders.get(agent);
    if (order === undefined) {
      order = this.#paymentOrder[this.kindOf(agent)] ?? PAYMENT_ORDER.household;
      this.#orders.set(agent, order);
    }
    return order;
  }

  /** Can the agent pay any sum in cash, because it issues the cash or may overdraw? */
  isUnlimited(agent: number): boolean {
    return agent === this.cash.issuer || this.accounts.overdraws(agent);
  }

  hasDefaulted(agent: number): boolean {
    return this.#isDefaulted.has(agent);
  }

  /** Flags the agent; undone with the running transaction. */
  flagDefault(agent: number): void {
    this.#isDefaulted.add(agent);
    this.defaulted.push(agent);
    this.defaultVersion++;
    this.accounts.onRollback(() => {
      this.#isDefaulted.delete(agent);
      this.defaulted.pop();
      this.defaultVersion++;
    });
  }

  /** @throws RingError `AGENT_DEFAULTED` */
  requireAlive(agent: number): void {
    if (!this.hasDefaulted(agent)) return;
    const name = this.accounts.nameOf(agent);
    throw new RingError(
      'AGENT_DEFAULTED',
      { agent: name, day: this.day },
      `${name} has defaulted and takes on no new contract or position`,
    );
  }

  // ---- contracts ----------------------------------------------------------------------------------

  /** @throws RingError `ALIAS_EXISTS` */
  setAlias(alias: string, contract: number): void {
    if (this.#aliases.has(alias))
      throw new RingError('ALIAS_EXISTS', { alias }, `the alias ${alias} has been given before`);
    this.#aliases.set(alias, contract);
    if (contract >= 0) this.#aliasOf.set(contract, alias);
    this.accounts.onRollback(() => {
      this.#aliases.delete(alias);
      this.#aliasOf.delete(contract);
    });
  }

  /** @throws RingError `UNKNOWN_ALIAS` */
  contractOf(alias: string): number {
    const contract = this.#aliases.get(alias);
    if (contract === undefined || !this.register.isOpen(contract))
      throw new RingError('UNKNOWN_ALIAS', { alias }, `no open contract has the alias ${alias}`);
    return contract;
  }

  aliasOf(contract: number): string | undefined {
    return this.#aliasOf.get(contract);
  }

  /** Aliases in the order in which they were given; contract -1 when the alias is not a contract's. */
  aliases(): Iterable<readonly [string, number]> {
    return this.#aliases;
  }

  /** Days a payable of the ring's own runs; undefined for contracts that do not roll over. */
  distanceOf(contract: number): number | undefined {
    return this.#distances.get(contract);
  }

  setDistance(contract: number, days: number): void {
    this.#distances.set(contract, days);
    this.accounts.onRollback(() => this.#distances.delete(contract));
  }

  /** Contracts with a distance, in creation order. */
  distances(): Iterable<readonly [number, number]> {
    return this.#distances;
  }

  forgetDistance(contract: number): void {
    this.#distances.delete(contract);
  }

  /** The claims on a contract, in order of first acquisition. */
  claimsOf(contract: number): { readonly holders: readonly number[]; readonly faces: readonly bigint[] } {
    const holders: number[] = [];
    const faces: bigint[] = [];
    for (const { holder, face } of this.register.lastClaims(contract)) {
      holders.push(holder);
      faces.push(face);
    }
    return { holders, faces };
  }

  // ---- names for events ---------------------------------------------------------------------------

  name(agent: number): string {
    return this.accounts.nameOf(agent);
  }

  id(contract: number): ContractId {
    return this.register.idOf(contract);
  }

  money(quanta: bigint): Decimal {
    return quanta === 0n ? ZERO : toDecimal(this.grid, quanta);
  }
}
