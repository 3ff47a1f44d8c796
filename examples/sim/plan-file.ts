/** An experiment read from a text, run, and summed up; and what a text with mistakes is answered with. */
import {
  createSweepSummary,
  loadSweepPlan,
  type PlainRecord,
  planSweep,
  SimError,
  type SweepPlanFile,
  type SweepProblem,
  sweepRows,
} from '@bagehot/sim';

const text = `
version: 1
name: Stress
base:
  version: 1
  generator: ring_explorer_v1
  params: { n_agents: 10, q_total: 400, kappa: 1, maturity: { days: 4, mu: 0.5 } }
  dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
design: { kind: grid, axes: { params.kappa: [0.5, 1, 2, 4] } }
arms: market
replicates: 3
`;

export const file: SweepPlanFile = loadSweepPlan(text);
const sweep = planSweep(file.plan);
const summary = createSweepSummary(sweep);
for (const row of sweepRows(sweep)) summary.add(row);

const { comparisons } = summary.record();
export const pairs: PlainRecord | undefined = (comparisons as readonly PlainRecord[])[0];
console.log(`${file.name}: ${pairs?.['improved']} of ${pairs?.['total_pairs']} pairs improved`);

export let problems: readonly SweepProblem[] = [];
try {
  loadSweepPlan(text.replace('kind: grid', 'kind: gird').replace('replicates', 'replicate'));
} catch (error) {
  if (!(error instanceof SimError) || error.code !== 'SWEEP_INVALID') throw error;
  ({ problems } = (error as SimError<'SWEEP_INVALID'>).details);
  console.log(error.message);
}
