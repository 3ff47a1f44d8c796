import {
  createTableSql,
  eventBlocks,
  jsonLinesWriter,
  memoryWriter,
  type TableShape,
  tableBlock,
} from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';
import { expect, it } from 'vitest';
import { codeOf, keptTexts } from './price-table.js';

const QUOTES: TableShape = {
  name: 'quotes',
  columns: [
    { name: 'held', type: 'integer' },
    { name: 'ask', type: 'real', nullable: true },
  ],
};

/** Doubles that need 17 digits, and the ends of what doubles are. */
const ASKS = [0.1 + 0.2, 1 / 3, 5e-324, Number.MAX_VALUE, Number.POSITIVE_INFINITY, -0.5, null];
const MOST = Number.MAX_SAFE_INTEGER;

it('floating point numbers are columns of 64 bits in every database', () => {
  expect(createTableSql(QUOTES, 'duckdb')).toContain('"held" BIGINT NOT NULL,\n  "ask" DOUBLE\n');
  expect(createTableSql(QUOTES, 'postgres')).toContain('"ask" DOUBLE PRECISION\n');
  expect(createTableSql(QUOTES, 'sqlite')).toContain('"ask" REAL\n');
});

it('whole numbers and floating point numbers come back bit by bit, by rows and by blocks', async () => {
  const rows = ASKS.map((ask) => [MOST, ask] as const);
  const database = await openDuckDb([QUOTES]);
  database.begin({ id: 'rows', seed: 1 }, [QUOTES]);
  database.write('quotes', rows);
  database.end();
  const blocks = eventBlocks([QUOTES], database, { capacity: 3 });
  blocks.begin({ id: 'blocks', seed: 1 });
  const block = blocks.block('quotes');
  const [held, ask] = [block.integer('held'), block.real('ask')];
  for (const [most, value] of rows) {
    const row = block.add();
    held.values[row] = most;
    if (value !== null) ask.values[row] = value;
  }
  blocks.end();
  const found = await database.query('SELECT held, ask FROM quotes');
  expect(found.rows).toEqual([...rows, ...rows]);
  expect((await database.query('SELECT typeof(held), typeof(ask) FROM quotes LIMIT 1')).rows).toEqual([
    ['BIGINT', 'DOUBLE'],
  ]);
  await database.close();
});

it('blocks show floating point numbers as they were set', () => {
  const block = tableBlock(QUOTES, { capacity: 8 }, () => {});
  for (const ask of ASKS) block.addRow([1, ask]);
  expect([...block.rows()].map(([, ask]) => ask)).toEqual(ASKS);
  expect(codeOf(() => block.addRow([1, Number.NaN]))).toBe('BAD_CELL');
  expect(codeOf(() => block.addRow([1, '0.5']))).toBe('BAD_CELL');
  expect(codeOf(() => block.integer('ask'))).toBe('BAD_TABLE');
});

it('a floating point number that has to be there is missed', () => {
  const needed: TableShape = { name: 'needed', columns: [{ name: 'ask', type: 'real' }] };
  const blocks = eventBlocks([needed], memoryWriter());
  blocks.begin({ id: 'a', seed: 1 });
  blocks.block('needed').add();
  expect(codeOf(() => blocks.end())).toBe('BAD_CELL');
});

it('lines of JSON say infinite in words', () => {
  const { writer, texts } = keptTexts(jsonLinesWriter);
  writer.begin({ id: 'a', seed: 1 }, [QUOTES]);
  writer.write('quotes', [
    [1, Number.POSITIVE_INFINITY],
    [2, 0.1 + 0.2],
  ]);
  writer.end();
  expect(texts.get('quotes')).toBe(
    '{"run_id":"a","held":1,"ask":"Infinity"}\n{"run_id":"a","held":2,"ask":0.30000000000000004}\n',
  );
});
