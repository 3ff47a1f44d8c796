/** A sweep goes into a table, pair by pair, and SQL says where dealers help, and which pairs got worse with them. */
import { readFileSync } from 'node:fs';
import { MARKET_ARMS, planSweep, type SweepRow, sweepRows } from '@bagehot/sim';
import type { Row, TableShape } from '@bagehot/telemetry';
import { openDuckDb, type QueryResult } from '@bagehot/telemetry/duckdb';

const sweep = planSweep({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 12, kappa: 1, q_total: 480, maturity: { days: 5, mu: '0.5' } },
    dealer: { enabled: true, ticket_size: 10, order_flow: { N_max: 'all' } },
  },
  design: {
    kind: 'grid',
    axes: [
      { path: 'params.kappa', values: ['0.5', 1, 2] },
      { path: 'params.maturity.mu', values: ['0.25', '0.75'] },
    ],
  },
  arms: MARKET_ARMS,
  replicates: 8,
});

const comparison: TableShape = {
  name: 'comparison',
  columns: [
    { name: 'run_id_baseline', type: 'text' },
    { name: 'run_id_treatment', type: 'text' },
    { name: 'kappa', type: 'decimal' },
    { name: 'mu', type: 'decimal' },
    { name: 'seed', type: 'integer' },
    { name: 'control_rate', type: 'decimal' },
    { name: 'treatment_rate', type: 'decimal' },
    { name: 'relief', type: 'decimal', nullable: true },
  ],
};

/** A pair as a row; the rates come as text, with every digit. */
function rowOf({ index, seed, coordinates, comparisons }: SweepRow): Row {
  const axes = coordinates.map(({ value }) => String(value));
  const { default_rate_without_dealer, default_rate_with_dealer, liquidity_relief_ratio } =
    comparisons[0]?.comparison ?? {};
  const rates = [default_rate_without_dealer, default_rate_with_dealer, liquidity_relief_ratio] as string[];
  return [`${index}-without`, `${index}-with`, ...axes, seed, ...rates];
}

const database = await openDuckDb([comparison], { decimals: 20 }); // ratios have twenty
database.begin({ id: 'grid', seed: 42 }, [comparison]);
database.write('comparison', Array.from(sweepRows(sweep), rowOf));
database.end();

const statement = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
export const relief: QueryResult = await database.query(statement('./relief-by-parameter.sql'));
export const worsened: QueryResult = await database.query(statement('./worsened-pairs.sql'));
await database.close();

for (const { columns, rows } of [relief, worsened]) for (const row of [columns, ...rows]) console.log(row.join('  '));
