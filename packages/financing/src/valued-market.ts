import type { Decimal } from '@bagehot/kernel';
import type { Participants } from './participants.js';
import type { PriceGrid } from './price-grid.js';
import type { ValuationQuanta } from './round-quanta.js';

/** Those in a market, its prices, and what everybody is worth at them: all that orders depend on, apart from the mode. */
export interface ValuedMarket {
  readonly participants: Participants;
  /** Weights in force, agent-major, in units of 10^-12. */
  readonly weights: Float64Array;
  readonly prices: PriceGrid;
  /** The same prices, as modes see them. */
  readonly namedPrices: readonly (Decimal | null)[];
  readonly valuation: ValuationQuanta;
}
