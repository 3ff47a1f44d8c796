import fc from 'fast-check';
import type { RulesInput } from '../rules.js';
import type { ExchangeConfig, SpatialAgentInput } from '../spatial/exchange-config.js';
import type { ResourceInput } from '../spatial/resources.js';
import type { UtilitySpec } from '../utility/utility.js';

/** What random exchanges may be made of. */
export interface ExchangeShape {
  /** @defaultValue 12 */
  readonly mostAgents?: number;
  /** Cells from side to side. @defaultValue 10 */
  readonly mostSide?: number;
  /** What all of them have, such as a regime. */
  readonly rules?: Pick<RulesInput, 'regime' | 'moneyMode'>;
}

const TWO_GOODS = ['A', 'B'] as const;
const THREE_GOODS = ['A', 'B', 'C'] as const;

const weight = (): fc.Arbitrary<number> => fc.integer({ min: 10, max: 300 }).map((n) => n / 100);

function weights(goods: readonly string[], prefix: string): fc.Arbitrary<Record<string, number>> {
  return fc
    .array(weight(), { minLength: goods.length, maxLength: goods.length })
    .map((values) => Object.fromEntries(goods.map((good, g) => [`${prefix}${good}`, values[g] as number])));
}

/** Utilities of every built-in type that takes the goods. */
export function tastesFor(goods: readonly string[]): fc.Arbitrary<UtilitySpec> {
  const spec = (type: string, params: fc.Arbitrary<Record<string, number>>): fc.Arbitrary<UtilitySpec> =>
    params.map((values) => ({ type, params: values }));
  const any = [
    spec(
      'ces',
      fc.tuple(weights(goods, 'w'), fc.constantFrom(-2, -0.5, 0.3, 0.5, 0.9)).map(([w, rho]) => ({ ...w, rho })),
    ),
    spec('cobb_douglas', weights(goods, 'a')),
    spec('linear', weights(goods, 'v')),
    spec(
      'stone_geary',
      fc.tuple(weights(goods, 'alpha_'), fc.constantFrom(0, 1, 2)).map(([alphas, gamma]) => ({
        ...alphas,
        ...Object.fromEntries(goods.map((good) => [`gamma_${good}`, gamma])),
      })),
    ),
  ];
  if (goods.length !== 2) return fc.oneof(...any);
  return fc.oneof(
    ...any,
    spec(
      'quadratic',
      fc.record({
        A_star: fc.integer({ min: 3, max: 12 }),
        B_star: fc.integer({ min: 3, max: 12 }),
        sigma_A: weight(),
        sigma_B: weight(),
        gamma: fc.constantFrom(0, 0.05),
      }),
    ),
    spec(
      'translog',
      fc.record({
        alpha_0: fc.constant(0),
        alpha_A: weight(),
        alpha_B: weight(),
        beta_AA: fc.constantFrom(0, -0.05),
        beta_BB: fc.constantFrom(0, -0.05),
        beta_AB: fc.constantFrom(0, 0.05),
      }),
    ),
  );
}

const params = (): fc.Arbitrary<NonNullable<RulesInput['params']>> =>
  fc.record({
    spread: fc.constantFrom(0, 0, 0.05, 0.2),
    visionRadius: fc.constantFrom(0, 1, 2, 3, 5, 8, 40),
    interactionRadius: fc.constantFrom(0, 1, 1, 2),
    moveBudgetPerTick: fc.constantFrom(1, 1, 2, 3),
    dAMax: fc.constantFrom(1, 3, 5),
    forageRate: fc.constantFrom(1, 1, 2, 50),
    epsilon: fc.constantFrom(1e-12, 1e-6),
    beta: fc.constantFrom(0.5, 0.9, 0.95, 1),
    resourceGrowthRate: fc.constantFrom(0, 1, 2),
    resourceRegenCooldown: fc.constantFrom(0, 2, 5),
    tradeCooldownTicks: fc.constantFrom(0, 1, 5),
    tradeExecutionMode: fc.constantFrom('minimum', 'minimum', 'maximum', 'nash'),
    enableResourceClaiming: fc.boolean(),
    enforceSingleHarvester: fc.boolean(),
    moneyScale: fc.constantFrom(1, 1, 10),
    lambdaUpdateRate: fc.constantFrom(0.2, 1),
    lambdaEstimator: fc.constantFrom(
      {},
      {
        priceBasis: 'ask' as const,
        aggregate: 'median_lower' as const,
        combine: 'min' as const,
        corner: 'keep' as const,
      },
    ),
    liquidityGate: fc.record({
      kind: fc.constantFrom('depth' as const, 'depth' as const, 'pairwise' as const),
      minQuotes: fc.constantFrom(0, 1, 2, 3),
      minCash: fc.constantFrom(0, 5),
    }),
    moneyUtilityForm: fc.constantFrom('linear', 'linear', 'log'),
    M0: fc.constantFrom(0, 1),
    pairSelection: fc.constantFrom('regime' as const, 'regime' as const, 'first' as const, 'best' as const),
    partnerScore: fc.constantFrom('quote_overlap', 'quote_overlap', 'exact'),
  });

const schedules: fc.Arbitrary<Pick<ExchangeConfig, 'schedule'>> = fc.oneof(
  fc.constant({}),
  fc
    .record({
      type: fc.constant('global_cycle' as const),
      forageTicks: fc.integer({ min: 1, max: 6 }),
      tradeTicks: fc.integer({ min: 1, max: 6 }),
      startMode: fc.constantFrom('forage' as const, 'trade' as const),
    })
    .map((schedule) => ({ schedule })),
);

/**
 * Exchanges on small grids with any choice of goods, regime, money mode, params, schedule, tastes and resources, for testing what stands on them.
 *
 * @example
 * fc.assert(fc.property(exchanges(), (config) => createExchange(config).run(40)));
 */
export function exchanges({
  mostAgents = 12,
  mostSide = 10,
  rules = {},
}: ExchangeShape = {}): fc.Arbitrary<ExchangeConfig> {
  return fc
    .tuple(fc.constantFrom<readonly string[]>(TWO_GOODS, TWO_GOODS, THREE_GOODS), fc.integer({ min: 1, max: mostSide }))
    .chain(([goods, side]) => {
      const at = fc.nat(side - 1);
      const holding = fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.constant(0) });
      const agent: fc.Arbitrary<SpatialAgentInput> = fc.record({
        id: fc.nat(999),
        x: at,
        y: at,
        inventory: fc
          .tuple(fc.array(holding, { minLength: goods.length, maxLength: goods.length }), fc.nat(200))
          .map(([amounts, M]) => Object.fromEntries([...goods.map((good, g) => [good, amounts[g]]), ['M', M]])),
        lambdaMoney: weight(),
        utility: tastesFor(goods),
      });
      const resource: fc.Arbitrary<ResourceInput> = fc.record({
        x: at,
        y: at,
        good: fc.constantFrom(...goods),
        amount: fc.integer({ min: 1, max: 5 }),
      });
      return fc
        .record({
          agents: fc.uniqueArray(agent, { minLength: 1, maxLength: mostAgents, selector: ({ id }) => id }),
          resources: fc.uniqueArray(resource, { maxLength: 2 * mostAgents, selector: ({ x, y }) => x * side + y }),
          regime: fc.constantFrom('barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'),
          moneyMode: fc.constantFrom('quasilinear', 'quasilinear', 'kkt_lambda'),
          params: params(),
          schedule: schedules,
        })
        .map(({ agents, resources, regime, moneyMode, params: numbers, schedule }) => ({
          side,
          rules: { goods, regime, moneyMode, ...rules, params: numbers },
          agents,
          resources,
          ...schedule,
        }));
    });
}
