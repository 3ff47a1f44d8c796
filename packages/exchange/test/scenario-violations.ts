import { changed, type Data } from './scenario-data.js';

/** Keys from the outside in. */
export type Place = readonly (string | number)[];

/** What is changed, to what, and the code and path of the only problem then. */
export type Violation = readonly [place: Place, value: unknown, code: string, path: string];

export const stoneGeary = (gammaA: number): Data => ({
  mix: [{ type: 'stone_geary', weight: 1, params: { alpha_A: 1, alpha_B: 1, gamma_A: gammaA, gamma_B: 0 } }],
});

const COMPACT_VIOLATIONS: readonly Violation[] = [
  [['schema_version'], undefined, 'SCENARIO_INVALID', 'schema_version'],
  [['schema_version'], 2, 'SCENARIO_INVALID', 'schema_version'],
  [['name'], undefined, 'SCENARIO_INVALID', 'name'],
  [['name'], '', 'SCENARIO_INVALID', 'name'],
  [['N'], undefined, 'SCENARIO_INVALID', 'N'],
  [['N'], 0, 'SCENARIO_INVALID', 'N'],
  [['N'], 2.5, 'SCENARIO_INVALID', 'N'],
  [['agents'], undefined, 'SCENARIO_INVALID', 'agents'],
  [['agents'], 0, 'SCENARIO_INVALID', 'agents'],
  [['agents'], 2.5, 'SCENARIO_INVALID', 'agents'],
  [['agents'], 'many', 'SCENARIO_INVALID', 'agents'],
  [['goods'], 'A, B', 'SCENARIO_INVALID', 'goods'],
  [['vison'], 1, 'UNKNOWN_KEY', 'vison'],
  [['resources'], [], 'SCENARIO_INVALID', 'resources'],
  [['initial_inventories'], 9, 'SCENARIO_INVALID', 'initial_inventories'],
  [['initial_inventories', 'A'], [4, 5], 'SCENARIO_INVALID', 'initial_inventories.A'],
  [['initial_inventories', 'A'], 'many', 'HOLDING_INVALID', 'initial_inventories.A'],
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
  [['initial_inventories', 'M_0'], [1], 'SCENARIO_INVALID', 'initial_inventories.M_0'],
  [['initial_inventories', 'M_0'], [1, 0, -1], 'PARAM_INVALID', 'initial_inventories.M_0[2]'],
  [['utilities'], undefined, 'SCENARIO_INVALID', 'utilities'],
  [['utilities'], { mix: [] }, 'SCENARIO_INVALID', 'utilities.mix'],
  [['utilities', 'mix', 0, 'weight'], 0.500002, 'SCENARIO_INVALID', 'utilities.mix'],
  [['utilities', 'mix', 0, 'weight'], 0.4, 'SCENARIO_INVALID', 'utilities.mix'],
  [['utilities', 'mix', 0, 'weight'], -0.5, 'SCENARIO_INVALID', 'utilities.mix[0].weight'],
  [['utilities', 'mix', 0, 'share'], 1, 'UNKNOWN_KEY', 'utilities.mix[0].share'],
  [['utilities', 'mix', 0, 'type'], undefined, 'SCENARIO_INVALID', 'utilities.mix[0].type'],
  [['utilities', 'mix', 0, 'type'], 'leontief', 'UNKNOWN_NAME', 'utilities.mix[0].type'],
  [['utilities', 'mix', 0, 'params', 'wB'], undefined, 'UTILITY_INVALID', 'utilities.mix[0].params.wB'],
  [['utilities', 'mix', 0, 'params', 'wC'], 1, 'UNKNOWN_PARAM', 'utilities.mix[0].params.wC'],
  [['utilities', 'mix', 0, 'params', 'rho'], 0, 'UTILITY_INVALID', 'utilities.mix[0].params.rho'],
  [['utilities', 'mix', 0, 'params', 'rho'], 1, 'UTILITY_INVALID', 'utilities.mix[0].params.rho'],
  [['utilities', 'mix', 0, 'params', 'rho'], 1.5, 'UTILITY_INVALID', 'utilities.mix[0].params.rho'],
  [['utilities'], stoneGeary(4), 'HOLDING_INVALID', 'initial_inventories.A[0]'],
  [['resource_seed', 'colour'], 1, 'UNKNOWN_KEY', 'resource_seed.colour'],
  [['resource_seed', 'density'], -0.01, 'SCENARIO_INVALID', 'resource_seed.density'],
  [['resource_seed', 'density'], 1.01, 'SCENARIO_INVALID', 'resource_seed.density'],
  [['resource_seed', 'density'], undefined, 'SCENARIO_INVALID', 'resource_seed.density'],
  [['resource_seed', 'amount'], 0, 'SCENARIO_INVALID', 'resource_seed.amount'],
  [['resource_seed', 'amount'], 1.5, 'SCENARIO_INVALID', 'resource_seed.amount'],
  [['resource_seed', 'amount'], undefined, 'SCENARIO_INVALID', 'resource_seed.amount'],
  [['resource_seed', 'amount'], { uniform_int: [0, 4] }, 'SCENARIO_INVALID', 'resource_seed.amount.uniform_int'],
  [['mode_schedule', 'rest_ticks'], 3, 'UNKNOWN_KEY', 'mode_schedule.rest_ticks'],
  [['mode_schedule', 'type'], undefined, 'SCENARIO_INVALID', 'mode_schedule.type'],
  [['mode_schedule', 'type'], 'agent_specific', 'NOT_SUPPORTED', 'mode_schedule.type'],
  [['mode_schedule', 'type'], 'spatial_zones', 'NOT_SUPPORTED', 'mode_schedule.type'],
  [['mode_schedule', 'type'], 'lunar', 'SCENARIO_INVALID', 'mode_schedule.type'],
  [['mode_schedule', 'forage_ticks'], 0, 'SCENARIO_INVALID', 'mode_schedule.forage_ticks'],
  [['mode_schedule', 'trade_ticks'], undefined, 'SCENARIO_INVALID', 'mode_schedule.trade_ticks'],
  [['mode_schedule', 'trade_ticks'], 1.5, 'SCENARIO_INVALID', 'mode_schedule.trade_ticks'],
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
  ['lambda_bounds', { lambda_max: Number.POSITIVE_INFINITY }, 'lambda_max'],
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
  [['agents', 1, 'id'], undefined, 'AGENT_ID_INVALID', 'agents[1].id'],
  [['agents', 1, 'id'], 1.5, 'AGENT_ID_INVALID', 'agents[1].id'],
  [['agents', 1, 'x'], undefined, 'SCENARIO_INVALID', 'agents[1].x'],
  [['agents', 1, 'x'], 0.5, 'SCENARIO_INVALID', 'agents[1].x'],
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
  [['agents', 1, 'utility', 'weight'], 1, 'UNKNOWN_KEY', 'agents[1].utility.weight'],
  [['agents', 1, 'utility', 'type'], 'leontief', 'UNKNOWN_NAME', 'agents[1].utility.type'],
  [['agents', 1, 'utility', 'params', 'vB'], -1, 'UTILITY_INVALID', 'agents[1].utility.params.vB'],
  [['agents', 1, 'utility', 'params', 'vC'], 1, 'UNKNOWN_PARAM', 'agents[1].utility.params.vC'],
  [['resources'], 5, 'SCENARIO_INVALID', 'resources'],
  [['resources', 0, 'colour'], 'red', 'UNKNOWN_KEY', 'resources[0].colour'],
  [['resources', 0, 'y'], undefined, 'SCENARIO_INVALID', 'resources[0].y'],
  [['resources', 0, 'good'], 'C', 'UNKNOWN_GOOD', 'resources[0].good'],
  [['resources', 0, 'amount'], 2.5, 'SCENARIO_INVALID', 'resources[0].amount'],
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

/** Parameters of each taste that are right. */
const TASTES: Readonly<Record<string, Data>> = {
  ces: { rho: 0.5, wA: 1, wB: 1 },
  cobb_douglas: { aA: 0.5, aB: 0.5, scale: 2 },
  linear: { vA: 1, vB: 1 },
  stone_geary: { alpha_A: 1, alpha_B: 1, gamma_A: 0, gamma_B: 0 },
  quadratic: { A_star: 9, B_star: 9, sigma_A: 1, sigma_B: 1, gamma: 0.1 },
  translog: { alpha_0: 0, alpha_A: 1, alpha_B: 1, beta_AA: 0, beta_BB: 0, beta_AB: 0 },
};

const TASTE_VIOLATIONS: readonly (readonly [type: string, name: string, ...values: unknown[]])[] = [
  ['ces', 'rho', undefined, 0, 1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY],
  ['ces', 'wA', 0, -1],
  ['cobb_douglas', 'aB', undefined, 0],
  ['cobb_douglas', 'scale', 0],
  ['linear', 'vA', undefined, 0, '1'],
  ['stone_geary', 'alpha_A', 0],
  ['stone_geary', 'gamma_B', -1],
  ['quadratic', 'A_star', 0],
  ['quadratic', 'B_star', undefined],
  ['quadratic', 'sigma_A', 0],
  ['quadratic', 'sigma_B', -1],
  ['quadratic', 'gamma', -0.1],
  ['translog', 'alpha_0', undefined],
  ['translog', 'alpha_A', 0],
  ['translog', 'alpha_B', -1],
  ['translog', 'beta_AA', Number.POSITIVE_INFINITY],
  ['translog', 'beta_BB', undefined],
  ['translog', 'beta_AB', '0'],
];

const param = (key: string, value: unknown, code = 'PARAM_INVALID', path = `params.${key}`): Violation => [
  ['params', key],
  value,
  code,
  path,
];

/** Every rule of a scenario in the compact form, broken once. */
export const OF_COMPACT: readonly Violation[] = [
  ...COMPACT_VIOLATIONS,
  ...PARAM_VIOLATIONS.flatMap(([key, ...values]) => values.map((value) => param(key, value))),
  ...NAMED_PARAMS.map((key) => param(key, 'gossip', 'UNKNOWN_NAME')),
  ...GROUP_VIOLATIONS.map(([group, members, member]) =>
    param(group, members, 'PARAM_INVALID', `params.${group}.${member}`),
  ),
  ...['lambda_bounds', 'lambda_estimator', 'liquidity_gate'].map((group) => param(group, 5)),
];

/** Every rule of a scenario in the explicit form, broken once. */
export const OF_EXPLICIT: readonly Violation[] = [
  ...EXPLICIT_VIOLATIONS,
  ...TASTE_VIOLATIONS.flatMap(([type, name, ...values]) =>
    values.map((value): Violation => {
      const utility = { type, params: changed(TASTES[type] ?? {}, [name], value) };
      return [['agents', 0, 'utility'], utility, 'UTILITY_INVALID', `agents[0].utility.params.${name}`];
    }),
  ),
];
