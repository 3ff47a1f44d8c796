import { PHASES } from '../population-quanta.js';
import { LOG_SCHEMA_VERSION } from './log-schema.js';
import type { LoggedMarket, LoggedRound } from './logged-round.js';
import { marketCells, NO_MARKET, quantaCell, quantaListCell } from './market-cells.js';
import { utilityText } from './utility.js';

/**
 * The cells of each person's row in a round, as JSON texts in the order of the schema's fields: what lines, tables and objects are all made of.
 *
 * @returns gives the cells of one row of the population
 */
export function rowCells(logged: LoggedRound): (row: number) => readonly string[] {
  const { population, market, equilibrium, participantRow, utility } = logged;
  const { ids, x, y, inMarket, distanceToMarket, tripDistance, phase, quantityScale } = population;
  const perGood = (quanta: readonly bigint[] | undefined): string =>
    quanta === undefined ? 'null' : quantaListCell(quanta, quantityScale);
  // The same on every row of the round.
  const version = JSON.stringify(LOG_SCHEMA_VERSION);
  const round = String(logged.round);
  const prices = market === null ? '[]' : priceCell(market);
  const unmetDemand = perGood(market?.unmetDemand);
  const unmetSupply = perGood(market?.unmetSupply);
  const marketGap = perGood(market?.liquidityGap);
  const mode = JSON.stringify(logged.mode);
  const timestamp = String(logged.timestamp);
  const status = JSON.stringify(equilibrium.status);
  const reason = JSON.stringify(equilibrium.reason);
  const restNorm = JSON.stringify(equilibrium.zRestNorm?.toFixed() ?? null);
  const method = JSON.stringify(equilibrium.method);
  const termination = JSON.stringify(logged.termination);
  const phases = PHASES.map((name) => JSON.stringify(name));
  const participant = market === null ? () => NO_MARKET : marketCells(market, quantityScale);
  return (row) => {
    const place = participantRow[row] as number;
    const cells = place < 0 ? NO_MARKET : participant(place);
    return [
      version,
      round,
      String(ids[row]),
      String(x[row]),
      String(y[row]),
      inMarket[row] === 1 ? 'true' : 'false',
      prices,
      cells.net,
      unmetDemand,
      unmetSupply,
      cells.travel,
      cells.budget,
      `"${utilityText(utility[row] as number)}"`,
      mode,
      timestamp,
      cells.requestedBuys,
      cells.requestedSells,
      cells.executedBuys,
      cells.executedSells,
      cells.unmetBuys,
      cells.unmetSells,
      cells.fillRateBuys,
      cells.fillRateSells,
      cells.wealth,
      cells.travel,
      cells.budget,
      cells.slack,
      cells.personalWealth,
      cells.capacity,
      cells.desiredBuys,
      cells.desiredSells,
      cells.gap,
      marketGap,
      cells.excess,
      cells.balance,
      cells.delivered,
      cells.received,
      cells.rounding,
      String(distanceToMarket[row]),
      String(tripDistance[row]),
      phases[phase[row] as number] as string,
      status,
      reason,
      restNorm,
      method,
      termination,
    ];
  };
}

function priceCell({ prices }: LoggedMarket): string {
  return `[${prices.units.map((unit) => (unit === 0n ? 'null' : quantaCell(unit, prices.decimals))).join(',')}]`;
}
