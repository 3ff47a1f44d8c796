import {
  type AgentId,
  type Anchors,
  type BucketId,
  type Decimal,
  type EventBase,
  type EventSink,
  quotient,
  RATIO_DP,
  ZERO,
} from '@bagehot/kernel';
import { fromUnits, halfEvenDiv, type MoneyGrid, moneyGrid, toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import type { AnchorUpdateEvent, CapitalInjectedEvent, DealerQuoteEvent, TradeEvent } from './events.js';
import { DealerQuoted } from './quote-event.js';
import { Traded } from './trade-event.js';
import type { Side } from './trade-result.js';

/** What a market did for the people of a run, and at whose expense (ring specification, section 12.2). Ratios have 24 decimals; undefined ones are null. */
export interface TradeFigures {
  /** Tickets traded. */
  readonly trades: number;
  /** Those customers sold. */
  readonly sells: number;
  /** Those customers bought. */
  readonly buys: number;
  /** `vbt_absorption_rate`: of the face customers sold, the share that was passed through to a value-based trader. */
  readonly absorptionRate: Decimal | null;
  /** `mean_sell_price`: money customers got per unit of face. */
  readonly meanSellPrice: Decimal | null;
  /** `outside_money_net`: money customers got for what they sold less what they paid for what they bought. */
  readonly outsideMoneyNet: Decimal;
  /** `above_par_subsidy`: what customers got above face. */
  readonly aboveParSubsidy: Decimal;
  /** `capital_injected`: money from outside that came to value-based traders after the opening. */
  readonly capitalInjected: Decimal;
  /** Over trades inside dealers' books, the distances of price from the midline before the trade. */
  readonly spreadEarned: Decimal;
}

/** A sink that counts {@link TradeFigures} while events pass by; those of other packages may be among them. */
export interface TradeFiguresCollector extends EventSink<EventBase> {
  /** The figures of the events so far. */
  result(): TradeFigures;
}

/** A bucket as the fold knows it, in quanta. */
interface DeskState {
  mid: bigint;
  spread: bigint;
  inventory: number;
  /** X*, face. */
  capacity: bigint;
}

/** Where a market stands when counting begins. */
export interface TradeFiguresOptions {
  /** Face of a ticket. */
  readonly ticketSize: Decimal;
  /** Outside mid and spread of each bucket, money per ticket, in bucket order. Without them no spread is counted. */
  readonly anchors: ReadonlyMap<BucketId, Anchors>;
  /**
   * Decimals of the money grid.
   *
   * @defaultValue 12
   */
  readonly moneyDecimals?: number;
  /** Whoever stands behind the value-based traders: what is passed through to it has not been taken by them. */
  readonly backedBy?: AgentId | undefined;
}

/** Starts counting what a market does. */
export function createTradeFigures(options: TradeFiguresOptions): TradeFiguresCollector {
  return new TradeFold(options);
}

/** Counts in quanta: a busy market trades thousands of tickets a day. */
class TradeFold implements TradeFiguresCollector {
  readonly #grid: MoneyGrid;
  readonly #backedBy: AgentId | undefined;
  readonly #ticketSize: bigint;
  readonly #desks: DeskState[] = [];
  readonly #places: Map<BucketId, number> = new Map();
  /** Turns quanta into units of 10^-24, in which midlines are rounded. */
  readonly #fine: bigint;
  #sells = 0;
  #buys = 0;
  #faceSold = 0n;
  #facePassed = 0n;
  #received = 0n;
  #paid = 0n;
  #subsidy = 0n;
  #injected = 0n;
  /** In units of 10^-24. */
  #earned = 0n;

  constructor({ ticketSize, anchors, moneyDecimals = 12, backedBy }: TradeFiguresOptions) {
    this.#backedBy = backedBy;
    this.#grid = moneyGrid(moneyDecimals);
    this.#ticketSize = toQuanta(this.#grid, ticketSize);
    this.#fine = 10n ** BigInt(RATIO_DP - moneyDecimals);
    for (const [bucket, { mid, spread }] of anchors) {
      this.#places.set(bucket, this.#desks.length);
      this.#desks.push({
        mid: toQuanta(this.#grid, mid),
        spread: toQuanta(this.#grid, spread),
        inventory: 0,
        capacity: 0n,
      });
    }
  }

  emit(event: EventBase): void {
    switch (event.kind) {
      case 'DealerQuote':
        this.#quoted(event as DealerQuoteEvent);
        return;
      case 'Trade':
        this.#traded(event as TradeEvent);
        return;
      case 'VBTAnchorUpdate': {
        const { bucket, midAfter, spreadAfter } = event as AnchorUpdateEvent;
        const desk = this.#desk(bucket);
        if (desk === undefined) return;
        desk.mid = toQuanta(this.#grid, midAfter);
        desk.spread = toQuanta(this.#grid, spreadAfter);
        return;
      }
      case 'CapitalInjected': {
        const { reason, amount } = event as CapitalInjectedEvent;
        if (reason === 'vbt') this.#injected += toQuanta(this.#grid, amount);
        return;
      }
      default:
    }
  }

  result(): TradeFigures {
    const money = (amount: bigint): Decimal => toDecimal(this.#grid, amount);
    const faceSold = money(this.#faceSold);
    return {
      trades: this.#sells + this.#buys,
      sells: this.#sells,
      buys: this.#buys,
      absorptionRate: ratio(money(this.#facePassed), faceSold),
      meanSellPrice: ratio(money(this.#received), faceSold),
      outsideMoneyNet: money(this.#received - this.#paid),
      aboveParSubsidy: money(this.#subsidy),
      capitalInjected: money(this.#injected),
      spreadEarned: fromUnits(this.#earned, RATIO_DP),
    };
  }

  #quoted(event: DealerQuoteEvent): void {
    const isOurs = event instanceof DealerQuoted;
    const desk = isOurs ? this.#desks[event.bucketIndex] : this.#desk(event.bucket);
    if (desk === undefined) return;
    desk.inventory = event.inventory;
    desk.capacity = isOurs ? event.capacityQuanta : toQuanta(this.#grid, event.capacity);
  }

  #traded(event: TradeEvent): void {
    // A dealer's forced sale is no customer's trade.
    if (event.route === 'Layoff') return;
    const isBacked = this.#backedBy !== undefined && event.vbt === this.#backedBy;
    if (event instanceof Traded) {
      const { side, amount, price, outside, bucket } = event.quanta;
      const inside = outside >= 0 ? undefined : { price, desk: this.#desks[bucket] };
      this.#count(side, event.faceQuanta, amount, isBacked, inside);
      return;
    }
    const { side, bucket, isPassThrough, quantity } = event;
    const face = toQuanta(this.#grid, quantity.times(toDecimal(this.#grid, this.#ticketSize)));
    const price = toQuanta(this.#grid, event.price);
    const inside = isPassThrough ? undefined : { price, desk: this.#desk(bucket) };
    this.#count(side, face, toQuanta(this.#grid, event.amount), isBacked, inside);
  }

  #count(
    side: Side,
    face: bigint,
    amount: bigint,
    isBacked: boolean,
    inside: { readonly price: bigint; readonly desk: DeskState | undefined } | undefined,
  ): void {
    if (side === 'BUY') {
      this.#buys++;
      this.#paid += amount;
    } else {
      this.#sells++;
      this.#faceSold += face;
      this.#received += amount;
      if (inside === undefined && !isBacked) this.#facePassed += face;
      if (amount > face) this.#subsidy += amount - face;
    }
    if (inside?.desk === undefined) return;
    const distance = inside.price * this.#fine - this.#midline(inside.desk);
    const earned = distance < 0n ? -distance : distance;
    this.#earned += face === this.#ticketSize ? earned : halfEvenDiv(earned * face, this.#ticketSize);
  }

  /** p at the bucket's last quote (dealer specification, section 7), in units of 10^-24. */
  #midline({ mid, spread, inventory, capacity }: DeskState): bigint {
    const face = this.#ticketSize * BigInt(inventory);
    const slope = spread * (2n * face - capacity) * this.#fine;
    return mid * this.#fine - halfEvenDiv(slope, 2n * (capacity + 2n * this.#ticketSize));
  }

  #desk(bucket: BucketId): DeskState | undefined {
    const place = this.#places.get(bucket);
    return place === undefined ? undefined : this.#desks[place];
  }
}

/** Opening and closing worth of a market maker, and what it was given in between. */
export interface MakerPosition {
  readonly agent: AgentId;
  readonly equityStart: Decimal;
  readonly equityEnd: Decimal;
  readonly injected: Decimal;
}

/** Profit of several market makers together: equity at the end less at the start, less what was injected meanwhile. */
export interface MakersProfit {
  readonly profit: Decimal;
  /** Profit over opening equity, 24 decimals; null when that was 0. */
  readonly return: Decimal | null;
}

/**
 * Adds up what market makers made.
 *
 * @see ring specification, sections 12.2 and 20
 */
export function makersProfit(positions: Iterable<MakerPosition>): MakersProfit {
  let profit = ZERO;
  let start = ZERO;
  for (const { equityStart, equityEnd, injected } of positions) {
    profit = profit.plus(equityEnd).minus(equityStart).minus(injected);
    start = start.plus(equityStart);
  }
  return { profit, return: ratio(profit, start) };
}

function ratio(part: Decimal, whole: Decimal): Decimal | null {
  return whole.eq(0) ? null : quotient(part, whole);
}
