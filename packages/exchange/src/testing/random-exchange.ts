import fc from 'fast-check';
import type { ParamsInput } from '../params.js';
import type { RulesInput } from '../rules.js';
import type { ExchangeConfig } from '../spatial/exchange-config.js';
import type { ResourceInput } from '../spatial/resources.js';
import { exchangeAgents, matchingParams } from './arbitraries.js';

/** What random exchanges may be made of. */
export interface ExchangeShape {
  /** @defaultValue 12 */
  readonly mostAgents?: number;
  /** Cells from side to side. @defaultValue 10 */
  readonly mostSide?: number;
  /** What all of them have, such as a regime. */
  readonly rules?: Omit<RulesInput, 'goods'>;
}

const TWO_GOODS = ['A', 'B'] as const;
const THREE_GOODS = ['A', 'B', 'C'] as const;

/** Params of what happens on the grid. */
const gridParams: fc.Arbitrary<ParamsInput> = fc.record({
  visionRadius: fc.constantFrom(0, 1, 2, 3, 5, 8, 40),
  interactionRadius: fc.constantFrom(0, 1, 1, 2),
  moveBudgetPerTick: fc.constantFrom(1, 1, 2, 3),
  forageRate: fc.constantFrom(1, 1, 2, 50),
  beta: fc.constantFrom(0.5, 0.9, 0.95, 1),
  resourceGrowthRate: fc.constantFrom(0, 1, 2),
  resourceRegenCooldown: fc.constantFrom(0, 2, 5),
  tradeCooldownTicks: fc.constantFrom(0, 1, 5),
  enableResourceClaiming: fc.boolean(),
  enforceSingleHarvester: fc.boolean(),
  lambdaUpdateRate: fc.constantFrom(0.2, 1),
  lambdaBounds: fc.constantFrom({}, {}, { lambdaMin: 0.5, lambdaMax: 1.5 }),
  lambdaEstimator: fc.record({
    priceBasis: fc.constantFrom('reservation' as const, 'ask' as const),
    aggregate: fc.constantFrom('median' as const, 'median_lower' as const),
    combine: fc.constantFrom('geometric' as const, 'min' as const, 'max' as const),
    corner: fc.constantFrom('skip' as const, 'keep' as const),
  }),
  liquidityGate: fc.record({
    kind: fc.constantFrom('depth' as const, 'depth' as const, 'pairwise' as const),
    minQuotes: fc.constantFrom(0, 1, 2, 3),
    minCash: fc.constantFrom(0, 5),
  }),
  pairSelection: fc.constantFrom('regime' as const, 'regime' as const, 'first' as const, 'best' as const),
  partnerScore: fc.constantFrom('quote_overlap', 'quote_overlap', 'exact'),
  tieTolerance: fc.constantFrom(1e-9, 1e-9, 0, 0.5),
  logPreferences: fc.boolean(),
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
      const resource: fc.Arbitrary<ResourceInput> = fc.record({
        x: at,
        y: at,
        good: fc.constantFrom(...goods),
        amount: fc.integer({ min: 1, max: 5 }),
      });
      return fc
        .record({
          agents: exchangeAgents({ goods, agents: [1, mostAgents], mostMoney: 200 }),
          offsets: fc.array(fc.constantFrom({}, {}, { M0: 0 }, { M0: 2.5 }), {
            minLength: mostAgents,
            maxLength: mostAgents,
          }),
          places: fc.array(fc.tuple(at, at), { minLength: mostAgents, maxLength: mostAgents }),
          resources: fc.uniqueArray(resource, { maxLength: 2 * mostAgents, selector: ({ x, y }) => x * side + y }),
          regime: fc.constantFrom('barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'),
          moneyMode: fc.constantFrom('quasilinear', 'quasilinear', 'kkt_lambda'),
          params: fc.tuple(matchingParams(), gridParams),
          schedule: schedules,
        })
        .map(({ agents, offsets, places, resources, regime, moneyMode, params: [matching, grid], schedule }) => ({
          side,
          rules: { goods, regime, moneyMode, ...rules, params: { ...matching, ...grid, ...rules.params } },
          agents: agents.map((agent, index) => {
            const [x, y] = places[index] as [number, number];
            return { ...agent, ...offsets[index], x, y };
          }),
          resources,
          ...schedule,
        }));
    });
}
