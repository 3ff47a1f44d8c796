import type { AgentId, ContractId, Day, DecimalInput } from '@bagehot/kernel';
import type { RingAction } from './actions.js';

/** What an agent is. It decides what the agent pays with and whether it may trade, issue deposits or hold reserves. */
export type AgentKind = 'central_bank' | 'bank' | 'household' | 'firm' | 'treasury' | 'dealer' | 'vbt';

/** Every agent kind, in the order in which reports list them. */
export const AGENT_KINDS: readonly AgentKind[] = [
  'central_bank',
  'bank',
  'household',
  'firm',
  'treasury',
  'dealer',
  'vbt',
];

/** A promise of the opening day: `debtor` pays `amount` to `creditor` on `dueDay`. */
export interface WorldPayable {
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  readonly amount: DecimalInput;
  readonly dueDay: Day;
  /** A name for the contract, unique over the whole run. */
  readonly alias?: string | undefined;
  /**
   * Days from issue to maturity, which a rollover repeats.
   *
   * @defaultValue `dueDay` less the day of creation, at least 1
   */
  readonly maturityDistance?: number | undefined;
}

/**
 * The simple form of an opening state: people with cash who owe one another. The agents are households, and a central bank `CB` that issues
 * the cash comes before them.
 */
export interface RingWorld {
  /** In the order that breaks all ties. */
  readonly agents: readonly AgentId[];
  /** Opening cash by agent; who is missing has none. A `Map` takes any name, also those that plain objects treat specially. */
  readonly cash: Readonly<Record<AgentId, DecimalInput>> | ReadonlyMap<AgentId, DecimalInput>;
  /** In creation order: contracts are named P1, P2, ... in this order. */
  readonly payables: readonly WorldPayable[];
}

/** An agent of an explicit world, or one that a phase brings along. */
export interface WorldAgent {
  readonly id: AgentId;
  readonly kind: AgentKind;
}

/** The explicit form of an opening state: agents of all kinds, and actions that are carried out before day 0. */
export interface ExplicitWorld {
  /** In the order that breaks all ties. Exactly one `central_bank` if any cash or reserves exist. */
  readonly agents: readonly WorldAgent[];
  readonly initialActions: readonly RingAction[];
}

/** Where a payable comes from: see `PayableCreated` in the event union. A contract that a phase issued has that contract's kind as origin. */
export type PayableOrigin = 'initial' | 'scheduled' | 'rollover' | 'overnight' | 'trade-credit' | (string & {});

/** Why a run ended before its time. */
export interface Halt {
  readonly reason: 'default' | 'collapse' | 'scheduled-action-failed' | 'phase-failed';
  readonly day: Day;
  /** The obligation that was not met. */
  readonly contract?: ContractId;
  readonly debtor?: AgentId;
  /** Money units that were missing. */
  readonly shortfall?: DecimalInput;
  /** Name of the phase that threw. */
  readonly phase?: string;
  /** Kind of the action that could not be applied. */
  readonly action?: string;
  /** Code and text of the refusal. */
  readonly code?: string;
  readonly message?: string;
}
