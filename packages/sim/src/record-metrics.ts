import { createMoneyMarketFigures } from '@bagehot/central-bank';
import type { AgentId, EventBase, EventRecord } from '@bagehot/kernel';
import {
  createRingMetrics,
  type FilledTable,
  intradaySteps,
  intradayTable,
  metricsRecord,
  metricTables,
  type RingMetrics,
  type RingMetricsOptions,
} from '@bagehot/ring';
import { recordedEvents } from './recorded-events.js';
import { type PlainRecord, type PlainValue, plain } from './run-record.js';
import { TRADER_KINDS } from './scenario/scenario.js';
import { LiabilityFold, StrategyTally } from './strategies.js';

/** What a log alone tells of its run. */
export interface RecordedMetrics {
  readonly metrics: RingMetrics;
  /** Under the names and with the values of {@link runRecord}, but for `dealer_profit`, `market` and `backstop`, which need to know the market's prices at the opening. */
  readonly record: PlainRecord;
  /** `metrics`, `metrics_ds` and `metrics_intraday`, as {@link runTables} makes them. */
  readonly tables: readonly FilledTable[];
}

/**
 * The metrics of a run from its records alone, without running anything: the same values that the run had, to the last digit.
 *
 * @param options - money at the start of each day, for logs that do not begin with the opening of the accounts
 * @throws SimError `INVALID_RECORD` when a record lacks a field that a metric needs
 * @see ring specification, sections 10 and 16
 */
export function recordMetrics(
  records: Iterable<EventRecord>,
  options: Pick<RingMetricsOptions, 'moneyAtStart'> = {},
): RecordedMetrics {
  const ring = createRingMetrics(options);
  const story = new Story();
  const strategies = new StrategyTally();
  const liabilities = new LiabilityFold(
    (agent) => story.isTrader(agent),
    (outcome) => strategies.add(outcome),
  );
  const money = createMoneyMarketFigures();
  const settled: EventBase[] = [];
  for (const event of recordedEvents(story.watch(records))) {
    ring.emit(event);
    liabilities.emit(event);
    money.emit(event);
    if (event.kind === 'PayableSettled') settled.push(event);
  }
  const metrics = ring.result();
  const figures = metricsRecord(metrics);
  const record: PlainRecord = {
    ...story.record(),
    default_rate: metrics.defaultRate.toFixed(),
    clearing_rate: metrics.clearingRate.toFixed(),
    mean_recovery_rate: metrics.meanRecoveryRate?.toFixed() ?? null,
    total_defaults: metrics.totalDefaults,
    total_trades: story.trades,
    summary: figures.summary as PlainRecord,
    summary_all: metricsRecord(metrics.all).summary as PlainRecord,
    ...(story.hasMoneyMarket ? { money_market: plain(money.result()) } : {}),
    ...(story.hasMarket ? { strategies: plain(strategies.result()) } : {}),
    days: figures.days as readonly PlainRecord[],
  };
  return { metrics, record, tables: [...metricTables(metrics), intradayTable(intradaySteps(settled))] };
}

/** How a run went on and how it ended, as its records tell it. */
class Story {
  trades: number = 0;
  hasMarket: boolean = false;
  hasMoneyMarket: boolean = false;
  #outcome: PlainValue = null;
  #halt: PlainValue = null;
  #days = 0;
  readonly #defaulted: Set<AgentId> = new Set();
  readonly #traders: Set<AgentId> = new Set();

  isTrader(agent: AgentId): boolean {
    return this.#traders.has(agent);
  }

  *watch(records: Iterable<EventRecord>): Generator<EventRecord> {
    for (const record of records) {
      this.#take(record);
      yield record;
    }
  }

  record(): PlainRecord {
    return { outcome: this.#outcome, days_run: this.#days, halt: this.#halt, defaulted: [...this.#defaulted] };
  }

  #take(record: EventRecord): void {
    switch (record['kind']) {
      case 'PhaseA':
        this.#days++;
        return;
      case 'AgentCreated':
        if ((TRADER_KINDS as readonly unknown[]).includes(record['agent_kind']))
          this.#traders.add(String(record['agent']));
        return;
      case 'DealerQuote':
        this.hasMarket = true;
        return;
      case 'CallMarketCleared':
        this.hasMoneyMarket = true;
        return;
      case 'Trade':
        // A dealer's forced sale is no customer's trade.
        if (record['route'] !== 'Layoff') this.trades++;
        return;
      case 'AgentDefaulted':
        this.#defaulted.add(String(record['agent']));
        return;
      case 'RunStopped':
        this.#outcome = record['outcome'] ?? null;
        this.#halt = record['halt'] ?? null;
        return;
      default:
    }
  }
}
