import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, DEALER_RING, Workplace } from './session.js';

const RING = `version: 1
generator: ring_explorer_v1
name_prefix: Overnight
params: { n_agents: 8, seed: 7, kappa: 2, q_total: 400, maturity: { days: 6, mu: 0.5 } }
`;
const MONEY = `moneyMarket: { policyRate: 0.05, withdraw: { fromDay: 9, share: 1 } }
facilities: { collateral: { haircut: 0.1 } }
treasury: { inventory: 100, passThrough: {} }
policy: { rule: schedule, table: [{ day: 2, rate: 0.03 }, { day: 3, quantityToBuy: 25 }, { day: 4, quantityToBuy: 500 }] }
`;

const work = new Workplace();
const ring = work.write('money.yaml', RING + MONEY);
const out = work.at('run');

beforeAll(async () => {
  const { code, err } = await bagehot('run', ring, '--out', out, '--check-invariants', 'daily', '--show', 'none');
  expect(code).toBe(0);
  expect(err).toBe('warning: CONFIG_DEFAULT_USED moneyMarket.spreadSensitivity is not given: 0.1 is used\n');
});

describe('a run with a money market', () => {
  it('writes its tables, keyed by tick and record', () => {
    const { files } = work.json('run', 'manifest.json') as { files: string[] };
    for (const name of ['policy_rate', 'omo', 'call_clearing', 'call_leg']) expect(files).toContain(`${name}.csv`);
    const records = work
      .read('run', 'events.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const rows = parseCsv(work.read('run', 'call_leg.csv'));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const record = records[Number(row.get('seq'))];
      expect([record?.['loan_id'], record?.['borrower_id']]).toEqual([row.get('loan'), row.get('borrower')]);
    }
    const sessions = parseCsv(work.read('run', 'call_clearing.csv'));
    expect(sessions).toHaveLength(records.filter(({ kind }) => kind === 'PhaseA').length);
    expect(parseCsv(work.read('run', 'omo.csv')).map((row) => [row.get('quantity'), row.get('success')])).toEqual([
      ['25', 'true'],
      ['500', 'false'],
    ]);
  });

  it('can be asked in SQL', async () => {
    const sql = `select lender, sum(principal) as lent from call_leg where status = 'open' group by lender order by lender`;
    const { code, out: text } = await bagehot('query', sql, out, '--json');
    expect(code).toBe(0);
    const { rows } = JSON.parse(text) as { rows: [string, string][] };
    expect(rows.length).toBeGreaterThan(0);
    const { out: total } = await bagehot('query', 'select sum(volume) as v from call_clearing', out, '--json');
    const { out: lent } = await bagehot(
      'query',
      "select sum(principal) as v from call_leg where status = 'open'",
      out,
      '--json',
    );
    expect(JSON.parse(total)).toEqual(JSON.parse(lent));
  });

  it('is played again from its log', async () => {
    const { code, out: text } = await bagehot('replay', work.at('run', 'events.jsonl'));
    expect([code, text]).toEqual([0, expect.stringContaining('to the last digit')]);
  });

  it('is the same to the byte in a second run, and run from what it wrote down', async () => {
    const files = ['events.jsonl', 'balances.csv', 'call_leg.csv', 'metrics.json', 'run.html'];
    const again = work.at('again');
    await bagehot('run', ring, '--out', again, '--show', 'none');
    for (const name of files) expect(work.read('again', name), name).toBe(work.read('run', name));
    const spelled = work.at('spelled');
    await bagehot('run', work.at('run', 'scenario.yaml'), '--out', spelled, '--show', 'none');
    expect(work.read('spelled', 'events.jsonl')).toBe(work.read('run', 'events.jsonl'));
  });

  it('has its section in the report and its lines in the summary', async () => {
    expect(work.read('run', 'run.html')).toContain('<h2 id="money-market-h">Money market</h2>');
    const { out: text } = await bagehot('run', ring, '--out', work.at('shown'));
    expect(text).toMatch(/^ {2}lent overnight +[\d,.]+ of [\d,.]+ asked for, in \d+ loans$/m);
    expect(text).toMatch(/^ {2}bonds bought +25 for 25$/m);
  });

  it('is warned of before it begins', async () => {
    const unsecured = work.write('unsecured.yaml', `${RING}moneyMarket: {}\nfacilities: { collateral: null }\n`);
    const { code, err } = await bagehot('validate', unsecured);
    expect([code, err.trimEnd().split('\n')]).toEqual([
      0,
      [
        'warning: CONFIG_DEFAULT_USED moneyMarket.policyRate is not given: 0.05 is used',
        'warning: CONFIG_DEFAULT_USED moneyMarket.spreadSensitivity is not given: 0.1 is used',
        'warning: UNSECURED_LENDING facilities.collateral is null: the central bank lends without security',
      ],
    ]);
  });

  it('and one without leave no trace of each other', async () => {
    await bagehot('run', work.write('plain.yaml', DEALER_RING), '--out', work.at('plain'), '--show', 'none');
    expect(existsSync(work.at('plain', 'call_leg.csv'))).toBe(false);
    expect(work.read('plain', 'metrics.json')).not.toContain('money_market');
    expect(work.read('plain', 'run.html')).not.toContain('money-market');
    expect(work.read('plain', 'scenario.yaml')).not.toMatch(/moneyMarket|facilities/);
  });
});
