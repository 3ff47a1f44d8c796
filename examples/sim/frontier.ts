/** How much debt can a ring bear for its money? A search per cell for the largest ratio at which a tenth at most goes unpaid, without and with dealers. */
import { MARKET_ARMS, planSweep, type Sweep, type SweepRow, sweepRows } from '@bagehot/sim';

export const sweep: Sweep = planSweep({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 20, kappa: 1, q_total: 2000, maturity: { days: 6 } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: {
    kind: 'frontier',
    path: 'params.kappa',
    low: '0.1',
    high: 4,
    tolerance: '0.1',
    axes: [{ path: 'params.maturity.mu', values: ['0', '0.5', '1'] }],
  },
  arms: MARKET_ARMS,
});

export const rows: readonly SweepRow[] = [...sweepRows(sweep)];
for (const { coordinates, arms } of rows) {
  const ends = arms.map(({ name, frontier }) => `${name} ${frontier?.safe ?? 'nowhere'}`);
  console.log(`mu ${coordinates[0]?.value}: safe up to ${ends.join(', ')}`);
}
