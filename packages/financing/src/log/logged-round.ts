import { quantaColumn } from '../agent-columns.js';
import type { EquilibriumResult } from '../equilibrium/equilibrium.js';
import type { RoundCompleted, TerminationReason } from '../events.js';
import type { QuantaColumn, TravelCosts } from '../participants.js';
import type { PopulationQuanta } from '../population-quanta.js';
import type { PriceGrid } from '../price-grid.js';
import type { ClearingQuanta, OrdersQuanta, SettlementQuanta, ValuationQuanta } from '../round-quanta.js';
import { populationUtilities } from './utility.js';

/** What the participants of a round with prices did, in columns by row of the participants; amounts of goods are agent-major quanta. */
export interface LoggedMarket {
  readonly prices: PriceGrid;
  /** More than 0 is a purchase, less is a sale; so are the next two. */
  readonly desired: QuantaColumn;
  readonly requested: QuantaColumn;
  readonly executed: QuantaColumn;
  /** Before trade. */
  readonly home: QuantaColumn;
  /** Before trade. */
  readonly personal: QuantaColumn;
  /** From home and carried stock together; null when nobody delivered anything. */
  readonly delivered: QuantaColumn | null;
  readonly received: QuantaColumn | null;
  /** Cobb-Douglas weights in force, in units of 10^-12. */
  readonly weights: Float64Array;
  readonly travel: TravelCosts | null;
  readonly valuation: ValuationQuanta;
  /** In value units, one per row; so are the next two. */
  readonly slack: readonly bigint[];
  readonly balance: readonly bigint[];
  readonly rounding: readonly bigint[];
  /** Executed purchases of each good. */
  readonly volume: readonly bigint[];
  /** Desired purchases that were not executed, per good. */
  readonly liquidityGap: readonly bigint[];
  /** Requested purchases that were not executed, per good. */
  readonly unmetDemand: readonly bigint[];
  /** Requested sales that were not executed, per good. */
  readonly unmetSupply: readonly bigint[];
}

/** A round as a log keeps it: typed columns, without the lists of the event that brought it. */
export interface LoggedRound {
  readonly round: number;
  readonly mode: string;
  /** Of the log's clock, in nanoseconds. */
  readonly timestamp: number;
  readonly termination: TerminationReason | null;
  /** Everybody; the stocks are those at the end of the round and are not kept. */
  readonly population: Omit<PopulationQuanta, 'home' | 'personal' | 'weights'>;
  /** One per person. */
  readonly utility: Float64Array;
  /** Each person's row among the participants, -1 for those not in the market. */
  readonly participantRow: Int32Array;
  readonly equilibrium: Omit<EquilibriumResult, 'prices'>;
  /** Null where no price formed. */
  readonly market: LoggedMarket | null;
}

/** Takes from an event what a log needs. Makes no decimals. */
export function loggedRound(event: RoundCompleted, timestamp: number): LoggedRound {
  const { round, mode, termination, participantRow, population } = event;
  const { goods, count, quantityScale, ids, x, y, phase, tripDistance, inMarket, distanceToMarket } = population;
  const { status, reason, zRestNorm, walrasDot, method, iterations } = event.market.equilibrium;
  return {
    round,
    mode,
    timestamp,
    termination,
    population: { goods, count, quantityScale, ids, x, y, phase, tripDistance, inMarket, distanceToMarket },
    utility: populationUtilities(population),
    participantRow,
    equilibrium: { status, reason, zRestNorm, walrasDot, method, iterations },
    market: loggedMarket(event),
  };
}

function loggedMarket({ market }: RoundCompleted): LoggedMarket | null {
  const { participants, prices, valuation, orders, clearing, settlement, weights } = market;
  if (prices === null || valuation === null || orders === null || clearing === null || settlement === null) return null;
  const { goods, count, home, personal, travel = null } = participants;
  const { executed, volume } = clearing;
  const desiredDemand = orderTotals(orders.desired, goods);
  const requested = orderTotals(orders.requested, goods);
  return {
    prices,
    desired: quantaColumn(orders.desired),
    requested: quantaColumn(orders.requested),
    executed: quantaColumn(executed),
    home,
    personal,
    delivered: deliveries(settlement),
    received: settlement.received.some(isSome) ? quantaColumn(settlement.received) : null,
    weights,
    travel,
    valuation,
    slack: Array.from({ length: count }, (_, row) => feasibilitySlack(prices, orders, clearing, row)),
    balance: settlement.balance,
    rounding: settlement.rounding,
    volume,
    liquidityGap: difference(desiredDemand.buys, volume),
    unmetDemand: difference(requested.buys, volume),
    unmetSupply: difference(requested.sells, volume),
  };
}

const isSome = (quanta: bigint): boolean => quanta !== 0n;

/** Purchases and sales of each good, all agents together. */
export function orderTotals(
  signed: ArrayLike<bigint>,
  goods: number,
): { readonly buys: readonly bigint[]; readonly sells: readonly bigint[] } {
  const buys = new Array<bigint>(goods).fill(0n);
  const sells = new Array<bigint>(goods).fill(0n);
  for (let cell = 0; cell < signed.length; cell++) {
    const order = signed[cell] as bigint;
    const g = cell % goods;
    if (order > 0n) buys[g] = (buys[g] as bigint) + order;
    else sells[g] = (sells[g] as bigint) - order;
  }
  return { buys, sells };
}

function difference(a: readonly bigint[], b: readonly bigint[]): readonly bigint[] {
  return a.map((amount, g) => amount - (b[g] as bigint));
}

function deliveries({ deliveredHome, deliveredPersonal }: SettlementQuanta): QuantaColumn | null {
  if (!deliveredHome.some(isSome) && !deliveredPersonal.some(isSome)) return null;
  return quantaColumn(deliveredHome.map((amount, cell) => amount + (deliveredPersonal[cell] as bigint)));
}

/** fixed + floor(coefficient * val(s)) - val(b), in value units. */
export function feasibilitySlack(
  prices: PriceGrid,
  orders: OrdersQuanta,
  clearing: ClearingQuanta,
  row: number,
): bigint {
  const { units } = prices;
  const goods = units.length;
  let bought = 0n;
  let sold = 0n;
  for (let g = 0; g < goods; g++) {
    const net = clearing.executed[row * goods + g] as bigint;
    if (net > 0n) bought += (units[g] as bigint) * net;
    else if (net < 0n) sold -= (units[g] as bigint) * net;
  }
  return (orders.fixed[row] as bigint) + ((orders.coefficient[row] as bigint) * sold) / orders.coefficientOne - bought;
}
