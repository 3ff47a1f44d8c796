import { type Decimal, decimal } from '@bagehot/kernel';
import { total, ZERO } from './money.js';
import type { OracleRecord } from './record.js';
import { type Desk, deskOf, type Entity, type World } from './world.js';

/** The four sources of a market maker's profit; each belongs to one step of the day. */
type ProfitPart = 'rebucketing' | 'trading' | 'settlement' | 'revaluation';

/** One market maker's profit over the run; the parts add up to equity at the end less at the start less what was injected. */
export interface OracleProfit {
  readonly agent: string;
  readonly equity_start: string;
  readonly equity_end: string;
  readonly injected: string;
  readonly trading: string;
  readonly settlement: string;
  readonly rebucketing: string;
  readonly revaluation: string;
  /** Profit over opening equity; `null` where that was 0. */
  readonly return: string | null;
}

/** One bucket over the run. */
export interface OracleBucketMetrics {
  readonly bucket: string;
  readonly dealer: OracleProfit;
  readonly vbt: OracleProfit;
  readonly inside_sells: number;
  readonly inside_buys: number;
  readonly pass_through_sells: number;
  readonly pass_through_buys: number;
  readonly layoffs: number;
  readonly spread_earned: string;
}

/** What the dealer specification, section 13, asks of a run. */
export interface OracleMetrics {
  readonly time_to_stability: number | null;
  readonly total_trades: number;
  readonly total_defaults: number;
  readonly defaulted_issuers: readonly string[];
  /** Unpaid face over face due; `null` when nothing fell due. */
  readonly default_rate: string | null;
  readonly avg_recovery_rate: string | null;
  readonly recovery_rate_weighted: string | null;
  readonly buckets: readonly OracleBucketMetrics[];
}

/** Watches the equity of the market makers from step to step. */
export interface Meter {
  /** Runs a step of the day; what it changes in anybody's equity is profit of that part. */
  during(part: ProfitPart, step: () => void): void;
  result(): OracleMetrics;
}

/** Cash, and every ticket at the mid of its bucket. */
function equity(world: World, maker: Entity): Decimal {
  const tickets = world.tickets.filter((ticket) => ticket.owner === maker.id);
  return maker.cash.plus(total(tickets.map((ticket) => deskOf(world, ticket.label).mid)));
}

function injectedInto(world: World, maker: Entity): Decimal {
  const records = world.records.filter((record) => record.kind === 'CapitalInjected' && record['agent'] === maker.id);
  return total(records.map((record) => decimal(String(record['amount']))));
}

/** A ratio with 24 digits, `null` where there is nothing to compare with. */
function ratio(part: Decimal, whole: Decimal): string | null {
  return whole.eq(ZERO) ? null : part.div(whole).toString();
}

function settlementMetrics(records: readonly OracleRecord[]) {
  const amounts = (kinds: readonly string[], field: string) =>
    records.filter((record) => kinds.includes(record.kind)).map((record) => decimal(String(record[field])));
  const due = total(amounts(['Settlement', 'Default'], 'total_due'));
  const paid = total(amounts(['Settlement', 'Default'], 'total_paid'));
  const rates = amounts(['Default'], 'recovery_rate');
  const issuers = records.filter((record) => record.kind === 'Default').map((record) => String(record['issuer_id']));
  return {
    total_defaults: rates.length,
    defaulted_issuers: issuers.filter((issuer, position) => issuers.indexOf(issuer) === position),
    default_rate: ratio(due.minus(paid), due),
    avg_recovery_rate: ratio(total(rates), decimal(rates.length)),
    recovery_rate_weighted: ratio(total(amounts(['Default'], 'total_paid')), total(amounts(['Default'], 'total_due'))),
  };
}

function timeToStability(world: World): number | null {
  const last = world.records.filter(({ kind }) => kind === 'Trade' || kind === 'Default').at(-1)?.day ?? 0;
  return last === world.day && last > 0 && world.tickets.length > 0 ? null : 1 + last;
}

function tradesOf(world: World, desk: Desk) {
  const trades = world.records.filter((record) => record.kind === 'Trade' && record['bucket'] === desk.bucket);
  const count = (side: string, isPassThrough: boolean) =>
    trades.filter((trade) => trade['side'] === side && trade['is_passthrough'] === isPassThrough).length;
  const layoffs = world.records.filter(
    (record) => record['holder_type'] === 'dealer-to-vbt' && record['new_bucket'] === desk.bucket,
  );
  return {
    inside_sells: count('SELL', false),
    inside_buys: count('BUY', false),
    pass_through_sells: count('SELL', true),
    pass_through_buys: count('BUY', true),
    layoffs: layoffs.length,
    spread_earned: desk.spreadEarned.toString(),
  };
}

/** Starts watching on day 0. */
export function startMeter(world: World): Meter {
  const makers = world.desks.flatMap((desk) => [desk.dealer, desk.vbt]);
  const worth = (maker: Entity) => equity(world, maker).minus(injectedInto(world, maker));
  const start = makers.map((maker) => equity(world, maker));
  const parts: { readonly part: ProfitPart; readonly maker: Entity; readonly change: Decimal }[] = [];

  const profitOf = (maker: Entity): OracleProfit => {
    const of = (part: ProfitPart) =>
      total(parts.filter((row) => row.part === part && row.maker === maker).map((row) => row.change)).toString();
    const equityStart = start[makers.indexOf(maker)] ?? ZERO;
    return {
      agent: maker.id,
      equity_start: equityStart.toString(),
      equity_end: equity(world, maker).toString(),
      injected: injectedInto(world, maker).toString(),
      ...{ trading: of('trading'), settlement: of('settlement') },
      ...{ rebucketing: of('rebucketing'), revaluation: of('revaluation') },
      return: ratio(worth(maker).minus(equityStart), equityStart),
    };
  };

  return {
    during(part, step) {
      const before = makers.map(worth);
      step();
      for (const [position, maker] of makers.entries()) {
        parts.push({ part, maker, change: worth(maker).minus(before[position] ?? ZERO) });
      }
    },
    result: () => ({
      time_to_stability: timeToStability(world),
      total_trades: world.records.filter((record) => record.kind === 'Trade').length,
      ...settlementMetrics(world.records),
      buckets: world.desks.map((desk) => ({
        bucket: desk.bucket,
        ...{ dealer: profitOf(desk.dealer), vbt: profitOf(desk.vbt) },
        ...tradesOf(world, desk),
      })),
    }),
  };
}
