import {
  axisNames,
  type JoinedDesign,
  loadSweepPlan,
  MARKET_ARMS,
  planSweep,
  preset,
  SimError,
  type SweepPlan,
  type SweepProblem,
  sweepPlanToYaml,
  sweepRows,
  sweepTables,
} from '@bagehot/sim';
import { planHash } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { SMALL_PLAN } from './sweep-plans.js';

const GENERAL = `
version: 1
name: Stress and tickets
description: Does the size of a ticket matter?
out_dir: results/tickets
base:
  version: 1
  generator: ring_explorer_v1
  params: { n_agents: 8, q_total: 320, kappa: 1, maturity: { days: 4, mu: 0.5 } }
  dealer: { enabled: true, order_flow: { N_max: all } }
design:
  kind: grid
  axes:
    params.kappa: [0.50, 2, 4]
    dealer.ticket_size: [1, 2]
arms: market
replicates: 2
base_seed: 7
`;

function problemsOf(yaml: string): readonly SweepProblem[] {
  try {
    loadSweepPlan(yaml);
  } catch (error) {
    if (error instanceof SimError && error.code === 'SWEEP_INVALID')
      return (error as SimError<'SWEEP_INVALID'>).details.problems;
    throw error;
  }
  return [];
}

describe('a plan file', () => {
  it('holds a scenario, a design, arms, and how often', () => {
    const { name, description, outDir, plan } = loadSweepPlan(GENERAL);
    expect({ name, description, outDir }).toEqual({
      name: 'Stress and tickets',
      description: 'Does the size of a ticket matter?',
      outDir: 'results/tickets',
    });
    expect(plan).toEqual({
      name: 'Stress and tickets',
      base: {
        version: 1,
        generator: 'ring_explorer_v1',
        params: { n_agents: 8, q_total: 320, kappa: 1, maturity: { days: 4, mu: '0.5' } },
        dealer: { enabled: true, order_flow: { N_max: 'all' } },
      },
      design: {
        kind: 'grid',
        axes: [
          // Digits are kept as they are written.
          { path: 'params.kappa', values: ['0.50', 2, 4] },
          { path: 'dealer.ticket_size', values: [1, 2] },
        ],
      },
      arms: MARKET_ARMS,
      replicates: 2,
      baseSeed: 7,
    });
    expect(planSweep(plan).count).toBe(12);
  });

  it('may list axes and arms, and has a name without one', () => {
    const { name, plan } = loadSweepPlan(`
version: 1
base: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, q_total: 500, kappa: 1 } }
design: { kind: grid, axes: [{ path: params.kappa, values: [1, 2] }] }
arms:
  - name: in turn
  - name: by clearing
    set: { run.settlement: clearing }
  - name: again and again
    set: [{ path: run.settlement, value: multipass }]
`);
    expect(name).toBe('sweep');
    expect(plan).not.toHaveProperty('name');
    expect(plan.arms).toEqual([
      { name: 'in turn', set: [] },
      { name: 'by clearing', set: [{ path: 'run.settlement', value: 'clearing' }] },
      { name: 'again and again', set: [{ path: 'run.settlement', value: 'multipass' }] },
    ]);
  });

  it('samples, searches and joins', () => {
    const { plan } = loadSweepPlan(`
version: 1
base: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, q_total: 500, kappa: 1, maturity: { days: 3 } } }
design:
  kind: joined
  designs:
    - kind: latin-hypercube
      samples: 10
      axes:
        params.kappa: { from: 0.2, to: 5, log: true }
        params.maturity.mu: [0, 1]
    - { kind: frontier, path: params.kappa, high: 8, iterations: 3, axes: { params.maturity.mu: [0, 1] } }
`);
    const { designs } = plan.design as JoinedDesign;
    expect(designs).toEqual([
      {
        kind: 'latin-hypercube',
        samples: 10,
        axes: [
          { path: 'params.kappa', from: '0.2', to: 5, log: true },
          { path: 'params.maturity.mu', from: 0, to: 1 },
        ],
      },
      {
        kind: 'frontier',
        path: 'params.kappa',
        high: 8,
        iterations: 3,
        axes: [{ path: 'params.maturity.mu', values: [0, 1] }],
      },
    ]);
    expect(planSweep(plan).points).toBe(12);
  });

  it('varies fields of a scenario that is spelled out, too', () => {
    const { plan } = loadSweepPlan(`
version: 1
base:
  version: 1
  name: Ada owes Ben
  agents: [{ id: CB, kind: central_bank }, { id: Ada, kind: household }, { id: Ben, kind: household }]
  initial_actions:
    - mint_cash: { to: Ada, amount: 10 }
    - create_payable: { from: Ada, to: Ben, amount: 10, due_day: 1 }
design:
  kind: grid
  axes:
    initial_actions[0].mint_cash.amount: [4, 10]
    agents[2].kind: [household, firm]
    run.default_handling: [fail-fast, expel-agent]
`);
    const sweep = planSweep(plan);
    expect(axisNames(sweep)).toEqual(['amount', 'kind', 'default_handling']);
    const { results } = sweepTables(sweep);
    const names = results.columns.map(({ name }) => name);
    const shown = ['amount', 'kind', 'default_handling', 'outcome', 'default_rate'].map((name) => names.indexOf(name));
    const cells = Array.from(sweepRows(sweep), (row) => results.rows(row)[0]);
    expect([0, 1, 7].map((k) => shown.map((at) => cells[k]?.[at]))).toEqual([
      ['4', 'household', 'fail-fast', 'halted', '1'],
      ['4', 'household', 'expel-agent', 'stable', '1'],
      ['10', 'firm', 'expel-agent', 'stable', '0'],
    ]);
  });

  it('may name a preset', () => {
    const { name, plan } = loadSweepPlan('version: 1\npreset: headline\nreplicates: 3\nbase_seed: 100\n');
    expect(name).toBe('headline');
    expect(plan).toEqual(preset('headline', { replicates: 3, baseSeed: 100 }));
    expect(loadSweepPlan('version: 1\nname: mine\npreset: headline\n').plan.name).toBe('mine');
    expect(problemsOf('version: 1\npreset: headlines\n')).toMatchObject([{ path: 'preset', line: 2 }]);
  });

  it.each([
    ['no YAML', 'version: [1', { line: 1 }],
    [
      'another version',
      GENERAL.replace('version: 1\nname', 'version: 2\nname'),
      { path: 'version', message: 'must be 1', line: 2 },
    ],
    ['an unknown field', `${GENERAL}workers: 3\n`, { path: 'workers', message: 'is no known field', line: 19 }],
    ['no design', GENERAL.replace('design:', 'designs:'), { path: 'design' }],
    [
      'another kind',
      GENERAL.replace('kind: grid', 'kind: web'),
      { path: 'design.kind', message: /grid, latin-hypercube, frontier or joined/, line: 12 },
    ],
    [
      'values that are none',
      GENERAL.replace('[1, 2]', '[1, [2]]'),
      { path: 'design.axes[1].values[1]', message: /a text, a number/, line: 15 },
    ],
    [
      'one arm by a name',
      GENERAL.replace('arms: market', 'arms: markets'),
      { path: 'arms', message: /market, balanced, or a list/, line: 16 },
    ],
    [
      'a fraction of a run',
      GENERAL.replace('replicates: 2', 'replicates: 2.5'),
      { path: 'replicates', message: /whole number/, line: 17 },
    ],
    [
      'no run',
      GENERAL.replace('replicates: 2', 'replicates: 0'),
      { path: 'replicates', message: /at least 1/, line: 17 },
    ],
    [
      'a misspelt axis',
      GENERAL.replace('dealer.ticket_size', 'dealer.ticket_sise'),
      { path: 'base.dealer.ticket_sise', line: 10 },
    ],
    [
      'a value out of range',
      GENERAL.replace('[0.50, 2, 4]', '[0.50, 2, -4]'),
      { path: 'design.axes[0]', message: /-4.*params\.kappa/, line: 14 },
    ],
    ['an empty axis', GENERAL.replace('[0.50, 2, 4]', '[]'), { path: 'design.axes[0].values', line: 14 }],
    ['a wrong scenario', GENERAL.replace('n_agents: 8', 'n_agents: 2'), { path: 'base.params.n_agents', line: 9 }],
  ] as const)(
    'names what is wrong, and the line: %s',
    (_, yaml, { message, ...place }: { message?: string | RegExp; path?: string; line?: number }) => {
      const [problem] = problemsOf(yaml);
      expect(problem).toMatchObject(place);
      if (message !== undefined) expect(problem?.message).toMatch(message);
    },
  );

  it('says everything at once, line by line', () => {
    const yaml = GENERAL.replace('n_agents: 8', 'n_agents: 2').replace('mu: 0.5', 'mu: 2');
    expect(problemsOf(yaml).map(({ path, line }) => [path, line])).toEqual([
      ['base.params.n_agents', 9],
      ['base.params.maturity.mu', 9],
    ]);
    expect(() => loadSweepPlan(yaml)).toThrow(
      /^line 9: base\.params\.n_agents .*\nline 9: base\.params\.maturity\.mu /,
    );
  });
});

describe('a plan as text', () => {
  it.each([
    ['a grid', SMALL_PLAN],
    ['the headline', preset('headline', { replicates: 100 })],
    [
      'joined designs',
      {
        ...SMALL_PLAN,
        name: 'yes: "no"',
        design: {
          kind: 'joined',
          designs: [
            { kind: 'latin-hypercube', samples: 3, axes: [{ path: 'params.kappa', from: '0.20', to: 5, log: true }] },
            { kind: 'frontier', path: 'params.kappa', tolerance: '0.05', axes: [] },
            { kind: 'grid', axes: [{ path: 'run.default_handling', values: ['fail-fast', 'expel-agent'] }] },
          ],
        },
      },
    ],
  ] as const satisfies readonly (readonly [string, SweepPlan])[])('comes back as it was: %s', (_, plan: SweepPlan) => {
    const back = loadSweepPlan(sweepPlanToYaml(plan, { description: 'why', outDir: 'out' }));
    expect(back).toEqual({ name: plan.name ?? 'sweep', description: 'why', outDir: 'out', plan });
    expect(planHash(back.plan)).toBe(planHash(plan));
  });
});

describe('a ring sweep', () => {
  const FULL = `
version: 1
out_dir: out/ring
grid: { kappas: [0.25, 4], concentrations: [1], mus: [0, 0.5], monotonicities: [0] }
lhs: { count: 6, kappa_range: { from: 0.2, to: 5, log: true } }
frontier: { kappa_low: 0.2, max_iterations: 4 }
runner:
  n_agents: 6
  q_total: 600
  liquidity_mode: uniform
  base_seed: 9
  dealer_enabled: true
  dealer_config: { ticket_size: 2 }
`;

  it('is a grid, a hypercube and a frontier over the parameters of a ring', () => {
    const { outDir, plan } = loadSweepPlan(FULL);
    expect(outDir).toBe('out/ring');
    expect(plan.baseSeed).toBe(9);
    expect(plan.base).toMatchObject({
      params: { n_agents: 6, q_total: 600, liquidity: { allocation: { mode: 'uniform' } }, maturity: { days: 3 } },
      dealer: { enabled: true, ticket_size: 2 },
      run: { default_handling: 'expel-agent' },
    });
    const { designs } = plan.design as JoinedDesign;
    expect(designs.map(({ kind }) => kind)).toEqual(['grid', 'latin-hypercube', 'frontier']);
    const sweep = planSweep(plan);
    expect(sweep.points).toBe(4 + 6 + 2);
    expect(sweep.axes).toEqual([
      'params.kappa',
      'params.inequality.concentration',
      'params.maturity.mu',
      'params.inequality.monotonicity',
    ]);
    expect(sweep.search(11)).toEqual({ path: 'params.kappa', low: '0.2', high: 4, tolerance: '0.02', iterations: 4 });
  });

  it('has the grid of the specification unless it says otherwise', () => {
    const { plan } = loadSweepPlan('version: 1\ngrid: {}\n');
    expect(plan.design).toMatchObject({ kind: 'grid' });
    expect(planSweep(plan).points).toBe(125);
    expect(planSweep(plan).run(0).arms[0]?.scenario).toMatchObject({ ring: { agents: 5, maturityDays: 3 } });
  });

  it('leaves out what is switched off, but not everything', () => {
    const off = FULL.replace('grid: {', 'grid: { enabled: false,').replace('lhs: {', 'lhs: { enabled: false,');
    expect(loadSweepPlan(off).plan.design.kind).toBe('frontier');
    expect(problemsOf(off.replace('frontier: {', 'frontier: { enabled: false,'))).toMatchObject([
      { path: '', message: expect.stringMatching(/grid, lhs and frontier/) },
    ]);
  });

  it.each([
    [
      'an empty list',
      FULL.replace('[1]', '[]'),
      { path: 'grid.concentrations', message: 'must not be empty', line: 4 },
    ],
    ['no range', FULL.replace('{ from: 0.2, to: 5, log: true }', '[1]'), { path: 'lhs.kappa_range', line: 5 }],
    ['a wrong range', FULL.replace('from: 0.2', 'from: 6'), { path: 'lhs.kappa_range.to', line: 5 }],
    ['a wrong value', FULL.replace('mus: [0, 0.5]', 'mus: [0, 5]'), { path: 'grid.mus', line: 4 }],
    ['a wrong end', FULL.replace('kappa_low: 0.2', 'kappa_low: 0'), { path: 'frontier.kappa_low', line: 6 }],
    ['a wrong ring', FULL.replace('n_agents: 6', 'n_agents: 1'), { path: 'runner.n_agents', line: 8 }],
    [
      'a wrong market',
      FULL.replace('ticket_size: 2', 'ticket_size: -2'),
      { path: 'runner.dealer_config.ticket_size', line: 13 },
    ],
    ['an unknown field', FULL.replace('q_total', 'total'), { path: 'runner.total', line: 9 }],
  ] as const)('names what is wrong where it stands: %s', (_, yaml, problem) => {
    expect(problemsOf(yaml)[0]).toMatchObject(problem);
  });
});
