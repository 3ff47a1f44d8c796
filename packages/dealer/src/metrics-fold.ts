import { type AgentId, type Decimal, decimal, type EventSink, quotient, sum, ZERO } from '@bagehot/kernel';
import type { DealerEvent, DealerQuoteEvent, InitEvent, SettlementEvent } from './events.js';
import { MakerBooks } from './maker-books.js';
import type { BucketDay, DealerMetrics, MarketDay } from './metrics.js';

/** Collects {@link DealerMetrics} from the events of a stand-alone market, starting with its `Init`. */
export interface DealerMetricsCollector extends EventSink<DealerEvent> {
  /** What the run has come to so far. Undefined before `Init`. */
  result(): DealerMetrics | undefined;
}

class MetricsFold implements DealerMetricsCollector {
  #init: InitEvent | undefined;
  readonly #books = new MakerBooks();
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

  emit(event: DealerEvent): void {
    switch (event.kind) {
      case 'Init':
        this.#open(event);
        return;
      case 'DayStart':
        this.#nextDay(event.day);
        return;
      case 'BucketUpdate':
        this.#books.relabel(event);
        return;
      case 'Rebucket':
        this.#books.rebucket(event);
        return;
      case 'Trade':
        if (!this.#books.trade(event)) return;
        // A dealer's forced sale is no customer's trade.
        if (event.route !== 'Layoff') this.#day.trades++;
        this.#lastImpact = event.day;
        return;
      case 'OrderRejected':
        this.#rejections++;
        return;
      case 'Settlement':
      case 'Default':
        this.#settle(event);
        return;
      case 'VBTAnchorUpdate':
        this.#books.revalue(event);
        return;
      case 'CapitalInjected':
        this.#books.inject(event.agent, event.amount);
        this.#cash = this.#cash.plus(event.amount);
        return;
      case 'DealerQuote':
        if (event.phase === 'close') this.#close(event);
        return;
      default:
        return;
    }
  }

  result(): DealerMetrics | undefined {
    if (this.#init === undefined) return undefined;
    const books = this.#books;
    const buckets = [...books.buckets.values()].map((count) => count.result(books.midOf));
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
    this.#books.open(event);
    this.#outstanding = this.#books.ticketCount;
  }

  #nextDay(day: number): void {
    if (this.#day.day > 0) this.#days.push(this.#dayResult());
    this.#day = { day, trades: 0, defaults: 0, due: ZERO, paid: ZERO };
    for (const count of this.#books.buckets.values()) count.lossRate = ZERO;
  }

  #settle(event: SettlementEvent): void {
    this.#books.settle(event);
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

  #close(event: DealerQuoteEvent): void {
    const count = this.#books.buckets.get(event.bucket);
    if (count !== undefined) this.#bucketDays.push(count.day(event));
  }

  #dayResult(): MarketDay {
    const faceOutstanding = (this.#init?.ticketSize ?? ZERO).times(this.#outstanding);
    return {
      ...this.#day,
      faceOutstanding,
      debtToMoney: this.#cash.eq(0) ? null : quotient(faceOutstanding, this.#cash),
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
