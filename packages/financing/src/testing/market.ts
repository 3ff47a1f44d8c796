import { type Decimal, type DecimalInput, ZERO } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { type Arbitrary, array, constant, integer, nat, oneof, record, tuple } from 'fast-check';
import { createAgent, type FinancingAgent } from '../agent.js';
import { normalizeWeights } from '../weights.js';

/** Decimals of the stocks and weights drawn here. */
const PLACES = 4;
const ONE = 10 ** PLACES;
const MOST_STOCK = 10;

/** A good of one agent: how much there is, and which part of it is carried. */
interface Holding {
  readonly home: Decimal;
  readonly personal: Decimal;
}

/** What markets may be made of. */
export interface MarketShape {
  /** @defaultValue 2 to 8 */
  readonly agents?: readonly [least: number, most: number];
  /** @defaultValue 2 to 5 */
  readonly goods?: readonly [least: number, most: number];
  /**
   * Everybody wants some of every good and owns some of it, so that a price forms. Otherwise a weight or a stock in six is 0.
   *
   * @defaultValue false
   */
  readonly interior?: boolean;
  /** What is carried: a part of each good, everything, or nothing. @defaultValue 'part' */
  readonly carried?: 'part' | 'all' | 'none';
}

/** Some who meet in a market, and what a step of their way costs. */
export interface DrawnMarket {
  readonly agents: readonly FinancingAgent[];
  /** Cost per step, 0 to 0.5; nobody has gone more than 4 steps. */
  readonly travelCost: Decimal;
}

/** Cobb-Douglas weights of 4 decimals that add up to exactly 1. @param options.interior - none of them is 0 */
export function tastes(goods: number, options: { readonly interior?: boolean } = {}): Arbitrary<readonly Decimal[]> {
  const positive = integer({ min: 1, max: 20 });
  const weight = options.interior === true ? positive : sometimesNone(positive);
  return array(weight, { minLength: goods, maxLength: goods }).map((raw) =>
    normalizeWeights(raw.some((part) => part > 0) ? raw : raw.map(() => 1), PLACES),
  );
}

/**
 * Agents with ids of their own, in no order, as the specification's properties ask for: 2 to 8 of them, 2 to 5 goods, stocks from 0 to 10 and weights, both with 4
 * decimals, any part of each good carried.
 *
 * @see financing specification, section 15
 */
export function marketAgents(shape: MarketShape = {}): Arbitrary<readonly FinancingAgent[]> {
  const [leastGoods, mostGoods] = shape.goods ?? [2, 5];
  const [least, most] = shape.agents ?? [2, 8];
  return tuple(integer({ min: leastGoods, max: mostGoods }), integer({ min: least, max: most })).chain(
    ([goods, count]) =>
      array(agentOf(goods, shape), { minLength: count, maxLength: count }).map((drawn) =>
        drawn.map(({ gap: _, ...agent }, row) =>
          createAgent({ ...agent, id: drawn.slice(0, row + 1).reduce((id, { gap }) => id + gap, 0) }),
        ),
      ),
  );
}

/** Agents who have come some way, and the cost of a step: travel costs of 0 to 2. */
export function markets(shape: MarketShape = {}): Arbitrary<DrawnMarket> {
  return record({
    agents: marketAgents(shape),
    travelCost: oneof(constant(ZERO), amount(ONE / 2)),
  });
}

interface DrawnAgent {
  readonly alpha: readonly Decimal[];
  readonly home: readonly Decimal[];
  readonly personal: readonly Decimal[];
  readonly tripDistance: DecimalInput;
  /** From the id before. */
  readonly gap: number;
}

function agentOf(goods: number, shape: MarketShape): Arbitrary<DrawnAgent> {
  return record({
    alpha: tastes(goods, { interior: shape.interior === true }),
    stocks: array(holding(shape), { minLength: goods, maxLength: goods }),
    tripDistance: nat(4),
    gap: integer({ min: 1, max: 3 }),
  }).map(({ alpha, stocks, tripDistance, gap }) => ({
    alpha,
    home: stocks.map(({ home }) => home),
    personal: stocks.map(({ personal }) => personal),
    tripDistance,
    gap,
  }));
}

function holding({ interior = false, carried = 'part' }: MarketShape): Arbitrary<Holding> {
  const positive = integer({ min: 1, max: MOST_STOCK * ONE });
  const loads = { part: oneof(nat(ONE), constant(ONE)), all: constant(ONE), none: constant(0) };
  return tuple(interior ? positive : sometimesNone(positive), loads[carried]).map(([stock, load]) => {
    const personal = Math.floor((stock * load) / ONE);
    return { personal: units(personal), home: units(stock - personal) };
  });
}

const sometimesNone = (positive: Arbitrary<number>): Arbitrary<number> =>
  oneof({ weight: 5, arbitrary: positive }, { weight: 1, arbitrary: constant(0) });

const units = (count: number): Decimal => fromUnits(BigInt(count), PLACES);

const amount = (most: number): Arbitrary<Decimal> => nat(most).map(units);
