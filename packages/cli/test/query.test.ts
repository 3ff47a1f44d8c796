import { mkdirSync, writeFileSync } from 'node:fs';
import { decimal, sum } from '@bagehot/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { query } from '../src/query.js';
import { bagehot, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const pair = work.at('pair');
const run = work.at('pair', 'with');

beforeAll(async () => {
  const { code } = await bagehot('compare', work.write('six.yaml', DEALER_RING), '--out', pair, '--json');
  expect(code).toBe(0);
});

describe('query', () => {
  it('prints a table, numbers to the right', async () => {
    const { code, out, err } = await bagehot(
      'query',
      "select agent, cash, defaulted from balances where day = 0 and agent in ('H1', 'CB') order by agent",
      run,
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    const [header, line, ...rows] = out.trimEnd().split('\n');
    expect(header).toMatch(/^agent +cash {2}defaulted$/);
    expect(line).toMatch(/^-{5} {2}-+ {2}-{9}$/);
    expect(rows.map((row) => row.split(/ +/))).toEqual([
      ['CB', expect.stringMatching(/^-\d+$/), 'false'],
      ['H1', expect.stringMatching(/^\d+$/), 'false'],
    ]);
  });

  it('sums exactly: the same as decimals do', async () => {
    const rows = parseCsv(work.read('pair', 'with', 'trades.csv'));
    const total = sum(rows.map((row) => decimal(row.get('amount') ?? ''))).toFixed();
    expect(total).toMatch(/\.\d{6,}$/);
    const { out } = await bagehot('query', 'select sum(amount) as total, count(*) as n from trades', run, '--json');
    expect(JSON.parse(out)).toEqual({ columns: ['total', 'n'], rows: [[total, rows.length]] });
  });

  it.each(['balances', 'trades', 'dealer_quotes', 'metrics', 'metrics_ds', 'metrics_intraday'])(
    'has every row and column of %s.csv, and its cells as they are',
    async (table) => {
      const rows = parseCsv(work.read('pair', 'with', `${table}.csv`));
      const { out } = await bagehot('query', `select * from ${table}`, run, '--csv');
      expect(parseCsv(out)).toEqual(rows);
    },
  );

  it('has the log as events, and as a long table beside it', async () => {
    const log = work.records('pair', 'with', 'events.jsonl');
    const { out } = await bagehot('query', 'select seq, kind from events order by seq', run, '--json');
    expect(JSON.parse(out).rows).toEqual(log.map(({ seq, kind }) => [seq, kind]));
    const long = await bagehot(
      'query',
      "select distinct seq from event_fields where kind = 'Trade' order by seq",
      run,
      '--json',
    );
    expect(JSON.parse(long.out).rows.flat()).toEqual(log.filter(({ kind }) => kind === 'Trade').map(({ seq }) => seq));
  });

  it('puts runs below the folder into one table, with their place as run_id', async () => {
    const { out } = await bagehot(
      'query',
      'select run_id, count(*) from balances group by 1 order by 1',
      pair,
      '--csv',
    );
    const lines = ['with', 'without'].map((arm) => `${arm},${parseCsv(work.read('pair', arm, 'balances.csv')).length}`);
    expect(out).toBe(`run_id,count_star()\n${lines.join('\n')}\n`);
    const comparison = await bagehot('query', 'select completed from comparison', pair, '--csv');
    expect(comparison.out).toBe('completed\ntrue\n');
  });

  it('reads the tables of a sweep, and leaves its shards alone', async () => {
    const sweep = work.at('sweep');
    mkdirSync(work.at('sweep', 'shards'), { recursive: true });
    mkdirSync(work.at('sweep', 'pairs'), { recursive: true });
    writeFileSync(work.at('sweep', 'registry.csv'), 'run_id,index,seed,status\n0000000000000012,0,42,completed\n');
    writeFileSync(work.at('sweep', 'shards', '0-of-1.jsonl'), '{"index":0}\n');
    writeFileSync(work.at('sweep', 'pairs', '0-with.html'), '<html></html>');
    const { out } = await bagehot('query', 'select r.*, r.seed + 1 as next from registry r', sweep, '--csv');
    expect(out).toBe('run_id,index,seed,status,next\n0000000000000012,0,42,completed,43\n');
    expect((await bagehot('query', 'show tables', sweep, '--csv')).out).toBe('name\nregistry\n');
  });

  it('has a table once that is there in several formats', async () => {
    const sweep = work.at('formats');
    const args = ['--n-agents', '5', '--maturity-days', '3', '--kappas', '2', '--concentrations', '1', '--mus', '0,1'];
    await bagehot('sweep', 'ring', ...args, '--out-dir', sweep, '--format', 'jsonl,parquet');
    const { out, err } = await bagehot(
      'query',
      'select "index", typeof(kappa) from results order by 1',
      sweep,
      '--json',
    );
    expect(err).toBe('');
    expect(JSON.parse(out).rows).toEqual([
      [0, 'BIGINT'],
      [1, 'BIGINT'],
    ]);
  });

  it('prints comma-separated values as they are, white space and empty cells at the end too', async () => {
    const { out } = await bagehot('query', "select unnest(['a ', null]) as x", run, '--csv');
    expect(out).toBe('x\na \n\n');
  });

  it('takes the statement from a file', async () => {
    const file = work.write('count.sql', '-- how many?\nselect count(*) as n\nfrom trades;\n');
    const { out, code } = await bagehot('query', '--file', file, run, '--csv');
    expect(code).toBe(0);
    expect(out).toBe(`n\n${parseCsv(work.read('pair', 'with', 'trades.csv')).length}\n`);
  });

  it.each([
    [
      'a statement that is wrong',
      ['select nothing from nowhere', run],
      /nowhere[\s\S]*The tables of .* are balances, /,
    ],
    ['a column that is not there', ['select colour from trades', run], /colour/],
    ['a folder that is not there', ['select 1', work.at('none')], /there is no folder .*none/],
    ['a file in place of a folder', ['select 1', work.at('six.yaml')], /there is no folder .*six\.yaml/],
    ['no folder', ['select 1'], /a statement in quotes and a folder, but there are 1 arguments/],
    ['a statement twice', ['--file', work.at('six.yaml'), 'select 1', run], /a folder beside --file/],
    ['a file that is not there', ['--file', work.at('none.sql'), run], /cannot read .*none\.sql/],
    ['two forms', ['select 1', run, '--csv', '--json'], /choose one/],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, out, err } = await bagehot('query', ...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  it('refuses a folder without tables', async () => {
    mkdirSync(work.at('nothing'));
    const { code, err } = await bagehot('query', 'select 1', work.at('nothing'));
    expect(code).toBe(2);
    expect(err).toMatch(/holds no tables/);
  });

  it('says what to install when there is no database', async () => {
    const load = (): never => {
      throw new Error("Cannot find package '@duckdb/node-api' imported from duckdb.js");
    };
    const terminal = { out: () => {}, err: () => {}, progress: undefined };
    const error: unknown = await query(['select 1', run], {}, terminal, load).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(/npm install @duckdb\/node-api/) });
  });
});
