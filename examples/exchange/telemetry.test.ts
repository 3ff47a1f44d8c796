import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createExchange,
  type ExchangeTableOptions,
  type ExchangeTrade,
  exchangeColumns,
  exchangeTables,
  type TableEvent,
} from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import { type Cell, eventBlocks, memoryWriter, tableSink } from '@bagehot/telemetry';
import { openDuckDb, openTableFiles } from '@bagehot/telemetry/duckdb';
import { afterAll, expect, it } from 'vitest';
import { run } from '../program.js';

const { config, ticks, toldIn, printed } = await run(() => import('./money-in-sql.js'));

const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('money-in-sql: the three questions, asked of the file of a real run', async () => {
  const log = createEventLog<TableEvent>();
  createExchange(config, { events: log }).run(ticks);
  const path = join(folder, 'run.duckdb');
  const [money, pairs, lambda] = await toldIn(path);

  const total = config.agents.reduce((sum, { inventory }) => sum + (inventory['M'] ?? 0), 0);
  expect(money?.rows).toEqual(Array.from({ length: ticks + 1 }, (_, k) => [k - 1, total]));

  const counts = new Map<string, number>();
  for (const { trade } of log.of('ExchangeTrade') as readonly ExchangeTrade[])
    counts.set(trade.pairType, (counts.get(trade.pairType) ?? 0) + 1);
  expect(pairs?.rows).toEqual([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(counts.size).toBeGreaterThan(1);

  const told = log.of('AgentSnapshot').filter(({ agent }) => agent === 3);
  expect(lambda?.rows).toEqual(told.map((snapshot) => [snapshot.day, snapshot.lambda]));
  expect(new Set(told.map((snapshot) => snapshot.lambda)).size).toBeGreaterThan(10);

  const again = await openDuckDb(exchangeTables(), { path });
  const kept = await again.query('SELECT tick, lambda_money FROM agent_snapshots WHERE agent_id = 3 ORDER BY tick');
  expect(kept.rows).toEqual(lambda?.rows);
  await again.close();
  const parquet = openTableFiles([{ table: 'snapshots', file: `${path}.parquet`, format: 'parquet' }]);
  const read = await (await parquet).query('SELECT tick, lambda_money FROM snapshots WHERE agent_id = 3 ORDER BY tick');
  expect(read.rows).toEqual(lambda?.rows);
  (await parquet).close();
  expect(printed[0]).toBe(`${total} of money on each of ${ticks + 1} ticks`);
  expect(printed.slice(1, -1)).toEqual(pairs?.rows.map(([pair, count]) => `${pair}: ${count} trades`));
});

it('the largest holding there is, and doubles of 17 digits, come back unchanged from the file', async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const path = join(folder, 'large.duckdb');
  const tables = exchangeTables();
  const database = await openDuckDb(tables, { path });
  const sink = tableSink(tables, database);
  sink.begin({ id: '1', seed: 1 });
  const exchange = createExchange(
    {
      side: 2,
      agents: [
        {
          id: 0,
          x: 0,
          y: 0,
          inventory: { A: 1, M: most },
          utility: { type: 'linear', params: { vA: 0.1 + 0.2, vB: 1 / 3 } },
          lambdaMoney: 0.12345678901234566,
        },
      ],
    },
    { events: sink },
  );
  exchange.run(1);
  sink.end();
  await database.close();
  const again = await openDuckDb(tables, { path });
  const sql = 'SELECT inventory_M, utility, lambda_money, typeof(inventory_M), typeof(utility) FROM agent_snapshots';
  const row = [most, 0.1 + 0.2, 0.12345678901234566, 'BIGINT', 'DOUBLE'];
  expect((await again.query(sql)).rows).toEqual([row, row]);
  await again.close();
});

it.each<ExchangeTableOptions>([{}, { level: 'minimal' }, { level: 'debug' }])(
  'columns hold the cells of the rows, level %j',
  (options) => {
    const tables = exchangeTables(options);
    const level = options.level ?? 'standard';
    const byRows = memoryWriter();
    const sink = tableSink(tables, byRows);
    sink.begin({ id: '1', seed: 1 });
    createExchange(config, { events: sink, level }).run(ticks);
    sink.end();
    const byColumns = memoryWriter();
    const blocks = eventBlocks(tables, byColumns, { capacity: 50 });
    blocks.begin({ id: '1', seed: 1 });
    createExchange(config, { events: exchangeColumns(blocks, options), level }).run(ticks);
    blocks.end();
    const cells = (writer: typeof byRows): readonly (readonly [string, readonly (readonly Cell[])[]])[] =>
      [...writer.tables].map(([name, { rows }]) => [name, rows]);
    expect(cells(byColumns)).toEqual(cells(byRows));
  },
);
