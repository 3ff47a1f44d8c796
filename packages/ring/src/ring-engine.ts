import type { AgentId, Contract, ContractRegister, Day, EventSink, Ledger, RandomSource } from '@bagehot/kernel';
import type { AfterPayment } from './contract-payment.js';
import type { AfterEstate } from './estate.js';
import type { RingEvent, RunOutcome } from './events.js';
import type { RingAudit } from './invariants.js';
import type { DaySettlement, RingSystem, TradingPhase } from './phase.js';
import type { RingRules } from './rules.js';
import type { ScheduledAction } from './scheduled-action.js';
import type { BeforeShortfall } from './settlement-parts.js';
import type { RingSnapshot } from './snapshot.js';
import type { Halt } from './world.js';

/** What the ring needs and what a user may replace. */
export interface RingPorts {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  /** Handed on to the phases; the ring itself draws nothing. */
  readonly random: RandomSource;
  readonly events?: EventSink<RingEvent>;
  /** In the order in which they act. */
  readonly phases?: readonly TradingPhase[];
  readonly rules?: RingRules;
  readonly schedule?: readonly ScheduledAction[];
  /**
   * Which contracts the ring settles on their due day; `dues` counts the same ones.
   *
   * @defaultValue every contract, whatever its kind
   */
  readonly settles?: (contract: Contract) => boolean;
  /**
   * Which kinds of contracts it settles, where the kind is all that matters: asked for every contract that is due, before `settles`, and without naming the contract.
   *
   * @defaultValue every kind
   */
  readonly settlesKind?: (kind: string) => boolean;
  /** Called once a day for a debtor whose money is short, before anything is distributed; its money and dues are read again afterwards. */
  readonly beforeShortfall?: BeforeShortfall;
  /**
   * Called inside the transaction of a payment for every holder that was paid: custody passes it on. Where all debts are cleared at once, all money has moved by then, and what issuers
   * of money are owed is closed: what follows must touch no other debt of the day.
   */
  readonly afterPayment?: AfterPayment;
  /** Called after estates were shared out between the parts of a day, for every payment to a holder: custody passes it on. What it gets in settlement waits for `afterSettlement`. */
  readonly afterEstate?: AfterEstate;
  /**
   * Called between the parts of the day, when nothing is half-done: after the scheduled actions (`B1`), after each phase (its name), after settlement and all that
   * follows it (`B3`), and after interbank netting (`C`). For those who check or count; it changes nothing.
   */
  readonly afterPhase?: (phase: string, day: Day) => void;
  /**
   * What becomes of a phase that throws: `throw` lets the error through and leaves the day as it stands; `stop` undoes what the phase has done and ends the run
   * with the outcome `error`.
   *
   * @defaultValue 'throw'
   */
  readonly failingPhase?: 'throw' | 'stop';
}

/** A running ring. */
export interface RingEngine {
  /** The day to run next; after a stop inside a day, that day. */
  readonly day: Day;
  /** Days entered so far. */
  readonly daysRun: number;
  /** How the run ended, once it has. */
  readonly outcome: RunOutcome | undefined;
  readonly halt: Halt | undefined;
  /** What the phases see. */
  readonly system: RingSystem;
  /** What was due on the last day run, and what became of it. */
  readonly settlement: DaySettlement | undefined;
  /** The world's agents that have not defaulted, without the central bank. One array, made anew only after a default. */
  alive(): readonly AgentId[];
  /** Everybody who has defaulted, in order of default. */
  defaulted(): readonly AgentId[];
  /**
   * Runs one day. `quiet` says that the run is stable (ring specification, 8.4): quiet for `quietDays` in a row, nothing open, no phase with business left.
   * After `halted`, `collapsed` or `error` further calls change nothing and say the same.
   */
  runDay(): 'active' | 'quiet' | 'halted' | 'collapsed' | 'error';
  /** Ends the run and logs `RunStopped`. A run that halted, collapsed or failed has ended by itself. */
  stop(outcome: 'stable' | 'max-days' | 'aborted'): void;
  /** What the ring's invariants look at. */
  audit(): RingAudit;
  /** Between days; together with the snapshots of ledger and register it continues byte-identically. */
  snapshot(): RingSnapshot;
}
