/** Where is a ring most fragile? A Latin hypercube over the ratio of debt to money and the timing of debts, row by row as lines of JSON. */
import type { SweepPlan, SweepRow } from '@bagehot/sim';
import { runSweep } from '@bagehot/sim/node';

export const plan: SweepPlan = {
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 10, kappa: 1, q_total: 400, maturity: { days: 5, mu: '0.5' } },
  },
  design: {
    kind: 'latin-hypercube',
    samples: 40,
    axes: [
      { path: 'params.kappa', from: '0.25', to: 4, log: true },
      { path: 'params.maturity.mu', from: 0, to: 1 },
    ],
  },
};

const defaultRate = ({ arms }: SweepRow): number => Number(arms[0]?.figures['default_rate']);

export let worst: SweepRow | undefined;
// With `{ workers: 2 }` two threads share the work; the lines are the same.
for await (const line of runSweep(plan, { workers: 0 })) {
  const row = JSON.parse(line) as SweepRow;
  if (worst === undefined || defaultRate(row) > defaultRate(worst)) worst = row;
}

if (worst !== undefined) {
  const at = worst.coordinates.map(({ path, value }) => `${path} ${value}`).join(', ');
  console.log(`${(100 * defaultRate(worst)).toFixed(1)} % of the debts fail at ${at} (seed ${worst.seed})`);
}
