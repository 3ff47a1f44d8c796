import type { EventBase } from '@bagehot/kernel';
import type { PopulationQuanta } from './population-quanta.js';
import type { RoundQuanta } from './round-quanta.js';

/** Why a run ended. */
export type TerminationReason = 'market_cleared' | 'stale_progress' | 'horizon';

/** A round of the spatial economy is over: everything a log or a report needs, in integers that nothing changes afterwards. */
export interface RoundCompleted extends EventBase {
  readonly kind: 'RoundCompleted';
  /** From 1; the same as `day` in an economy of its own. */
  readonly round: number;
  readonly mode: string;
  /** Everybody, at the end of the round. */
  readonly population: PopulationQuanta;
  /** What those in the market did. */
  readonly market: RoundQuanta;
  /** The row of each person among the participants, -1 for those not in the market. */
  readonly participantRow: Int32Array;
  /** Set in the last round only. */
  readonly termination: TerminationReason | null;
}

/** What the spatial economy tells. */
export type FinancingEvent = RoundCompleted;
