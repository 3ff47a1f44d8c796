import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSweepPlan, planSweep, sweepRow } from '@bagehot/sim';
import { expect, it } from 'vitest';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const load = (file: string): ReturnType<typeof loadSweepPlan> =>
  loadSweepPlan(readFileSync(path.join(folder, file), 'utf8'));

it('finds the plans', () => expect(files.length).toBeGreaterThan(0));

it.each(files)('%s can be run, from the first run to the last', (file) => {
  const sweep = planSweep(load(file).plan);
  for (const index of [0, sweep.count - 1]) {
    const { problem, arms } = sweepRow(sweep, index);
    expect(problem).toBeNull();
    expect(arms).toHaveLength(sweep.arms.length);
  }
});

it('the plans have the points that they list', () => {
  const points = (file: string): readonly number[] => {
    const { count, points: all } = planSweep(load(file).plan);
    return [all, count];
  };
  expect(points('stress_and_tickets.yaml')).toEqual([8, 32]);
  expect(points('credit_and_leverage.yaml')).toEqual([6, 36]);
  // A grid of 5 by 3 by 3, fifty samples, and a search for each of 3 by 3 cells.
  expect(points('fragile_rings.yaml')).toEqual([104, 104]);
});
