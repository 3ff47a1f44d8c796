import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, Workplace } from './session.js';

const EVERYTHING = path.resolve(import.meta.dirname, '../../../examples/scenarios/everything.yaml');
/** A few days of it. */
const DAYS = 6;

const work = new Workplace();
const out = work.at('run');

beforeAll(async () => {
  const { code } = await bagehot('run', EVERYTHING, '--out', out, '--max-days', String(DAYS), '--show', 'none');
  expect(code).toBe(0);
}, 60_000);

describe('a run of an economy', () => {
  it('writes what a ring writes, and what its markets bring', () => {
    const { files, seed, ring_seed } = work.json('run', 'manifest.json') as {
      files: string[];
      seed: number;
      ring_seed: number;
    };
    expect([seed, ring_seed]).toEqual([7, 7]);
    for (const name of [
      'events.jsonl',
      'balances.csv',
      'metrics.json',
      'run.html',
      'scenario.yaml',
      'dealer_quotes.csv',
    ])
      expect(files).toContain(name);
    for (const name of ['call_clearing', 'goods_trades', 'trade_credit']) expect(files).toContain(`${name}.csv`);
    expect(work.json('run', 'metrics.json')).toMatchObject({ outcome: 'max-days', days_run: DAYS });
    const html = work.read('run', 'run.html');
    for (const section of ['exchange', 'tradeCredit', 'dealerFunding', 'backstop']) expect(html).toContain(section);
  });

  it('tells trades in goods and the debts they left in tables', () => {
    const records = work.records('run', 'events.jsonl');
    const trades = parseCsv(work.read('run', 'goods_trades.csv'));
    expect(trades).toHaveLength(records.filter(({ kind }) => kind === 'ExchangeTrade').length);
    expect(trades.length).toBeGreaterThan(0);
    for (const trade of trades) expect(trade.get('seller')).toMatch(/^H\d+$/);
    const credits = parseCsv(work.read('run', 'trade_credit.csv'));
    const owed = records.filter(({ kind, origin }) => kind === 'PayableCreated' && origin === 'trade-credit');
    expect(credits.map((row) => [row.get('contract'), row.get('face')])).toEqual(
      owed.map(({ contract, amount }) => [contract, amount]),
    );
    expect(credits.length).toBeGreaterThan(0);
  });

  it('can be rebuilt from its log, and analysed', async () => {
    expect(await bagehot('replay', work.at('run', 'events.jsonl'))).toMatchObject({ code: 0 });
    const { code, out: text } = await bagehot('analyze', '--events', work.at('run', 'events.jsonl'), '--json');
    expect(code).toBe(0);
    const { summary } = work.json('run', 'metrics.json');
    expect(JSON.parse(text).summary).toEqual(summary);
  });

  it('is the same again from the scenario it wrote, and another with another seed', async () => {
    const again = work.at('again');
    const options = ['--out', again, '--show', 'none'];
    expect((await bagehot('run', work.at('run', 'scenario.yaml'), ...options)).code).toBe(0);
    expect(work.read('again', 'events.jsonl')).toBe(work.read('run', 'events.jsonl'));
    expect(work.read('again', 'scenario.yaml')).toBe(work.read('run', 'scenario.yaml'));
    await bagehot('run', EVERYTHING, '--seed', '8', '--max-days', '1', ...options);
    expect(work.json('again', 'manifest.json')).toMatchObject({ seed: 8, days_run: 1 });
    expect(work.read('again', 'events.jsonl').slice(0, 5000)).not.toBe(work.read('run', 'events.jsonl').slice(0, 5000));
  });
});

describe('the file of an economy', () => {
  it('is valid, and says which markets it has', async () => {
    const { out: text } = await bagehot('validate', EVERYTHING, '--json');
    expect(JSON.parse(text)).toMatchObject({
      valid: true,
      model: 'economy',
      people: 20,
      seed: 7,
      sections: [
        'ring',
        'exchange',
        'tradeCredit',
        'dealer',
        'dealerFunding',
        'moneyMarket',
        'liquidity',
        'facilities',
        'backstop',
        'treasury',
        'policy',
      ],
      warnings: [],
    });
    expect((await bagehot('validate', EVERYTHING)).out).toContain(
      'is valid: everything, 20 people with ring, exchange,',
    );
  });

  it('is refused with what is missing, by its line', async () => {
    const file = work.write('tight.yaml', readFileSync(EVERYTHING, 'utf8').replace('spread: 0.6', 'spread: 0.2'));
    const { code, err } = await bagehot('validate', file);
    expect(code).toBe(2);
    expect(err).toMatch(/tight\.yaml:\d+: E_BACKSTOP_TOO_TIGHT backstop\.spread /);
    const { out: text } = await bagehot(
      'validate',
      work.write('alone.yaml', 'version: 1\nmodel: economy\nname: x\npeople: { count: 3 }\nbackstop: { spread: 1 }\n'),
      '--json',
    );
    expect(JSON.parse(text).problems).toMatchObject([{ path: 'backstop', missing: ['dealer'], line: 5 }]);
  });

  it('is spelled out by compile', async () => {
    const { code, out: yaml } = await bagehot('compile', EVERYTHING);
    expect(code).toBe(0);
    expect((await bagehot('compile', work.write('spelled.yaml', yaml))).out).toBe(yaml);
  });

  it('has no comparison: what to leave out is for its reader to say', async () => {
    const { code, err } = await bagehot('compare', EVERYTHING, '--out', work.at('compared'));
    expect(code).toBe(2);
    expect(err).toContain('compare does not say which of them to leave out');
    expect((await bagehot('run', EVERYTHING, '--ticks', '3')).err).toContain(
      '--ticks: the scenario is an economy of several markets, which has no such option',
    );
  });
});
