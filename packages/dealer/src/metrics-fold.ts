import {
  type AgentId,
  type BucketId,
  type Day,
  type Decimal,
  decimal,
  type EventSink,
  quotient,
  sum,
  type TicketId,
  ZERO,
} from '@bagehot/kernel';
import type {
  AnchorUpdateEvent,
  BucketUpdateEvent,
  DealerEvent,
  DealerQuoteEvent,
  InitEvent,
  RebucketEvent,
  SettlementEvent,
  TradeEvent,
} from './events.js';
import { MakerAccount } from './maker-account.js';
import type { BucketDay, BucketMetrics, DealerMetrics, MarketDay } from './metrics.js';

interface TicketState {
  owner: AgentId;
  bucket: BucketId;
}

/** A bucket while it is being counted. */
class BucketCount {
  readonly bucket: BucketId;
  readonly dealer: MakerAccount;
  readonly vbt: MakerAccount;
  mid: Decimal;
  spread: Decimal;
  lossRate: Decimal = ZERO;
  insideSells = 0;
  insideBuys = 0;
  passThroughSells = 0;
  passThroughBuys = 0;
  layoffs = 0;
  spreadEarned: Decimal = ZERO;

  constructor(bucket: BucketId, dealer: MakerAccount, vbt: MakerAccount, mid: Decimal, spread: Decimal) {
    this.bucket = bucket;
    this.dealer = dealer;
    this.vbt = vbt;
    this.mid = mid;
    this.spread = spread;
  }

  /** p: the dealer's midline as it stands, 24 decimals (dealer specification, section 7). */
  midline(): Decimal {
    const tickets = this.dealer.held(this.bucket);
    const whole = this.dealer.cash.div(this.mid).round(0, this.dealer.cash.lt(0) ? 3 : 0);
    let fundable = Number(whole.toFixed()) + tickets;
    // The quotient was rounded; the largest whole number that fits decides.
    while (this.mid.times(fundable - tickets).gt(this.dealer.cash)) fundable--;
    while (this.mid.times(fundable - tickets + 1).lte(this.dealer.cash)) fundable++;
    fundable = Math.max(0, fundable);
    return this.mid.minus(quotient(this.spread.times(2 * tickets - fundable), decimal(2 * (fundable + 2))));
  }
}

/** Collects {@link DealerMetrics} from the events of a stand-alone market, starting with its `Init`. */
export interface DealerMetricsCollector extends EventSink<DealerEvent> {
  /** What the run has come to so far. Undefined before `Init`. */
  result(): DealerMetrics | undefined;
}

class MetricsFold implements DealerMetricsCollector {
  #init: InitEvent | undefined;
  readonly #tickets = new Map<TicketId, TicketState>();
  /** The same by issuer and maturity day. */
  readonly #due = new Map<AgentId, Map<Day, TicketState[]>>();
  readonly #makers = new Map<AgentId, MakerAccount>();
  readonly #buckets = new Map<BucketId, BucketCount>();
  readonly #bucketDays: BucketDay[] = [];
  readonly #days: MarketDay[] = [];
  readonly #recoveries: { readonly rate: Decimal; readonly due: Decimal; readonly paid: Decimal }[] = [];
  readonly #defaulted = new Set<AgentId>();
  #faceDue: Decimal = ZERO;
  #paid: Decimal = ZERO;
  #outstanding = 0;
  #cash: Decimal = ZERO;
  #lastImpact = 0;
  #rejections = 0;
  #day = { day: 0, trades: 0, defaults: 0, due: ZERO, paid: ZERO };
  readonly #midOf = (bucket: BucketId): Decimal => this.#buckets.get(bucket)?.mid ?? ZERO;

  emit(event: DealerEvent): void {
    switch (event.kind) {
      case 'Init':
        this.#open(event);
        return;
      case 'DayStart':
        this.#nextDay(event.day);
        return;
      case 'BucketUpdate':
        this.#relabel(event);
        return;
      case 'Rebucket':
        this.#rebucket(event);
        return;
      case 'Trade':
        this.#trade(event);
        return;
      case 'OrderRejected':
        this.#rejections++;
        return;
      case 'Settlement':
      case 'Default':
        this.#settle(event);
        return;
      case 'VBTAnchorUpdate':
        this.#revalue(event);
        return;
      case 'CapitalInjected':
        this.#makers.get(event.agent)?.inject(event.amount);
        this.#cash = this.#cash.plus(event.amount);
        return;
      case 'DealerQuote':
        if (event.phase === 'close') this.#closeBucket(event);
        return;
      default:
        return;
    }
  }

  result(): DealerMetrics | undefined {
    if (this.#init === undefined) return undefined;
    const buckets = [...this.#buckets.values()].map((count) => this.#bucketResult(count));
    const insideTrades = buckets.reduce((n, { insideSells, insideBuys }) => n + insideSells + insideBuys, 0);
    const passThroughTrades = buckets.reduce(
      (n, { passThroughSells, passThroughBuys }) => n + passThroughSells + passThroughBuys,
      0,
    );
    const sells = buckets.reduce((n, { insideSells, passThroughSells }) => n + insideSells + passThroughSells, 0);
    const recoveries = this.#recoveries;
    const ended = this.#lastImpact === this.#day.day && this.#day.day > 0 && this.#outstanding > 0;
    return {
      timeToStability: ended ? null : 1 + this.#lastImpact,
      totalTrades: insideTrades + passThroughTrades,
      insideTrades,
      passThroughTrades,
      sells,
      buys: insideTrades + passThroughTrades - sells,
      rejections: this.#rejections,
      totalDefaults: recoveries.length,
      defaultedIssuers: [...this.#defaulted],
      defaultRate: this.#faceDue.eq(0) ? null : quotient(this.#faceDue.minus(this.#paid), this.#faceDue),
      averageRecoveryRate:
        recoveries.length === 0 ? null : quotient(sum(recoveries.map(({ rate }) => rate)), decimal(recoveries.length)),
      weightedRecoveryRate:
        recoveries.length === 0
          ? null
          : quotient(sum(recoveries.map(({ paid }) => paid)), sum(recoveries.map(({ due }) => due))),
      spreadEarned: sum(buckets.map(({ spreadEarned }) => spreadEarned)),
      buckets,
      bucketDays: [...this.#bucketDays],
      days: this.#day.day === 0 ? [...this.#days] : [...this.#days, this.#dayResult()],
    };
  }

  #open(event: InitEvent): void {
    this.#init = event;
    this.#cash = event.totalCash;
    for (const { agent, role, cash } of event.positions)
      if (role !== 'trader') this.#makers.set(agent, new MakerAccount(agent, cash));
    const dealers = event.positions.filter(({ role }) => role === 'dealer');
    const vbts = event.positions.filter(({ role }) => role === 'vbt');
    event.anchors.forEach(({ bucket, mid, spread }, i) => {
      const dealer = this.#makers.get(dealers[i]?.agent ?? '') as MakerAccount;
      const vbt = this.#makers.get(vbts[i]?.agent ?? '') as MakerAccount;
      this.#buckets.set(bucket, new BucketCount(bucket, dealer, vbt, mid, spread));
    });
    for (const { ticket, issuer, owner, maturityDay, bucket } of event.tickets) {
      const state: TicketState = { owner, bucket };
      this.#tickets.set(ticket, state);
      this.#fallsDue(issuer, maturityDay).push(state);
      this.#makers.get(owner)?.hold(bucket, 1);
    }
    this.#outstanding = this.#tickets.size;
    for (const maker of this.#makers.values()) maker.open(this.#midOf);
  }

  /** Tickets of an issuer that mature on a day. */
  #fallsDue(issuer: AgentId, day: Day): TicketState[] {
    let days = this.#due.get(issuer);
    if (days === undefined) {
      days = new Map();
      this.#due.set(issuer, days);
    }
    let tickets = days.get(day);
    if (tickets === undefined) {
      tickets = [];
      days.set(day, tickets);
    }
    return tickets;
  }

  #nextDay(day: number): void {
    if (this.#day.day > 0) this.#days.push(this.#dayResult());
    this.#day = { day, trades: 0, defaults: 0, due: ZERO, paid: ZERO };
    for (const count of this.#buckets.values()) count.lossRate = ZERO;
  }

  #relabel({ ticket, newBucket }: BucketUpdateEvent): void {
    const state = this.#tickets.get(ticket);
    if (state === undefined) return;
    const maker = this.#makers.get(state.owner);
    if (maker !== undefined) {
      maker.hold(state.bucket, -1);
      maker.hold(newBucket, 1);
      maker.gain('rebucketing', this.#midOf(newBucket).minus(this.#midOf(state.bucket)));
    }
    state.bucket = newBucket;
  }

  /** The label has changed already, so the ticket goes at the new mid: giver and receiver gain nothing more. */
  #rebucket({ ticket, newBucket, price, holderType }: RebucketEvent): void {
    const state = this.#tickets.get(ticket);
    const count = this.#buckets.get(newBucket);
    if (state === undefined || count === undefined) return;
    const receiver = holderType === 'dealer' ? count.dealer : count.vbt;
    if (holderType === 'dealer-to-vbt') count.layoffs++;
    this.#pass(state, receiver.agent, price, 'rebucketing');
  }

  #trade(event: TradeEvent): void {
    const state = this.#tickets.get(event.ticket);
    const count = this.#buckets.get(event.bucket);
    if (state === undefined || count === undefined) return;
    this.#day.trades++;
    this.#lastImpact = event.day;
    const isSell = event.side === 'SELL';
    if (event.isPassThrough) count[isSell ? 'passThroughSells' : 'passThroughBuys']++;
    else {
      count[isSell ? 'insideSells' : 'insideBuys']++;
      count.spreadEarned = count.spreadEarned.plus(event.price.minus(count.midline()).abs());
    }
    const counterparty = event.isPassThrough ? (event.vbt ?? count.vbt.agent) : event.dealer;
    this.#pass(state, isSell ? counterparty : event.trader, event.price, 'trading');
  }

  /** A ticket changes its owner against a price; market makers among the parties gain the difference to its mid. */
  #pass(state: TicketState, to: AgentId, price: Decimal, part: 'trading' | 'rebucketing'): void {
    const edge = price.minus(this.#midOf(state.bucket));
    const giver = this.#makers.get(state.owner);
    if (giver !== undefined) {
      giver.cash = giver.cash.plus(price);
      giver.hold(state.bucket, -1);
      giver.gain(part, edge);
    }
    const taker = this.#makers.get(to);
    if (taker !== undefined) {
      taker.cash = taker.cash.minus(price);
      taker.hold(state.bucket, 1);
      taker.gain(part, edge.times(-1));
    }
    state.owner = to;
  }

  #settle(event: SettlementEvent): void {
    for (const { holder, amount } of event.payouts) {
      const maker = this.#makers.get(holder);
      if (maker === undefined) continue;
      maker.cash = maker.cash.plus(amount);
      maker.gain('settlement', amount.minus(this.#release(event, holder, maker)));
    }
    this.#outstanding -= event.ticketCount;
    this.#faceDue = this.#faceDue.plus(event.totalDue);
    this.#paid = this.#paid.plus(event.totalPaid);
    this.#day.due = this.#day.due.plus(event.totalDue);
    this.#day.paid = this.#day.paid.plus(event.totalPaid);
    if (event.kind === 'Settlement') return;
    this.#day.defaults++;
    this.#lastImpact = event.day;
    this.#defaulted.add(event.issuer);
    this.#recoveries.push({ rate: event.recoveryRate, due: event.totalDue, paid: event.totalPaid });
  }

  /** Takes a holder's matured tickets of the issuer off its books; returns what they stood at. */
  #release({ issuer, day }: SettlementEvent, holder: AgentId, maker: MakerAccount): Decimal {
    let worth = ZERO;
    for (const state of this.#fallsDue(issuer, day)) {
      if (state.owner !== holder) continue;
      maker.hold(state.bucket, -1);
      worth = worth.plus(this.#midOf(state.bucket));
    }
    return worth;
  }

  #revalue({ bucket, midAfter, spreadAfter, lossRate }: AnchorUpdateEvent): void {
    const count = this.#buckets.get(bucket);
    if (count === undefined) return;
    const change = midAfter.minus(count.mid);
    for (const maker of this.#makers.values()) maker.gain('revaluation', change.times(maker.held(bucket)));
    count.mid = midAfter;
    count.spread = spreadAfter;
    count.lossRate = lossRate;
  }

  #closeBucket(event: DealerQuoteEvent): void {
    const count = this.#buckets.get(event.bucket);
    if (count === undefined) return;
    const { day, bucket, inventory, capacity, bid, ask, vbtBid, vbtAsk } = event;
    const { mid, spread, lossRate, dealer } = count;
    this.#bucketDays.push({
      day,
      bucket,
      inventory,
      cash: dealer.cash,
      capacity,
      bid,
      ask,
      vbtBid,
      vbtAsk,
      mid,
      spread,
      lossRate,
    });
  }

  #dayResult(): MarketDay {
    const faceOutstanding = (this.#init?.ticketSize ?? ZERO).times(this.#outstanding);
    return {
      ...this.#day,
      faceOutstanding,
      debtToMoney: this.#cash.eq(0) ? null : quotient(faceOutstanding, this.#cash),
    };
  }

  #bucketResult(count: BucketCount): BucketMetrics {
    const { bucket, insideSells, insideBuys, passThroughSells, passThroughBuys, layoffs, spreadEarned } = count;
    return {
      bucket,
      dealer: count.dealer.profit(this.#midOf),
      vbt: count.vbt.profit(this.#midOf),
      insideSells,
      insideBuys,
      passThroughSells,
      passThroughBuys,
      vbtNetAbsorption: passThroughSells - passThroughBuys,
      layoffs,
      spreadEarned,
    };
  }
}

/** A collector of metrics: give it to a market as its event sink, or tee it with others. */
export function collectDealerMetrics(): DealerMetricsCollector {
  return new MetricsFold();
}

/** The metrics of a log that starts with `Init`; undefined without one. */
export function measureDealer(events: Iterable<DealerEvent>): DealerMetrics | undefined {
  const fold = new MetricsFold();
  for (const event of events) fold.emit(event);
  return fold.result();
}
