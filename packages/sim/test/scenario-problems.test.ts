import { describe, expect, it } from 'vitest';
import { problemsOf, RING } from './scenario-text.js';

/** Codes and paths, without the lines. */
const found = (yaml: string): readonly string[] =>
  problemsOf(yaml).map((problem) => problem.replace(/ \(line \d+\)$/, ''));

describe('an action', () => {
  const PAYABLE = 'create_payable: { from: H1, to: H2, amount: 5, due_day: 1';

  it.each([
    ['of two kinds', '{ mint_cash: { to: H1, amount: 1 }, mint_reserves: { to: CB, amount: 1 } }', 'E_VALUE', ''],
    ['of no kind', '{}', 'E_VALUE', ''],
    ['of a kind there is not', 'print_money: { to: H1, amount: 1 }', 'E_UNKNOWN_KEY', '.print_money'],
    ['that gives its issuer cash', 'mint_cash: { to: CB, amount: 1 }', 'E_POLICY', '.mint_cash.to'],
    [
      'from an agent to itself',
      'transfer_cash: { from_agent: H1, to_agent: H1, amount: 1 }',
      'E_SELF_COUNTERPARTY',
      '.transfer_cash.to_agent',
    ],
    [
      'that indebts the central bank',
      'create_payable: { from: CB, to: H2, amount: 5, due_day: 1 }',
      'E_POLICY',
      '.create_payable.from',
    ],
    [
      'with a distance of no day',
      `${PAYABLE}, maturity_distance: 0 }`,
      'E_DUE_DAY',
      '.create_payable.maturity_distance',
    ],
    ['whose debtor would hold the claim', `${PAYABLE}, holder: H1 }`, 'E_SELF_COUNTERPARTY', '.create_payable.holder'],
    ['on a claim that is not named', 'transfer_claim: { to_agent: H1 }', 'E_VALUE', '.transfer_claim'],
    [
      'that passes a claim to its holder',
      'transfer_claim: { contract_id: P1, from_agent: H2, to_agent: H2 }',
      'E_SELF_COUNTERPARTY',
      '.transfer_claim.to_agent',
    ],
  ])('%s is refused', (_, action, code, path) => {
    const place = `initial_actions[0]${path}`;
    expect(found(`${RING}initial_actions:\n  - ${action}\n`)).toEqual([`${code} ${place}`]);
  });

  it('moves reserves between those who may hold them', () => {
    const move = '{ transfer_reserves: { from_bank: H1, to_bank: H2, amount: 1 } }';
    expect(found(`${RING}initial_actions: [${move}]\n`)).toEqual([
      'E_POLICY initial_actions[0].transfer_reserves.from_bank',
      'E_POLICY initial_actions[0].transfer_reserves.to_bank',
    ]);
  });

  it('may be scheduled, but for no debt that is due before', () => {
    const late = '{ create_payable: { from: H1, to: H2, amount: 5, due_day: 3 } }';
    expect(
      found(`${RING}scheduled_actions:\n  - { day: 3, action: ${late} }\n  - { day: 4, action: ${late} }\n`),
    ).toEqual(['E_DUE_DAY scheduled_actions[1].action.create_payable.due_day']);
  });
});

describe('a scenario', () => {
  it('has one central bank, and needs it where central bank money is made', () => {
    expect(found(`${RING}  - { id: ECB, kind: central_bank }\n`)).toEqual(['E_POLICY agents[3].kind']);
    const bankless = `version: 1\nname: x\nagents: [{ id: H1, kind: household }]\n`;
    expect(found(bankless)).toEqual([]);
    expect(found(`${bankless}initial_actions: [{ mint_cash: { to: H1, amount: 1 } }]\n`)).toEqual(['E_POLICY agents']);
  });

  it('shows balances of agents it has, and counts in at most 18 decimals', () => {
    expect(found(`${RING}run: { show: { balances: [H1, H9] } }\n`)).toEqual(['E_AGENT_UNKNOWN run.show.balances[1]']);
    expect(found(`${RING}scale: 19\n`)).toEqual(['E_AMOUNT scale']);
  });
});

describe('a market', () => {
  const market = (fields: string): readonly string[] => found(`${RING}dealer: { enabled: true, ${fields} }\n`);
  const bucket = (from: number, to: number | null): string => `{ tau_min: ${from}, tau_max: ${to}, M: 1, O: 0.2 }`;

  it.each([
    ['tickets of no arrivals', 'order_flow: { N_max: 0 }', 'E_VALUE dealer.order_flow.N_max'],
    ['a horizon of no day', 'trader_policy: { horizon_H: 0 }', 'E_VALUE dealer.trader_policy.horizon_H'],
    ['no bucket', 'buckets: {}', 'E_BUCKETS dealer.buckets'],
    ['a last bucket that ends', `buckets: { a: ${bucket(1, 9)} }`, 'E_BUCKETS dealer.buckets.a.tau_max'],
    [
      'a first bucket that does not',
      `buckets: { a: ${bucket(1, null)}, b: ${bucket(4, null)} }`,
      'E_BUCKETS dealer.buckets.a.tau_max',
    ],
    [
      'a gap between buckets',
      `buckets: { a: ${bucket(1, 3)}, b: ${bucket(5, null)} }`,
      'E_BUCKETS dealer.buckets.b.tau_min',
    ],
    ['capital that is not asked for', 'capital: { dealer_short: 1 }', 'E_VALUE dealer.capital'],
    [
      'capital of nobody',
      'capital_mode: given, capital: { dealer_far: 1 }',
      'E_AGENT_UNKNOWN dealer.capital.dealer_far',
    ],
    ['negative capital', 'capital_mode: given, capital: { vbt_mid: -1 }', 'E_AMOUNT dealer.capital.vbt_mid'],
  ])('with %s is refused', (_, fields, problem) => {
    expect(market(fields)).toEqual([problem]);
  });

  it('keeps the names of its market makers to itself', () => {
    expect(found(`${RING}  - { id: dealer_short, kind: firm }\ndealer: { enabled: true }\n`)).toEqual([
      'E_AGENT_DUPLICATE agents[3].id',
    ]);
  });
});

describe('a generator file', () => {
  const ring = (params: string): readonly string[] =>
    found(`version: 1\ngenerator: ring_explorer_v1\nparams: { n_agents: 5, kappa: 1, ${params} }\n`);

  it.each([
    ['says its total once', 'q_total: 100, Q_total: 100', 'E_RING_TOTALS params.Q_total'],
    [
      'puts all money where somebody is',
      'q_total: 100, liquidity: { allocation: { mode: single_at, agent: H6 } }',
      'E_RING_LIQUIDITY_AGENT params.liquidity.allocation.agent',
    ],
    [
      'has a weight per agent',
      'q_total: 100, liquidity: { allocation: { mode: vector, vector: [1, 2] } }',
      'E_RING_LIQUIDITY params.liquidity.allocation.vector',
    ],
  ])('%s', (_, params, problem) => {
    expect(ring(params)).toEqual([problem]);
  });
});

describe('the note of a compiled scenario', () => {
  const STATISTICS =
    'statistics: { total_debt: 9, total_cash: 3, kappa_realised: 3, liquidity_to_debt: 0.33, hhi: 0.4, iota: 0.25, lead_steps: 0, mismatch_days: 0 }';
  const PARAMS = 'params: { n_agents: 3, seed: 7, kappa: 3, q_total: 9, draws: { weights: [1, 2, 3] } }';
  const note = (...fields: readonly string[]): readonly string[] =>
    problemsOf(`${RING}generated:\n  generator: ring_explorer_v1\n  ${fields.join('\n  ')}\n`);

  it('is complete or not there at all', () => {
    expect(note(PARAMS, STATISTICS, 'warnings: []')).toEqual([]);
    expect(problemsOf(`${RING}generated: {}\n`)).toEqual([
      'E_VALUE generated.generator (line 7)',
      'E_VALUE generated.params (line 7)',
      'E_VALUE generated.statistics (line 7)',
      'E_VALUE generated.warnings (line 7)',
    ]);
    for (const value of ['', '5', 'yes', '[]'])
      expect(problemsOf(`${RING}generated: ${value}\n`)).toEqual(['E_VALUE generated (line 7)']);
  });

  it.each([
    ['a parameter no ring has', PARAMS.replace('kappa: 3', 'kappa: 0'), 'E_RING_KAPPA generated.params.kappa'],
    ['a parameter that is no number', PARAMS.replace('kappa: 3', 'kappa: low'), 'E_RING_KAPPA generated.params.kappa'],
    ['no seed', PARAMS.replace('seed: 7, ', ''), 'E_VALUE generated.params.seed'],
    ['a seed nothing can count', PARAMS.replace('7', '9007199254740992'), 'E_VALUE generated.params.seed'],
    ['an unknown parameter', PARAMS.replace('seed', 'mood: 1, seed'), 'E_UNKNOWN_KEY generated.params.mood'],
    ['draws that are too few', PARAMS.replace(', 3]', ']'), 'E_RING_DRAWS generated.params.draws.weights'],
    ['a draw that is no number', PARAMS.replace(', 2', ', two'), 'E_RING_DRAWS generated.params.draws.weights[1]'],
    ['two totals', PARAMS.replace('q_total', 'Q_total: 9, q_total'), 'E_RING_TOTALS generated.params.Q_total'],
  ])('is refused with %s', (_, params, problem) => {
    expect(note(params, STATISTICS, 'warnings: []')).toEqual([`${problem} (line 9)`]);
  });

  it.each([
    ['a missing figure', STATISTICS.replace('hhi: 0.4, ', ''), 'E_VALUE generated.statistics.hhi'],
    ['a figure below 0', STATISTICS.replace('0.4', '-0.4'), 'E_VALUE generated.statistics.hhi'],
    ['a figure that is none', STATISTICS.replace('0.4', 'null'), 'E_VALUE generated.statistics.hhi'],
    ['one figure too many', STATISTICS.replace('hhi', 'gini: 1, hhi'), 'E_UNKNOWN_KEY generated.statistics.gini'],
  ])('is refused with %s', (_, statistics, problem) => {
    expect(note(PARAMS, statistics, 'warnings: []')).toEqual([`${problem} (line 10)`]);
  });

  it('is refused with warnings that are no texts, or with anything else', () => {
    expect(note(PARAMS, STATISTICS, 'warnings: [1]')).toEqual(['E_VALUE generated.warnings[0] (line 11)']);
    expect(note(PARAMS, STATISTICS, 'warnings: []', 'draws: {}')).toEqual(['E_UNKNOWN_KEY generated.draws (line 12)']);
  });

  it('may say that there was no cash to compare with', () => {
    expect(note(PARAMS, STATISTICS.replace('kappa_realised: 3', 'kappa_realised: null'), 'warnings: []')).toEqual([]);
  });
});

describe('a number', () => {
  it('that is too large to count with or to hold exactly is refused, not replaced by a default', () => {
    expect(found(`${RING}run: { max_days: 99999999999999999999, seed: 9007199254740992 }\n`)).toEqual([
      'E_VALUE run.max_days',
      'E_VALUE run.seed',
    ]);
    const ring = 'version: 1\ngenerator: ring_explorer_v1\n';
    expect(found(`${ring}params: { kappa: 1e9999, q_total: 100 }\n`)).toEqual(['E_RING_KAPPA params.kappa']);
  });
});
