import { MONEY } from '../../goods.js';
import type { PairTable } from '../../pair-type.js';
import { type Trade, tradeDirection } from '../../trade.js';
import type { ExchangeTrade } from '../events.js';
import type { ColumnBlock } from './column-block.js';
import { placesOf } from './trade-tables.js';

type Values = Float64Array;

/** A pair type with the ids of its texts, and the columns of what it moves. */
interface KnownPair {
  readonly name: number;
  /** Where the lower id sells, and where the higher one does. */
  readonly directions: readonly [number, number];
  readonly x: Values;
  readonly y: Values;
}

/** The columns of `trades`. */
export class TradeColumns {
  readonly #block: ColumnBlock;
  readonly #pairs: PairTable;
  readonly #known: Map<string, KnownPair> = new Map();
  readonly #tick: Values;
  readonly #x: Values;
  readonly #y: Values;
  readonly #buyer: Values;
  readonly #seller: Values;
  readonly #amounts: readonly Values[];
  readonly #price: Values;
  readonly #direction: Int32Array;
  readonly #pairType: Int32Array;
  readonly #buyerLambda: Values;
  readonly #sellerLambda: Values;
  readonly #buyerSurplus: Values;
  readonly #sellerSurplus: Values;

  constructor(block: ColumnBlock, pairs: PairTable) {
    const whole = (name: string): Values => block.integer(name).values;
    const real = (name: string): Values => block.real(name).values;
    this.#block = block;
    this.#pairs = pairs;
    this.#tick = whole('tick');
    this.#x = whole('x');
    this.#y = whole('y');
    this.#buyer = whole('buyer_id');
    this.#seller = whole('seller_id');
    this.#amounts = [...pairs.goods, MONEY].map((name) => whole(`d${name}`));
    this.#price = real('price');
    this.#direction = block.text('direction').ids;
    this.#pairType = block.text('exchange_pair_type').ids;
    this.#buyerLambda = real('buyer_lambda');
    this.#sellerLambda = real('seller_lambda');
    this.#buyerSurplus = real('buyer_surplus');
    this.#sellerSurplus = real('seller_surplus');
  }

  write({ day, trade, cell, buyerLambda, sellerLambda }: ExchangeTrade): void {
    const row = this.#block.add();
    const pair = this.#pairOf(trade);
    this.#tick[row] = day;
    this.#x[row] = cell[0];
    this.#y[row] = cell[1];
    this.#buyer[row] = trade.buyerId;
    this.#seller[row] = trade.sellerId;
    for (const values of this.#amounts) values[row] = 0;
    pair.x[row] = trade.dX;
    pair.y[row] = trade.dY;
    this.#price[row] = trade.price;
    this.#direction[row] = pair.directions[trade.sellerId < trade.buyerId ? 0 : 1];
    this.#pairType[row] = pair.name;
    this.#buyerLambda[row] = buyerLambda;
    this.#sellerLambda[row] = sellerLambda;
    this.#buyerSurplus[row] = trade.buyerGain;
    this.#sellerSurplus[row] = trade.sellerGain;
  }

  #pairOf(trade: Trade): KnownPair {
    const known = this.#known.get(trade.pairType);
    if (known !== undefined) return known;
    const { texts } = this.#block;
    const [x, y] = placesOf(trade.pairType, this.#pairs);
    const [low, high] = [
      { ...trade, sellerId: 0, buyerId: 1 },
      { ...trade, sellerId: 1, buyerId: 0 },
    ];
    const pair: KnownPair = {
      name: texts.id(trade.pairType),
      directions: [texts.id(tradeDirection(low)), texts.id(tradeDirection(high))],
      x: this.#amounts[x] as Values,
      y: this.#amounts[y] as Values,
    };
    this.#known.set(trade.pairType, pair);
    return pair;
  }
}
