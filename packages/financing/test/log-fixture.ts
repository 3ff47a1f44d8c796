import {
  createAgent,
  type FinancingAgentInput,
  type OrdersQuanta,
  type Participants,
  type PriceGrid,
  participantsOf,
  priceGrid,
  type RoundCompleted,
  type RoundQuanta,
} from '@bagehot/financing';
import { clearPlainly } from '@bagehot/financing/testing';
import { decimal } from '@bagehot/kernel';

const WEIGHT_UNITS = 10n ** 12n;

/** What a round by hand is made of. */
export interface RoundByHand {
  readonly round?: number;
  readonly agents: readonly FinancingAgentInput[];
  /** Ids of those who are not in the market. */
  readonly away?: readonly number[];
  /** Undefined for a round without prices; null for a good that has left it. */
  readonly prices?: readonly (string | null)[];
  readonly mode?: 'PERSONAL' | 'TOTAL_WEALTH';
  readonly termination?: RoundCompleted['termination'];
}

/** A round's event from the public parts of the package: desired orders by the textbook, clearing in one stage, nothing settled in kind. */
export function roundByHand(input: RoundByHand): RoundCompleted {
  const { round = 1, agents, away = [], prices, mode = 'PERSONAL', termination = null } = input;
  const everybody = participantsOf(agents.map((agent) => createAgent(agent)));
  const inside = (id: number): boolean => !away.includes(id);
  const participants = participantsOf(agents.filter(({ id }) => inside(id)).map((agent) => createAgent(agent)));
  const grid = prices === undefined ? null : priceGrid(prices.map((price) => (price === null ? null : decimal(price))));
  const market = marketByHand(participants, grid, mode);
  const ids = Array.from(everybody.ids);
  const placeOf = new Map(Array.from(participants.ids, (id, place) => [id, place]));
  const { goods } = everybody;
  const traded = (cell: number): bigint => {
    const place = placeOf.get(ids[Math.floor(cell / goods)] as number);
    return place === undefined ? 0n : (market.clearing?.executed[place * goods + (cell % goods)] ?? 0n);
  };
  return {
    kind: 'RoundCompleted',
    day: round,
    round,
    mode,
    population: {
      goods,
      count: everybody.count,
      quantityScale: everybody.quantityScale,
      ids: everybody.ids,
      weights: everybody.weights,
      x: Int32Array.from(ids, (id) => id % 5),
      y: Int32Array.from(ids, (id) => (id * 3) % 7),
      phase: Uint8Array.from(ids, (id) => (inside(id) ? 2 : 1)),
      tripDistance: Float64Array.from(ids, () => round),
      inMarket: Uint8Array.from(ids, (id) => (inside(id) ? 1 : 0)),
      distanceToMarket: Int32Array.from(ids, (id) => (inside(id) ? 0 : 3)),
      home: everybody.home,
      personal: Array.from(everybody.personal, (stock, cell) => stock + traded(cell)),
    },
    market,
    participantRow: Int32Array.from(ids, (id) => placeOf.get(id) ?? -1),
    termination,
  };
}

function marketByHand(participants: Participants, prices: PriceGrid | null, mode: string): RoundQuanta {
  const solver = { walrasDot: decimal(0), method: 'by-hand', iterations: 0 };
  const { weights } = participants;
  if (prices === null) {
    const equilibrium = { status: 'no_equilibrium', reason: 'reducible', prices: null, zRestNorm: null } as const;
    const nothing = { prices: null, valuation: null, orders: null, clearing: null, settlement: null };
    return { mode, participants, weights, equilibrium: { ...equilibrium, ...solver }, ...nothing };
  }
  const { goods, count } = participants;
  const worth = (stocks: ArrayLike<bigint>, row: number): bigint =>
    prices.units.reduce((value, unit, g) => value + unit * (stocks[row * goods + g] as bigint), 0n);
  const rows = Array.from({ length: count }, (_, row) => row);
  const personalWealth = rows.map((row) => worth(participants.personal, row));
  const totalWealth = rows.map((row) => worth(participants.home, row) + (personalWealth[row] as bigint));
  const desired = Array.from(participants.personal, (carried, cell) => {
    const unit = prices.units[cell % goods] as bigint;
    if (unit === 0n) return 0n;
    const wealth = totalWealth[Math.floor(cell / goods)] as bigint;
    const spent = BigInt(weights[cell] as number) * wealth;
    const net = spent - carried * unit * WEIGHT_UNITS;
    return net / (unit * WEIGHT_UNITS);
  });
  const personal = mode === 'PERSONAL';
  const orders: OrdersQuanta = {
    desired,
    requested: desired.map((order, cell) => (personal && order > 0n ? (order * BigInt(7 + (cell % 4))) / 10n : order)),
    fixed: personal ? rows.map(() => 0n) : totalWealth,
    coefficient: rows.map(() => (personal ? 1n : 0n)),
    coefficientOne: 1n,
    claimLimit: rows.map(() => (personal ? 0n : null)),
  };
  const rules = { stages: 1, maxPasses: 256, capacity: prices.units.map(() => null) };
  const clearing = clearPlainly({ goods, count }, prices, orders, rules);
  const zeros = desired.map(() => 0n);
  const balance = rows.map((row) => -worth(clearing.executed, row));
  return {
    mode,
    participants,
    weights,
    equilibrium: {
      status: 'converged',
      reason: null,
      prices: prices.units.map((unit) => (unit === 0n ? null : decimal(unit.toString()).div(10 ** prices.decimals))),
      zRestNorm: decimal('0.00000000000012'),
      ...solver,
    },
    prices,
    valuation: { personalWealth, totalWealth, effectiveBudget: totalWealth, budgetDecimals: prices.decimals + 12 },
    orders,
    clearing,
    settlement: { balance, deliveredHome: zeros, deliveredPersonal: zeros, received: zeros, rounding: balance },
  };
}
