import type { ExchangeAgent } from './agent.js';
import type { PairRow } from './pair-type.js';
import type { QuotedAgent } from './quoted-agent.js';
import type { Rules } from './rules.js';
import type { Block, Trade } from './trade.js';

/**
 * Agents as columns of numbers, with all that is done to them row by row: what both the rules and the engine stand on. Rows go by ascending id; amounts are
 * whole numbers. Everything between two rows is the same for (i, j) and (j, i).
 */
export interface Traders {
  readonly rules: Rules;
  /** Number of rows. */
  readonly count: number;
  /** Ascending. */
  readonly ids: Float64Array;
  /** Goods in declared order, then money: row r has `holdings[r * width + ..]`. To be changed by {@link Traders.add} only. */
  readonly holdings: Float64Array;
  /** Number of goods and 1. */
  readonly width: number;
  /** λ by row. To be changed by {@link Traders.setLambda} only. */
  readonly lambda: Float64Array;
  /** Quotes: pair p of row r is at `p * count + r`. */
  readonly asks: Float64Array;
  readonly bids: Float64Array;
  /** Reservation prices, without the spread. */
  readonly pMin: Float64Array;
  readonly pMax: Float64Array;
  /** Goes up whenever holdings, λ or quotes of a row change. */
  readonly version: Int32Array;
  /** 1 where holdings or λ have changed since quotes were written. */
  readonly changed: Uint8Array;
  /** The row of an id; -1 for none. */
  rowOf(id: number): number;
  /** A row as an agent, always its present state. */
  view(row: number): QuotedAgent;
  /** A row as an agent, as it is now. */
  agent(row: number): ExchangeAgent;
  /** Utility of the goods held. */
  goodsUtility(row: number): number;
  /** Utility of goods and money held. */
  totalUtility(row: number): number;
  /** Utility of the goods held if there were `more` of one good. */
  utilityWith(row: number, good: number, more: number): number;
  /** Marginal utilities of the goods held, in declared order. */
  marginalUtilities(row: number): readonly number[];
  /** Marginal utility of a unit of money. */
  marginalMoney(row: number): number;
  /** Adds to a holding: index of a good, or the number of goods for money. Quotes stay until they are refreshed. */
  add(row: number, good: number, more: number): void;
  /** Notes that somebody else has written into a row of holdings. */
  touch(row: number): void;
  /** Sets λ. Quotes stay until they are refreshed. */
  setLambda(row: number, lambda: number): void;
  /** Writes the quotes of a row again. */
  refreshQuotes(row: number): void;
  /** Writes the quotes of all rows that have changed. */
  refreshChanged(): void;
  /** What a row may pay for a pair type: its holding, or what a purchase limit leaves of it. */
  spendable(pair: PairRow, row: number): number;
  /** The block of a pair type in one direction. */
  search(pair: PairRow, seller: number, buyer: number): Block | null;
  /** The block of a pair type between two rows: the lower row sells, else the higher. */
  pairBlock(i: number, j: number, pair: PairRow): Block | null;
  /** Blocks of all pair types open between two rows, in search order. */
  blocks(i: number, j: number, barterOpen: boolean): readonly Block[];
  /**
   * The block two rows would trade.
   *
   * @param barterOpen - whether the liquidity gate is open between the two; asked only where the regime has one
   */
  best(i: number, j: number, barterOpen: boolean): Block | null;
  /** Whether a pair type counts in the score of two rows. */
  isOpen(pair: PairRow, i: number, j: number, barterOpen: boolean): boolean;
  /** The largest overlap of quotes; 0 if none is positive. */
  overlap(i: number, j: number, barterOpen: boolean): number;
  /** The pair type of the largest overlap; undefined if none is positive. */
  overlapPair(i: number, j: number, barterOpen: boolean): PairRow | undefined;
  /** The score in force: `overlap`, the surplus of `best`, or one's own. */
  score(i: number, j: number, barterOpen: boolean): number;
  /**
   * Carries a block out.
   *
   * @throws ExchangeError `STALE_TRADE` when holdings do not allow it; nothing has changed then
   */
  apply(block: Block): void;
  /** The named face of a block. */
  trade(block: Block): Trade;
}
