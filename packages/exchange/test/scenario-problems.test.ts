import { createExchangeRegistry, ExchangeError } from '@bagehot/exchange';
import { exchangeScenarioSchema } from '@bagehot/exchange/schema';
import { readExchangeScenario } from '@bagehot/exchange/spatial';
import { describe, expect, it } from 'vitest';
import { COMPACT, changed, type Data, EXPLICIT } from './scenario-data.js';

type Place = readonly (string | number)[];

function problemsOf(
  data: unknown,
): readonly { readonly code: string; readonly path: string; readonly message: string }[] {
  try {
    readExchangeScenario(data);
    return [];
  } catch (error) {
    if (error instanceof ExchangeError) return error.details.problems;
    throw error;
  }
}

/** What is changed, to what, and the code and path of the only problem then. */
type Violation = readonly [place: Place, value: unknown, code: string, path: string];

const stoneGeary = (gammaA: number): Data => ({
  mix: [{ type: 'stone_geary', weight: 1, params: { alpha_A: 1, alpha_B: 1, gamma_A: gammaA, gamma_B: 0 } }],
});

const COMPACT_VIOLATIONS: readonly Violation[] = [
  [['schema_version'], undefined, 'SCENARIO_INVALID', 'schema_version'],
  [['schema_version'], 2, 'SCENARIO_INVALID', 'schema_version'],
  [['name'], undefined, 'SCENARIO_INVALID', 'name'],
  [['N'], 0, 'SCENARIO_INVALID', 'N'],
  [['N'], 2.5, 'SCENARIO_INVALID', 'N'],
  [['agents'], 0, 'SCENARIO_INVALID', 'agents'],
  [['agents'], 'many', 'SCENARIO_INVALID', 'agents'],
  [['goods'], 'A, B', 'SCENARIO_INVALID', 'goods'],
  [['vison'], 1, 'UNKNOWN_KEY', 'vison'],
  [['resources'], [], 'SCENARIO_INVALID', 'resources'],
  [['initial_inventories', 'A'], [4, 5], 'SCENARIO_INVALID', 'initial_inventories.A'],
  [['initial_inventories', 'A'], [4, -5, 6], 'HOLDING_INVALID', 'initial_inventories.A[1]'],
  [['initial_inventories', 'A'], 1.5, 'HOLDING_INVALID', 'initial_inventories.A'],
  [['initial_inventories', 'A'], 2 ** 53, 'HOLDING_INVALID', 'initial_inventories.A'],
  [['initial_inventories', 'B'], { uniform_int: [5, 4] }, 'HOLDING_INVALID', 'initial_inventories.B.uniform_int'],
  [['initial_inventories', 'B'], { uniform_int: [-1, 4] }, 'HOLDING_INVALID', 'initial_inventories.B.uniform_int'],
  [['initial_inventories', 'B'], { uniform_int: [1, 4], step: 2 }, 'UNKNOWN_KEY', 'initial_inventories.B.step'],
  [['initial_inventories', 'C'], 3, 'UNKNOWN_KEY', 'initial_inventories.C'],
  [['initial_inventories', 'M'], undefined, 'SCENARIO_INVALID', 'initial_inventories.M'],
  [['initial_inventories', 'lambda_money'], [1, 2], 'SCENARIO_INVALID', 'initial_inventories.lambda_money'],
  [['initial_inventories', 'lambda_money'], [1, 0, 1], 'LAMBDA_INVALID', 'initial_inventories.lambda_money[1]'],
  [['initial_inventories', 'M_0'], -1, 'PARAM_INVALID', 'initial_inventories.M_0'],
  [['utilities'], undefined, 'SCENARIO_INVALID', 'utilities'],
  [['utilities', 'mix', 0, 'weight'], 0.4, 'SCENARIO_INVALID', 'utilities.mix'],
  [['utilities', 'mix', 0, 'weight'], -0.5, 'SCENARIO_INVALID', 'utilities.mix[0].weight'],
  [['utilities', 'mix', 0, 'type'], 'leontief', 'UNKNOWN_NAME', 'utilities.mix[0].type'],
  [['utilities', 'mix', 0, 'params', 'wB'], undefined, 'UTILITY_INVALID', 'utilities.mix[0].params.wB'],
  [['utilities', 'mix', 0, 'params', 'wC'], 1, 'UNKNOWN_PARAM', 'utilities.mix[0].params.wC'],
  [['utilities', 'mix', 0, 'params', 'rho'], 0, 'UTILITY_INVALID', 'utilities.mix[0].params.rho'],
  [['utilities', 'mix', 0, 'params', 'rho'], 1, 'UTILITY_INVALID', 'utilities.mix[0].params.rho'],
  [['utilities', 'mix', 0, 'params', 'rho'], 1.5, 'UTILITY_INVALID', 'utilities.mix[0].params.rho'],
  [['utilities'], stoneGeary(4), 'HOLDING_INVALID', 'initial_inventories.A[0]'],
  [['resource_seed', 'density'], 1.01, 'SCENARIO_INVALID', 'resource_seed.density'],
  [['resource_seed', 'density'], undefined, 'SCENARIO_INVALID', 'resource_seed.density'],
  [['resource_seed', 'amount'], 0, 'SCENARIO_INVALID', 'resource_seed.amount'],
  [['resource_seed', 'amount'], undefined, 'SCENARIO_INVALID', 'resource_seed.amount'],
  [['resource_seed', 'amount'], { uniform_int: [0, 4] }, 'SCENARIO_INVALID', 'resource_seed.amount.uniform_int'],
  [['mode_schedule', 'type'], 'agent_specific', 'NOT_SUPPORTED', 'mode_schedule.type'],
  [['mode_schedule', 'type'], 'spatial_zones', 'NOT_SUPPORTED', 'mode_schedule.type'],
  [['mode_schedule', 'type'], 'lunar', 'SCENARIO_INVALID', 'mode_schedule.type'],
  [['mode_schedule', 'forage_ticks'], 0, 'SCENARIO_INVALID', 'mode_schedule.forage_ticks'],
  [['mode_schedule', 'trade_ticks'], undefined, 'SCENARIO_INVALID', 'mode_schedule.trade_ticks'],
  [['mode_schedule', 'start_mode'], 'rest', 'SCENARIO_INVALID', 'mode_schedule.start_mode'],
  [['params', 'vison_radius'], 4, 'UNKNOWN_PARAM', 'params.vison_radius'],
  [['params', 'liquidity_gate'], { min_quote: 4 }, 'UNKNOWN_PARAM', 'params.liquidity_gate.min_quote'],
];

const PARAM_VIOLATIONS: readonly (readonly [key: string, ...values: unknown[]])[] = [
  ['spread', -0.1, Number.POSITIVE_INFINITY, '0.1'],
  ['vision_radius', -1, 1.5],
  ['interaction_radius', -1],
  ['move_budget_per_tick', 0],
  ['dA_max', 0],
  ['ΔA_max', 0],
  ['forage_rate', 0],
  ['epsilon', 0],
  ['improvement_epsilon', -1e-9],
  ['beta', 0, 1.01],
  ['resource_growth_rate', -1, 0.5],
  ['resource_regen_cooldown', -1],
  ['trade_cooldown_ticks', -1],
  ['enable_resource_claiming', 'yes'],
  ['enforce_single_harvester', 1],
  ['resource_max_amount', 0],
  ['log_preferences', 'no'],
  ['money_scale', 0, 1.5],
  ['lambda_money', 0],
  ['lambda_update_rate', -0.1, 1.1],
  ['M_0', -1],
  ['earn_money_enabled', true],
  ['tie_tolerance', -1],
  ['pair_selection', 'worst'],
];

const NAMED_PARAMS = [
  'exchange_regime',
  'money_mode',
  'money_utility_form',
  'trade_execution_mode',
  'partner_score',
] as const;

const GROUP_VIOLATIONS: readonly (readonly [group: string, members: Data, member: string])[] = [
  ['lambda_bounds', { lambda_min: 0 }, 'lambda_min'],
  ['lambda_bounds', { lambda_min: 2, lambda_max: 2 }, 'lambda_min'],
  ['lambda_estimator', { price_basis: 'bid' }, 'price_basis'],
  ['lambda_estimator', { aggregate: 'mean' }, 'aggregate'],
  ['lambda_estimator', { combine: 'sum' }, 'combine'],
  ['lambda_estimator', { corner: 'cut' }, 'corner'],
  ['liquidity_gate', { kind: 'width' }, 'kind'],
  ['liquidity_gate', { min_quotes: -1 }, 'min_quotes'],
  ['liquidity_gate', { min_cash: 0.5 }, 'min_cash'],
];

const EXPLICIT_VIOLATIONS: readonly Violation[] = [
  [['agents'], [], 'SCENARIO_INVALID', 'agents'],
  [['agents', 1, 'id'], 3, 'DUPLICATE_AGENT_ID', 'agents[1].id'],
  [['agents', 1, 'id'], -3, 'AGENT_ID_INVALID', 'agents[1].id'],
  [['agents', 1, 'x'], 4, 'SCENARIO_INVALID', 'agents[1].x'],
  [['agents', 1, 'y'], -1, 'SCENARIO_INVALID', 'agents[1].y'],
  [['agents', 1, 'inventory', 'A'], -1, 'HOLDING_INVALID', 'agents[1].inventory.A'],
  [['agents', 1, 'inventory', 'A'], 0.5, 'HOLDING_INVALID', 'agents[1].inventory.A'],
  [['agents', 1, 'inventory', 'A'], 2 ** 53, 'HOLDING_INVALID', 'agents[1].inventory.A'],
  [['agents', 1, 'inventory', 'C'], 1, 'UNKNOWN_GOOD', 'agents[1].inventory.C'],
  [['agents', 1, 'lambda_money'], 0, 'LAMBDA_INVALID', 'agents[1].lambda_money'],
  [['agents', 1, 'M_0'], -1, 'PARAM_INVALID', 'agents[1].M_0'],
  [['agents', 1, 'utility'], undefined, 'SCENARIO_INVALID', 'agents[1].utility'],
  [['agents', 1, 'utility', 'params', 'vB'], undefined, 'UTILITY_INVALID', 'agents[1].utility.params.vB'],
  [['agents', 1, 'colour'], 'red', 'UNKNOWN_KEY', 'agents[1].colour'],
  [['resources', 0, 'x'], 9, 'SCENARIO_INVALID', 'resources[0].x'],
  [['resources', 0, 'good'], 'M', 'UNKNOWN_GOOD', 'resources[0].good'],
  [['resources', 0, 'amount'], 0, 'SCENARIO_INVALID', 'resources[0].amount'],
  [['initial_inventories'], { A: 1, M: 0 }, 'SCENARIO_INVALID', 'initial_inventories'],
  [['utilities'], { mix: [] }, 'SCENARIO_INVALID', 'utilities'],
  [['resource_seed'], { density: 0.1, amount: 1 }, 'SCENARIO_INVALID', 'resource_seed'],
  [
    ['resources'],
    [
      { x: 1, y: 1, good: 'B', amount: 3 },
      { x: 1, y: 1, good: 'A', amount: 3 },
    ],
    'SCENARIO_INVALID',
    'resources[1]',
  ],
];

const violations = (base: Data, list: readonly Violation[]): readonly (readonly [Data, string, string])[] =>
  list.map(([place, value, code, path]) => [changed(base, place, value), code, path]);

describe('what is wrong with a scenario', () => {
  it.each([
    ...violations(COMPACT, COMPACT_VIOLATIONS),
    ...violations(EXPLICIT, EXPLICIT_VIOLATIONS),
    ...PARAM_VIOLATIONS.flatMap(([key, ...values]) =>
      values.map((value) => [changed(COMPACT, ['params', key], value), 'PARAM_INVALID', `params.${key}`] as const),
    ),
    ...NAMED_PARAMS.map(
      (key) => [changed(COMPACT, ['params', key], 'gossip'), 'UNKNOWN_NAME', `params.${key}`] as const,
    ),
    ...GROUP_VIOLATIONS.map(
      ([group, members, member]) =>
        [changed(COMPACT, ['params', group], members), 'PARAM_INVALID', `params.${group}.${member}`] as const,
    ),
  ])('is said once, with its code and its place: %#', (data, code, path) => {
    expect(problemsOf(data).map((problem) => [problem.code, problem.path])).toEqual([[code, path]]);
  });

  it('is said of goods', () => {
    const goods = (...names: unknown[]): readonly string[] =>
      problemsOf(changed(EXPLICIT, ['goods'], names))
        .filter(({ code }) => code === 'GOODS_INVALID')
        .map(({ path }) => path);
    expect(goods('A')).toEqual(['goods']);
    expect(goods('A', 'B', 'M')).toEqual(['goods[2]']);
    expect(goods('A', 'B', '2nd', 'B', 7)).toEqual(['goods[2]', 'goods[3]', 'goods[4]']);
  });

  it('is said of tastes for two goods where there are three', () => {
    const utility = { type: 'quadratic', params: { A_star: 9, B_star: 9, sigma_A: 1, sigma_B: 1 } };
    const three = changed(changed(EXPLICIT, ['goods'], ['A', 'B', 'C']), ['agents', 1, 'utility'], utility);
    expect(problemsOf(three).filter(({ path }) => path.startsWith('agents[1]'))).toMatchObject([
      { code: 'UTILITY_INVALID', path: 'agents[1].utility' },
    ]);
  });

  it('is said of every endowment below subsistence, whether listed, drawn or left out', () => {
    const needy = changed(COMPACT, ['utilities'], stoneGeary(5));
    expect(problemsOf(changed(needy, ['initial_inventories', 'A'], [5, 6, 3])).map(({ path }) => path)).toEqual([
      'initial_inventories.A[0]',
      'initial_inventories.A[2]',
    ]);
    const drawn = changed(needy, ['initial_inventories', 'A'], { uniform_int: [5, 9] });
    expect(problemsOf(drawn).map(({ path }) => path)).toEqual(['initial_inventories.A.uniform_int']);
    const left = changed(needy, ['initial_inventories', 'A'], undefined);
    expect(problemsOf(left).map(({ path }) => path)).toEqual(['initial_inventories.A']);
  });

  it('is all said at once', () => {
    const wrong = {
      ...COMPACT,
      schema_version: 0,
      N: -1,
      params: { beta: 2, exchange_regime: 'swap' },
      mode_schedule: { type: 'spatial_zones' },
      initial_inventories: { A: [1, 2], B: -1 },
      colour: 'red',
    };
    expect(problemsOf(wrong).map(({ path }) => path)).toEqual([
      'colour',
      'schema_version',
      'N',
      'params.beta',
      'params.exchange_regime',
      'mode_schedule.type',
      'initial_inventories.A',
      'initial_inventories.B',
    ]);
  });

  it('names the nearest key of one that is not known', () => {
    expect(problemsOf(changed(COMPACT, ['params', 'vison_radius'], 4))[0]?.message).toContain('"vision_radius"');
    expect(problemsOf(changed(COMPACT, ['resource_sed'], {}))[0]?.message).toContain('"resource_seed"');
  });

  it('is said of what is no object at all', () => {
    expect(problemsOf('A')[0]).toMatchObject({ code: 'SCENARIO_INVALID', path: 'scenario' });
    expect(problemsOf({ ...COMPACT, params: [] })[0]).toMatchObject({ code: 'SCENARIO_INVALID', path: 'params' });
  });

  it('knows the alias of a param, but not together with the param', () => {
    const { scenario } = readExchangeScenario(changed(COMPACT, ['params', 'ΔA_max'], 9));
    expect(scenario.params.dAMax).toBe(9);
    const both = changed(changed(COMPACT, ['params', 'ΔA_max'], 9), ['params', 'dA_max'], 9);
    expect(problemsOf(both).map(({ path }) => path)).toEqual(['params.ΔA_max']);
  });

  it('names what is registered in code', () => {
    const registry = createExchangeRegistry().regime({ name: 'A_only', pairs: () => ['A<->M'], select: 'first' });
    const data = changed(COMPACT, ['params', 'exchange_regime'], 'A_only');
    expect(readExchangeScenario(data, { registry }).scenario.regime).toBe('A_only');
    expect(problemsOf(data)[0]?.path).toBe('params.exchange_regime');
  });

  it('is an issue of the schema, with path and code', () => {
    const read = exchangeScenarioSchema().safeParse(changed(EXPLICIT, ['agents', 1, 'x'], 4));
    expect(read.error?.issues).toMatchObject([{ path: ['agents', 1, 'x'], params: { code: 'SCENARIO_INVALID' } }]);
    expect(exchangeScenarioSchema().parse(EXPLICIT)).toEqual(readExchangeScenario(EXPLICIT).scenario);
  });
});
