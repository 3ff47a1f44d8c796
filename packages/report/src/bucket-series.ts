import { type Decimal, max, ZERO } from '@bagehot/kernel';
import type { Balance } from './balances.js';
import { amountOf, amountOr0, isSet, textOf } from './record.js';
import { eventsOf, type LoggedEvent } from './run-log.js';
import { parameter, type RunView } from './run-view.js';

/** One posted quote; `time` is the day plus how far through the day's events of the bucket it stands. Numbers are for drawing. */
export interface QuotePoint {
  readonly time: number;
  readonly bid: number;
  readonly ask: number;
  readonly outsideBid: number;
  readonly outsideAsk: number;
  /** Tickets on the dealer's shelf. */
  readonly tickets: number;
  /** Capacity in tickets. */
  readonly capacity: number;
}

/** One trade, for drawing: where in time and at what price. */
export interface TradePoint {
  readonly time: number;
  readonly price: number;
  readonly side: string;
  readonly passed: boolean;
}

/** A bucket at the close of a day: every kernel figure that the log holds. */
export interface BucketClose {
  readonly day: number;
  /** The last quote of the day. */
  readonly quote: object;
  /** Mid of the outside quotes, as last recorded. */
  readonly mid: Decimal | undefined;
  /** Spread of the outside quotes. */
  readonly spread: Decimal | undefined;
  /** Loss rate of the day, when the anchors moved. */
  readonly lossRate: Decimal | undefined;
  readonly inside: number;
  readonly passed: number;
  readonly dealer: Balance | undefined;
  readonly vbt: Balance | undefined;
}

/** All that happened to one bucket. */
export interface BucketSeries {
  readonly bucket: string;
  readonly dealer: string;
  readonly vbt: string;
  readonly quotes: readonly QuotePoint[];
  readonly trades: readonly TradePoint[];
  readonly closes: readonly BucketClose[];
  /** Most tickets on the dealer's shelf at any time, and the greatest capacity then posted (face). */
  readonly peak: { readonly tickets: number; readonly capacity: Decimal };
}

/** Events of one bucket by day, in order. */
function byDay(events: readonly LoggedEvent[]): ReadonlyMap<number, readonly LoggedEvent[]> {
  const days = new Map<number, LoggedEvent[]>();
  for (const event of events) {
    const same = days.get(event.day);
    if (same === undefined) days.set(event.day, [event]);
    else same.push(event);
  }
  return days;
}

function numberOf(record: object, field: string): number {
  return Number(textOf(record, field) || 0);
}

/** The outside mid before any update: as recorded by the first one, else from the outside quotes unless those are clipped at 0. */
function openingMid(quotes: readonly LoggedEvent[], updates: readonly LoggedEvent[]): Decimal | undefined {
  const first = updates[0];
  if (first !== undefined) return amountOf(first.record, 'M_old');
  const quote = quotes[0]?.record;
  if (quote === undefined) return undefined;
  const bid = amountOr0(quote, 'vbt_bid');
  return bid.eq(ZERO) ? undefined : bid.plus(amountOr0(quote, 'vbt_ask')).times('0.5');
}

function openingSpread(quotes: readonly LoggedEvent[], updates: readonly LoggedEvent[]): Decimal | undefined {
  const first = updates[0];
  if (first !== undefined) return amountOf(first.record, 'O_old');
  const quote = quotes[0]?.record;
  if (quote === undefined || amountOr0(quote, 'vbt_bid').eq(ZERO)) return undefined;
  return amountOr0(quote, 'vbt_ask').minus(amountOr0(quote, 'vbt_bid'));
}

/** The market of every bucket over time, buckets in the order in which they first quote. */
export function bucketSeries(view: RunView): readonly BucketSeries[] {
  const kinds = ['DealerQuote', 'Trade', 'VBTAnchorUpdate'] as const;
  const grouped = new Map<string, Map<string, LoggedEvent[]>>();
  for (const bucket of view.makers.keys()) grouped.set(bucket, new Map(kinds.map((kind) => [kind, []])));
  for (const kind of kinds) {
    for (const event of eventsOf(view.log, kind)) {
      grouped.get(textOf(event.record, 'bucket'))?.get(kind)?.push(event);
    }
  }
  return [...grouped].map(([bucket, events]) =>
    seriesOf(
      view,
      bucket,
      events.get('DealerQuote') ?? [],
      events.get('Trade') ?? [],
      events.get('VBTAnchorUpdate') ?? [],
    ),
  );
}

function seriesOf(
  view: RunView,
  bucket: string,
  quotes: readonly LoggedEvent[],
  trades: readonly LoggedEvent[],
  updates: readonly LoggedEvent[],
): BucketSeries {
  const { dealer = '', vbt = '' } = view.makers.get(bucket) ?? {};
  const size = Number(view.ticketSize.toString()) || 1;
  const times = timesOf([...quotes, ...trades].sort((a, b) => a.seq - b.seq));
  let peak = { tickets: 0, capacity: ZERO };
  const points = quotes.map(({ seq, record }): QuotePoint => {
    const tickets = numberOf(record, 'inventory');
    const capacity = amountOr0(record, 'capacity');
    peak = { tickets: Math.max(peak.tickets, tickets), capacity: max(peak.capacity, capacity) };
    return {
      time: times.get(seq) ?? 0,
      bid: numberOf(record, 'bid'),
      ask: numberOf(record, 'ask'),
      outsideBid: numberOf(record, 'vbt_bid'),
      outsideAsk: numberOf(record, 'vbt_ask'),
      tickets,
      capacity: numberOf(record, 'capacity') / size,
    };
  });
  return {
    bucket,
    dealer,
    vbt,
    quotes: points,
    trades: trades.map(({ seq, record }) => ({
      time: times.get(seq) ?? 0,
      price: numberOf(record, 'price'),
      side: textOf(record, 'side'),
      passed: isSet(record, 'is_passthrough'),
    })),
    closes: closesOf(view, dealer, vbt, quotes, trades, updates),
    peak,
  };
}

/** Spreads the events of a day evenly over it, so that a drawing shows what happened within the day. */
function timesOf(events: readonly LoggedEvent[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const [day, sameDay] of byDay(events)) {
    sameDay.forEach(({ seq }, k) => {
      times.set(seq, day + k / sameDay.length);
    });
  }
  return times;
}

function closesOf(
  view: RunView,
  dealer: string,
  vbt: string,
  quotes: readonly LoggedEvent[],
  trades: readonly LoggedEvent[],
  updates: readonly LoggedEvent[],
): readonly BucketClose[] {
  const [tradesOn, updatesOn] = [byDay(trades), byDay(updates)];
  let mid = openingMid(quotes, updates);
  let spread = openingSpread(quotes, updates);
  return [...byDay(quotes)].map(([day, sameDay]) => {
    const update = updatesOn.get(day)?.at(-1)?.record;
    if (update !== undefined) [mid, spread] = [amountOf(update, 'M_new'), amountOf(update, 'O_new')];
    const deals = tradesOn.get(day) ?? [];
    const passed = deals.filter(({ record }) => isSet(record, 'is_passthrough')).length;
    const sheets = view.balances.get(day);
    return {
      day,
      quote: sameDay.at(-1)?.record ?? {},
      mid,
      spread,
      lossRate: update && amountOf(update, 'loss_rate'),
      inside: deals.length - passed,
      passed,
      dealer: sheets?.find(({ agent }) => agent === dealer),
      vbt: sheets?.find(({ agent }) => agent === vbt),
    };
  });
}

/** What the scenario says about a bucket, for its heading: remaining days it covers. */
export function bucketRange(view: RunView, bucket: string): string {
  const from = parameter(view.parameters, `${bucket}.tau_min`, `${bucket}.minDays`);
  const to = parameter(view.parameters, `${bucket}.tau_max`, `${bucket}.maxDays`);
  if (from === undefined) return '';
  if (to === undefined || to === '–' || to === '999') return `${from} days and more to maturity`;
  return from === to ? `${from} days to maturity` : `${from} to ${to} days to maturity`;
}
