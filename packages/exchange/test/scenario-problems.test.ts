import { createExchangeRegistry, ExchangeError, PARAM_GROUPS, PARAM_RULES } from '@bagehot/exchange';
import { exchangeScenarioSchema } from '@bagehot/exchange/schema';
import { readExchangeScenario } from '@bagehot/exchange/spatial';
import { describe, expect, it } from 'vitest';
import { COMPACT, changed, type Data, EXPLICIT } from './scenario-data.js';
import { OF_COMPACT, OF_EXPLICIT, type Place, stoneGeary, type Violation } from './scenario-violations.js';

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

/** What says how the rest is to be read, be it by a second name: where it is wrong, not all of the rest can be. */
const DECISIVE: readonly unknown[] = ['agents', 'type', 'exchange_regime', 'ΔA_max'];
const isInside = (inner: Place, outer: Place): boolean => outer.every((key, k) => inner[k] === key);

/** The data with as much broken at once as stands in different places, and what is to be said of it. */
function brokenTogether(base: Data, violations: readonly Violation[]): readonly [Data, readonly string[]] {
  const places: Place[] = [];
  const expected = new Map<string, string>();
  let data = base;
  // The innermost first: what is missing or no longer an object has nothing inside it to be wrong.
  for (const [place, value, code, path] of [...violations].sort(([a], [b]) => b.length - a.length)) {
    if (DECISIVE.includes(place.at(-1)) || expected.has(path) || places.some((other) => isInside(other, place)))
      continue;
    data = changed(data, place, value);
    places.push(place);
    expected.set(path, `${path}: ${code}`);
  }
  return [data, [...expected.values()]];
}

describe('what is wrong with a scenario', () => {
  it.each([
    ...OF_COMPACT.map((violation) => [COMPACT, ...violation] as const),
    ...OF_EXPLICIT.map((violation) => [EXPLICIT, ...violation] as const),
  ])('is said once, with its code and its place: %#', (data, place, value, code, path) => {
    expect(problemsOf(changed(data, place, value)).map((problem) => [problem.code, problem.path])).toEqual([
      [code, path],
    ]);
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

  it.each([
    ['compact', COMPACT, OF_COMPACT, 50],
    ['explicit', EXPLICIT, OF_EXPLICIT, 18],
  ] as const)('is all said at once, of the %s form', (_, base, violations, least) => {
    const [data, expected] = brokenTogether(base, violations);
    expect(expected.length).toBeGreaterThanOrEqual(least);
    const found = problemsOf(data).map(({ code, path }) => `${path}: ${code}`);
    expect([...found].sort()).toEqual([...expected].sort());
  });

  it('is said of every param there is', () => {
    const broken = new Set(OF_COMPACT.map(([, , , path]) => path));
    const keys = [
      ...PARAM_RULES.map(({ key }) => `params.${key}`),
      ...PARAM_GROUPS.flatMap(({ key, rules }) => rules.map((rule) => `params.${key}.${rule.key}`)),
      'params.exchange_regime',
      'params.money_mode',
    ];
    expect(keys.filter((key) => !broken.has(key))).toEqual([]);
  });

  it('is nothing where a mix is right to a millionth', () => {
    for (const weight of [0.5, 0.5000009, 0.4999991])
      expect(problemsOf(changed(COMPACT, ['utilities', 'mix', 0, 'weight'], weight))).toEqual([]);
  });

  it.each(['money_only', 'mixed', 'mixed_liquidity_gated'])(
    'is money that %s needs and nobody is said to have',
    (regime) => {
      const data = changed(COMPACT, ['params', 'exchange_regime'], regime);
      const poor = changed(data, ['initial_inventories', 'M'], undefined);
      expect(problemsOf(poor).map(({ path }) => path)).toEqual(['initial_inventories.M']);
      expect(problemsOf(changed(data, ['initial_inventories', 'M'], 0))).toEqual([]);
      expect(problemsOf(changed(poor, ['params', 'exchange_regime'], 'barter_only'))).toEqual([]);
    },
  );

  it('is a good that is called as something else among the endowments', () => {
    const taste = { mix: [{ type: 'linear', weight: 1, params: { vA: 1, vM_0: 1 } }] };
    const data = { ...COMPACT, goods: ['A', 'M_0'], initial_inventories: { A: 1, M: 1 }, utilities: taste };
    expect(problemsOf(data).map(({ code, path }) => [code, path])).toEqual([['GOODS_INVALID', 'goods']]);
  });

  it.each([
    [COMPACT, ['resource_sed'], 'resource_seed'],
    [COMPACT, ['params', 'vison_radius'], 'vision_radius'],
    [COMPACT, ['params', 'dA_maks'], 'dA_max'],
    [COMPACT, ['params', 'liquidity_gate', 'min_quote'], 'min_quotes'],
    [COMPACT, ['initial_inventories', 'lamda_mony'], 'lambda_money'],
    [COMPACT, ['initial_inventories', 'B', 'uniform'], 'uniform_int'],
    [COMPACT, ['resource_seed', 'amounts'], 'amount'],
    [COMPACT, ['mode_schedule', 'trade_tick'], 'trade_ticks'],
    [COMPACT, ['utilities', 'mixture'], 'mix'],
    [COMPACT, ['utilities', 'mix', 0, 'wait'], 'weight'],
    [COMPACT, ['utilities', 'mix', 0, 'params', 'rh'], 'rho'],
    [EXPLICIT, ['agents', 0, 'inventery'], 'inventory'],
    [EXPLICIT, ['agents', 0, 'inventory', 'm'], 'M'],
    [EXPLICIT, ['agents', 0, 'utility', 'param'], 'params'],
    [EXPLICIT, ['agents', 0, 'utility', 'params', 'va'], 'vA'],
    [EXPLICIT, ['resources', 0, 'goods'], 'good'],
  ] as const)('names the nearest key: %#', (data, place, nearest) => {
    const withGate = changed(data, ['params', 'liquidity_gate'], {});
    const [problem, ...more] = problemsOf(changed(withGate, place, 1));
    expect(problem?.message).toContain(`the nearest is "${nearest}"`);
    expect(more).toEqual([]);
  });

  it('is said of what is no object at all', () => {
    expect(problemsOf('A')[0]).toMatchObject({ code: 'SCENARIO_INVALID', path: 'scenario' });
    expect(problemsOf({ ...COMPACT, params: [] })[0]).toMatchObject({ code: 'SCENARIO_INVALID', path: 'params' });
    // First of that, then of everything that is missing for it.
    for (const [data, place, path] of [
      [COMPACT, ['mode_schedule'], 'mode_schedule'],
      [COMPACT, ['utilities', 'mix', 0, 'params'], 'utilities.mix[0].params'],
      [EXPLICIT, ['agents', 1], 'agents[1]'],
      [EXPLICIT, ['agents', 1, 'inventory'], 'agents[1].inventory'],
      [EXPLICIT, ['resources', 0], 'resources[0]'],
    ] as const)
      expect(problemsOf(changed(data, place, 'much'))[0]).toMatchObject({ code: 'SCENARIO_INVALID', path });
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
