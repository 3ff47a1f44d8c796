import type { Decimal } from '@bagehot/kernel';
import { type RoundRules, tradeRound } from '../market-round.js';
import type { Participants } from '../participants.js';
import { type TradeFigures, tradeFigures } from './round-figures.js';

/** What a mode makes of a state. */
export interface ModeFigures {
  readonly mode: string;
  /** Null where no price formed: then in every mode. */
  readonly trade: TradeFigures | null;
}

/** The first mode leaves a gap, and the other does not lower its value. */
export interface NoGapReduction {
  readonly code: 'NO_GAP_REDUCTION';
  readonly mode: string;
  readonly baseline: string;
  readonly gapValue: Decimal;
  readonly baselineGapValue: Decimal;
}

/** One state of a market, cleared under several modes. */
export interface StateComparison {
  /** One per mode, in the order asked for. */
  readonly modes: readonly ModeFigures[];
  /** Modes that do not lower the gap the first one leaves. */
  readonly warnings: readonly NoGapReduction[];
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
    warnings: Object.freeze(others.flatMap((other) => (first === undefined ? [] : (gapWarning(first, other) ?? [])))),
  });
}

function gapWarning(first: ModeFigures, other: ModeFigures): NoGapReduction | undefined {
  const [baselineGapValue, gapValue] = [first.trade?.liquidityGapValue, other.trade?.liquidityGapValue];
  if (baselineGapValue === undefined || gapValue === undefined) return undefined;
  if (!baselineGapValue.gt(0) || gapValue.lt(baselineGapValue)) return undefined;
  return Object.freeze({
    code: 'NO_GAP_REDUCTION',
    mode: other.mode,
    baseline: first.mode,
    gapValue,
    baselineGapValue,
  });
}
