import type {
  AgentId,
  ContractId,
  ContractRegister,
  Day,
  Decimal,
  Invariant,
  Ledger,
  LedgerView,
  RandomSource,
} from '@bagehot/kernel';
import type { WorldAgent } from './world.js';

/** What a phase may see and do: read anything, write through the ledger and the register only. Its functions may be taken out of it. */
export interface RingSystem {
  readonly day: Day;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly random: RandomSource;
  /** The world's agents that have not defaulted, without the central bank, in agent order. One array, made anew only after a default. */
  alive(): readonly AgentId[];
  /** What `agent` must pay on `day`, all holders together: open contracts of every kind that the ring settles. */
  dues(agent: AgentId, day: Day): Decimal;
  /**
   * All that `agent` may settle with today (ring specification, 6.1): cash, and where there are banks deposits and reserves. A transfer of cash takes no more than
   * `ledger.cash(agent)`.
   */
  money(agent: AgentId): Decimal;
  /** Has it defaulted, today or before? */
  hasDefaulted(agent: AgentId): boolean;
  /** The alias of a contract, if it was given one. */
  aliasOf(contract: ContractId): string | undefined;
  /** The same in agent indices and quanta, for engines that work with `@bagehot/kernel/quanta`. */
  readonly quanta: RingQuanta;
}

/** The integer face of a {@link RingSystem}: agents by index, money in quanta. */
export interface RingQuanta {
  /** As {@link RingSystem.alive}: one array, made anew only after a default. */
  alive(): readonly number[];
  /** As {@link RingSystem.dues}. */
  dues(agent: number, day: Day): bigint;
  /** As {@link RingSystem.money}. */
  money(agent: number): bigint;
  /** As {@link RingSystem.hasDefaulted}. */
  hasDefaulted(agent: number): boolean;
}

/** What became of one contract that was due today. */
export interface ContractOutcome {
  readonly contract: ContractId;
  /** Index of the contract in the register's integer face. */
  readonly contractIndex: number;
  readonly debtor: AgentId;
  readonly debtorIndex: number;
  /** Face that was due this morning. */
  readonly due: Decimal;
  /** What was paid of it today, estate distributions not included. 0 when it was written off before its turn. */
  readonly paid: Decimal;
  readonly dueQuanta: bigint;
  readonly paidQuanta: bigint;
  /** What was taken off the contract during B3 by somebody else than the ring, as security does for a debtor that is short. */
  readonly relievedQuanta: bigint;
}

/** What one debtor owed and paid today, over all contracts. */
export interface DebtorOutcome {
  readonly debtor: AgentId;
  readonly due: Decimal;
  readonly paid: Decimal;
  /** paid / due, 24 decimals, half-even. */
  readonly recoveryRate: Decimal;
  readonly contracts: readonly ContractOutcome[];
}

/** The outcome of B3: every contract that was due today, settled or not. */
export interface DaySettlement {
  readonly day: Day;
  /** In creation order. */
  readonly contracts: readonly ContractOutcome[];
  /** In order of each debtor's first due contract. */
  readonly debtors: readonly DebtorOutcome[];
}

/**
 * A market, lender or policy that acts inside the ring's day. The ring knows only this.
 *
 * Laws: money and claims move through the ledger and the register only, so that everything is logged and replayable; random draws come from
 * streams of the day (`random.stream('<phase>/<purpose>/<day>')`), so that a snapshot between days need not hold any stream's state.
 */
export interface TradingPhase {
  /** Also the key of the phase's own state in a snapshot; unique in a run. */
  readonly name: string;
  /**
   * Before settlement (`B2`), or after interbank netting (`C`).
   *
   * @defaultValue `B2`
   */
  readonly at?: 'B2' | 'C';
  /**
   * Agents the phase brings along: opened after the world's own, before the initial actions, so that these can name them. They are not in `alive()`. A name that is
   * there already stays that agent, of the kind it has.
   */
  readonly agents?: readonly WorldAgent[];
  /** Laws of the phase's own, checked together with the ring's. */
  readonly invariants?: readonly Invariant<RingSystem>[];
  /** Once, after the initial actions. */
  init?(system: RingSystem): void;
  /** Once a day. Throws only when an invariant is broken. */
  trade(system: RingSystem, day: Day): void;
  /** After B3, before rollover; not on a day that halts or collapses. */
  afterSettlement?(system: RingSystem, day: Day, outcome: DaySettlement): void;
  /** False while this phase still has business, so that the run does not stop early: the day then counts as not quiet. */
  isQuiet?(view: LedgerView, day: Day): boolean;
  /** State of its own that a run's snapshot must keep, as plain JSON; on resuming, `restore` is called in place of `init`. */
  snapshot?(): object;
  /** Takes up the state its `snapshot` gave; an empty object when it gave none. */
  restore?(system: RingSystem, state: object): void;
}
