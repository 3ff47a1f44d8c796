/** A ring with a market goes into a database as it runs, and SQL says who sold for how much: the same total as the log's, to the last digit. */
import { dealerTables } from '@bagehot/dealer';
import { sum } from '@bagehot/kernel';
import { ringTables } from '@bagehot/ring';
import { loadScenario, runScenario, type SimEvent } from '@bagehot/sim';
import { tableSink } from '@bagehot/telemetry';
import { openDuckDb, type QueryResult } from '@bagehot/telemetry/duckdb';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of fifty
params: { n_agents: 50, seed: 7, kappa: 1, q_total: 5000, maturity: { days: 8, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

const tables = [...ringTables, ...dealerTables];
const database = await openDuckDb(tables); // in memory; { path: 'runs.duckdb' } for a file
const sink = tableSink<SimEvent>(tables, database);
sink.begin({ id: 'first', seed: 7 });
const { economy } = runScenario(scenario, { sinks: [sink] });
sink.end();

export const sellers: QueryResult = await database.query(`
  SELECT trader_id, count(*) AS trades, sum(amount) AS proceeds
  FROM trades WHERE side = 'SELL' GROUP BY trader_id ORDER BY proceeds DESC, trader_id LIMIT 3`);
const total = await database.query('SELECT sum(amount) FROM trades');
await database.close();

export const inSql: unknown = total.rows[0]?.[0];
const trades = economy.events.of('Trade');
export const inLog: string = sum(trades.map(({ amount }) => amount)).toFixed();
for (const [seller, count, proceeds] of sellers.rows) console.log(`${seller}: ${count} sales, ${proceeds}`);
console.log(`${trades.length} trades, ${inSql} in SQL, ${inLog} in the log`);
