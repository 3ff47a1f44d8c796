import { type Decimal, decimal, ln } from '@bagehot/kernel';
import { planSweep, type RangeAxis, type SweepPlan } from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const base = {
  version: 1,
  generator: 'ring_explorer_v1',
  params: { n_agents: 5, q_total: 500, kappa: 1, inequality: { concentration: 1 }, maturity: { days: 3, mu: 0 } },
};

/** The sampled values of each axis, in the order of the points. */
function columns(axes: readonly RangeAxis[], samples: number, baseSeed = 42): readonly (readonly Decimal[])[] {
  const plan: SweepPlan = { base, design: { kind: 'latin-hypercube', samples, axes }, baseSeed };
  const sweep = planSweep(plan);
  const runs = Array.from({ length: samples }, (_, k) => sweep.run(k).coordinates);
  return axes.map((_, axis) => runs.map((coordinates) => decimal(String(coordinates[axis]?.value))));
}

/** In which of so many strata a value lies; one on a boundary after rounding counts for either side. */
function strata(values: readonly Decimal[], place: (value: Decimal) => number): readonly (readonly number[])[] {
  const slack = (2e-6 * values.length) / 0.1;
  return values.map((value) => {
    const at = place(value) * values.length;
    return [...new Set([Math.floor(at - slack), Math.floor(at + slack)])];
  });
}

/** Can every stratum be given a value of its own? Values in order of their strata do it if anything does. */
function hitsEachOnce(places: readonly (readonly number[])[]): boolean {
  const sorted = [...places].sort((a, b) => Math.max(...a) - Math.max(...b) || Math.min(...a) - Math.min(...b));
  return sorted.every((options, k) => options.includes(k) || (k === sorted.length - 1 && options.includes(k + 1)));
}

describe('a Latin hypercube', () => {
  const range = fc
    .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
    .map(([from, width]) => [decimal(from).div(10), decimal(from + width).div(10)] as const);

  it('has one value in each stratum of each axis', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 40 }), fc.nat(1000), ([from, to], samples, seed) => {
        const [kappa, mu] = columns(
          [
            { path: 'params.kappa', from, to },
            { path: 'params.maturity.mu', from: 0, to: 1 },
          ],
          samples,
          seed,
        );
        const width = to.minus(from);
        expect(hitsEachOnce(strata(kappa ?? [], (value) => value.minus(from).div(width).toNumber()))).toBe(true);
        expect(hitsEachOnce(strata(mu ?? [], (value) => value.toNumber()))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('has one value in each stratum of equal ratio on a logarithmic axis, inside the range', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 40 }), fc.nat(1000), ([from, to], samples, seed) => {
        const [kappa = []] = columns([{ path: 'params.kappa', from, to, log: true }], samples, seed);
        const low = ln(from.toNumber());
        const high = ln(to.toNumber());
        for (const value of kappa) expect(value.gte(from) && value.lte(to)).toBe(true);
        expect(hitsEachOnce(strata(kappa, (value) => (ln(value.toNumber()) - low) / (high - low)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('rounds to six decimals, and allows a range of one value', () => {
    const [kappa = [], mu = []] = columns(
      [
        { path: 'params.kappa', from: '0.2', to: 5 },
        { path: 'params.maturity.mu', from: '0.25', to: '0.25' },
      ],
      30,
    );
    for (const value of kappa) expect(value.toFixed()).toMatch(/^\d(\.\d{1,6})?$/);
    expect(mu.map(String)).toEqual(Array(30).fill('0.25'));
    expect(new Set(kappa.map(String)).size).toBe(30);
  });

  it('draws each axis from a stream of its own: another axis changes nothing', () => {
    const kappa: RangeAxis = { path: 'params.kappa', from: '0.2', to: 5, log: true };
    const mu: RangeAxis = { path: 'params.maturity.mu', from: 0, to: 1 };
    expect(columns([mu, kappa], 20)[1]).toEqual(columns([kappa], 20)[0]);
    expect(columns([kappa], 20, 43)[0]).not.toEqual(columns([kappa], 20)[0]);
  });
});
