import type { ExchangeAgent } from './agent.js';
import type { PairType } from './pair-type.js';
import type { Quote } from './quote.js';

/** An agent with its quotes, as rules of one's own see it. Shows the present state: what must last is to be copied. */
export interface QuotedAgent extends ExchangeAgent {
  /** Every pair type's quote, in the order of the table. */
  readonly quotes: ReadonlyMap<PairType, Quote>;
}
