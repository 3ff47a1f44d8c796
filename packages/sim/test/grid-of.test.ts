import { createRandom, decimal } from '@bagehot/kernel';
import { gridOf, planSweep, type SweepPlan } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

describe('the points of a grid', () => {
  it('are every combination by name, the last axis fastest', () => {
    expect(gridOf({ kappa: [1, 4], mu: ['0', '0.5', '1'] })).toEqual([
      { kappa: 1, mu: '0' },
      { kappa: 1, mu: '0.5' },
      { kappa: 1, mu: '1' },
      { kappa: 4, mu: '0' },
      { kappa: 4, mu: '0.5' },
      { kappa: 4, mu: '1' },
    ]);
  });

  it('have the types of their values', () => {
    const points: readonly { readonly policy: 'sell-only' | 'cheapest'; readonly kappa: number }[] = gridOf({
      policy: ['sell-only', 'cheapest'],
      kappa: [2],
    });
    expect(points.map(({ policy, kappa }) => `${policy} ${kappa}`)).toEqual(['sell-only 2', 'cheapest 2']);
  });

  it('hold values of any kind as they are', () => {
    const [one, other] = [{ premium: decimal('0.1') }, undefined];
    const points = gridOf({ rule: [one, other], seed: [createRandom(1)] });
    expect(points.map(({ rule }) => rule)).toEqual([one, other]);
    expect(points[0]?.rule).toBe(one);
  });

  it('are one point without axes, and none where an axis has no values', () => {
    expect(gridOf({})).toEqual([{}]);
    expect(gridOf({ kappa: [1, 4], mu: [] })).toEqual([]);
  });

  it('come in the order in which a plan visits them', () => {
    const base: SweepPlan['base'] = {
      version: 1,
      generator: 'ring_explorer_v1',
      params: { n_agents: 5, q_total: 500, kappa: 1, maturity: { days: 3 } },
    };
    const axes = { 'params.kappa': [1, 2, 4], 'params.maturity.mu': [0, 1], 'params.n_agents': [5, 6] };
    const sweep = planSweep({
      base,
      design: { kind: 'grid', axes: Object.entries(axes).map(([path, values]) => ({ path, values })) },
    });
    const visited = Array.from({ length: sweep.count }, (_, k) =>
      Object.fromEntries(sweep.run(k).coordinates.map(({ path, value }) => [path, value])),
    );
    expect(gridOf(axes)).toEqual(visited);
    expect(visited).toHaveLength(12);
  });
});
