import {
  createExchange,
  type ExplicitExchangeScenario,
  exchangeConfig,
  exchangeScenarioForm,
  expandScenario,
  readExchangeScenario,
} from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { COMPACT, changed, type Data, EXPLICIT } from './scenario-data.js';

const read = (data: Data) => readExchangeScenario(data).scenario;
const draw = (data: Data, seed = 42): ExplicitExchangeScenario => expandScenario(read(data), createRandom(seed));
const codesOf = (data: Data): readonly (readonly [string, string])[] =>
  readExchangeScenario(data).warnings.map(({ code, path }) => [code, path]);

/** A population large enough for every stream to matter. */
const CROWD: Data = {
  ...COMPACT,
  N: 12,
  agents: 40,
  initial_inventories: { A: { uniform_int: [0, 1000] }, B: { uniform_int: [0, 1000] }, M: 100 },
};

describe('the defaults of a scenario', () => {
  it('are filled in', () => {
    const { params, goods, regime, moneyMode, schedule } = read({
      schema_version: 1,
      name: 'least',
      N: 1,
      agents: 1,
      utilities: { mix: [{ type: 'linear', weight: 1, params: { vA: 1, vB: 1 } }] },
    });
    expect({ goods, regime, moneyMode, schedule }).toEqual({
      goods: ['A', 'B'],
      regime: 'barter_only',
      moneyMode: 'quasilinear',
      schedule: null,
    });
    expect(params).toEqual({
      spread: 0,
      visionRadius: 5,
      interactionRadius: 1,
      moveBudgetPerTick: 1,
      dAMax: 5,
      forageRate: 1,
      epsilon: 1e-12,
      improvementEpsilon: 1e-12,
      beta: 0.95,
      resourceGrowthRate: 0,
      resourceRegenCooldown: 5,
      tradeCooldownTicks: 5,
      tradeExecutionMode: 'minimum',
      enableResourceClaiming: true,
      enforceSingleHarvester: true,
      resourceMaxAmount: 5,
      logPreferences: false,
      moneyScale: 1,
      lambdaMoney: 1,
      lambdaUpdateRate: 0.2,
      lambdaBounds: { lambdaMin: 1e-6, lambdaMax: 1e6 },
      lambdaEstimator: { priceBasis: 'reservation', aggregate: 'median', combine: 'geometric', corner: 'skip' },
      liquidityGate: { kind: 'depth', minQuotes: 3, minCash: 1 },
      moneyUtilityForm: 'linear',
      M0: 0,
      earnMoneyEnabled: false,
      tieTolerance: 1e-9,
      pairSelection: 'regime',
      partnerScore: 'quote_overlap',
    });
  });

  it('make the improvement that counts follow epsilon', () => {
    expect(read(changed(COMPACT, ['params', 'epsilon'], 1e-6)).params.improvementEpsilon).toBe(1e-6);
  });
});

describe('what is allowed but hardly meant', () => {
  it('is warned of', () => {
    const barter = {
      ...COMPACT,
      params: { spread: 1, money_scale: 10, money_mode: 'kkt_lambda', resource_max_amount: 9 },
    };
    expect(codesOf(barter)).toEqual([
      ['SPREAD_STOPS_TRADE', 'params.spread'],
      ['PARAM_WITHOUT_EFFECT', 'params.resource_max_amount'],
      ['MONEY_PARAM_UNUSED', 'params.money_scale'],
      ['LAMBDA_ESTIMATE_UNUSED', 'params.money_mode'],
    ]);
    expect(codesOf(COMPACT)).toEqual([]);
    expect(codesOf(changed(barter, ['params', 'exchange_regime'], 'mixed'))).toEqual([
      ['SPREAD_STOPS_TRADE', 'params.spread'],
      ['PARAM_WITHOUT_EFFECT', 'params.resource_max_amount'],
    ]);
  });

  it('is no money where only goods are traded, and says so of a param with a value of its own', () => {
    const barter = (params: Data) => codesOf({ ...COMPACT, initial_inventories: { A: 1 }, params });
    expect(barter({})).toEqual([]);
    expect(barter({ lambda_money: 1, lambda_bounds: { lambda_min: 1e-6 } })).toEqual([]);
    expect(barter({ lambda_bounds: { lambda_min: 1e-3 } })).toEqual([['MONEY_PARAM_UNUSED', 'params.lambda_bounds']]);
  });

  it.each([
    ['money_scale', 10],
    ['lambda_money', 2],
    ['lambda_update_rate', 0.5],
    ['lambda_bounds', { lambda_max: 10 }],
    ['lambda_estimator', { combine: 'min' }],
    ['money_utility_form', 'log'],
    ['M_0', 3],
  ] as const)('is %s where only goods are traded', (key, value) => {
    const data = changed(COMPACT, ['params', key], value);
    expect(codesOf(data)).toEqual([]);
    const { warnings } = readExchangeScenario(changed(data, ['params', 'exchange_regime'], 'barter_only'));
    expect(warnings).toMatchObject([{ code: 'MONEY_PARAM_UNUSED', path: `params.${key}` }]);
    expect(warnings[0]?.message).toContain('nothing is traded for money under the regime barter_only');
  });

  it.each(['barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'])('is no schedule under %s', (regime) => {
    for (const start of ['forage', 'trade']) {
      const data = changed(
        changed(COMPACT, ['mode_schedule', 'start_mode'], start),
        ['params', 'exchange_regime'],
        regime,
      );
      const { scenario, warnings } = readExchangeScenario(data);
      expect([scenario.regime, scenario.schedule?.startMode, warnings]).toEqual([regime, start, []]);
    }
  });

  it('is a spread of 1 or more, and less is not', () => {
    for (const [spread, codes] of [
      [0.99, []],
      [1, ['SPREAD_STOPS_TRADE']],
      [2, ['SPREAD_STOPS_TRADE']],
    ] as const)
      expect(codesOf(changed(COMPACT, ['params', 'spread'], spread)).map(([code]) => code)).toEqual(codes);
  });

  it('is, of listed agents, an endowment below subsistence', () => {
    const params = { alpha_A: 1, alpha_B: 1, gamma_A: 5, gamma_B: 2 };
    expect(codesOf(changed(EXPLICIT, ['agents', 0, 'utility'], { type: 'stone_geary', params }))).toEqual([
      ['BELOW_SUBSISTENCE', 'agents[0].inventory.A'],
      ['BELOW_SUBSISTENCE', 'agents[0].inventory.B'],
    ]);
  });
});

describe('the expansion of a scenario', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(draw(CROWD)).toEqual(draw(CROWD));
    expect(draw(CROWD, 43).agents).not.toEqual(draw(CROWD).agents);
  });

  it('gives back the explicit form as it is', () => {
    const explicit = read(EXPLICIT);
    expect(expandScenario(explicit, createRandom(1))).toBe(explicit);
  });

  it('gives each what is listed for it, and draws the rest within its range', () => {
    const { agents } = draw(COMPACT);
    expect(agents.map(({ id, inventory, lambdaMoney }) => [id, inventory['A'], inventory['M'], lambdaMoney])).toEqual([
      [0, 4, 100, 1],
      [1, 5, 100, 2],
      [2, 6, 100, 0.5],
    ]);
    for (const { inventory, M0 } of agents) {
      expect(inventory['B']).toBeGreaterThanOrEqual(1);
      expect(inventory['B']).toBeLessThanOrEqual(9);
      expect(M0).toBeUndefined();
    }
  });

  it('reads each stream for one purpose alone', () => {
    const base = draw(CROWD);
    const parts = ({ agents, resources }: ExplicitExchangeScenario) => ({
      resources,
      places: agents.map(({ x, y }) => [x, y]),
      tastes: agents.map(({ utility }) => utility.type),
      stocks: agents.map(({ inventory }) => inventory),
    });
    const without = (data: Data, changedPart: keyof ReturnType<typeof parts>): void => {
      const [was, is] = [parts(base), parts(draw(data))];
      expect(is[changedPart]).not.toEqual(was[changedPart]);
      expect({ ...is, [changedPart]: null }).toEqual({ ...was, [changedPart]: null });
    };
    without(changed(CROWD, ['resource_seed', 'density'], 0.7), 'resources');
    without(changed(CROWD, ['initial_inventories', 'A'], { uniform_int: [2000, 3000] }), 'stocks');
    const [ces, linear] = (CROWD['utilities'] as { readonly mix: readonly Data[] }).mix;
    const mix = [
      { ...ces, weight: 0.9 },
      { ...linear, weight: 0.1 },
    ];
    without({ ...CROWD, utilities: { mix } }, 'tastes');
  });

  it('begins a larger population with the smaller one', () => {
    expect(draw({ ...CROWD, agents: 60 }).agents.slice(0, 40)).toEqual(draw(CROWD).agents);
  });

  it('keeps every resource when the grid is sown more densely', () => {
    const few = draw(CROWD).resources;
    const many = draw(changed(CROWD, ['resource_seed', 'density'], 0.6)).resources;
    expect(few.length).toBeGreaterThan(0);
    expect(many.length).toBeGreaterThan(few.length);
    for (const resource of few) expect(many).toContainEqual(resource);
    expect(draw(changed(CROWD, ['resource_seed', 'density'], 1)).resources).toHaveLength(144);
    expect(draw(changed(CROWD, ['resource_seed'], { density: 0 })).resources).toEqual([]);
  });

  it('puts people into different cells as long as there are enough', () => {
    const places = ({ agents }: ExplicitExchangeScenario) => new Set(agents.map(({ x, y }) => `${x},${y}`));
    expect(places(draw({ ...CROWD, agents: 144 })).size).toBe(144);
    const crowded = places(draw({ ...CROWD, N: 3, agents: 500 }));
    expect(crowded.size).toBe(9);
  });

  it('takes tastes in proportion to their weights, and none of weight 0', () => {
    const [ces, linear] = (CROWD['utilities'] as { readonly mix: readonly Data[] }).mix;
    const share = (weight: number): number => {
      const mix = [
        { ...ces, weight },
        { ...linear, weight: 1 - weight },
      ];
      const { agents } = draw({ ...CROWD, agents: 2000, utilities: { mix } });
      return agents.filter(({ utility }) => utility.type === 'ces').length / 2000;
    };
    expect(share(0)).toBe(0);
    expect(share(1)).toBe(1);
    expect(Math.abs(share(0.3) - 0.3)).toBeLessThan(0.04);
  });

  it('makes a configuration that runs', () => {
    const exchange = createExchange(exchangeConfig(draw(CROWD)), { strict: true });
    const money = (): number => exchange.agents.reduce((sum, { inventory }) => sum + (inventory['M'] as number), 0);
    const before = money();
    exchange.run(30);
    expect(exchange.tick).toBe(30);
    expect(money()).toBe(before);
    expect(exchange.agents.length).toBe(40);
  });
});

describe('a scenario as data', () => {
  it.each([COMPACT, EXPLICIT, CROWD, changed(COMPACT, ['initial_inventories', 'M_0'], 2)])(
    'is read back as it was: %#',
    (data) => {
      for (const scenario of [read(data), draw(data)]) {
        const form = JSON.parse(JSON.stringify(exchangeScenarioForm(scenario))) as unknown;
        const { scenario: again, warnings } = readExchangeScenario(form);
        expect(again).toEqual(scenario);
        expect(warnings).toEqual([]);
      }
    },
  );
});
