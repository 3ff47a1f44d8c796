import { readFileSync } from 'node:fs';
import { createRandom, decimal } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { compileScenario, loadScenario, parseScenario, scenarioJsonSchema, scenarioToYaml } from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf, RING } from './scenario-text.js';

const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/scenarios/${name}.yaml`, import.meta.url), 'utf8');

/** A text that was read, written once more. */
function again(yaml: string): string {
  const scenario = loadScenario(yaml);
  if (scenario.form !== 'explicit') throw new Error('an explicit scenario was expected');
  return scenarioToYaml(scenario);
}

/** An object without the fields that are undefined. */
function without(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

describe('a scenario file', () => {
  it('says everything that is wrong at once, each with its code, path and line', () => {
    const yaml = `version: 2
name: ten mistakes
colour: blue
agents:
  - { id: CB, kind: central_bank }
  - { id: H1, kind: household }
  - { id: H1, kind: household }
  - { id: H2, kind: wizard }
  - { id: H3, kind: household }
initial_actions:
  - mint_cash: { to: H1, amount: -5 }
  - mint_cash: { to: H9, amount: 5 }
  - create_payable: { from: H1, to: H1, amount: 5, due_day: 1 }
  - create_payable: { from: H1, to: H3, amount: 0.5, due_day: 1, alias: A }
  - create_payable: { from: H1, to: H3, amount: 5, due_day: tomorrow, alias: A }
  - transfer_claim: { contract_alias: B, to_agent: H3 }
  - mint_reserves: { to: H3, amount: 5 }
run: { max_days: 0 }
`;
    expect(problemsOf(yaml)).toEqual([
      'E_VERSION version (line 1)',
      'E_VALUE agents[3].kind (line 8)',
      'E_DUE_DAY initial_actions[4].create_payable.due_day (line 15)',
      'E_UNKNOWN_KEY colour (line 3)',
      'E_AGENT_DUPLICATE agents[2].id (line 7)',
      'E_AMOUNT initial_actions[0].mint_cash.amount (line 11)',
      'E_AGENT_UNKNOWN initial_actions[1].mint_cash.to (line 12)',
      'E_SELF_COUNTERPARTY initial_actions[2].create_payable.to (line 13)',
      'E_AMOUNT initial_actions[3].create_payable.amount (line 14)',
      'E_ALIAS_DUPLICATE initial_actions[4].create_payable.alias (line 15)',
      'E_ALIAS_UNKNOWN initial_actions[5].transfer_claim.contract_alias (line 16)',
      'E_POLICY initial_actions[6].mint_reserves.to (line 17)',
      'E_VALUE run.max_days (line 18)',
    ]);
  });

  it('keeps decimals exact', () => {
    const scenario = loadScenario(
      `${RING}scale: 12\ninitial_actions:\n  - mint_cash: { to: H1, amount: 0.1 }\n  - mint_cash: { to: H2, amount: 123456789.000000000001 }\n`,
    );
    expect(
      scenario.form === 'explicit' &&
        scenario.initialActions.map((action) => 'amount' in action && String(action.amount)),
    ).toEqual(['0.1', '123456789.000000000001']);
  });

  it.each(['0x10', '1_000', '.inf', '.nan', '"1,5"', 'true', '[1]', '""'])('does not take %s for an amount', (text) => {
    expect(problemsOf(`${RING}initial_actions:\n  - mint_cash: { to: H1, amount: ${text} }\n`)).toEqual([
      'E_AMOUNT initial_actions[0].mint_cash.amount (line 8)',
    ]);
  });

  it.each(['1e1', '10', '10.0', '+10', '"10"'])('reads %s as ten', (text) => {
    const scenario = loadScenario(`${RING}initial_actions:\n  - mint_cash: { to: H1, amount: ${text} }\n`);
    expect(scenario.form === 'explicit' && scenario.initialActions).toMatchObject([{ kind: 'mint_cash', to: 'H1' }]);
    expect(scenario.form === 'explicit' && String((scenario.initialActions[0] as { amount: unknown }).amount)).toBe(
      '10',
    );
  });

  it('refuses a key that is written twice, and what is no YAML', () => {
    expect(problemsOf(`${RING}name: again\n`)).toEqual(['E_YAML column 1 (line 7)']);
    expect(problemsOf('{')[0]).toMatch(/^E_YAML/);
    expect(problemsOf('')[0]).toMatch(/^E_VALUE/);
  });

  it('names what no ring can have', () => {
    const yaml = `version: 1
generator: ring_explorer_v1
params: { n_agents: 2, kappa: 0, q_total: 100, inequality: { concentration: 1, iota: 0.5 }, maturity: { mu: 2 } }
dealer: { enabled: true, buckets: { all: { tau_min: 2, M: 1, O: 0 } }, order_flow: { pi_sell: 1.5 } }
`;
    const problems = problemsOf(yaml).map((problem) => problem.split(' ').slice(0, 2).join(' '));
    expect(new Set(problems)).toEqual(
      new Set([
        'E_RING_AGENTS params.n_agents',
        'E_RING_KAPPA params.kappa',
        'E_RING_INEQUALITY params.inequality.iota',
        'E_RING_MATURITY params.maturity.mu',
        'E_BUCKETS dealer.buckets.all.O',
        'E_BUCKETS dealer.buckets.all.tau_min',
        'E_VALUE dealer.order_flow.pi_sell',
      ]),
    );
  });

  it('takes names that plain objects treat specially', () => {
    const scenario = parseScenario({
      version: 1,
      name: 'names',
      agents: ['__proto__', 'constructor', '10', '9'].map((id) => ({ id, kind: 'household' })),
      initial_actions: [{ create_payable: { from: '__proto__', to: '10', amount: 5, due_day: 1 } }],
    });
    expect(scenario.form === 'explicit' && scenario.agents.map(({ id }) => id)).toEqual([
      '__proto__',
      'constructor',
      '10',
      '9',
    ]);
  });
});

describe('compiling', () => {
  it.each([
    ['kalecki_ring', 101],
    ['kalecki_with_dealer', 101],
    ['kalecki_balanced', 107],
  ])('spells out %s, and the text is read back as the same', (name, agents) => {
    const compiled = compileScenario(loadScenario(example(name)));
    const yaml = scenarioToYaml(compiled);
    expect(again(yaml)).toBe(yaml);
    expect(compiled.agents).toHaveLength(agents);
  });

  it('keeps the note of how a ring was made to the last digit', () => {
    const decimals = fc.constantFrom('0.1', '1', '2.000000000000000000001', '1e-7', '123456789.5');
    const parts = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 53 - 1 }),
      kappa: decimals,
      kappa_convention: fc.constantFrom('debt_to_liquidity', 'liquidity_to_debt'),
      allocation: fc.constantFrom(
        undefined,
        { mode: 'single_at', agent: 'H2' },
        { mode: 'vector', vector: ['0.1', 3, '1e-9', 2] },
      ),
      total: fc.constantFrom({ q_total: 1000 }, { Q_total: '0.3', scale: 6, min_amount: '0.000002' }),
      liquidity: fc.constantFrom(undefined, 50),
      inequality: fc.constantFrom({ concentration: '0.05' }, { iota: '0.123456789012345678901' }, {}),
      monotonicity: fc.constantFrom(undefined, '0.5', -1),
      maturity: fc.constantFrom(undefined, { days: 7, mu: '0.3', mode: 'lead_lag' }),
    });
    fc.assert(
      fc.property(parts, ({ allocation, total, liquidity, inequality, monotonicity, maturity, ...rest }) => {
        const compiled = compileScenario(
          parseScenario({
            version: 1,
            generator: 'ring_explorer_v1',
            params: {
              n_agents: 4,
              ...rest,
              ...total,
              liquidity: without({ total: liquidity, allocation }),
              inequality: without({ ...inequality, monotonicity }),
              ...without({ maturity }),
            },
          }),
        );
        const yaml = scenarioToYaml(compiled);
        const read = loadScenario(yaml);
        if (read.form !== 'explicit') throw new Error('an explicit scenario was expected');
        expect(scenarioToYaml(read)).toBe(yaml);
        expect(read.generated?.seed).toBe(rest.seed);
        expect(read.generated?.statistics).toEqual(compiled.generated?.statistics);
        expect(read.generated?.warnings).toEqual(compiled.generated?.warnings);
        expect(read.generated?.params.draws).toEqual(compiled.generated?.params.draws);
      }),
      { numRuns: 40 },
    );
  });

  it('makes the ring again from the note of a compiled file, without drawing', () => {
    const compiled = compileScenario(loadScenario(example('kalecki_ring')));
    const read = loadScenario(scenarioToYaml(compiled));
    const params = read.form === 'explicit' ? read.generated?.params : undefined;
    if (params === undefined) throw new Error('a note was expected');
    const { payables } = generateRing(params, createRandom(1));
    expect(payables.map(({ amount }) => amount.toFixed())).toEqual(
      compiled.initialActions.flatMap((action) =>
        action.kind === 'create_payable' ? [decimal(action.amount).toFixed()] : [],
      ),
    );
  });

  it('keeps everything an explicit scenario may say', () => {
    const scenario = loadScenario(`${RING}  - { id: B1, kind: bank, name: First Bank }
scale: 12
initial_actions:
  - mint_cash: { to: H1, amount: 100 }
  - create_payable: { from: H1, to: H2, amount: 7.5, due_day: 3, alias: A, maturity_distance: 2, holder: B1 }
  - transfer_claim: { contract_alias: A, from_agent: B1, to_agent: H2, face: 0.5 }
scheduled_actions:
  - { day: 4, action: { mint_reserves: { to: B1, amount: 3 } } }
  - { day: 2, action: { transfer_cash: { from_agent: H1, to_agent: H2, amount: 1 } } }
policy_overrides: { mop_rank: { household: [cash, deposit] } }
dealer:
  enabled: true
  ticket_size: 2
  buckets: { all: { tau_min: 1, tau_max: null, M: 0.9, O: 0.2 } }
  capital_mode: given
  capital: { dealer_all: 5.5, vbt_all: 20 }
run: { max_days: 5, rollover_enabled: true, rollover_partial: skip, show: { events: table, balances: [H1] } }
`);
    if (scenario.form !== 'explicit') throw new Error('an explicit scenario was expected');
    expect(scenario.scheduledActions.map(({ day }) => day)).toEqual([2, 4]);
    expect(scenario.run.rules).toMatchObject({ rollover: 'skip', paymentOrder: { household: ['cash', 'deposit'] } });
    const yaml = scenarioToYaml(scenario);
    const again = loadScenario(yaml);
    if (again.form !== 'explicit') throw new Error('an explicit scenario was expected');
    const { dealer, ...rest } = scenario;
    expect(again).toMatchObject(rest);
    expect(dealer?.capital).toEqual(again.dealer?.capital);
    expect(scenarioToYaml(again)).toBe(yaml);
  });

  it('makes the same ring from the draws it recorded', () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 53 - 1 });
    const monotonicity = fc.constantFrom('0', '0.5', '-0.3', '1');
    fc.assert(
      fc.property(seeds, monotonicity, (seed, order) => {
        const file = {
          version: 1,
          generator: 'ring_explorer_v1',
          params: { n_agents: 4, seed, kappa: 2, q_total: 100, inequality: { monotonicity: order } },
        };
        const compiled = compileScenario(parseScenario(file));
        const { weights, adjacentSwaps } = compiled.generated?.params.draws ?? { weights: [] };
        const replayed = compileScenario(
          parseScenario({
            ...file,
            params: {
              ...file.params,
              seed: 1,
              draws: { weights: weights.map(String), adjacent_swaps: adjacentSwaps },
            },
          }),
        );
        expect(replayed.initialActions).toEqual(compiled.initialActions);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the JSON Schema', () => {
  it('describes both forms for editors', () => {
    const schema = scenarioJsonSchema() as { readonly anyOf: readonly { readonly properties: object }[] };
    expect(schema.anyOf.map(({ properties }) => Object.keys(properties))).toEqual([
      expect.arrayContaining(['agents', 'initial_actions', 'dealer', 'run']),
      expect.arrayContaining(['generator', 'params', 'dealer', 'run']),
    ]);
  });

  it('knows the note of a compiled scenario field by field', () => {
    const schema = scenarioJsonSchema() as { readonly anyOf: readonly { readonly properties: object }[] };
    expect(schema.anyOf[0]?.properties).toMatchObject({
      generated: {
        additionalProperties: false,
        required: ['generator', 'params', 'statistics', 'warnings'],
        properties: {
          params: {
            required: ['seed', 'kappa'],
            properties: { draws: { properties: { weights: { type: 'array' } } } },
          },
          statistics: { properties: { kappa_realised: {}, mismatch_days: {} } },
        },
      },
    });
  });
});
