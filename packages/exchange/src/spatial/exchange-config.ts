import type { AgentId, Day, EventSink, Ledger } from '@bagehot/kernel';
import type { ExchangeAgent, ExchangeAgentInput } from '../agent.js';
import type { Rules, RulesInput } from '../rules.js';
import type { Cell, ExchangeEvent } from './events.js';
import type { ModeSchedule } from './mode-schedule.js';
import type { ResourceInput } from './resources.js';

/** Somebody on the grid, as a caller writes it. */
export interface SpatialAgentInput extends ExchangeAgentInput {
  /** Column, from 0. Any number of agents may share a cell. */
  readonly x: number;
  /** Row, from 0. */
  readonly y: number;
}

/** Somebody on the grid, as it is now. */
export interface SpatialAgent extends ExchangeAgent {
  readonly position: Cell;
  /** Whom it is paired with. */
  readonly pairedWith: number | null;
  /** Where it heads for: a cell, or where the agent it heads for stood when it was chosen. */
  readonly targetPosition: Cell | null;
  readonly targetAgent: number | null;
  /** The cell it has committed to forage in. */
  readonly committedTo: Cell | null;
  /** Whom it does not count in as partners before which tick, by ascending id. */
  readonly cooldowns: readonly (readonly [id: number, until: number])[];
}

/** An exchange on a grid, everything said explicitly: nothing is drawn. */
export interface ExchangeConfig {
  /** Cells from side to side of the square grid (`N`), from 1. */
  readonly side: number;
  /** Goods, regime, money mode and params. @defaultValue those of the specification */
  readonly rules?: Rules | RulesInput;
  /** In any order; everything goes by ascending id. */
  readonly agents: readonly SpatialAgentInput[];
  /** In any order; at most one per cell. @defaultValue none */
  readonly resources?: readonly ResourceInput[];
  /** When one may forage and when trade. @defaultValue both all the time */
  readonly schedule?: ModeSchedule;
}

/**
 * How much is told.
 *
 * `off` nothing, `minimal` trades and the state of each tick, `standard` everything but steps, preferences and attempts, `debug` everything.
 */
export type EventLevel = 'off' | 'minimal' | 'standard' | 'debug';

/** What an exchange works with. Each part has a default. */
export interface ExchangePorts {
  /**
   * A ledger to share with other markets; ticks are transactions of it. Its cash must be declared before, or is then issued by `CB`.
   *
   * @defaultValue one of the exchange's own without a journal, whose cash is in minor units and issued by `mint`
   */
  readonly ledger?: Ledger;
  /** Receives the events of a tick once it is final. */
  readonly events?: EventSink<ExchangeEvent>;
  /** @defaultValue 'standard' */
  readonly level?: EventLevel;
  /** Whether agents are told as they are at the beginning, on day -1, too. @defaultValue true */
  readonly snapshotInitial?: boolean;
  /** Whether each tick is checked against the ledger, and a broken pairing is an error instead of an event. @defaultValue false */
  readonly strict?: boolean;
  /**
   * The names under which agents hold goods and money on the ledger.
   *
   * @defaultValue the id as text
   */
  readonly agentName?: (id: number) => AgentId;
  /**
   * Who takes part in the ticks of a day. Who does not is seen by nobody, does nothing, and keeps what it has; asked when a tick begins.
   *
   * @defaultValue everybody
   */
  readonly takesPart?: (id: number, day: Day) => boolean;
  /**
   * Minor units of its money that an agent does not bring to the ticks of a day, such as what it owes; asked when a tick begins. All of it where it has less.
   *
   * @defaultValue 0
   */
  readonly withheld?: (id: number, day: Day) => number;
}
