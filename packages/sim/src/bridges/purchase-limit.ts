import { type Good, MONEY, meanPrices, type PurchaseLimit, type QuotedAgent, type Trade } from '@bagehot/exchange';
import { type FinancingModeDefinition, financingModes, type PurchaseBound, purchaseBound } from '@bagehot/financing';
import { type Day, type Decimal, type DecimalInput, decimal, ONE, ZERO } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import type { GoodsFloor } from './goods-floor.js';

/** A financing mode as the limit of what a buyer may spend on goods (one-economy specification, section 8). */
export interface PurchaseLimitOptions {
  /** Its name, `PERSONAL` or `TOTAL_WEALTH`, or one of your own. */
  readonly mode: string | FinancingModeDefinition;
  /**
   * Share of its money that a person carries to the market, 0 to 1.
   *
   * @defaultValue 1
   */
  readonly carriedShare?: DecimalInput | undefined;
  /** By good, in money per unit: what it is reckoned at until it has been traded for money. For modes that look at goods, of every good. */
  readonly referencePrices?: ReadonlyMap<Good, DecimalInput> | Readonly<Record<Good, DecimalInput>> | undefined;
}

/** The options, read and checked. */
export interface PurchaseLimitTerms {
  readonly mode: FinancingModeDefinition;
  readonly carriedShare: Decimal;
  /** In minor units. */
  readonly prices: ReadonlyMap<Good, Decimal>;
}

/**
 * Reads the options.
 *
 * @param market - the goods there are, and the minor units in a unit of money
 * @throws SimError `INVALID_OPTIONS`; FinancingError `UNKNOWN_MODE`, and what the mode throws for somebody who has nothing
 */
export function readPurchaseLimit(
  { mode: named, carriedShare = 1, referencePrices }: PurchaseLimitOptions,
  { goods, moneyScale }: { readonly goods: readonly Good[]; readonly moneyScale: number },
): PurchaseLimitTerms {
  const mode = typeof named === 'string' ? financingModes.get(named) : named;
  const share = decimal(carriedShare);
  if (share.lt(ZERO) || share.gt(ONE)) throw invalid('carriedShare', 'a share from 0 to 1', share);
  const prices = new Map<Good, Decimal>();
  for (const good of goods) {
    const written = priceOf(referencePrices, good);
    if (written === undefined) continue;
    const price = decimal(written);
    if (price.lt(ZERO)) throw invalid(`referencePrices.${good}`, 'at least 0', price);
    prices.set(good, price.times(moneyScale));
  }
  const missing = goods.find((good) => !prices.has(good));
  if (missing !== undefined && looksAtGoods(mode, goods.length))
    throw invalid(`referencePrices.${missing}`, `given, because ${mode.id} looks at what goods are worth`, 'missing');
  return { mode, carriedShare: share, prices };
}

/** What one person may still spend in the running tick. */
interface Purse {
  readonly bound: PurchaseBound;
  received: bigint;
  spent: bigint;
  limit: number;
}

/** What everybody may spend by a financing mode, tick by tick; and the prices at which goods are reckoned. */
export class WealthLimits {
  readonly #terms: PurchaseLimitTerms;
  readonly #floor: GoodsFloor;
  readonly #purses: Map<number, Purse> = new Map();
  #prices: ReadonlyMap<Good, Decimal>;
  #trades: Trade[] = [];

  /** @param prices - in minor units, as goods are reckoned now */
  constructor(terms: PurchaseLimitTerms, floor: GoodsFloor, prices: ReadonlyMap<Good, Decimal> = terms.prices) {
    this.#terms = terms;
    this.#floor = floor;
    this.#prices = prices;
  }

  /** What a unit of each good is reckoned at, in minor units. */
  get prices(): ReadonlyMap<Good, Decimal> {
    return this.#prices;
  }

  /** A tick begins for those who take part: what they have and owe now decides what they may spend. */
  begin(ids: Iterable<number>, day: Day): void {
    this.#trades = [];
    this.#purses.clear();
    for (const id of ids) {
      const bound = purchaseBound(this.#terms.mode, {
        id,
        money: this.#floor.offered(id, day),
        carriedShare: this.#terms.carriedShare,
        stocks: () => this.#stocksOf(id),
        outstanding: this.#floor.outstanding(id),
      });
      this.#purses.set(id, { bound, received: 0n, spent: 0n, limit: limitOf(bound, 0n, 0n) });
    }
  }

  /** Minor units. */
  limit(id: number): number {
    return this.#purses.get(id)?.limit ?? 0;
  }

  /** Somebody has bought and somebody has sold: what is owed is spent, but not received. */
  traded(trade: Trade): void {
    const { buyerId, sellerId, dY, credit = 0 } = trade;
    this.#trades.push(trade);
    this.#note(buyerId, 0, dY);
    this.#note(sellerId, dY - credit, 0);
  }

  /** The tick is over: goods that were sold for money are reckoned at what they cost. Taken back with the running transaction. */
  end(): void {
    const before = this.#prices;
    this.#floor.accounts.onRollback(() => {
      this.#prices = before;
    });
    if (this.#trades.length > 0) this.#prices = new Map([...before, ...meanPrices(this.#trades)]);
  }

  #note(id: number, received: number, spent: number): void {
    const purse = this.#purses.get(id);
    if (purse === undefined) return;
    purse.received += BigInt(received);
    purse.spent += BigInt(spent);
    purse.limit = limitOf(purse.bound, purse.received, purse.spent);
  }

  #stocksOf(id: number): readonly { readonly quantity: Decimal; readonly price: Decimal }[] {
    return this.#floor.stocks(id).map(({ good, quantity }) => {
      const price = this.#prices.get(good);
      if (price === undefined) throw invalid(`referencePrices.${good}`, 'given', 'missing');
      return { quantity: fromUnits(quantity, 0), price };
    });
  }
}

/**
 * The exchange's port for all that bounds a purchase: a financing mode or a limit of one's own, and how much one may owe. Without either of the first, money at hand
 * and credit are all one may spend.
 *
 * @param parts.room - how much somebody may buy on credit now, in minor units; undefined where there is no credit
 */
export function spendingLimit(parts: {
  readonly wealth: WealthLimits | undefined;
  readonly own: PurchaseLimit | undefined;
  readonly room: ((id: number) => number) | undefined;
}): PurchaseLimit {
  const { wealth, own, room } = parts;
  return {
    limit(buyer: QuotedAgent): number {
      const most = wealth?.limit(buyer.id) ?? own?.limit(buyer) ?? Number.MAX_SAFE_INTEGER;
      if (room === undefined) return most;
      return Math.min(most, (buyer.inventory[MONEY] ?? 0) + room(buyer.id));
    },
    traded(trade: Trade): void {
      wealth?.traded(trade);
      own?.traded?.(trade);
    },
  };
}

function limitOf(bound: PurchaseBound, received: bigint, spent: bigint): number {
  const limit = bound.limit(received, spent);
  return limit > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(limit);
}

/** Does a mode ask what goods are worth? Tried on somebody who has nothing. */
export function looksAtGoods(mode: FinancingModeDefinition, goods: number): boolean {
  let hasAsked = false;
  const stocks = (): readonly { quantity: Decimal; price: Decimal }[] => {
    hasAsked = true;
    return Array.from({ length: goods }, () => ({ quantity: ZERO, price: ONE }));
  };
  purchaseBound(mode, { id: 0, money: 0n, carriedShare: ONE, stocks, outstanding: ZERO });
  return hasAsked;
}

function priceOf(prices: PurchaseLimitOptions['referencePrices'], good: Good): DecimalInput | undefined {
  if (prices === undefined) return undefined;
  if (prices instanceof Map) return (prices as ReadonlyMap<Good, DecimalInput>).get(good);
  return Object.hasOwn(prices, good) ? (prices as Readonly<Record<Good, DecimalInput>>)[good] : undefined;
}

function invalid(field: string, allowed: string, value: unknown): SimError<'INVALID_OPTIONS'> {
  const at = `purchaseLimit.${field}`;
  return new SimError(
    'INVALID_OPTIONS',
    { field: at, reason: `not ${allowed}` },
    `${at} must be ${allowed}, but is ${value}`,
  );
}
