import type { TerminationReason } from './events.js';
import type { RoundQuanta } from './round-quanta.js';

/** When a run ends. */
export interface TerminationLimits {
  /** Rounds in a row in which everybody is in the market and nothing is left to be wished for. */
  readonly clearedRounds: number;
  /** Rounds in a row without trade and without a step. */
  readonly maxStaleRounds: number;
  readonly maxRounds: number;
}

/** How long things have been quiet, in rounds. */
export interface Quiet {
  readonly cleared: number;
  readonly stale: number;
}

/** What a round of a population has to do with the end of a run. */
export interface RoundProgress {
  readonly market: RoundQuanta;
  /** Agents of the economy who take part, in the market or not. */
  readonly population: number;
  /** Has anybody taken a step? */
  readonly moved: boolean;
}

/** The counters after a round. */
export function quietAfter(before: Quiet, progress: RoundProgress): Quiet {
  const traded = progress.market.clearing?.volume.some((volume) => volume > 0n) ?? false;
  return {
    cleared: isCleared(progress) ? before.cleared + 1 : 0,
    stale: traded || progress.moved ? 0 : before.stale + 1,
  };
}

/**
 * Why the run ends with this round: the first of the three reasons that holds, null while none does.
 *
 * @see financing specification, section 3
 */
export function terminationAfter(round: number, quiet: Quiet, limits: TerminationLimits): TerminationReason | null {
  if (quiet.cleared >= limits.clearedRounds) return 'market_cleared';
  if (quiet.stale >= limits.maxStaleRounds) return 'stale_progress';
  return round >= limits.maxRounds ? 'horizon' : null;
}

/**
 * Is everybody in a market that found its prices, with at most two quanta of each good a head left unfilled? Orders are rounded down, hence not exactly
 * nothing. A market without prices has nothing left to fill either, but clears nothing.
 */
function isCleared({ market, population }: RoundProgress): boolean {
  const { orders, clearing, participants } = market;
  if (orders === null || clearing === null || participants.count < population) return false;
  const { goods, count } = participants;
  const most = BigInt(2 * population);
  for (let g = 0; g < goods; g++) {
    let unfilled = 0n;
    for (let cell = g; cell < goods * count; cell += goods) {
      // An agent's order and what is executed of it have one sign.
      const left = (orders.desired[cell] as bigint) - (clearing.executed[cell] as bigint);
      unfilled += left < 0n ? -left : left;
    }
    if (unfilled > most) return false;
  }
  return true;
}
