import { formatUnits } from '@bagehot/kernel/quanta';
import { PHASES } from '../population-quanta.js';
import { LOG_SCHEMA_VERSION } from './log-schema.js';
import type { LoggedRound } from './logged-round.js';
import { MarketCells } from './market-cells.js';
import type { RowWriter } from './row-writer.js';
import { encodeText } from './text-codec.js';
import { utilityText } from './utility.js';

/**
 * Writes the rows of a round, cell by cell in the order of the schema.
 *
 * @returns writes one row of the population
 */
export function rowsOf(logged: LoggedRound, writer: RowWriter): (row: number) => void {
  const { population, market, participantRow, utility, timestamp } = logged;
  const { ids, x, y, inMarket, distanceToMarket, tripDistance, phase, quantityScale } = population;
  const cells = market === null ? null : new MarketCells(market, quantityScale);
  const shared = sharedCells(logged);
  return (row) => {
    const place = participantRow[row] as number;
    const own = place < 0 ? null : cells;
    own?.read(place);
    writer.json(shared.version);
    writer.integer(logged.round);
    writer.integer(ids[row] as number);
    writer.integer(x[row] as number);
    writer.integer(y[row] as number);
    writer.json(inMarket[row] === 1 ? TRUE : FALSE);
    writer.json(shared.prices);
    if (own === null) writer.json(EMPTY);
    else own.trade.net(writer);
    writer.json(shared.unmetDemand);
    writer.json(shared.unmetSupply);
    if (own === null) writer.nulls(2);
    else writeBudget(own, writer);
    writer.digits(utilityText(utility[row] as number));
    writer.json(shared.mode);
    writer.integer(timestamp);
    if (own === null) writer.nulls(17);
    else writeOrders(own, writer);
    writer.json(shared.marketGap);
    if (own === null) writer.nulls(5);
    else writeSettlement(own, writer);
    writer.integer(distanceToMarket[row] as number);
    writer.integer(tripDistance[row] as number);
    writer.digits(PHASES[phase[row] as number] as string);
    writer.json(shared.status);
    writer.json(shared.reason);
    writer.json(shared.restNorm);
    writer.json(shared.method);
    writer.json(shared.termination);
    writer.end();
  };
}

const TRUE = json(true);
const FALSE = json(false);
const EMPTY = json([]);

/** The same twice: in 1.0.0 with the prefix `wealth_`. */
function writeBudget(own: MarketCells, writer: RowWriter): void {
  own.travelCost(writer);
  own.effectiveBudget(writer);
}

/** From `econ_requested_buys` to `liquidity_gap`. */
function writeOrders(own: MarketCells, writer: RowWriter): void {
  const { trade } = own;
  trade.requested(writer, 'buys');
  trade.requested(writer, 'sells');
  trade.executed(writer, 'buys');
  trade.executed(writer, 'sells');
  trade.unmet(writer, 'buys');
  trade.unmet(writer, 'sells');
  trade.fillRate(writer, 'buys');
  trade.fillRate(writer, 'sells');
  own.totalWealth(writer);
  writeBudget(own, writer);
  own.slack(writer);
  own.personalWealth(writer);
  own.sellCapacity(writer);
  trade.desired(writer, 'buys');
  trade.desired(writer, 'sells');
  trade.gap(writer);
}

/** From `econ_excess_demand_gap` to `settlement_rounding`. */
function writeSettlement(own: MarketCells, writer: RowWriter): void {
  own.excessDemand(writer);
  own.balance(writer);
  own.delivered(writer);
  own.received(writer);
  own.rounding(writer);
}

/** Cells that are the same on every row of a round. */
interface SharedCells {
  readonly version: Uint8Array;
  readonly prices: Uint8Array;
  readonly unmetDemand: Uint8Array;
  readonly unmetSupply: Uint8Array;
  readonly marketGap: Uint8Array;
  readonly mode: Uint8Array;
  readonly status: Uint8Array;
  readonly reason: Uint8Array;
  readonly restNorm: Uint8Array;
  readonly method: Uint8Array;
  readonly termination: Uint8Array;
}

function sharedCells({ mode, termination, population, equilibrium, market }: LoggedRound): SharedCells {
  const perGood = (quanta: readonly bigint[] | undefined): Uint8Array =>
    json(quanta?.map((amount) => formatUnits(amount, population.quantityScale)) ?? null);
  const prices = market?.prices.units.map((unit) => (unit === 0n ? null : formatUnits(unit, market.prices.decimals)));
  return {
    version: json(LOG_SCHEMA_VERSION),
    prices: json(prices ?? []),
    unmetDemand: perGood(market?.unmetDemand),
    unmetSupply: perGood(market?.unmetSupply),
    marketGap: perGood(market?.liquidityGap),
    mode: json(mode),
    status: json(equilibrium.status),
    reason: json(equilibrium.reason),
    restNorm: json(equilibrium.zRestNorm?.toFixed() ?? null),
    method: json(equilibrium.method),
    termination: json(termination),
  };
}

function json(value: unknown): Uint8Array {
  return encodeText(JSON.stringify(value));
}
