/** Relief over a grid: the ratio of debt to money against the size of tickets, each point drawn four times, with and without dealers. */
import { MARKET_ARMS, planSweep, type Sweep, type SweepRow, sweepRows } from '@bagehot/sim';

export const sweep: Sweep = planSweep({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 30, kappa: 1, q_total: 1200, maturity: { days: 6, mu: '0.5' } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: {
    kind: 'grid',
    axes: [
      { path: 'params.kappa', values: ['0.5', 1, 2, 4] },
      { path: 'dealer.ticket_size', values: [1, 5] },
    ],
  },
  arms: MARKET_ARMS,
  replicates: 4,
});

export const rows: readonly SweepRow[] = [...sweepRows(sweep)];
for (let point = 0; point < sweep.points; point++) {
  const here = rows.filter((row) => row.point === point);
  const reduction = here.map(({ comparisons }) => Number(comparisons[0]?.comparison['delta_reduction']));
  const mean = reduction.reduce((total, value) => total + value, 0) / here.length;
  const at = here[0]?.coordinates.map(({ path, value }) => `${path} ${value}`).join(', ');
  console.log(`${at}: dealers take ${(100 * mean).toFixed(1)} points off the default rate`);
}
