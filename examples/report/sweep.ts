/** A sweep on one page: relief over two parameters, how sure it is, and every pair that dealers made worse. */
import { renderSweep } from '@bagehot/report';
import {
  axisNames,
  createSweepSummary,
  MARKET_ARMS,
  type PlainRecord,
  planSweep,
  type Sweep,
  sweepRows,
  sweepTables,
} from '@bagehot/sim';

export const sweep: Sweep = planSweep({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 20, kappa: 1, q_total: 2000, maturity: { days: 6, mu: '0.5' } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: {
    kind: 'grid',
    axes: [
      { path: 'params.kappa', values: ['0.5', 1, 2, 4] },
      { path: 'params.maturity.mu', values: [0, '0.5', 1] },
    ],
  },
  arms: MARKET_ARMS,
  replicates: 3,
});

const { comparison } = sweepTables(sweep);
const sums = createSweepSummary(sweep);
/** The rows of `comparison.csv`, as objects, while they are made. */
function* pairs(): Generator<object> {
  for (const row of sweepRows(sweep)) {
    sums.add(row);
    for (const cells of comparison.rows(row))
      yield Object.fromEntries(comparison.columns.map(({ name }, k) => [name, cells[k]]));
  }
}
const rows = [...pairs()];
export const summary: PlainRecord = sums.record();

export const text: string = renderSweep({
  title: 'Relief in rings of twenty',
  parameters: { agents: 20, days: 6, replicates: 3, base_seed: 42 },
  axes: axisNames(sweep),
  arms: sweep.arms,
  rows,
  summary,
  rerun: (index) => `bagehot sweep pair out/sweep ${index}`,
});
const headings = [...text.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, heading]) => heading);
console.log(`${rows.length} pairs on one page: ${headings.join(', ')}`);
