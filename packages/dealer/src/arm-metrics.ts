import {
  type AgentId,
  type Anchors,
  type BucketId,
  type Decimal,
  type EventBase,
  type EventSink,
  quotient,
  ZERO,
} from '@bagehot/kernel';
import type { AnchorUpdateEvent, CapitalInjectedEvent, DealerQuoteEvent, TradeEvent } from './events.js';

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
  result(): TradeFigures;
}

interface Desk {
  mid: Decimal;
  spread: Decimal;
  inventory: number;
  /** X*, in tickets. */
  capacity: Decimal;
}

/**
 * Starts counting what a market does.
 *
 * @param options.ticketSize - face of a ticket
 * @param options.anchors - outside mid and spread of each bucket at the beginning, money per ticket
 */
export function createTradeFigures(options: {
  readonly ticketSize: Decimal;
  readonly anchors: ReadonlyMap<BucketId, Anchors>;
}): TradeFiguresCollector {
  const { ticketSize } = options;
  const desks = new Map<BucketId, Desk>();
  for (const [bucket, { mid, spread }] of options.anchors)
    desks.set(bucket, { mid, spread, inventory: 0, capacity: ZERO });
  let sells = 0;
  let buys = 0;
  let faceSold = ZERO;
  let facePassed = ZERO;
  let received = ZERO;
  let paid = ZERO;
  let subsidy = ZERO;
  let injected = ZERO;
  let earned = ZERO;

  const trade = ({ side, bucket, price, amount, quantity, isPassThrough, route }: TradeEvent): void => {
    // A dealer's forced sale is no customer's trade.
    if (route === 'Layoff') return;
    const face = quantity.times(ticketSize);
    if (side === 'BUY') {
      buys++;
      paid = paid.plus(amount);
    } else {
      sells++;
      faceSold = faceSold.plus(face);
      received = received.plus(amount);
      if (isPassThrough) facePassed = facePassed.plus(face);
      if (amount.gt(face)) subsidy = subsidy.plus(amount.minus(face));
    }
    const desk = desks.get(bucket);
    if (!isPassThrough && desk !== undefined) earned = earned.plus(price.minus(midline(desk)).abs().times(quantity));
  };

  return {
    emit(event: EventBase): void {
      switch (event.kind) {
        case 'DealerQuote': {
          const { bucket, inventory, capacity } = event as DealerQuoteEvent;
          const desk = desks.get(bucket);
          if (desk === undefined) return;
          desk.inventory = inventory;
          desk.capacity = capacity;
          return;
        }
        case 'Trade':
          trade(event as TradeEvent);
          return;
        case 'VBTAnchorUpdate': {
          const { bucket, midAfter, spreadAfter } = event as AnchorUpdateEvent;
          const desk = desks.get(bucket);
          if (desk === undefined) return;
          desk.mid = midAfter;
          desk.spread = spreadAfter;
          return;
        }
        case 'CapitalInjected': {
          const { reason, amount } = event as CapitalInjectedEvent;
          if (reason === 'vbt') injected = injected.plus(amount);
          return;
        }
        default:
      }
    },
    result: () => ({
      trades: sells + buys,
      sells,
      buys,
      absorptionRate: ratio(facePassed, faceSold),
      meanSellPrice: ratio(received, faceSold),
      outsideMoneyNet: received.minus(paid),
      aboveParSubsidy: subsidy,
      capitalInjected: injected,
      spreadEarned: earned,
    }),
  };

  /** p: the dealer's midline at its last quote (dealer specification, section 7). */
  function midline({ mid, spread, inventory, capacity }: Desk): Decimal {
    const face = ticketSize.times(inventory);
    const slope = spread.times(face.times(2).minus(capacity));
    return mid.minus(quotient(slope, capacity.plus(ticketSize.times(2)).times(2)));
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
