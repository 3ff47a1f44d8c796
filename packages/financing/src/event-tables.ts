import type { TableColumn, TableSpec } from '@bagehot/kernel';
import { formatUnits, halfEvenDiv } from '@bagehot/kernel/quanta';
import type { FinancingEvent, RoundCompleted } from './events.js';
import { gapQuanta, slackUnits } from './gaps.js';
import { populationUtilities, utilityText } from './log/utility.js';
import { PHASES } from './population-quanta.js';
import type { RoundQuanta } from './round-quanta.js';
import { INFINITE } from './travel.js';
import { valueDecimals } from './valuation.js';

type Cell = string | number | boolean | null;
type Row = readonly Cell[];

/** Decimals of ratios. */
const RATIO_DECIMALS = 12;

const count = (name: string): TableColumn => ({ name, type: 'integer' });
const text = (name: string): TableColumn => ({ name, type: 'text' });
const flag = (name: string): TableColumn => ({ name, type: 'boolean' });
const amount = (name: string): TableColumn => ({ name, type: 'decimal' });
const nullable = (column: TableColumn): TableColumn => ({ ...column, nullable: true });

/** A table of rounds. Cells follow the day and the round. */
function table(
  name: string,
  columns: readonly TableColumn[],
  rows: (event: RoundCompleted) => readonly Row[],
): TableSpec<FinancingEvent> {
  return {
    name,
    columns: [count('day'), count('round'), ...columns],
    rows: (event) =>
      event.kind === 'RoundCompleted' ? rows(event).map((cells) => [event.day, event.round, ...cells]) : [],
  };
}

/** All parts of a round with prices. */
type PricedRound = { readonly [Part in keyof RoundQuanta]: NonNullable<RoundQuanta[Part]> };

/** The market of a round with prices; null of one without. */
function pricedRound(market: RoundQuanta): PricedRound | null {
  const { prices, valuation, orders, clearing, settlement } = market;
  if (prices === null || valuation === null || orders === null || clearing === null || settlement === null) return null;
  return { ...market, prices, valuation, orders, clearing, settlement };
}

const rounds = table(
  'financing_rounds',
  [
    text('mode'),
    text('status'),
    nullable(text('reason')),
    nullable(amount('rest_norm')),
    text('method'),
    count('iterations'),
    count('agents'),
    count('participants'),
    nullable(count('stages')),
    nullable(count('passes')),
    nullable(amount('liquidity_gap_value')),
    nullable(amount('clearing_efficiency')),
    nullable(text('termination')),
  ],
  ({ mode, market, population, termination }) => {
    const { status, reason, zRestNorm, method, iterations } = market.equilibrium;
    const solved = [mode, status, reason, zRestNorm?.toFixed() ?? null, method, iterations];
    return [[...solved, population.count, market.participants.count, ...clearingCells(market), termination]];
  },
);

/** Stages, passes, gap value and efficiency. */
function clearingCells(market: RoundQuanta): readonly (number | string | null)[] {
  const priced = pricedRound(market);
  if (priced === null) return [null, null, null, null];
  const { clearing, orders, prices, participants } = priced;
  const { passes, volume } = clearing;
  const { liquidityGap, unmetDemand } = gapQuanta(orders, clearing);
  const total = (quanta: readonly bigint[]): bigint => quanta.reduce((sum, part) => sum + part, 0n);
  const moved = total(volume);
  const asked = moved + total(unmetDemand);
  const one = 10n ** BigInt(RATIO_DECIMALS);
  const efficiency = asked === 0n ? one : halfEvenDiv(moved * one, asked);
  const gapValue = total(liquidityGap.map((gap, g) => gap * (prices.units[g] as bigint)));
  return [
    passes.length,
    passes.reduce((sum, some) => sum + some, 0),
    formatUnits(gapValue, valueDecimals(prices, participants)),
    formatUnits(efficiency, RATIO_DECIMALS),
  ];
}

const goods = table(
  'financing_goods',
  [
    count('good'),
    nullable(amount('price')),
    amount('volume'),
    amount('desired_demand'),
    amount('desired_supply'),
    amount('unmet_demand'),
    amount('unmet_supply'),
    amount('liquidity_gap'),
  ],
  ({ market }) => {
    const priced = pricedRound(market);
    if (priced === null) return [];
    const { prices, clearing, orders, participants } = priced;
    const gaps = gapQuanta(orders, clearing);
    const columns = [
      clearing.volume,
      gaps.desiredDemand,
      gaps.desiredSupply,
      gaps.unmetDemand,
      gaps.unmetSupply,
      gaps.liquidityGap,
    ];
    return prices.units.map((unit, g) => [
      g,
      unit === 0n ? null : formatUnits(unit, prices.decimals),
      ...columns.map((column) => formatUnits(column[g] as bigint, participants.quantityScale)),
    ]);
  },
);

const agents = table(
  'financing_agents',
  [
    count('agent'),
    count('x'),
    count('y'),
    text('phase'),
    flag('in_market'),
    count('distance_to_market'),
    count('trip_distance'),
    nullable(amount('utility')),
    flag('participant'),
    nullable(amount('total_wealth')),
    nullable(amount('personal_wealth')),
    nullable(text('travel_cost')),
    nullable(amount('effective_budget')),
    nullable(amount('slack')),
    nullable(amount('balance')),
    nullable(amount('rounding')),
  ],
  ({ market, population, participantRow }) => {
    const priced = pricedRound(market);
    const wealth = priced === null ? () => NO_WEALTH : wealthCells(priced);
    const utilities = populationUtilities(population);
    return Array.from(population.ids, (id, row) => {
      const place = participantRow[row] as number;
      const utility = utilities[row] as number;
      return [
        id,
        population.x[row] as number,
        population.y[row] as number,
        PHASES[population.phase[row] as number] as string,
        population.inMarket[row] === 1,
        population.distanceToMarket[row] as number,
        population.tripDistance[row] as number,
        Number.isFinite(utility) ? utilityText(utility) : null,
        place >= 0,
        ...(place < 0 ? NO_WEALTH : wealth(place)),
      ];
    });
  },
);

const NO_WEALTH: readonly null[] = [null, null, null, null, null, null, null];

/** From `total_wealth` to `rounding` of a participant. */
function wealthCells({ valuation, prices, orders, clearing, settlement, participants }: PricedRound) {
  const decimals = valueDecimals(prices, participants);
  const value = (units: bigint | undefined): string => formatUnits(units ?? 0n, decimals);
  const travelCost = (row: number): string => {
    const cost = participants.travel?.amounts[row] ?? 0n;
    return cost === INFINITE ? 'Infinity' : formatUnits(cost, participants.travel?.decimals ?? 0);
  };
  return (row: number): readonly string[] => [
    value(valuation.totalWealth[row]),
    value(valuation.personalWealth[row]),
    travelCost(row),
    formatUnits(valuation.effectiveBudget[row] as bigint, valuation.budgetDecimals),
    value(slackUnits(prices, orders, clearing.executed, row)),
    value(settlement.balance[row]),
    value(settlement.rounding[row]),
  ];
}

/** Rows of participants and goods, agent-major; those without anything to tell are left out. */
function cellRows(
  { participants }: RoundQuanta,
  cells: (cell: number, show: (quanta: bigint) => string) => Row | null,
): readonly Row[] {
  const { ids, goods: width, count: height, quantityScale } = participants;
  const show = (quanta: bigint): string => formatUnits(quanta, quantityScale);
  const rows: Row[] = [];
  for (let cell = 0; cell < height * width; cell++) {
    const row = cells(cell, show);
    if (row !== null) rows.push([ids[Math.floor(cell / width)] as number, cell % width, ...row]);
  }
  return rows;
}

const trades = table(
  'financing_trades',
  [
    count('agent'),
    count('good'),
    text('side'),
    amount('desired'),
    amount('requested'),
    amount('executed'),
    amount('unmet'),
    amount('gap'),
  ],
  ({ market }) => {
    const priced = pricedRound(market);
    if (priced === null) return [];
    const { orders, clearing } = priced;
    return cellRows(market, (cell, show) => {
      const desired = orders.desired[cell] as bigint;
      if (desired === 0n) return null;
      const sign = desired > 0n ? 1n : -1n;
      const requested = orders.requested[cell] as bigint;
      const executed = clearing.executed[cell] as bigint;
      const amounts = [desired, requested, executed, requested - executed, desired - executed];
      return [desired > 0n ? 'buy' : 'sell', ...amounts.map((quanta) => show(sign * quanta))];
    });
  },
);

const settlements = table(
  'financing_settlements',
  [count('agent'), count('good'), amount('delivered_home'), amount('delivered_personal'), amount('received')],
  ({ market }) => {
    const priced = pricedRound(market);
    if (priced === null) return [];
    const { deliveredHome, deliveredPersonal, received } = priced.settlement;
    return cellRows(market, (cell, show) => {
      const moved = [deliveredHome[cell] as bigint, deliveredPersonal[cell] as bigint, received[cell] as bigint];
      return moved.every((quanta) => quanta === 0n) ? null : moved.map(show);
    });
  },
);

/**
 * Event tables of the spatial economy, for telemetry: one row per round; per round and good, where prices formed; per round and agent; per order of an agent; and per
 * delivery or receipt that settled a debt. Goods are their positions, the numeraire 0. A travel cost may be the text `Infinity`.
 */
export const financingTables: readonly TableSpec<FinancingEvent>[] = [rounds, goods, agents, trades, settlements];
