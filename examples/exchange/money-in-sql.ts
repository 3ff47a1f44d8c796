/** Ticks of an exchange go into a database by columns, and SQL says how much money there is, what was traded for what, and what money was worth to one agent. */
import { createExchange, type ExchangeConfig, exchangeColumns, exchangeTables } from '@bagehot/exchange/spatial';
import { eventBlocks } from '@bagehot/telemetry';
import { openDuckDb, type QueryResult } from '@bagehot/telemetry/duckdb';

export const config: ExchangeConfig = {
  side: 8,
  rules: { regime: 'mixed', moneyMode: 'kkt_lambda', params: { spread: 0.05 } },
  agents: Array.from({ length: 12 }, (_, id) => ({
    id,
    x: id % 4,
    y: Math.floor(id / 4),
    inventory: { A: id % 2 === 0 ? 12 : 1, B: id % 2 === 0 ? 1 : 12, M: 60 + 5 * id },
    utility: { type: 'ces', params: { rho: 0.5, wA: 0.4 + id / 60, wB: 0.6 - id / 60 } },
  })),
  resources: [
    { x: 6, y: 6, good: 'A', amount: 4 },
    { x: 5, y: 7, good: 'B', amount: 4 },
  ],
};
export const ticks = 30;

export async function toldIn(path?: string): Promise<readonly QueryResult[]> {
  const tables = exchangeTables();
  const database = await openDuckDb(tables, path === undefined ? {} : { path });
  const blocks = eventBlocks(tables, database);
  const events = exchangeColumns(blocks);
  blocks.begin({ id: '1', seed: 1 });
  createExchange(config, { events }).run(ticks);
  blocks.end();
  const answers = [
    await database.query('SELECT tick, SUM(inventory_M) AS money FROM agent_snapshots GROUP BY tick ORDER BY tick'),
    await database.query(
      'SELECT exchange_pair_type, COUNT(*) AS trades FROM trades GROUP BY exchange_pair_type ORDER BY 1',
    ),
    await database.query('SELECT tick, lambda_money FROM agent_snapshots WHERE agent_id = 3 ORDER BY tick'),
  ];
  if (path !== undefined) await database.exportParquet('agent_snapshots', `${path}.parquet`);
  await database.close();
  return answers;
}

const [money, pairs, lambda] = await toldIn();
console.log(`${money?.rows[0]?.[1]} of money on each of ${money?.rows.length} ticks`);
for (const [pair, count] of pairs?.rows ?? []) console.log(`${pair}: ${count} trades`);
console.log(`lambda of agent 3: from ${lambda?.rows[0]?.[1]} to ${Number(lambda?.rows.at(-1)?.[1]).toFixed(4)}`);
