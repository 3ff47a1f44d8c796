/** A sweep over an economy, from a file: what credit between traders and the debts of dealers do to who can pay, each point drawn six times. */
import { readFileSync } from 'node:fs';
import { loadSweepPlan, type PlainRecord, planSweep, type Sweep, type SweepRow, sweepRows } from '@bagehot/sim';

const text = readFileSync(new URL('../plans/credit_and_leverage.yaml', import.meta.url), 'utf8');
export const sweep: Sweep = planSweep(loadSweepPlan(text).plan);
export const rows: readonly SweepRow[] = [...sweepRows(sweep)];

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
for (let point = 0; point < sweep.points; point++) {
  const here = rows.filter((row) => row.point === point);
  const figures = here.flatMap(({ arms }) => arms.map((arm) => arm.figures));
  const rate = mean(figures.map((run) => Number(run['default_rate'])));
  const calls = mean(figures.map((run) => Number((run['money_market'] as PlainRecord)['volume'])));
  const at = here[0]?.coordinates.map(({ path, value }) => `${path} ${value}`).join(', ');
  console.log(`${at}: ${(100 * rate).toFixed(1)} % of debts fail, ${calls.toFixed(0)} lent overnight`);
}
