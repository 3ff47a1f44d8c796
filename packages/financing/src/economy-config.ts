import type { AgentId, Day, DecimalInput, EventSink, Ledger } from '@bagehot/kernel';
import type { FinancingAgent, FinancingAgentInput } from './agent.js';
import type { FinancingEvent } from './events.js';
import type { RoundOptions } from './market-round.js';
import type { Phase } from './population-quanta.js';
import type { RoundQuanta } from './round-quanta.js';
import type { DepartureRule } from './space/departure.js';
import type { Cell, GridInput } from './space/grid.js';
import type { MovementPolicy } from './space/movement.js';

/** Somebody who lives on the grid, as a caller writes it. It starts at home, about to load. */
export interface SpatialAgentInput extends Omit<FinancingAgentInput, 'tripDistance'> {
  readonly homePosition: Cell;
  /**
   * Share of the home stock taken along on each trip, from 0 to 1.
   *
   * @defaultValue that of the economy
   */
  readonly loadFraction?: DecimalInput;
}

/** Somebody who lives on the grid, as it is now. */
export interface SpatialAgent extends FinancingAgent {
  readonly position: Cell;
  readonly homePosition: Cell;
  readonly phase: Phase;
}

/** An economy of people who carry goods from their homes to a market in the middle of a grid. What a round of trade is follows from the {@link RoundOptions}. */
export interface FinancingConfig extends RoundOptions {
  /** In any order; everything goes by ascending id. */
  readonly agents: readonly SpatialAgentInput[];
  readonly grid: GridInput;
  /**
   * Names of the goods, the numeraire first; on the ledger they are `good/<name>`.
   *
   * @defaultValue '0', '1', ...
   */
  readonly goods?: readonly string[];
  /**
   * Share of the home stock taken along on each trip, from 0 to 1.
   *
   * @defaultValue 1
   */
  readonly loadFraction?: DecimalInput;
  /**
   * How people walk. Grids with obstacles need `astar`, or a policy that finds its way.
   *
   * @defaultValue 'greedy'
   */
  readonly movement?: 'greedy' | 'nearest' | 'astar' | MovementPolicy;
  /**
   * When those in the market go home.
   *
   * @defaultValue 'synchronised'
   */
  readonly departure?: DepartureRule;
  /**
   * A run ends after so many rounds; `Infinity` for a run that goes on.
   *
   * @defaultValue 200
   */
  readonly maxRounds?: number;
  /**
   * A run ends after so many rounds in a row without trade and without a step.
   *
   * @defaultValue 50
   */
  readonly maxStaleRounds?: number;
  /**
   * A run ends after so many rounds in a row with everybody in the market and nothing left unfilled.
   *
   * @defaultValue 5
   */
  readonly clearedRounds?: number;
}

/** A round before its departures: what happens between trade and the way home may look at it. */
export interface RoundEnd {
  readonly round: number;
  readonly day: Day;
  /** Where the goods stand: `good/<name>` of the owners `<id>` and `<id>/home`, issued by `nature`. */
  readonly ledger: Ledger;
  /** Asset names, the numeraire first. */
  readonly goods: readonly string[];
  /** Made when it is read, from the stocks of that moment. */
  readonly agents: readonly SpatialAgent[];
  readonly market: RoundQuanta;
}

/** What an economy works with. Each part has a default. */
export interface FinancingPorts {
  /**
   * A ledger to share with other markets; rounds are transactions of it. One given serves as the record, too: its journal shows every movement.
   *
   * @defaultValue one of the economy's own, which keeps no journal
   */
  readonly ledger?: Ledger;
  /** Receives one event per round, after it is final. */
  readonly events?: EventSink<FinancingEvent>;
  /**
   * Consumption, harvest, taxes in kind: called in each round after trade, within its transaction. It may transfer goods between `nature` and the places of the economy's people;
   * what else it does with them undoes the round, as an error does.
   */
  readonly onRoundEnd?: (state: RoundEnd) => void;
  /**
   * The names under which people hold goods on the ledger.
   *
   * @defaultValue the id as text
   */
  readonly agentName?: (id: number) => AgentId;
  /**
   * Who takes part in the round that begins. Whoever does not stays where it is with all it has, and nobody waits for it.
   *
   * @defaultValue everybody
   */
  readonly takesPart?: (id: number) => boolean;
}
