import type { ExchangeAgent, Inventory } from './agent.js';
import { MONEY } from './goods.js';
import { LINEAR_MONEY, type MoneyHolder } from './money-utility.js';
import type { PairType } from './pair-type.js';
import { type Quote, writeQuote } from './quote.js';
import type { QuotedAgent } from './quoted-agent.js';
import type { Rules } from './rules.js';
import { CORNER_PRICE, type UtilityFn } from './utility/utility.js';

/** Whose money is being valued: one object for all in turn. */
type Holder = { -readonly [Field in keyof MoneyHolder]: MoneyHolder[Field] };

/** Agents as columns of numbers, and what follows from one row alone: utilities, gains, quotes. Rows go by ascending id. */
export class TraderColumns {
  readonly rules: Rules;
  readonly count: number;
  readonly ids: Float64Array;
  /** Goods in declared order, then money: row r has `holdings[r * width + ..]`. */
  readonly holdings: Float64Array;
  /** Number of goods and 1. */
  readonly width: number;
  readonly lambda: Float64Array;
  readonly moneyOffset: Float64Array;
  readonly utilities: readonly UtilityFn[];
  /** Pair p of row r is at `p * count + r`. */
  readonly asks: Float64Array;
  readonly bids: Float64Array;
  readonly pMin: Float64Array;
  readonly pMax: Float64Array;
  readonly version: Int32Array;
  readonly changed: Uint8Array;
  /** Money is worth the same at every amount. */
  readonly linearMoney: boolean;
  readonly #bundles: readonly Float64Array[];
  /** Utility of the goods held, where it is known. */
  readonly #worth: Float64Array;
  readonly #worthKnown: Uint8Array;
  readonly #scratch: Float64Array;
  readonly #moneyScale: number;
  readonly #holder: Holder = { id: 0, lambdaMoney: 0, M0: 0 };

  /** @param agents - by ascending id, checked */
  constructor(agents: readonly ExchangeAgent[], rules: Rules) {
    const { goods } = rules;
    const { length: count } = agents;
    const cells = count * rules.pairs.rows.length;
    const width = goods.length + 1;
    this.rules = rules;
    this.count = count;
    this.width = width;
    this.ids = Float64Array.from(agents, ({ id }) => id);
    this.holdings = Float64Array.from(
      agents.flatMap(({ inventory }) => [...goods, MONEY].map((name) => inventory[name] ?? 0)),
    );
    this.lambda = Float64Array.from(agents, ({ lambdaMoney }) => lambdaMoney);
    this.moneyOffset = Float64Array.from(agents, ({ M0 }) => M0);
    this.utilities = agents.map(({ utility }) => utility);
    this.asks = new Float64Array(cells);
    this.bids = new Float64Array(cells);
    this.pMin = new Float64Array(cells);
    this.pMax = new Float64Array(cells);
    this.version = new Int32Array(count);
    this.changed = new Uint8Array(count);
    this.#moneyScale = rules.params.moneyScale;
    this.linearMoney = rules.moneyUtility === LINEAR_MONEY;
    this.#bundles = agents.map((_, row) => this.holdings.subarray(row * width, row * width + goods.length));
    this.#worth = new Float64Array(count);
    this.#worthKnown = new Uint8Array(count);
    this.#scratch = new Float64Array(goods.length);
    for (let row = 0; row < count; row++) this.writeQuotes(row);
  }

  /** Utility of the goods of a row. */
  goodsUtility(row: number): number {
    if (this.#worthKnown[row] === 0) {
      this.#worth[row] = (this.utilities[row] as UtilityFn).u(this.#bundles[row] as Float64Array);
      this.#worthKnown[row] = 1;
    }
    return this.#worth[row] as number;
  }

  /** Utility of the goods of a row with so much more of one good. */
  utilityWith(row: number, good: number, more: number): number {
    const scratch = this.#scratch;
    this.#copy(row);
    scratch[good] = (scratch[good] as number) + more;
    return (this.utilities[row] as UtilityFn).u(scratch);
  }

  /** What giving and taking goods changes in the utility of goods. */
  swapGain(row: number, give: number, given: number, take: number, taken: number): number {
    const scratch = this.#scratch;
    this.#copy(row);
    scratch[give] = (scratch[give] as number) - given;
    scratch[take] = (scratch[take] as number) + taken;
    return (this.utilities[row] as UtilityFn).u(scratch) - this.goodsUtility(row);
  }

  /** What so much more money, in minor units, changes in utility. */
  moneyGain(row: number, more: number): number {
    if (this.linearMoney) return ((this.lambda[row] as number) * more) / this.#moneyScale;
    const money = this.money(row);
    return this.#moneyUtility(row, money + more) - this.#moneyUtility(row, money);
  }

  /** Utility of goods and money of a row. */
  totalUtility(row: number): number {
    return this.goodsUtility(row) + this.#moneyUtility(row, this.money(row));
  }

  /** Minor units of money of a row. */
  money(row: number): number {
    return this.holdings[row * this.width + this.width - 1] as number;
  }

  /** Marginal utilities of the goods of a row. */
  marginalUtilities(row: number): readonly number[] {
    return (this.utilities[row] as UtilityFn).mu(this.#bundles[row] as Float64Array);
  }

  /** Marginal utility of a unit of money of a row. */
  marginalMoney(row: number): number {
    const { moneyUtility, params } = this.rules;
    return moneyUtility.mu(this.money(row), this.#holderOf(row), params);
  }

  /** Adds to a holding (index of a good, or the number of goods for money), and marks the row. Quotes stay. */
  add(row: number, good: number, more: number): void {
    const at = row * this.width + good;
    this.holdings[at] = (this.holdings[at] as number) + more;
    if (good < this.width - 1) this.#worthKnown[row] = 0;
    this.mark(row);
  }

  /** Notes that a row's quotes are to be written again. */
  mark(row: number): void {
    this.changed[row] = 1;
    this.version[row] = (this.version[row] as number) + 1;
  }

  /** Forgets what is known of a row whose holdings were written from outside. */
  forget(row: number): void {
    this.#worthKnown[row] = 0;
    this.mark(row);
  }

  /** Writes the quotes of a row. */
  writeQuotes(row: number): void {
    const { rules, count } = this;
    const { spread, epsilon, moneyScale } = rules.params;
    const utility = this.utilities[row] as UtilityFn;
    const bundle = this.#bundles[row] as Float64Array;
    const marginal = utility.mu(bundle);
    const marginalMoney = this.marginalMoney(row);
    for (const { index, x, y, money } of rules.pairs.rows) {
      const at = index * count + row;
      if (money) {
        const price =
          marginalMoney > epsilon ? ((marginal[x] as number) / marginalMoney) * moneyScale : CORNER_PRICE * moneyScale;
        // Too large for a number is large, not never.
        const held = price === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : price;
        writeQuote(held, held, spread, this, at);
      } else {
        const [lo, hi] = utility.bounds(bundle, x, y, epsilon);
        writeQuote(lo, hi, spread, this, at);
      }
    }
    this.changed[row] = 0;
    this.version[row] = (this.version[row] as number) + 1;
  }

  /** The quotes of a row by name. */
  quotesOf(row: number): ReadonlyMap<PairType, Quote> {
    return new Map(
      this.rules.pairs.rows.map(({ index, name }) => {
        const at = index * this.count + row;
        const ask = this.asks[at] as number;
        const bid = this.bids[at] as number;
        return [name, { ask, bid, pMin: this.pMin[at] as number, pMax: this.pMax[at] as number }];
      }),
    );
  }

  /** The holdings of a row by name. */
  inventoryOf(row: number): Inventory {
    const names = [...this.rules.goods, MONEY];
    return Object.freeze(
      Object.fromEntries(names.map((name, good) => [name, this.holdings[row * this.width + good] as number])),
    );
  }

  /** Copies the goods of a row to the scratch bundle: quicker than a method of arrays for so few. */
  #copy(row: number): void {
    const { holdings } = this;
    const scratch = this.#scratch;
    const start = row * this.width;
    for (let good = 0; good < scratch.length; good++) scratch[good] = holdings[start + good] as number;
  }

  #moneyUtility(row: number, money: number): number {
    const { moneyUtility, params } = this.rules;
    return moneyUtility.u(money, this.#holderOf(row), params);
  }

  #holderOf(row: number): MoneyHolder {
    const holder = this.#holder;
    holder.id = this.ids[row] as number;
    holder.lambdaMoney = this.lambda[row] as number;
    holder.M0 = this.moneyOffset[row] as number;
    return holder;
  }
}

/** A row as an agent with quotes: always its present state. */
export class RowAgent implements QuotedAgent {
  readonly #columns: TraderColumns;
  readonly #row: number;

  constructor(columns: TraderColumns, row: number) {
    this.#columns = columns;
    this.#row = row;
  }

  get id(): number {
    return this.#columns.ids[this.#row] as number;
  }

  get inventory(): Inventory {
    return this.#columns.inventoryOf(this.#row);
  }

  get lambdaMoney(): number {
    return this.#columns.lambda[this.#row] as number;
  }

  get M0(): number {
    return this.#columns.moneyOffset[this.#row] as number;
  }

  get utility(): UtilityFn {
    return this.#columns.utilities[this.#row] as UtilityFn;
  }

  get quotes(): ReadonlyMap<PairType, Quote> {
    return this.#columns.quotesOf(this.#row);
  }
}
