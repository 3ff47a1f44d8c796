import { quantaColumn } from '../agent-columns.js';
import type { EquilibriumResult } from '../equilibrium/equilibrium.js';
import type { RoundCompleted, TerminationReason } from '../events.js';
import { gapQuanta, slackUnits } from '../gaps.js';
import type { QuantaColumn, TravelCosts } from '../participants.js';
import type { PopulationQuanta } from '../population-quanta.js';
import type { PriceGrid } from '../price-grid.js';
import type { SettlementQuanta, ValuationQuanta } from '../round-quanta.js';
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
  const { count, home, personal, travel = null } = participants;
  const { executed } = clearing;
  const { liquidityGap, unmetDemand, unmetSupply } = gapQuanta(orders, clearing);
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
    slack: Array.from({ length: count }, (_, row) => slackUnits(prices, orders, executed, row)),
    balance: settlement.balance,
    rounding: settlement.rounding,
    liquidityGap,
    unmetDemand,
    unmetSupply,
  };
}

const isSome = (quanta: bigint): boolean => quanta !== 0n;

function deliveries({ deliveredHome, deliveredPersonal }: SettlementQuanta): QuantaColumn | null {
  if (!deliveredHome.some(isSome) && !deliveredPersonal.some(isSome)) return null;
  return quantaColumn(deliveredHome.map((amount, cell) => amount + (deliveredPersonal[cell] as bigint)));
}
