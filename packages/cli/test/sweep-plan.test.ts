import { type GridAxis, loadSweepPlan, type SweepDesign, type SweepPlan, sweepPlanToYaml } from '@bagehot/sim';
import { planHash } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { sweepPlanOf } from '../src/sweep/plan-source.js';
import type { PlanOptions, SweepKind } from '../src/sweep/sweep-options.js';
import { Workplace } from './session.js';

const work = new Workplace();

const planOf = (kind: SweepKind, options: PlanOptions = {}, file?: string): SweepPlan =>
  sweepPlanOf(kind, file, options).plan;

/** The axes of a design that is a grid or a frontier, as text: `kappa 1 2; mu 0`. */
function axesOf(design: SweepDesign): string {
  if (design.kind !== 'grid' && design.kind !== 'frontier') return design.kind;
  const name = ({ path }: GridAxis): string => path.split('.').at(-1) ?? '';
  return design.axes.map((axis) => `${name(axis)} ${axis.values.join(' ')}`).join('; ');
}

/** What the base of a plan has at a path. */
function at({ base }: SweepPlan, path: string): unknown {
  return path.split('.').reduce<unknown>((data, name) => Object(data)[name], base);
}

const DEFAULT_AXES = 'kappa 0.25 0.5 1 2 4; concentration 0.2 0.5 1 2 5; mu 0 0.25 0.5 0.75 1; monotonicity 0';

describe('the plan without options', () => {
  it('of rings has five agents, three days, and all the money with H1', () => {
    const plan = planOf('ring');
    expect(axesOf(plan.design)).toBe(DEFAULT_AXES);
    expect(plan.arms).toBeUndefined();
    expect(at(plan, 'params')).toMatchObject({
      n_agents: 5,
      q_total: 500,
      liquidity: { allocation: { mode: 'single_at', agent: 'H1' } },
      maturity: { days: 3 },
    });
    expect(at(plan, 'run.default_handling')).toBe('expel-agent');
  });

  it('of comparisons has the market of the headline: a hundred agents, ten days, the money spread evenly', () => {
    const { name, plan } = sweepPlanOf('comparison', undefined, {});
    expect(name).toBe('comparison');
    expect(axesOf(plan.design)).toBe(DEFAULT_AXES);
    expect(plan.arms?.map((arm) => arm.name)).toEqual(['control', 'dealers']);
    expect([at(plan, 'params.n_agents'), at(plan, 'params.maturity.days')].map(Number)).toEqual([100, 10]);
    expect(Number(at(plan, 'params.q_total'))).toBe(10000);
  });

  it('of balanced sweeps differs between its arms in the mode only', () => {
    const plan = planOf('balanced');
    expect(plan.arms).toEqual([
      { name: 'passive', set: [{ path: 'balanced.mode', value: 'passive' }] },
      { name: 'active', set: [{ path: 'balanced.mode', value: 'active' }] },
    ]);
    expect(Number(at(plan, 'params.n_agents'))).toBe(100);
  });
});

describe('options of the grid', () => {
  it('take the place of the values, written one way', () => {
    const { design } = planOf('ring', { kappas: '1, 2.50,.5', mus: '1', monotonicities: '-1,0' });
    expect(axesOf(design)).toBe('kappa 1 2.5 0.5; concentration 0.2 0.5 1 2 5; mu 1; monotonicity -1 0');
  });

  it('add an axis that a plan does not have in its place in the loops', () => {
    const file = work.write(
      'axes.yaml',
      `version: 1
name: axes
base: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, kappa: 1, q_total: 500 } }
design:
  kind: grid
  axes:
    - { path: params.maturity.mu, values: [0] }
    - { path: params.n_agents, values: [5, 6] }
`,
    );
    const { design } = planOf('ring', { kappas: '1', monotonicities: '0' }, file);
    expect(axesOf(design)).toBe('kappa 1; mu 0; n_agents 5 6; monotonicity 0');
  });

  it('may leave it out', () => {
    const { design } = planOf('ring', { grid: false, lhs: '7' });
    expect(design).toMatchObject({ kind: 'latin-hypercube', samples: 7 });
  });
});

describe('a Latin hypercube', () => {
  it('comes besides the grid, over the usual ranges', () => {
    const { design } = planOf('ring', { lhs: '3', kappaMax: '2', cMin: '1' });
    expect(design).toMatchObject({
      kind: 'joined',
      designs: [
        { kind: 'grid' },
        {
          kind: 'latin-hypercube',
          samples: 3,
          axes: [
            { path: 'params.kappa', from: '0.2', to: '2' },
            { path: 'params.inequality.concentration', from: '1', to: '5' },
            { path: 'params.maturity.mu', from: '0', to: '1' },
            { path: 'params.inequality.monotonicity', from: '0', to: '0' },
          ],
        },
      ],
    });
  });
});

describe('a frontier', () => {
  it('searches kappa at every combination of the others', () => {
    const { design } = planOf('ring', { grid: false, frontier: true, concentrations: '1', frontierIterations: '3' });
    expect(design).toMatchObject({
      kind: 'frontier',
      path: 'params.kappa',
      low: '0.1',
      high: '4',
      tolerance: '0.02',
      iterations: 3,
    });
    expect(axesOf(design)).toBe('concentration 1; mu 0 0.25 0.5 0.75 1; monotonicity 0');
  });

  it('takes its values from the options, and the grid takes the kappas', () => {
    const { design } = planOf('ring', {
      frontier: true,
      frontierHigh: '8',
      kappas: '1',
      mus: '0',
      concentrations: '1',
    });
    expect(design).toMatchObject({ kind: 'joined', designs: [{ kind: 'grid' }, { kind: 'frontier', high: '8' }] });
    expect(design.kind === 'joined' && design.designs.map(axesOf)).toEqual([
      'kappa 1; concentration 1; mu 0; monotonicity 0',
      'concentration 1; mu 0; monotonicity 0',
    ]);
  });
});

describe('options of the scenario', () => {
  it('are set in the base', () => {
    const plan = planOf('ring', {
      nAgents: '6',
      maturityDays: '4',
      qTotal: '600.5',
      liquidityMode: 'uniform',
      defaultHandling: 'fail-fast',
      baseSeed: '7',
      replicates: '3',
    });
    expect(at(plan, 'params')).toMatchObject({
      n_agents: 6,
      q_total: '600.5',
      liquidity: { allocation: { mode: 'uniform' } },
      maturity: { days: 4 },
    });
    expect(at(plan, 'run.default_handling')).toBe('fail-fast');
    expect([plan.baseSeed, plan.replicates]).toEqual([7, 3]);
  });

  it('say the same whether they are said or not', () => {
    const said = {
      kappas: '0.25,0.5,1,2,4',
      nAgents: '5',
      maturityDays: '3',
      qTotal: '500',
      liquidityMode: 'single_at',
      defaultHandling: 'expel-agent',
    } as const;
    expect(planOf('ring', said)).toEqual(planOf('ring'));
  });

  it('keep an amount as text where a number would lose a digit', () => {
    expect(at(planOf('ring', { qTotal: '12345678901234567890.5' }), 'params.q_total')).toBe('12345678901234567890.5');
  });

  it('move the agent with the money', () => {
    expect(at(planOf('ring', { liquidityAgent: 'H3' }), 'params.liquidity.allocation')).toEqual({
      mode: 'single_at',
      agent: 'H3',
    });
  });

  it('give a ring a market', () => {
    const plan = planOf('ring', { dealerEnabled: true, dealerShare: '0.1', vbtShare: '0', ticketSize: '2' });
    expect(at(plan, 'dealer')).toEqual({ enabled: true, dealer_share: '0.1', vbt_share: 0, ticket_size: 2 });
  });

  it('let a look-ahead to the last due day follow it', () => {
    const plan = planOf('comparison', { maturityDays: '12', dealerEnabled: true });
    expect(at(plan, 'dealer.trader_policy.sell_horizon')).toBe(12);
    expect(at(plan, 'dealer.enabled')).toBe(at(planOf('comparison'), 'dealer.enabled'));
  });

  it('are those of a balanced scenario where it is one', () => {
    const plan = planOf('balanced', {
      outsideMidRatios: '0.5,1',
      faceValue: '10',
      rollover: false,
      additionalCash: 'proportional',
      dealerShare: '0.2',
      vbtShare: '0.3',
    });
    expect(at(plan, 'balanced')).toMatchObject({
      face_value: 10,
      rollover: false,
      additional_cash: 'proportional',
      dealer_share_per_bucket: '0.2',
      vbt_share_per_bucket: '0.3',
    });
    expect(axesOf(plan.design)).toMatch(/^outside_mid_ratio 0\.5 1; kappa /);
  });
});

describe('rings of other lengths', () => {
  it('run past their last due day, and those that wait for quiet through all days go on doing so', () => {
    expect(at(planOf('balanced', { maturityDays: '40' }), 'run')).toMatchObject({ max_days: 45, quiet_days: 41 });
    expect(at(planOf('balanced', { maturityDays: '5' }), 'run')).toMatchObject({ max_days: 30, quiet_days: 6 });
    expect(at(planOf('comparison', { maturityDays: '40' }), 'run')).toMatchObject({ max_days: 45, quiet_days: 2 });
  });
});

describe('a file without arms', () => {
  const file = work.write('settings.yaml', 'version: 1\ngrid: { kappas: [2], concentrations: [1], mus: [0] }\n');

  it('gets those of the verb, and what they differ in', () => {
    expect(planOf('ring', {}, file).arms).toBeUndefined();
    const comparison = planOf('comparison', {}, file);
    expect(comparison.arms?.map(({ name }) => name)).toEqual(['control', 'dealers']);
    expect(at(comparison, 'dealer')).toEqual(at(planOf('comparison'), 'dealer'));
    expect(at(planOf('balanced', {}, file), 'balanced')).toEqual(at(planOf('balanced'), 'balanced'));
  });

  it('keeps a market that it has, and switches it on', () => {
    const off = work.write(
      'off.yaml',
      `version: 1
base:
  version: 1
  generator: ring_explorer_v1
  params: { n_agents: 5, kappa: 1, q_total: 500 }
  dealer: { enabled: false, ticket_size: 5 }
design: { kind: grid, axes: { params.kappa: [1, 2] } }
`,
    );
    expect(at(planOf('comparison', {}, off), 'dealer')).toEqual({ enabled: true, ticket_size: 5 });
  });
});

describe('every plan of the options', () => {
  it.each<[SweepKind, PlanOptions]>([
    ['ring', { lhs: '3', frontier: true, qTotal: '500.25', dealerEnabled: true, dealerShare: '0.15' }],
    ['comparison', { maturityDays: '5', nAgents: '7', replicates: '2', vbtShare: '0.35', ticketSize: '0.5' }],
    ['balanced', { outsideMidRatios: '0.5,0.75', faceValue: '12.5', rollover: false }],
    ['balanced', { preset: 'stojanovic-2025' }],
    ['comparison', { preset: 'headline-legacy' }],
  ])('comes back from its file as it was: %s %j', (kind, options) => {
    const plan = planOf(kind, options);
    const back = loadSweepPlan(sweepPlanToYaml(plan)).plan;
    expect(planHash(back)).toBe(planHash(plan));
  });
});

describe('the range of a search', () => {
  const file = work.write(
    'search.yaml',
    `version: 1
base: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, kappa: 1, q_total: 500 } }
design: { kind: frontier, path: params.kappa, axes: {} }
`,
  );

  it('is compared digit by digit', () => {
    const { design } = planOf('ring', { frontierHigh: '0.10000000000000000001' }, file);
    expect(design).toMatchObject({ high: '0.10000000000000000001' });
  });

  it('has ends that a plan need not name', () => {
    expect(() => planOf('ring', { frontierHigh: '0.05' }, file)).toThrow(
      '--frontier-high leaves nothing to search: from 0.1 to 0.05',
    );
    expect(() => planOf('ring', { frontierLow: '4' }, file)).toThrow(
      '--frontier-low leaves nothing to search: from 4 to 4',
    );
  });
});

describe('a plan that is wrong', () => {
  it.each<[SweepKind, PlanOptions, string]>([
    ['ring', { kappas: '1,x' }, '--kappas must be numbers greater than 0, separated by commas, but has "x"'],
    ['ring', { kappas: '0' }, '--kappas must be numbers greater than 0, separated by commas, but has "0"'],
    ['ring', { kappas: '' }, '--kappas must be numbers greater than 0, separated by commas, but has ""'],
    ['ring', { kappas: '1,1.0' }, '--kappas has 1 twice'],
    [
      'ring',
      { concentrations: '-1' },
      '--concentrations must be numbers greater than 0, separated by commas, but has "-1"',
    ],
    ['ring', { mus: '1.1' }, '--mus must be numbers from 0 to 1, separated by commas, but has "1.1"'],
    [
      'ring',
      { monotonicities: '2' },
      '--monotonicities must be numbers from -1 to 1, separated by commas, but has "2"',
    ],
    ['ring', { lhs: 'many' }, '--lhs must be a whole number of at least 0, but is many'],
    ['ring', { kappaMin: '1' }, '--kappa-min needs --lhs'],
    ['ring', { lhs: '2', kappaMin: '6' }, '--kappa-min must be at most 5, but is 6'],
    ['ring', { lhs: '2', muMax: '2' }, '--mu-max must be a number from 0 to 1, but is 2'],
    ['ring', { lhs: '2', cMin: '2', cMax: '1' }, '--c-max must be at least 2, but is 1'],
    ['ring', { frontierHigh: '8' }, '--frontier-high needs --frontier'],
    ['ring', { frontierIterations: '8' }, '--frontier-iterations needs --frontier'],
    ['ring', { frontier: true, frontierHigh: '0.1' }, '--frontier-high leaves nothing to search: from 0.1 to 0.1'],
    ['ring', { grid: false }, 'there is nothing to run: --no-grid needs --lhs or --frontier'],
    ['ring', { grid: false, lhs: '0' }, 'there is nothing to run: --no-grid needs --lhs or --frontier'],
    ['ring', { grid: false, lhs: '3', mus: '0' }, '--mus needs a grid: add --grid'],
    ['ring', { grid: false, frontier: true, kappas: '1' }, '--kappas needs a grid: add --grid'],
    ['ring', { nAgents: '2' }, '--n-agents must be a whole number of at least 3, but is 2'],
    ['ring', { maturityDays: '0' }, '--maturity-days must be a whole number of at least 1, but is 0'],
    ['ring', { qTotal: '-5' }, '--q-total must be a number greater than 0, but is -5'],
    ['ring', { baseSeed: '-1' }, '--base-seed must be a whole number of at least 0, but is -1'],
    ['ring', { replicates: '0' }, '--replicates must be a whole number of at least 1, but is 0'],
    ['ring', { dealerShare: '0.1' }, '--dealer-share needs --dealer-enabled'],
    ['ring', { liquidityMode: 'uniform', liquidityAgent: 'H2' }, '--liquidity-agent needs --liquidity-mode single_at'],
    ['comparison', { ticketSize: '0' }, '--ticket-size must be a number greater than 0, but is 0'],
    [
      'balanced',
      { outsideMidRatios: '1.5' },
      '--outside-mid-ratios must be numbers greater than 0 and at most 1, separated by commas, but has "1.5"',
    ],
    [
      'comparison',
      { preset: 'headlines' },
      '--preset must be one of headline-legacy, headline, balanced, stojanovic-2025, but is headlines',
    ],
    ['ring', { preset: 'headline' }, 'the plan has the arms control, dealers: run it with bagehot sweep comparison'],
  ])('is refused: %s %j', (kind, options, message) => {
    expect(() => planOf(kind, options)).toThrow(expect.objectContaining({ message, exitCode: 2 }) as Error);
  });

  it('is a file beside a preset, or two files', () => {
    expect(() => planOf('ring', { preset: 'headline' }, 'a.yaml')).toThrow('--preset does not go together with a.yaml');
    expect(() => planOf('ring', { config: 'b.yaml' }, 'a.yaml')).toThrow(
      '--config names b.yaml, but the command line has a.yaml as well',
    );
  });

  it('is an option for a field that the plan varies', () => {
    const file = work.write(
      'agents.yaml',
      `version: 1
name: agents
base: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, kappa: 1, q_total: 500 } }
design: { kind: grid, axes: [{ path: params.n_agents, values: [5, 6] }] }
`,
    );
    expect(() => planOf('ring', { nAgents: '7' }, file)).toThrow('--n-agents: params.n_agents is varied by the plan');
  });
});
