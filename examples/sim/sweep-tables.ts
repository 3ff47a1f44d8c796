/** A sweep as a table while it runs: one line per pair of runs, each run named by what decides it, and nothing kept. */
import { MARKET_ARMS, planSweep, type Sweep, sweepRows, sweepTables } from '@bagehot/sim';
import { runId } from '@bagehot/sim/node';

export const sweep: Sweep = planSweep({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 10, kappa: 1, q_total: 400, maturity: { days: 5, mu: '0.5' } },
    dealer: { enabled: true },
  },
  design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.5', 2] }] },
  arms: MARKET_ARMS,
  replicates: 2,
});

const { comparison } = sweepTables(sweep, { runId });
export const lines: string[] = [comparison.columns.map(({ name }) => name).join()];
for (const row of sweepRows(sweep)) for (const cells of comparison.rows(row)) lines.push(cells.join());

for (const line of lines) console.log(line);
