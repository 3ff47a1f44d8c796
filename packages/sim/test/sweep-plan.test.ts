import { createRandom } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import {
  type GeneratorScenario,
  planSweep,
  type RingScenario,
  SimError,
  type SweepPlan,
  type SweepRun,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const base = {
  version: 1,
  generator: 'ring_explorer_v1',
  params: {
    n_agents: 5,
    q_total: 500,
    kappa: 1,
    inequality: { concentration: 1 },
    maturity: { days: 3, mu: 0 },
  },
};
const KAPPA = { path: 'params.kappa', values: ['0.25', 1, 4] };
const CONCENTRATION = { path: 'params.inequality.concentration', values: ['0.2', 5] };
const MU = { path: 'params.maturity.mu', values: [0, '0.5', 1] };
const grid = (axes: Extract<SweepPlan['design'], { kind: 'grid' }>['axes']): SweepPlan['design'] => ({
  kind: 'grid',
  axes,
});

/** The scenario of a plan with one arm. */
function scenarioOf({ arms }: SweepRun): RingScenario {
  expect(arms.map(({ name }) => name)).toEqual(['run']);
  return arms[0]?.scenario as RingScenario;
}

/** What a generator scenario varies in these plans, as texts. */
function shape(run: SweepRun): readonly string[] {
  const { ring } = scenarioOf(run) as GeneratorScenario;
  return [ring.kappa, ring.concentration, ring.mu].map(String);
}

/** The problems of a plan that must have some. */
function problemsOf(plan: SweepPlan): readonly { readonly path: string; readonly message: string }[] {
  try {
    planSweep(plan);
  } catch (error) {
    if (error instanceof SimError && error.code === 'SWEEP_INVALID')
      return (error as SimError<'SWEEP_INVALID'>).details.problems;
    throw error;
  }
  throw new Error('the plan was expected to be refused');
}

describe('a grid', () => {
  it('visits every combination, the last axis fastest', () => {
    const sweep = planSweep({ base, design: grid([KAPPA, CONCENTRATION, MU]) });
    expect([sweep.count, sweep.points]).toEqual([18, 18]);
    const runs = Array.from({ length: sweep.count }, (_, k) => shape(sweep.run(k)));
    expect(runs.slice(0, 4)).toEqual([
      ['0.25', '0.2', '0'],
      ['0.25', '0.2', '0.5'],
      ['0.25', '0.2', '1'],
      ['0.25', '5', '0'],
    ]);
    expect(runs[17]).toEqual(['4', '5', '1']);
    expect(new Set(runs.map((run) => run.join())).size).toBe(18);
  });

  it('numbers replicates inside points, and seeds run k with the k-th seed after the base', () => {
    const sweep = planSweep({ base, design: grid([KAPPA]), replicates: 4, baseSeed: 100 });
    expect([sweep.count, sweep.points]).toEqual([12, 3]);
    const run = sweep.run(6);
    expect(run).toMatchObject({ index: 6, point: 1, replicate: 2, seed: 106 });
    expect(run.coordinates).toEqual([{ path: 'params.kappa', value: 1 }]);
    expect(scenarioOf(run)).toMatchObject({ ringSeed: 106, run: { seed: 106 } });
  });

  it('draws the rings that the seeds draw by themselves', () => {
    const run = planSweep({ base, design: grid([KAPPA]), baseSeed: 7 }).run(2);
    const { ring } = scenarioOf(run) as GeneratorScenario;
    const world = generateRing(ring, createRandom(run.seed).stream('ring'));
    const alone = generateRing(
      { agents: 5, maturityDays: 3, kappa: 4, concentration: 1, mu: 0, totalDebt: 500 },
      createRandom(9).stream('ring'),
    );
    expect(world.payables).toEqual(alone.payables);
  });

  it('without an axis is one point, to be drawn again and again', () => {
    const sweep = planSweep({ base, design: grid([]), replicates: 3 });
    expect([sweep.count, sweep.run(2).seed, sweep.run(2).coordinates]).toEqual([3, 44, []]);
  });

  it('varies any field of the scenario, and makes sections that are not there', () => {
    const axes = [
      { path: 'dealer.enabled', values: [true, false] },
      { path: 'run.max_days', values: [9] },
    ];
    const sweep = planSweep({ base, design: grid(axes) });
    expect([0, 1].map((k) => scenarioOf(sweep.run(k)).dealer !== undefined)).toEqual([true, false]);
    expect(scenarioOf(sweep.run(0)).run.maxDays).toBe(9);
    expect(base).not.toHaveProperty('dealer');
  });

  it('reaches into lists, and seeds the run of a scenario that is spelled out', () => {
    const explicit = {
      version: 1,
      name: 'chain',
      agents: [
        { id: 'CB', kind: 'central_bank' },
        { id: 'H1', kind: 'household' },
        { id: 'H2', kind: 'household' },
      ],
      initial_actions: [{ mint_cash: { to: 'H1', amount: 5 } }],
    };
    const axes = [{ path: 'initial_actions[0].mint_cash.amount', values: [1, 2] }];
    const scenario = scenarioOf(planSweep({ base: explicit, design: grid(axes) }).run(1));
    expect(scenario).toMatchObject({ form: 'explicit', run: { seed: 43 } });
    expect(scenario.form === 'explicit' && String((scenario.initialActions[0] as { amount: unknown }).amount)).toBe(
      '2',
    );
  });

  it('knows which runs there are', () => {
    const sweep = planSweep({ base, design: grid([KAPPA]) });
    for (const index of [-1, 3, 0.5, Number.NaN])
      expect(() => sweep.run(index)).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
  });
});

describe('a plan that cannot be carried out', () => {
  it('is refused with everything that is wrong in its numbers and axes', () => {
    const design: SweepPlan['design'] = {
      kind: 'latin-hypercube',
      samples: 0,
      axes: [
        { path: 'params..kappa', from: 1, to: 2 },
        { path: 'params.kappa', from: 2, to: 1 },
        { path: 'params.kappa', from: 0, to: 1, log: true },
        { path: 'params.maturity.mu', from: 'low', to: 1 },
      ],
    };
    const problems = problemsOf({ base, design, replicates: 1.5, baseSeed: -1 });
    expect(problems.map(({ path }) => path)).toEqual([
      'replicates',
      'baseSeed',
      'design.axes[0].path',
      'design.axes[2].path',
      'design.samples',
      'design.axes[1].to',
      'design.axes[2].from',
      'design.axes[3].from',
    ]);
  });

  it('names the values that the scenario does not take, before anything is run', () => {
    const axes = [
      { path: 'params.kappa', values: [1, 0, 'much'] },
      { path: 'params.n_agents', values: [5, 1] },
    ];
    const problems = problemsOf({ base, design: grid(axes) });
    expect(problems.map(({ path }) => path)).toEqual(['design.axes[0]', 'design.axes[0]', 'design.axes[1]']);
    expect(problems[0]?.message).toMatch(/^at 0 \(value 2\): params\.kappa /);
  });

  it('names what is wrong in the base scenario, and misspelt fields', () => {
    expect(problemsOf({ base: { ...base, version: 3 }, design: grid([]) })[0]?.path).toBe('base.version');
    expect(problemsOf({ base, design: grid([{ path: 'params.kapa', values: [1] }]) })[0]?.path).toBe(
      'base.params.kapa',
    );
    expect(problemsOf({ base, design: grid([{ path: 'params.kappa', values: [] }]) })).toEqual([
      { path: 'design.axes[0].values', message: 'must not be empty' },
    ]);
  });
});
