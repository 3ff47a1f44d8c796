import type { PairRow } from '../pair-type.js';
import { refusal } from '../problems.js';
import { askLimit } from '../purchase-limit.js';
import type { QuotedAgent } from '../quoted-agent.js';
import type { Block } from '../trade.js';
import type { TraderColumns } from '../trader-columns.js';
import type { BlockSearchDefinition } from './block-search.js';
import type { Deal, DealSearch } from './deal.js';
import { MOST_PRICES } from './price-search.js';

/** The deals between rows of columns: one at a time. */
export class RowDeal implements Deal {
  money = false;
  ask = 0;
  bid = 0;
  top = 0;
  spendable = 0;
  threshold = 0;
  dX = 0;
  dY = 0;
  sellerGain = 0;
  buyerGain = 0;
  straight = false;
  moneyScale = 1;
  sellerLambda = 0;
  buyerLambda = 0;
  readonly prices: Float64Array = new Float64Array(MOST_PRICES);
  readonly #columns: TraderColumns;
  readonly #view: (row: number) => QuotedAgent;
  #pair: PairRow;
  #seller = 0;
  #buyer = 0;
  #held = 0;
  #money = 0;
  /** Quantity whose worth is known; 0 for none. */
  #soldKnown = 0;
  #sold = 0;
  #boughtKnown = 0;
  #bought = 0;

  constructor(columns: TraderColumns, view: (row: number) => QuotedAgent) {
    this.#columns = columns;
    this.#view = view;
    this.#pair = columns.rules.pairs.rows[0] as PairRow;
    this.threshold = columns.rules.params.improvementEpsilon;
    this.moneyScale = columns.rules.params.moneyScale;
    this.straight = columns.linearMoney && columns.rules.creditTerms === undefined;
  }

  /** Searches a pair type in one direction. */
  search(pair: PairRow, seller: number, buyer: number): Block | null {
    const { blockSearch } = this.#columns.rules;
    if ('find' in blockSearch) return this.#searchRows(blockSearch, pair, seller, buyer);
    return this.#searchNamed(blockSearch, pair, seller, buyer);
  }

  /** What a row may pay for a pair type. */
  spendableOf(pair: PairRow, row: number): number {
    const { rules, holdings, width } = this.#columns;
    const held = holdings[row * width + pair.y] as number;
    if (!pair.money || rules.purchaseLimit === undefined) return held;
    const limit = askLimit(rules.purchaseLimit, this.#view(row));
    return rules.creditTerms === undefined ? Math.min(held, limit) : limit;
  }

  accepts(dX: number, dY: number): boolean {
    if (!(dX >= 1 && dX <= this.#held && dY >= 1 && dY <= this.spendable)) return false;
    return this.#pair.money ? this.#purchase(dX, dY) : this.#swap(dX, dY);
  }

  sellerGoods(dX: number): number {
    if (this.#soldKnown !== dX) {
      const columns = this.#columns;
      this.#sold = columns.utilityWith(this.#seller, this.#pair.x, -dX) - columns.goodsUtility(this.#seller);
      this.#soldKnown = dX;
    }
    return this.#sold;
  }

  buyerGoods(dX: number): number {
    if (this.#boughtKnown !== dX) {
      const columns = this.#columns;
      this.#bought = columns.utilityWith(this.#buyer, this.#pair.x, dX) - columns.goodsUtility(this.#buyer);
      this.#boughtKnown = dX;
    }
    return this.#bought;
  }

  #searchRows(search: DealSearch, pair: PairRow, seller: number, buyer: number): Block | null {
    const { asks, bids, count } = this.#columns;
    const start = pair.index * count;
    // Most directions end here.
    if (!((asks[start + seller] as number) <= (bids[start + buyer] as number))) return null;
    this.#open(pair, seller, buyer);
    return this.top >= 1 && this.spendable >= 1 && search.find(this) ? this.#block() : null;
  }

  #searchNamed(definition: BlockSearchDefinition, pair: PairRow, seller: number, buyer: number): Block | null {
    const { params } = this.#columns.rules;
    const found = definition.search(this.#view(seller), this.#view(buyer), pair.name, params);
    if (found === null) return null;
    this.#open(pair, seller, buyer);
    const { dX, dY } = found;
    if (Number.isSafeInteger(dX) && Number.isSafeInteger(dY) && dX <= this.top && this.accepts(dX, dY))
      return this.#block();
    throw refusal(
      'PORT_ANSWER_INVALID',
      `blockSearch ${definition.name}`,
      `${dX} for ${dY}`,
      `null, or a block within holdings (${this.top} of the good, ${this.spendable} to pay with) by which both gain`,
    );
  }

  #open(pair: PairRow, seller: number, buyer: number): void {
    const { asks, bids, count, holdings, width, lambda, rules } = this.#columns;
    this.#pair = pair;
    this.#seller = seller;
    this.#buyer = buyer;
    this.#held = holdings[seller * width + pair.x] as number;
    this.#money = this.#columns.money(buyer);
    this.#soldKnown = 0;
    this.#boughtKnown = 0;
    this.money = pair.money;
    this.ask = asks[pair.index * count + seller] as number;
    this.bid = bids[pair.index * count + buyer] as number;
    this.top = Math.min(rules.params.dAMax, this.#held);
    this.spendable = this.spendableOf(pair, buyer);
    this.straight = pair.money && this.#columns.linearMoney && rules.creditTerms === undefined;
    this.sellerLambda = lambda[seller] as number;
    this.buyerLambda = lambda[buyer] as number;
  }

  #swap(dX: number, dY: number): boolean {
    const { x, y } = this.#pair;
    const sellerGain = this.#columns.swapGain(this.#seller, x, dX, y, dY);
    if (!(sellerGain > this.threshold)) return false;
    const buyerGain = this.#columns.swapGain(this.#buyer, y, dY, x, dX);
    return buyerGain > this.threshold && this.#note(dX, dY, sellerGain, buyerGain);
  }

  #purchase(dX: number, dY: number): boolean {
    const columns = this.#columns;
    const terms = columns.rules.creditTerms;
    const credit = this.#creditOf(dY);
    let received = dY;
    let paid = dY;
    if (terms !== undefined && credit > 0) {
      if (credit < terms.minAmount) return false;
      const face = terms.face(credit);
      received = dY - credit + face * terms.sellerShare;
      paid = dY - credit + face;
    }
    const sellerGain = this.sellerGoods(dX) + columns.moneyGain(this.#seller, received);
    if (!(sellerGain > this.threshold)) return false;
    const buyerGain = this.buyerGoods(dX) + columns.moneyGain(this.#buyer, -paid);
    return buyerGain > this.threshold && this.#note(dX, dY, sellerGain, buyerGain);
  }

  /** What of a payment the buyer's money does not cover. */
  #creditOf(dY: number): number {
    return this.#pair.money ? Math.max(0, dY - this.#money) : 0;
  }

  #note(dX: number, dY: number, sellerGain: number, buyerGain: number): true {
    this.dX = dX;
    this.dY = dY;
    this.sellerGain = sellerGain;
    this.buyerGain = buyerGain;
    return true;
  }

  #block(): Block {
    const { dX, dY, sellerGain, buyerGain } = this;
    const credit = this.#creditOf(dY);
    return { pair: this.#pair.index, seller: this.#seller, buyer: this.#buyer, dX, dY, sellerGain, buyerGain, credit };
  }
}
