import type { ExchangeParams } from './params.js';
import type { QuotedAgent } from './quoted-agent.js';
import type { Trade } from './trade.js';

/** What a score of one's own may ask. */
export interface ScoreContext {
  readonly params: ExchangeParams;
  /** Whether the liquidity gate is open between the two (always true where it is not asked). */
  readonly barterOpen: boolean;
  /** The largest overlap of quotes, 0 if none is positive. */
  overlap(): number;
  /** What the two would trade now. */
  trade(): Trade | null;
}

/** How promising two agents are to each other. */
export interface PartnerScoreDefinition {
  readonly name: string;
  /** A number; below or at `improvementEpsilon` they leave each other alone. Law: the same for (i, j) and (j, i). Depends on the two agents only. */
  score(i: QuotedAgent, j: QuotedAgent, context: ScoreContext): number;
}

/** The two scores of the specification, section 11.2. */
export const BUILT_IN_PARTNER_SCORES: readonly PartnerScoreDefinition[] = [
  { name: 'quote_overlap', score: (_i, _j, context) => context.overlap() },
  { name: 'exact', score: (_i, _j, context) => context.trade()?.totalSurplus ?? 0 },
];
