import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openTableFiles, type QueryResult, type TableFile } from '@bagehot/telemetry/duckdb';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "files it's "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

async function ask(files: readonly TableFile[], sql: string): Promise<QueryResult> {
  const tables = await openTableFiles(files);
  try {
    return await tables.query(sql);
  } finally {
    tables.close();
  }
}

const types = async (file: TableFile): Promise<readonly unknown[]> => {
  const { rows } = await ask([file], `select column_name, column_type from (describe ${file.table})`);
  return rows.map(([name, type]) => `${name} ${type}`);
};

it('a column of comma-separated values is what all its cells are', async () => {
  const file = write(
    'all.csv',
    `day,price,wide,flag,name,zeros,trader_id,run_id_baseline,nothing,mixed,note
1,0.1,12345678901234567890123456.123456789012,true,"o'neil, ""the baker""",007,12,12,,1,""
-2,-10.25,0,false,Zoë,008,13,13,,x,
`,
  );
  const table: TableFile = { table: 'all', file, format: 'csv' };
  const columns = { ...table, table: 'a' };
  expect(await types(columns)).toEqual([
    'day BIGINT',
    'price DECIMAL(38,2)',
    'wide DECIMAL(38,12)',
    'flag BOOLEAN',
    'name VARCHAR',
    'zeros VARCHAR',
    'trader_id VARCHAR',
    'run_id_baseline VARCHAR',
    'nothing VARCHAR',
    'mixed VARCHAR',
    'note VARCHAR',
  ]);
  expect((await ask([columns], 'select * from a')).rows).toEqual([
    [
      1,
      '0.1',
      '12345678901234567890123456.123456789012',
      true,
      'o\'neil, "the baker"',
      '007',
      '12',
      '12',
      null,
      '1',
      '',
    ],
    [-2, '-10.25', '0', false, 'Zoë', '008', '13', '13', null, 'x', null],
  ]);
});

it('numbers that are too long for any type stay text, digit by digit', async () => {
  const file = write('long.csv', `a,b\n1${'0'.repeat(30)},1e5\n0.${'1'.repeat(10)},2\n`);
  expect(await types({ table: 'long', file, format: 'csv' })).toEqual(['a VARCHAR', 'b VARCHAR']);
});

it('sums are exact', async () => {
  const file = write('sums.csv', 'a\n0.1\n0.2\n10000000000000000\n');
  expect((await ask([{ table: 'sums', file, format: 'csv' }], 'select sum(a) from sums')).rows).toEqual([
    ['10000000000000000.3'],
  ]);
});

it('parts are one table, told apart by their runs', async () => {
  const one = write('one.csv', 'day,price\n1,0.5\n2,0.25\n');
  const two = write('two.csv', 'day,note\n1,dear\n');
  const files: TableFile[] = [
    { table: 'trades', file: one, format: 'csv', runId: 'with' },
    { table: 'trades', file: two, format: 'csv', runId: "it's without" },
  ];
  expect(await ask(files, 'select * from trades')).toEqual({
    columns: ['run_id', 'day', 'price', 'note'],
    rows: [
      ['with', 1, '0.5', null],
      ['with', 2, '0.25', null],
      ["it's without", 1, null, 'dear'],
    ],
  });
});

it('lines of JSON have the columns that any of them has; dates and numbers in texts stay what they are', async () => {
  const file = write(
    'events.jsonl',
    `{"seq":0,"kind":"A","amount":"0.10","when":"2020-02-29"}
{"seq":1,"kind":"B","price":"7","quote":{"bid":"0.5"},"payouts":[{"holder":"x","amount":"1.5"}]}
`,
  );
  const events: TableFile = { table: 'events', file, format: 'json-lines' };
  expect(
    (await ask([events], 'select kind, amount, price, "when", quote.bid, payouts[1].holder from events')).rows,
  ).toEqual([
    ['A', '0.1', null, '2020-02-29', null, null],
    ['B', null, 7, null, '0.5', 'x'],
  ]);
});

it('a file with a header alone is an empty table, and tables are listed', async () => {
  const file = write('empty.csv', 'day,price\n');
  const table: TableFile = { table: 'empty', file, format: 'csv' };
  expect(await ask([table], 'select * from empty')).toEqual({ columns: ['day', 'price'], rows: [] });
  expect((await ask([table], 'show tables')).rows).toEqual([['empty']]);
});

it('says what DuckDB has to say about a statement and a file', async () => {
  await expect(ask([], 'select nothing from nowhere')).rejects.toThrow('nowhere');
  const file = path.join(folder, 'none.csv');
  await expect(openTableFiles([{ table: 'a', file, format: 'csv' }])).rejects.toThrow('none.csv');
});

it('does not look for extensions', async () => {
  const sql = "select value from duckdb_settings() where name like 'auto%_known_extensions'";
  expect((await ask([], sql)).rows).toEqual([['false'], ['false']]);
});
