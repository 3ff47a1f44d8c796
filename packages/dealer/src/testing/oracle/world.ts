import { type Decimal, decimal, type RandomSource, type RecordValue } from '@bagehot/kernel';
import { OracleError } from './errors.js';
import { onGrid } from './money.js';
import { type OracleQuote, quoteLiterally } from './quote.js';
import type { OracleRecord } from './record.js';
import type { Settings } from './settings.js';

/** Anybody with cash. */
export interface Entity {
  readonly id: string;
  cash: Decimal;
}

/** A trader; its tickets and debts are found in the list of tickets. */
export interface Trader extends Entity {
  defaulted: boolean;
}

/** One bucket with its two market makers. */
export interface Desk {
  readonly bucket: string;
  readonly daysMin: number;
  readonly daysMax: number | null;
  readonly midSensitivity: Decimal;
  readonly spreadSensitivity: Decimal;
  mid: Decimal;
  spread: Decimal;
  /** Sum of |price - midline before the trade| over inside trades. */
  spreadEarned: Decimal;
  readonly dealer: Entity;
  readonly vbt: Entity;
}

/** One ticket that exists. */
export interface Ticket {
  readonly id: string;
  readonly issuer: string;
  readonly maturityDay: number;
  readonly serial: number;
  /** The bucket at ticketization. */
  readonly origin: string;
  owner: string;
  label: string;
}

/** The whole state of a run: plain lists, looked through from the front whenever something is needed. */
export interface World {
  readonly settings: Settings;
  readonly random: RandomSource;
  /** Stream of the day for `issuerDraw`. */
  issuerDraws: RandomSource;
  day: number;
  /** Registration order. */
  readonly traders: readonly Trader[];
  /** Bucket order. */
  readonly desks: readonly Desk[];
  /** Serial order; settled tickets are gone. */
  tickets: Ticket[];
  /** Loss rate by bucket of the last settlement, bucket order. */
  losses: { readonly bucket: string; readonly rate: Decimal }[];
  readonly records: OracleRecord[];
}

/** Everybody: traders, then dealers, then VBTs (dealer specification, section 3.3). */
export function canonicalOrder(world: Pick<World, 'traders' | 'desks'>): readonly Entity[] {
  return [...world.traders, ...world.desks.map((desk) => desk.dealer), ...world.desks.map((desk) => desk.vbt)];
}

/** The entity of that name. */
export function entityOf(world: Pick<World, 'traders' | 'desks'>, id: string): Entity {
  return present(
    canonicalOrder(world).find((entity) => entity.id === id),
    `no entity is called ${id}`,
  );
}

/** The desk of that bucket. */
export function deskOf(world: World, bucket: string): Desk {
  return present(
    world.desks.find((desk) => desk.bucket === bucket),
    `no bucket is called ${bucket}`,
  );
}

/** The value, if there is one. */
export function present<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new OracleError('BAD_SCENARIO', { path: otherwise }, otherwise);
  return value;
}

/** Days until the ticket matures. */
export function remainingDays(world: World, ticket: Ticket): number {
  return ticket.maturityDay - world.day;
}

/** The bucket for a positive number of remaining days. */
export function bucketFor(desks: readonly Desk[], days: number): string {
  const desk = desks.find((row) => row.daysMin <= days && (row.daysMax === null || days <= row.daysMax));
  return present(desk, `no bucket holds ${days} days`).bucket;
}

/** The owner's tickets under a label, serial order. */
export function shelf(world: World, owner: string, label: string): readonly Ticket[] {
  return world.tickets.filter((ticket) => ticket.owner === owner && ticket.label === label);
}

/** The quotes of a desk as its state stands. */
export function quoteOf(world: World, desk: Desk): OracleQuote {
  const { size, guardMid, clip, parCap, moneyDecimals } = world.settings;
  const tickets = shelf(world, desk.dealer.id, desk.bucket).length;
  return quoteLiterally({
    ...{ tickets, cash: desk.dealer.cash, mid: desk.mid, spread: desk.spread },
    ...{ size, guardMid, clip, parCap, moneyDecimals },
  });
}

/** Moves cash; a negative price turns the payment round. */
export function pay(from: Entity, to: Entity, price: Decimal): void {
  from.cash = from.cash.minus(price);
  to.cash = to.cash.plus(price);
}

/** An amount of the scenario, which must lie on the money grid. */
export function amountOf(text: string, path: string, moneyDecimals: number): Decimal {
  const amount = decimal(text);
  if (!onGrid(amount, moneyDecimals).eq(amount)) {
    throw new OracleError(
      'BAD_SCENARIO',
      { path },
      `${path} is ${text}, which has more than ${moneyDecimals} decimals`,
    );
  }
  return amount;
}

/** Appends a record of the day. */
export function write(world: World, kind: string, fields: Readonly<Record<string, RecordValue>>): void {
  world.records.push({ kind, day: world.day, ...fields });
}

/** Appends a desk's quotes (dealer specification, section 12). */
export function writeQuote(world: World, desk: Desk, phase: 'open' | 'trade' | 'close'): void {
  const quote = quoteOf(world, desk);
  write(world, 'DealerQuote', {
    bucket: desk.bucket,
    phase,
    bid: quote.bid.toString(),
    ask: quote.ask.toString(),
    vbt_bid: quote.B.toString(),
    vbt_ask: quote.A.toString(),
    inventory: shelf(world, desk.dealer.id, desk.bucket).length,
    capacity: quote.X.toString(),
    is_pinned_bid: quote.pinBid,
    is_pinned_ask: quote.pinAsk,
  });
}
