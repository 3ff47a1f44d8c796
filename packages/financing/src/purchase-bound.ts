import { type Decimal, ONE, sum, ZERO } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { readAmount } from './bounds.js';
import type { BoundsContext, FinancingModeDefinition, ModeBounds } from './modes.js';
import { refusal } from './problems.js';

/** What somebody has at the beginning of a market in which money pays at once. */
export interface PurchaseWealth {
  /** Its number, for messages and for modes. */
  readonly id: number;
  /** Money at hand, in whole minor units: the numeraire. */
  readonly money: bigint;
  /** Share of the money that is carried, 0 to 1; the rest counts as wealth at home. */
  readonly carriedShare: Decimal;
  /** Goods held, at what they are reckoned at in minor units. Asked for only by modes that look at goods. */
  stocks(): readonly { readonly quantity: Decimal; readonly price: Decimal }[];
  /** Debts of all kinds, in minor units. */
  readonly outstanding: Decimal;
}

/** What somebody may spend in such a market: known when it begins, and used up as it goes on. */
export interface PurchaseBound {
  /**
   * max(0, floor(fixed + salesCoefficient * (carried + received)) - spent): money is a good that is carried and sold, so what is received for goods may be spent, too.
   *
   * @param received - since the market began, in minor units
   * @param spent - likewise, on credit or not
   */
  limit(received: bigint, spent: bigint): bigint;
}

/**
 * A financing mode as the limit of purchases for money: its two numbers for somebody who carries part of its money and has the rest, and its goods, at home.
 *
 * @throws FinancingError `MODE_BOUND_INVALID` for a number out of its range, `MODE_BOUND_EXCEEDS_ENDOWMENT` for one that lets somebody buy for more than all it has
 * @see one-economy specification, section 8
 */
export function purchaseBound(mode: FinancingModeDefinition, wealth: PurchaseWealth): PurchaseBound {
  const context = new PurchaseContext(wealth);
  // A mode that returns nothing is told what it should have returned.
  const bounds: Partial<ModeBounds> = mode.bounds(context) ?? {};
  const fixed = readAmount(bounds.fixed);
  const share = readAmount(bounds.salesCoefficient);
  const at = (field: string): string => `${mode.id}.${field}[agent ${wealth.id}]`;
  if (fixed === undefined) throw refusal('MODE_BOUND_INVALID', at('fixed'), bounds.fixed, 'a decimal of at least 0');
  if (share === undefined || share.gt(ONE))
    throw refusal('MODE_BOUND_INVALID', at('salesCoefficient'), bounds.salesCoefficient, 'a decimal from 0 to 1');
  const { carried } = context;
  if (fixed.gt(ZERO) && fixed.plus(share.times(carried)).gt(context.grossWealth))
    throw refusal(
      'MODE_BOUND_EXCEEDS_ENDOWMENT',
      at('bounds'),
      `fixed ${fixed}, coefficient ${share}`,
      `such that fixed + salesCoefficient * personalWealth is at most the total wealth, ${context.grossWealth}`,
    );
  return {
    limit(received, spent) {
      const most = fixed.plus(share.times(carried.plus(fromUnits(received, 0))));
      const left = (unitsOf(most.round(0, 0), 0) as bigint) - spent;
      return left > 0n ? left : 0n;
    },
  };
}

/** Somebody with money and goods as a mode sees it. Goods are valued when a mode asks. */
class PurchaseContext implements BoundsContext {
  readonly travelCostDeduction: Decimal = ZERO;
  readonly carried: Decimal;
  readonly outstanding: Decimal;
  readonly #wealth: PurchaseWealth;
  readonly #left: Decimal;
  #stocks: ReturnType<PurchaseWealth['stocks']> | undefined;

  constructor(wealth: PurchaseWealth) {
    const money = fromUnits(wealth.money, 0);
    this.#wealth = wealth;
    this.carried = wealth.carriedShare.times(money).round(0, 0);
    this.outstanding = wealth.outstanding;
    this.#left = money.minus(this.carried);
  }

  /** Money first, as the numeraire. Tastes are not known. */
  get agent(): BoundsContext['agent'] {
    const goods = this.#goods();
    return {
      id: this.#wealth.id,
      alpha: [],
      home: [this.#left, ...goods.map(({ quantity }) => quantity)],
      personal: [this.carried, ...goods.map(() => ZERO)],
    };
  }

  get prices(): readonly Decimal[] {
    return [ONE, ...this.#goods().map(({ price }) => price)];
  }

  get personalWealth(): Decimal {
    return this.carried;
  }

  get homeWealth(): Decimal {
    return this.#left.plus(sum(this.#goods().map(({ quantity, price }) => quantity.times(price))));
  }

  /** Debts not taken off. */
  get grossWealth(): Decimal {
    return this.carried.plus(this.homeWealth);
  }

  get totalWealth(): Decimal {
    const net = this.grossWealth.minus(this.outstanding);
    return net.lt(ZERO) ? ZERO : net;
  }

  get effectiveBudget(): Decimal {
    return this.totalWealth;
  }

  #goods(): ReturnType<PurchaseWealth['stocks']> {
    this.#stocks ??= this.#wealth.stocks();
    return this.#stocks;
  }
}
