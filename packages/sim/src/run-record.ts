import { moneyMarketTables } from '@bagehot/central-bank';
import { dealerTables } from '@bagehot/dealer';
import { type Decimal, type EventBase, type EventRecord, isDecimal, type TableSpec } from '@bagehot/kernel';
import {
  type FilledTable,
  intradaySteps,
  intradayTable,
  metricsRecord,
  metricTables,
  type RingMetrics,
} from '@bagehot/ring';
import type { SimEvent } from './economy.js';
import { recordedEvents } from './recorded-events.js';
import type { SimMetrics } from './run-metrics.js';
import type { RunResult } from './simulate.js';

/** Plain data: what `JSON.stringify` writes and reads back. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainRecord;

/** A plain object. */
export interface PlainRecord {
  readonly [name: string]: PlainValue;
}

/** Tables of a run that fill while it goes on: `trades` and `dealer_quotes`, one row per event. */
export const runEventTables: readonly TableSpec<SimEvent>[] = dealerTables
  .filter(({ name }) => name === 'trades' || name === 'dealer_quotes')
  .map(({ name, columns, rows }) => ({ name, columns, rows: (event) => rows(event as never) }));

/** Further ones of a run with a money market: `policy_rate`, `omo`, `call_clearing` and `call_leg`, whose `seq` is that of the record where the event has been stamped with it. */
export const moneyEventTables: readonly TableSpec<SimEvent>[] = moneyMarketTables.map(({ name, columns, rows }) => ({
  name,
  columns,
  rows: (event) => rows(event as never),
}));

/** Further ones of a run whose dealers a central bank stands behind: `backstop_quotes`. */
export const backstopEventTables: readonly TableSpec<SimEvent>[] = [
  {
    name: 'backstop_quotes',
    columns: [
      { name: 'day', type: 'integer' },
      { name: 'bucket', type: 'text' },
      { name: 'bid', type: 'decimal' },
      { name: 'ask', type: 'decimal' },
      { name: 'effective_bid', type: 'decimal' },
      { name: 'effective_ask', type: 'decimal' },
      { name: 'bid_by', type: 'text' },
      { name: 'ask_by', type: 'text' },
    ],
    rows(event) {
      if (event.kind !== 'BackstopQuote') return [];
      const { day, bucket, bid, ask, effectiveBid, effectiveAsk, bidBy, askBy } = event;
      const prices = [bid, ask, effectiveBid, effectiveAsk].map((price) => price.toFixed());
      return [[day, bucket, ...prices, bidBy, askBy]];
    },
  },
];

/**
 * Tables of a run that is over: `metrics` (a row per day), `metrics_ds` (shortfall shares) and `metrics_intraday` (the liquidity in use after each payment).
 *
 * @param past - records of the run before its events, where it was taken up
 * @see ring specification, section 16
 */
export function runTables(
  metrics: SimMetrics,
  events: Iterable<SimEvent>,
  past: Iterable<EventRecord> = [],
): readonly FilledTable[] {
  return [...metricTables(metrics), intradayTable(intradaySteps(wholeStory(past, events)))];
}

function* wholeStory(past: Iterable<EventRecord>, events: Iterable<SimEvent>): Generator<EventBase> {
  yield* recordedEvents(past);
  yield* events;
}

/**
 * A run's result as plain data for `metrics.json`: how it ended, the summary and the days under the names of the ring specification, section 10, the same
 * with rolled debts counted, and what its market came to. Decimals are text.
 */
export function runRecord(result: RunResult): PlainRecord {
  return { ...runFigures(result), days: metricsRecord(result.metrics).days as readonly PlainRecord[] };
}

/** The same without the days: what stays of a run when there are many. */
export function runFigures({ stopped, days, halt, defaulted, metrics }: RunResult): PlainRecord {
  const summaryOf = ({ summary }: Pick<RingMetrics, 'summary'>): PlainRecord =>
    metricsRecord({ days: [], summary }).summary as PlainRecord;
  return {
    outcome: stopped,
    days_run: days,
    halt: plain(halt ?? null),
    defaulted,
    default_rate: metrics.defaultRate.toFixed(),
    clearing_rate: metrics.clearingRate.toFixed(),
    mean_recovery_rate: plain(metrics.meanRecoveryRate),
    total_defaults: metrics.totalDefaults,
    total_trades: metrics.totalTrades,
    dealer_profit: metrics.dealerProfit.toFixed(),
    summary: summaryOf(metrics),
    summary_all: summaryOf(metrics.all),
    ...(metrics.market === undefined ? {} : { market: plain(metrics.market) }),
    ...(metrics.backstop === undefined ? {} : { backstop: plain(metrics.backstop) }),
    ...(metrics.moneyMarket === undefined ? {} : { money_market: plain(metrics.moneyMarket) }),
    ...(metrics.funding === undefined ? {} : { funding: plain(metrics.funding) }),
    ...(metrics.strategies === undefined ? {} : { strategies: plain(metrics.strategies) }),
  };
}

/** Decimals as text, names in snake_case, what is undefined left out. */
export function plain(value: unknown): PlainValue {
  if (value === null || value === undefined) return null;
  if (isDecimal(value)) return (value as Decimal).toFixed();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([name, part]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), plain(part)]),
  );
}
