import type { AgentId, Day } from '@bagehot/kernel';
import type { RingAction } from './actions.js';
import type { RingSystem } from './phase.js';

/** An action of the user's own. It lists the agents it concerns, so that a default of one of them can cancel it. */
export interface CustomAction {
  /** Shown in events; `custom` unless given. */
  readonly name?: string;
  readonly agents: readonly AgentId[];
  /** Runs inside one transaction: what it throws is undone, and stops the run with outcome `error` when it is one of bagehot's errors. */
  apply(system: RingSystem): void;
}

/** An action with the day in whose B1 it happens. Those of one day happen in the order of the schedule. */
export interface ScheduledAction {
  readonly day: Day;
  readonly action: RingAction | CustomAction;
}
