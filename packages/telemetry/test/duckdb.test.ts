import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decimal } from '@bagehot/kernel';
import { type Row, type TableShape, TelemetryError, tableSink } from '@bagehot/telemetry';
import { type DuckDbOptions, type DuckDbTables, openDuckDb } from '@bagehot/telemetry/duckdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, PAYMENTS, paid, SIGHTINGS } from './price-table.js';

let folder: string;
let database: DuckDbTables | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'duckdb-'));
});
afterEach(async () => {
  await database?.close();
  database = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function open(tables: readonly TableShape[], options: DuckDbOptions = {}): Promise<DuckDbTables> {
  database = await openDuckDb(tables, options);
  return database;
}

async function shut(): Promise<void> {
  const open = database;
  database = undefined;
  await open?.close();
}

async function asyncCodeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  if (error instanceof TelemetryError) return error.code;
  throw error;
}

const PRICES: TableShape = { name: 'prices', columns: [{ name: 'price', type: 'decimal', nullable: true }] };

/** One run of prices; what the database makes of them. */
function write(tables: DuckDbTables, id: string, prices: readonly (string | null)[]): void {
  tables.begin({ id, seed: 1 }, [PRICES]);
  tables.write(
    'prices',
    prices.map((price) => [price]),
  );
  tables.end();
}

describe('openDuckDb', () => {
  it('holds the rows of events as they were, the id of the run in front', async () => {
    const tables = await open([PAYMENTS, SIGHTINGS]);
    const sink = tableSink([PAYMENTS, SIGHTINGS], tables);
    for (const id of ['first', 'it\'s "second"']) {
      sink.begin({ id, seed: -9007199254740991 });
      sink.emit(paid(1, "o'neil\u0000,\n", '0.95', null));
      sink.emit(paid(2, 'Zoë', '-1', ''));
      sink.emit({ kind: 'Seen', day: -3, prices: ['12345678901234.123456789012345678901234', ''] });
      sink.end();
    }
    expect(await tables.query('select * from payments')).toEqual({
      columns: ['run_id', 'day', 'who', 'price', 'high', 'note'],
      rows: [
        ['first', 1, "o'neil\u0000,\n", '0.95', true, null],
        ['first', 2, 'Zoë', '-1', false, ''],
        ['it\'s "second"', 1, "o'neil\u0000,\n", '0.95', true, null],
        ['it\'s "second"', 2, 'Zoë', '-1', false, ''],
      ],
    });
    expect((await tables.query("select day, price from sightings where run_id = 'first'")).rows).toEqual([
      [-3, '12345678901234.123456789012345678901234'],
      [-3, null],
    ]);
    expect((await tables.query('select * from runs')).rows).toEqual([
      ['first', -9007199254740991],
      ['it\'s "second"', -9007199254740991],
    ]);
  });

  it('keeps order and values over many chunks, also where something is missing', async () => {
    const tables = await open([SIGHTINGS]);
    const rows: Row[] = Array.from({ length: 5000 }, (_, n) => [n, n % 3 === 0 ? null : `${n}.${n % 10}`]);
    tables.begin({ id: 'a', seed: 1 }, [SIGHTINGS]);
    tables.write('sightings', rows);
    tables.end();
    const found = await tables.query('select day, price from sightings');
    expect(found.rows).toEqual(
      rows.map(([day, price]) => [day, price === null ? null : decimal(String(price)).toFixed()]),
    );
  });

  it('sums exactly where binary numbers do not', async () => {
    const tables = await open([PRICES]);
    write(tables, 'a', ['0.1', '0.2', '10000000000000000', null]);
    expect((await tables.query('select sum(price), count(*), count(price) from prices')).rows).toEqual([
      ['10000000000000000.3', 4, 3],
    ]);
  });

  it('shows decimals with twelve digits after the point, with more as soon as one has more, and as text when 38 do not do', async () => {
    const tables = await open([PRICES]);
    const type = async (): Promise<unknown> =>
      (await tables.query("select column_type from (describe prices) where column_name = 'price'")).rows[0]?.[0];
    expect(await type()).toBe('DECIMAL(38,12)');
    write(tables, 'a', ['1.5', '100', '-0.000000000001', '99999999999999999999999999']);
    expect(await type()).toBe('DECIMAL(38,12)');
    write(tables, 'b', ['0.0000000000001', '7']);
    // 26 digits before the point and 13 after it are too many.
    expect(await type()).toBe('VARCHAR');
    expect((await tables.query('select price from prices')).rows.flat()).toEqual([
      '1.5',
      '100',
      '-0.000000000001',
      '99999999999999999999999999',
      '0.0000000000001',
      '7',
    ]);
  });

  it('shows more digits than its columns have as soon as there are some, in the order in which they came', async () => {
    const tables = await open([PRICES], { decimals: 2 });
    const type = async (): Promise<unknown> =>
      (await tables.query("select column_type from (describe prices) where column_name = 'price'")).rows[0]?.[0];
    write(tables, 'a', ['1.50', '-200', null]);
    expect(await type()).toBe('DECIMAL(38,2)');
    write(tables, 'b', ['0.125', '30']);
    expect(await type()).toBe('DECIMAL(38,3)');
    write(tables, 'c', ['0.5', `0.${'1'.repeat(35)}`]);
    expect(await type()).toBe('DECIMAL(38,35)');
    expect((await tables.query('select run_id, price from prices')).rows).toEqual([
      ['a', '1.5'],
      ['a', '-200'],
      ['a', null],
      ['b', '0.125'],
      ['b', '30'],
      ['c', '0.5'],
      ['c', `0.${'1'.repeat(35)}`],
    ]);
    expect((await tables.query("select sum(price) from prices where run_id < 'c'")).rows).toEqual([['-168.375']]);
    // Text from here on: 1,000 and 35 places do not go together in 38 digits.
    write(tables, 'd', ['1000']);
    expect(await type()).toBe('VARCHAR');
    expect((await tables.query("select price from prices where run_id in ('a', 'd')")).rows.flat()).toEqual([
      '1.5',
      '-200',
      null,
      '1000',
    ]);
  });

  it('answers in the middle of a run, and answers several questions at once', async () => {
    const tables = await open([PRICES]);
    tables.begin({ id: 'a', seed: 1 }, [PRICES]);
    tables.write('prices', [['1']]);
    expect((await tables.query('select sum(price) from prices')).rows).toEqual([['1']]);
    tables.write('prices', [['0.001']]);
    const answers = await Promise.all([
      tables.query('select sum(price) from prices'),
      tables.query('select max(price) from prices'),
    ]);
    expect(answers.map(({ rows }) => rows)).toEqual([[['1.001']], [['1']]]);
    tables.end();
  });

  it('refuses to show a row with more digits than its view knows, rather than round it', async () => {
    const tables = await open([PRICES]);
    write(tables, 'a', ['0.1234567890123']);
    expect((await tables.query('select price from prices')).rows).toEqual([['0.1234567890123']]);
    await expect(
      tables.query("insert into prices_text values ('b', '0.12345678901234'); select price from prices"),
    ).rejects.toThrow('more digits');
  });

  it('gives integers as numbers, as text where a number would round them, and other types as text', async () => {
    const tables = await open([]);
    expect(
      await tables.query(
        "select 7::hugeint as a, 9007199254740993 as b, 1.50 as c, 0.5::double as d, true as e, date '2020-02-29' as f, null as g",
      ),
    ).toEqual({
      columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      rows: [[7, '9007199254740993', '1.5', 0.5, true, '2020-02-29', null]],
    });
  });

  it('survives a question that DuckDB does not understand', async () => {
    const tables = await open([PRICES]);
    await expect(tables.query('select nothing from nowhere')).rejects.toThrow('nowhere');
    expect((await tables.query('select count(*) from prices')).rows).toEqual([[0]]);
  });

  it('does not look for extensions', async () => {
    const tables = await open([]);
    const settings = await tables.query(
      "select name, value from duckdb_settings() where name like 'auto%_known_extensions' order by name",
    );
    expect(settings.rows).toEqual([
      ['autoinstall_known_extensions', 'false'],
      ['autoload_known_extensions', 'false'],
    ]);
  });
});

describe('files', () => {
  it('a database in a file is added to, and its views are there for other programs', async () => {
    const file = path.join(folder, 'runs.duckdb');
    write(await open([PRICES], { path: file }), 'a', ['0.5']);
    await shut();
    write(await open([PRICES], { path: file }), 'b', ['0.25']);
    await shut();
    const tables = await open([], { path: file });
    expect((await tables.query('select run_id, price from prices')).rows).toEqual([
      ['a', '0.5'],
      ['b', '0.25'],
    ]);
    expect((await tables.query('select run_id from runs')).rows).toEqual([['a'], ['b']]);
  });

  it('a file that has other columns under the same name is refused', async () => {
    const file = path.join(folder, 'runs.duckdb');
    await open([PRICES], { path: file });
    await shut();
    expect(await asyncCodeOf(openDuckDb([{ ...SIGHTINGS, name: 'prices' }], { path: file }))).toBe('BAD_TABLE');
    expect((await (await open([PRICES], { path: file })).query('select count(*) from prices')).rows).toEqual([[0]]);
  });

  it('a table that had decimals too long for its columns goes on as it was left', async () => {
    const file = path.join(folder, 'runs.duckdb');
    write(await open([PRICES], { path: file, decimals: 1 }), 'a', ['0.5']);
    await shut();
    write(await open([PRICES], { path: file, decimals: 1 }), 'b', ['0.25']);
    await shut();
    const tables = await open([PRICES], { path: file, decimals: 1 });
    write(tables, 'c', ['0.5']);
    expect((await tables.query('select * from prices')).rows).toEqual([
      ['a', '0.5'],
      ['b', '0.25'],
      ['c', '0.5'],
    ]);
    await shut();
    expect(await asyncCodeOf(openDuckDb([PRICES], { path: file, decimals: 2 }))).toBe('BAD_TABLE');
  });

  it('a run that has ended is in the file, even if nobody closes it', async () => {
    const file = path.join(folder, 'runs.duckdb');
    const tables = await open([PRICES], { path: file });
    write(tables, 'a', ['0.5', '0.25']);
    const copy = path.join(folder, 'copy.duckdb');
    copyFileSync(file, copy);
    if (existsSync(`${file}.wal`)) copyFileSync(`${file}.wal`, `${copy}.wal`);
    await shut();
    expect((await (await open([PRICES], { path: copy })).query('select sum(price) from prices')).rows).toEqual([
      ['0.75'],
    ]);
  });

  it('runs that are made safe together are there for every question, and in the file when their number is full', async () => {
    const file = path.join(folder, 'runs.duckdb');
    const tables = await open([PRICES], { path: file, commitRuns: 3 });
    for (const id of ['a', 'b', 'c', 'd']) write(tables, id, ['0.5', '0.25']);
    const copy = path.join(folder, 'copy.duckdb');
    copyFileSync(file, copy);
    if (existsSync(`${file}.wal`)) copyFileSync(`${file}.wal`, `${copy}.wal`);
    const sums = 'select run_id, sum(price) from prices group by run_id order by run_id';
    expect((await tables.query(sums)).rows.map((row) => row.join())).toEqual(['a,0.75', 'b,0.75', 'c,0.75', 'd,0.75']);
    expect((await tables.query('select run_id from runs')).rows.flat()).toEqual(['a', 'b', 'c', 'd']);
    await shut();
    const found = await (await open([PRICES], { path: copy })).query(sums);
    expect(found.rows.map((row) => row.join())).toEqual(['a,0.75', 'b,0.75', 'c,0.75']);
  });

  it('a table goes to Parquet and comes back, decimals as decimals', async () => {
    const tables = await open([PAYMENTS]);
    const sink = tableSink([PAYMENTS], tables);
    sink.begin({ id: 'a', seed: 1 });
    for (let day = 0; day < 3000; day++) sink.emit(paid(day, `agent ${day % 7}`, `${day}.${day % 4}`, null));
    sink.end();
    const file = path.join(folder, "it's.parquet");
    await tables.exportParquet('payments', file);
    const quoted = file.replaceAll("'", "''");
    expect(await tables.query(`select * from '${quoted}'`)).toEqual(await tables.query('select * from payments'));
    expect((await tables.query(`select typeof(price) from '${quoted}' limit 1`)).rows).toEqual([['DECIMAL(38,12)']]);
    expect(await asyncCodeOf(tables.exportParquet('unknown', file))).toBe('UNKNOWN_TABLE');
  });
});

describe('refusals', () => {
  it('of calls out of turn', async () => {
    const tables = await openDuckDb([PRICES]);
    const run = { id: 'a', seed: 1 };
    expect(codeOf(() => tables.write('prices', [['1']]))).toBe('NO_RUN');
    expect(codeOf(() => tables.begin(run, [SIGHTINGS]))).toBe('UNKNOWN_TABLE');
    expect(codeOf(() => tables.begin(run, [{ ...SIGHTINGS, name: 'prices' }]))).toBe('BAD_TABLE');
    tables.begin(run, [PRICES]);
    expect(codeOf(() => tables.begin(run, [PRICES]))).toBe('RUN_OPEN');
    expect(codeOf(() => tables.write('runs', [[1]]))).toBe('UNKNOWN_TABLE');
    expect(codeOf(() => tables.write('sightings', [[1, '1']]))).toBe('UNKNOWN_TABLE');
    expect(await asyncCodeOf(tables.close())).toBe('RUN_OPEN');
    tables.end();
    await tables.close();
    expect(await asyncCodeOf(tables.query('select 1'))).toBe('CLOSED');
    expect(await asyncCodeOf(tables.close())).toBe('CLOSED');
    expect(codeOf(() => tables.begin(run, [PRICES]))).toBe('CLOSED');
  });

  it('of options out of range', async () => {
    for (const decimals of [-1, 39, 0.5])
      expect(await asyncCodeOf(openDuckDb([PRICES], { decimals }))).toBe('BAD_TELEMETRY_INPUT');
    for (const commitRuns of [0, 1.5])
      expect(await asyncCodeOf(openDuckDb([PRICES], { commitRuns }))).toBe('BAD_TELEMETRY_INPUT');
  });

  it.each([
    ['the name under which another keeps its rows', [PRICES, { ...PRICES, name: 'Prices_Text' }]],
    ['the name under which another keeps its rows as numbers', [PRICES, { ...PRICES, name: 'PRICES_ROWS' }]],
    ['the name under which the runs are kept', [{ ...PRICES, name: 'runs_text' }]],
    ['the name of the table of runs', [{ ...PRICES, name: 'runs' }]],
  ])('of a table with %s', async (_, tables) => {
    expect(await asyncCodeOf(openDuckDb(tables))).toBe('BAD_TABLE');
  });
});
