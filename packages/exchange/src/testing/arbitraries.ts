import { type Arbitrary, array, constant, constantFrom, integer, oneof, record, tuple } from 'fast-check';
import type { ExchangeAgentInput } from '../agent.js';
import type { Good } from '../goods.js';
import type { ParamsInput } from '../params.js';
import type { UtilitySpec } from '../utility/utility.js';

/** What drawn agents may be like. */
export interface AgentShape {
  /** @defaultValue ['A', 'B'] */
  readonly goods?: readonly Good[];
  /** How many. @defaultValue 2 to 6 */
  readonly agents?: readonly [least: number, most: number];
  /** Most units of a good. @defaultValue 12 */
  readonly mostGoods?: number;
  /** Most minor units of money. @defaultValue 60 */
  readonly mostMoney?: number;
  /** Everybody's λ is this. @defaultValue any from 0.05 to 5 */
  readonly lambdaMoney?: number;
}

/** Hundredths from `least` to `most`. */
function hundredths(least: number, most: number): Arbitrary<number> {
  return integer({ min: least, max: most }).map((units) => units / 100);
}

/** One number per good, named by a prefix. */
function perGood(
  prefix: string,
  goods: readonly Good[],
  values: Arbitrary<number>,
): Arbitrary<Readonly<Record<string, number>>> {
  return array(values, { minLength: goods.length, maxLength: goods.length }).map((drawn) =>
    Object.fromEntries(goods.map((good, index) => [`${prefix}${good}`, drawn[index] as number])),
  );
}

/** Tastes of every kind that comes with the package; those of two goods only where there are two. */
export function tastes(goods: readonly Good[] = ['A', 'B']): Arbitrary<UtilitySpec> {
  const share = hundredths(5, 400);
  const ces = tuple(constantFrom(-2, -0.7, 0.3, 0.5, 0.9), perGood('w', goods, share)).map(([rho, weights]) => ({
    type: 'ces',
    params: { rho, ...weights },
  }));
  const cobbDouglas = perGood('a', goods, hundredths(5, 90)).map((params) => ({ type: 'cobb_douglas', params }));
  const linear = perGood('v', goods, share).map((params) => ({ type: 'linear', params }));
  const stoneGeary = tuple(perGood('alpha_', goods, share), perGood('gamma_', goods, integer({ min: 0, max: 4 }))).map(
    ([alpha, gamma]) => ({ type: 'stone_geary', params: { ...alpha, ...gamma } }),
  );
  const any = [ces, cobbDouglas, linear, stoneGeary] as const;
  return goods.length === 2 ? oneof(...any, quadratics(), translogs()) : oneof(...any);
}

function quadratics(): Arbitrary<UtilitySpec> {
  const positive = hundredths(100, 1200);
  return record({
    A_star: positive,
    B_star: positive,
    sigma_A: positive,
    sigma_B: positive,
    gamma: constantFrom(0, 0.02, 0.05),
  }).map((params) => ({ type: 'quadratic', params }));
}

function translogs(): Arbitrary<UtilitySpec> {
  return record({
    alpha_0: hundredths(0, 50),
    alpha_A: hundredths(10, 80),
    alpha_B: hundredths(10, 80),
    beta_AA: hundredths(-10, 5),
    beta_BB: hundredths(-10, 5),
    beta_AB: hundredths(-5, 10),
  }).map((params) => ({ type: 'translog', params }));
}

/** Agents with ids of their own, in no order, with any tastes, stocks (often none) and money. */
export function exchangeAgents(shape: AgentShape = {}): Arbitrary<readonly ExchangeAgentInput[]> {
  const { goods = ['A', 'B'], agents: [least, most] = [2, 6], mostGoods = 12, mostMoney = 60 } = shape;
  const stock = oneof(
    { weight: 1, arbitrary: constant(0) },
    { weight: 4, arbitrary: integer({ min: 0, max: mostGoods }) },
  );
  const money = oneof(
    { weight: 1, arbitrary: constant(0) },
    { weight: 4, arbitrary: integer({ min: 0, max: mostMoney }) },
  );
  const one = record({
    inventory: tuple(perGood('', goods, stock), money).map(([held, M]) => ({ ...held, M })),
    utility: tastes(goods),
    lambdaMoney: shape.lambdaMoney === undefined ? hundredths(5, 500) : constant(shape.lambdaMoney),
    gap: integer({ min: 1, max: 3 }),
  });
  return array(one, { minLength: least, maxLength: most }).map((drawn) => {
    let id = -1;
    const inputs = drawn.map(({ gap, ...agent }): ExchangeAgentInput => {
      id += gap;
      return { id, ...agent };
    });
    return inputs.reverse();
  });
}

/** Params that decide what two agents trade: spread, largest block, search, thresholds, scale and form of money. */
export function matchingParams(): Arbitrary<ParamsInput> {
  return record({
    spread: constantFrom(0, 0, 0.05, 0.2),
    dAMax: integer({ min: 1, max: 8 }),
    epsilon: constantFrom(1e-12, 1e-9, 0.001),
    improvementEpsilon: constantFrom(0, 1e-12, 1e-6, 0.05),
    tradeExecutionMode: constantFrom('minimum', 'maximum', 'nash'),
    moneyScale: constantFrom(1, 1, 10, 100),
    moneyUtilityForm: constantFrom('linear', 'linear', 'log'),
    M0: constantFrom(0, 1, 5),
  });
}
