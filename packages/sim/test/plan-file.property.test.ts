import { loadSweepPlan, type SweepDesign, type SweepPlan, sweepPlanToYaml } from '@bagehot/sim';
import { planHash } from '@bagehot/sim/node';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Positive decimals in many spellings, which must survive: 2, 2.0, "2", 0.50. */
const amount = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 50 }).map(String),
  fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 999 })).map(([whole, part]) => `${whole}.${part}0`),
);
const kappa = fc.record({
  path: fc.constant('params.kappa'),
  values: fc.array(amount, { minLength: 1, maxLength: 3 }),
});
const settlement = fc.record({
  path: fc.constant('run.settlement'),
  values: fc.shuffledSubarray(['sequential', 'multipass', 'clearing'], { minLength: 1 }),
});
const rollover = fc.record({ path: fc.constant('run.rollover_enabled'), values: fc.constant([true, false]) });
const gridAxes = fc
  .tuple(fc.option(kappa), fc.option(settlement), fc.option(rollover))
  .map((axes) => axes.filter((axis) => axis !== null));

const simple: fc.Arbitrary<SweepDesign> = fc.oneof(
  gridAxes.map((axes): SweepDesign => ({ kind: 'grid', axes })),
  fc.record({ samples: fc.integer({ min: 1, max: 4 }), log: fc.boolean() }).map(
    ({ samples, log }): SweepDesign => ({
      kind: 'latin-hypercube',
      samples,
      axes: [{ path: 'params.kappa', from: '0.250', to: 4, ...(log ? { log } : {}) }],
    }),
  ),
  fc.record({ iterations: fc.nat(5), low: fc.constantFrom('0.1', 0.25, 1) }).map(
    ({ iterations, low }): SweepDesign => ({
      kind: 'frontier',
      path: 'params.kappa',
      low: String(low),
      iterations,
      axes: [{ path: 'params.maturity.mu', values: ['0', '0.50', 1] }],
    }),
  ),
);
const design = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 3 }).map((designs): SweepDesign => ({ kind: 'joined', designs })),
);
const plan: fc.Arbitrary<SweepPlan> = fc
  .record({
    name: fc.option(fc.string({ minLength: 1, unit: 'grapheme' })),
    design,
    replicates: fc.integer({ min: 1, max: 9 }),
    baseSeed: fc.nat(),
    arms: fc.option(
      fc
        .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 })
        .map((names) => names.map((name, k) => ({ name, set: [{ path: 'run.max_days', value: k + 1 }] }))),
    ),
  })
  .map(({ name, arms, ...rest }) => ({
    base: { version: 1, generator: 'ring_explorer_v1', params: { n_agents: 5, q_total: '500.0', kappa: 1 } },
    ...(name === null ? {} : { name }),
    ...(arms === null ? {} : { arms }),
    ...rest,
  }));

it('a plan that was written is read as it was, to the digit', () => {
  fc.assert(
    fc.property(plan, (written) => {
      const { plan: read } = loadSweepPlan(sweepPlanToYaml(written));
      expect(read).toEqual(written);
      expect(planHash(read)).toBe(planHash(written));
    }),
    { numRuns: 60 },
  );
});
