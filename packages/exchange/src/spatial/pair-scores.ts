import type { Traders } from '../traders.js';
import type { Barter } from './barter-gate.js';
import { QuoteOverlaps } from './quote-overlaps.js';
import { ScoreCache } from './score-cache.js';

/** What two agents are to each other as partners: the same seen from either side. */
export interface PairScores {
  /** The score of two agents; not above 0 when they are nothing to each other. */
  score(a: number, b: number): number;
  /** An upper bound of the scores of a row with anybody. */
  most(row: number): number;
  /** Candidates are about to be scored in this order: the first `size` of it. */
  arrange(order: Int32Array, size: number): void;
  /** The score of an agent and the candidate at a place of the order. */
  scoreAt(row: number, place: number): number;
  /** A tick begins: holdings, quotes and gates are final until its decisions are made. */
  begin(): void;
}

/** The scores in force: overlaps of quotes as a table, anything else from the core and kept while it lasts. */
export function pairScores(traders: Traders, barter: Barter): PairScores {
  const { partnerScore, regimeRules, purchaseLimit, goods } = traders.rules;
  const isPlain = regimeRules.definition.gate === undefined && purchaseLimit === undefined;
  if (partnerScore.name === 'quote_overlap' && isPlain)
    return new QuoteOverlaps(traders, goods.length, regimeRules.search, barter);
  const slow = {
    count: traders.count,
    version: traders.version,
    isOpen: (a: number, b: number) => barter.isOpen(a, b),
    score: (a: number, b: number) => traders.score(a, b, barter.isOpen(a, b)),
  };
  return new ScoreCache(slow, isPlain);
}
