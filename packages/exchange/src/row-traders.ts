import type { ExchangeAgent } from './agent.js';
import type { PairRow } from './pair-type.js';
import { refusal } from './problems.js';
import type { QuotedAgent } from './quoted-agent.js';
import { surplusKey } from './ranking.js';
import type { Rules } from './rules.js';
import { RowDeal } from './search/row-deal.js';
import { type Block, type Trade, tradeOf } from './trade.js';
import { RowAgent, TraderColumns } from './trader-columns.js';
import type { Traders } from './traders.js';

/**
 * The columns of some agents under some rules, with their quotes.
 *
 * @param agents - as `createAgents` gives them, by ascending id
 */
export function createTraders(agents: readonly ExchangeAgent[], rules: Rules): Traders {
  return new RowTraders(new TraderColumns(agents, rules));
}

class RowTraders implements Traders {
  readonly rules: Rules;
  readonly count: number;
  readonly ids: Float64Array;
  readonly holdings: Float64Array;
  readonly width: number;
  readonly lambda: Float64Array;
  readonly asks: Float64Array;
  readonly bids: Float64Array;
  readonly pMin: Float64Array;
  readonly pMax: Float64Array;
  readonly version: Int32Array;
  readonly changed: Uint8Array;
  readonly #columns: TraderColumns;
  readonly #deal: RowDeal;
  readonly #views: (RowAgent | undefined)[] = [];
  readonly #pairwise: boolean;
  readonly #barter: readonly PairRow[];
  readonly #rows: Map<number, number>;
  /** Of the last overlap. */
  #overlapPair: PairRow | undefined;

  constructor(columns: TraderColumns) {
    const { rules } = columns;
    this.rules = rules;
    this.count = columns.count;
    this.ids = columns.ids;
    this.holdings = columns.holdings;
    this.width = columns.width;
    this.lambda = columns.lambda;
    this.asks = columns.asks;
    this.bids = columns.bids;
    this.pMin = columns.pMin;
    this.pMax = columns.pMax;
    this.version = columns.version;
    this.changed = columns.changed;
    this.#columns = columns;
    this.#deal = new RowDeal(columns, (row) => this.view(row));
    this.#pairwise =
      rules.regimeRules.definition.liquidityGated === true && rules.params.liquidityGate.kind === 'pairwise';
    this.#barter = rules.regimeRules.search.filter(({ money }) => !money);
    this.#rows = new Map([...columns.ids].map((id, row) => [id, row]));
  }

  rowOf(id: number): number {
    return this.#rows.get(id) ?? -1;
  }

  view(row: number): QuotedAgent {
    let view = this.#views[row];
    if (view === undefined) {
      view = new RowAgent(this.#columns, row);
      this.#views[row] = view;
    }
    return view;
  }

  agent(row: number): ExchangeAgent {
    const { id, inventory, lambdaMoney, M0, utility } = this.view(row);
    return Object.freeze({ id, inventory, lambdaMoney, M0, utility });
  }

  goodsUtility(row: number): number {
    return this.#columns.goodsUtility(row);
  }

  totalUtility(row: number): number {
    return this.#columns.totalUtility(row);
  }

  utilityWith(row: number, good: number, more: number): number {
    return this.#columns.utilityWith(row, good, more);
  }

  marginalUtilities(row: number): readonly number[] {
    return this.#columns.marginalUtilities(row);
  }

  marginalMoney(row: number): number {
    return this.#columns.marginalMoney(row);
  }

  add(row: number, good: number, more: number): void {
    this.#columns.add(row, good, more);
  }

  touch(row: number): void {
    this.#columns.forget(row);
  }

  setLambda(row: number, lambda: number): void {
    this.lambda[row] = lambda;
    this.#columns.mark(row);
  }

  refreshQuotes(row: number): void {
    this.#columns.writeQuotes(row);
  }

  refreshChanged(): void {
    for (let row = 0; row < this.count; row++) if (this.changed[row] === 1) this.#columns.writeQuotes(row);
  }

  spendable(pair: PairRow, row: number): number {
    return this.#deal.spendableOf(pair, row);
  }

  search(pair: PairRow, seller: number, buyer: number): Block | null {
    return this.#deal.search(pair, seller, buyer);
  }

  pairBlock(i: number, j: number, pair: PairRow): Block | null {
    const low = i < j ? i : j;
    const high = i < j ? j : i;
    return this.#deal.search(pair, low, high) ?? this.#deal.search(pair, high, low);
  }

  blocks(i: number, j: number, barterOpen: boolean): readonly Block[] {
    if (!this.#pairwise) return this.#blocksOf(this.#open(i, j, barterOpen), i, j);
    const forMoney = this.#blocksOf(this.rules.regimeRules.searchClosed, i, j);
    return forMoney.length > 0 ? forMoney : this.#blocksOf(this.#barter, i, j);
  }

  best(i: number, j: number, barterOpen: boolean): Block | null {
    if (!this.#pairwise) return this.#bestOf(this.#open(i, j, barterOpen), i, j);
    // Money serves the two, or barter is open.
    return this.#bestOf(this.rules.regimeRules.searchClosed, i, j) ?? this.#bestOf(this.#barter, i, j);
  }

  isOpen(pair: PairRow, i: number, j: number, barterOpen: boolean): boolean {
    return this.#openByPriority(i, j, barterOpen).includes(pair);
  }

  overlap(i: number, j: number, barterOpen: boolean): number {
    const { asks, bids, count } = this;
    let largest = 0;
    this.#overlapPair = undefined;
    for (const pair of this.#openByPriority(i, j, barterOpen)) {
      const start = pair.index * count;
      const iBuys = (bids[start + i] as number) - (asks[start + j] as number);
      if (iBuys > largest && this.#canTrade(pair, j, i)) {
        largest = iBuys;
        this.#overlapPair = pair;
      }
      const jBuys = (bids[start + j] as number) - (asks[start + i] as number);
      if (jBuys > largest && this.#canTrade(pair, i, j)) {
        largest = jBuys;
        this.#overlapPair = pair;
      }
    }
    return largest;
  }

  overlapPair(i: number, j: number, barterOpen: boolean): PairRow | undefined {
    this.overlap(i, j, barterOpen);
    return this.#overlapPair;
  }

  score(i: number, j: number, barterOpen: boolean): number {
    const { partnerScore, params } = this.rules;
    if (partnerScore.name === 'quote_overlap') return this.overlap(i, j, barterOpen);
    const low = i < j ? i : j;
    const high = i < j ? j : i;
    const score = partnerScore.score(this.view(low), this.view(high), {
      params,
      barterOpen: this.#isBarterOpen(barterOpen),
      overlap: () => this.overlap(low, high, barterOpen),
      trade: () => this.#tradeOrNull(this.best(low, high, barterOpen)),
    });
    if (typeof score === 'number' && !Number.isNaN(score)) return score;
    throw refusal('PORT_ANSWER_INVALID', `partnerScore ${partnerScore.name}`, score, 'a number');
  }

  apply(block: Block): void {
    const { pair, seller, buyer, dX, dY, credit } = block;
    const { x, y } = this.rules.pairs.rows[pair] as PairRow;
    const paid = dY - credit;
    if (!(Number.isSafeInteger(dX) && Number.isSafeInteger(dY) && dX >= 1 && dY >= 1 && paid >= 0 && seller !== buyer))
      throw refusal('STALE_TRADE', 'trade', `${dX} for ${dY}`, 'whole units of at least 1 between two agents');
    this.#checkHolding(seller, x, -dX);
    this.#checkHolding(buyer, y, -paid);
    this.#checkHolding(buyer, x, dX);
    this.#checkHolding(seller, y, paid);
    this.#columns.add(seller, x, -dX);
    this.#columns.add(buyer, x, dX);
    this.#columns.add(buyer, y, -paid);
    this.#columns.add(seller, y, paid);
    const { purchaseLimit } = this.rules;
    if (purchaseLimit?.traded !== undefined && y === this.width - 1) purchaseLimit.traded(this.trade(block));
  }

  trade(block: Block): Trade {
    return tradeOf(block, this.rules.pairs, this.ids);
  }

  #tradeOrNull(block: Block | null): Trade | null {
    return block === null ? null : this.trade(block);
  }

  #checkHolding(row: number, good: number, more: number): void {
    const held = this.holdings[row * this.width + good] as number;
    if (held + more >= 0 && Number.isSafeInteger(held + more)) return;
    const name = this.rules.goods[good] ?? 'M';
    const allowed = more < 0 ? `at least ${-more}` : `at most ${Number.MAX_SAFE_INTEGER - more}`;
    throw refusal('STALE_TRADE', `${name} of agent ${this.ids[row]}`, held, allowed);
  }

  #canTrade(pair: PairRow, seller: number, buyer: number): boolean {
    return (this.holdings[seller * this.width + pair.x] as number) >= 1 && this.#deal.spendableOf(pair, buyer) >= 1;
  }

  #blocksOf(pairs: readonly PairRow[], i: number, j: number): readonly Block[] {
    return pairs.flatMap((pair) => this.pairBlock(i, j, pair) ?? []);
  }

  #bestOf(pairs: readonly PairRow[], i: number, j: number): Block | null {
    const { first } = this.rules.regimeRules;
    const { tieTolerance } = this.rules.params;
    let best: Block | null = null;
    let bestKey = 0;
    let bestPriority = 0;
    for (const pair of pairs) {
      const block = this.pairBlock(i, j, pair);
      if (block === null) continue;
      if (first) return block;
      const key = surplusKey(block.buyerGain + block.sellerGain, tieTolerance);
      if (best === null || key > bestKey || (key === bestKey && pair.priority < bestPriority)) {
        best = block;
        bestKey = key;
        bestPriority = pair.priority;
      }
    }
    return best;
  }

  /** Pair types open between two rows, in search order. */
  #open(i: number, j: number, barterOpen: boolean): readonly PairRow[] {
    const { definition, search, searchClosed } = this.rules.regimeRules;
    if (definition.gate !== undefined) return this.#gated(i, j, barterOpen);
    return definition.liquidityGated === true && !barterOpen ? searchClosed : search;
  }

  /** Pair types open between two rows, by priority. Who looks at the two only cannot know yet whether money serves: to a score it is open. */
  #openByPriority(i: number, j: number, barterOpen: boolean): readonly PairRow[] {
    const { definition, byPriority, byPriorityClosed } = this.rules.regimeRules;
    if (definition.gate !== undefined)
      return [...this.#gated(i, j, barterOpen)].sort((a, b) => a.priority - b.priority);
    return definition.liquidityGated === true && !barterOpen && !this.#pairwise ? byPriorityClosed : byPriority;
  }

  /** What ports are told of the liquidity gate: without one that counts sellers and buyers, it is open. */
  #isBarterOpen(barterOpen: boolean): boolean {
    return barterOpen || this.#pairwise || this.rules.regimeRules.definition.liquidityGated !== true;
  }

  /** What the gate of a regime of one's own leaves open, checked. */
  #gated(i: number, j: number, barterOpen: boolean): readonly PairRow[] {
    const { rules } = this;
    const { definition, search } = rules.regimeRules;
    const low = this.view(i < j ? i : j);
    const high = this.view(i < j ? j : i);
    const names =
      definition.gate?.(low, high, { params: rules.params, barterOpen: this.#isBarterOpen(barterOpen) }) ?? [];
    return names.map((name) => {
      const pair = rules.pairs.find(name);
      if (pair !== undefined && search.includes(pair)) return pair;
      const known = search.map((row) => row.name).join(', ');
      throw refusal('PORT_ANSWER_INVALID', `regime ${definition.name}.gate`, name, `one of ${known}`);
    });
  }
}
