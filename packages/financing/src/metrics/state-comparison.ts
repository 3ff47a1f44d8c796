import { type RoundRules, tradeRound } from '../market-round.js';
import { gapWarning, type ModeComparisonWarning, type ModeGap } from '../mode-warning.js';
import type { Participants } from '../participants.js';
import { type TradeFigures, tradeFigures } from './round-figures.js';

/** What a mode makes of a state. */
export interface ModeFigures {
  readonly mode: string;
  /** Null where no price formed: then in every mode. */
  readonly trade: TradeFigures | null;
}

/** One state of a market, cleared under several modes. */
export interface StateComparison {
  /** One per mode, in the order asked for. */
  readonly modes: readonly ModeFigures[];
  /** Modes that do not lower the gap the first one leaves. */
  readonly warnings: readonly ModeComparisonWarning[];
}

/**
 * Clears a market's state under several rules that differ in their mode: `compareModes` for those who have the state in columns and want figures of the
 * market rather than of each agent. Nothing is changed. A settlement policy that acts on a ledger acts once per mode: compare with one that does not.
 *
 * @param participants - as they came to the market
 * @param rules - as `roundRules` reads them; the others are held against the first
 * @throws FinancingError as `tradeRound`
 * @see financing specification, section 8
 */
export function compareState(participants: Participants, rules: readonly RoundRules[]): StateComparison {
  const modes = rules.map(
    (each): ModeFigures =>
      Object.freeze({ mode: each.mode.id, trade: tradeFigures({ market: tradeRound(participants, each) }) }),
  );
  const [first, ...others] = modes;
  return Object.freeze({
    modes: Object.freeze(modes),
    warnings: Object.freeze(
      others.flatMap((other) => (first === undefined ? [] : (gapWarning(gapOf(first), gapOf(other)) ?? []))),
    ),
  });
}

function gapOf({ mode, trade }: ModeFigures): ModeGap {
  return { mode, gapValue: trade?.liquidityGapValue };
}
