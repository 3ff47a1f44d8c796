/** A known experiment as plain data, made smaller: an axis of one value changes a field of every run. */
import {
  createSweepSummary,
  type PlainRecord,
  planSweep,
  preset,
  type Sweep,
  type SweepPlan,
  sweepRows,
} from '@bagehot/sim';

const plan: SweepPlan = {
  ...preset('headline', { replicates: 3 }),
  design: {
    kind: 'grid',
    axes: [
      { path: 'params.n_agents', values: [20] },
      { path: 'params.q_total', values: [2000] },
      { path: 'params.maturity.mu', values: ['0.75'] },
      { path: 'params.kappa', values: ['0.5', '1', '4'] },
    ],
  },
};

export const sweep: Sweep = planSweep(plan);
const summary = createSweepSummary(sweep);
for (const row of sweepRows(sweep)) summary.add(row);

const { comparisons } = summary.record();
export const pairs: PlainRecord | undefined = (comparisons as readonly PlainRecord[])[0];
console.log(`${pairs?.['improved']} of ${pairs?.['total_pairs']} rings are better off with dealers`);
