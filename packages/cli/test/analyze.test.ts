import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, CHAIN, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const log = work.at('out', 'events.jsonl');

beforeAll(async () => {
  const { code } = await bagehot('run', work.write('six.yaml', DEALER_RING), '--out', work.at('out'), '--json');
  expect(code).toBe(0);
});

describe('analyze', () => {
  it('writes the same bytes as the run did', async () => {
    const [csv, intraday] = [work.at('again.csv'), work.at('intraday.csv')];
    const { code, out, err } = await bagehot('analyze', '--events', log, '--out-csv', csv, '--intraday-csv', intraday);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(work.read('again.csv')).toBe(work.read('out', 'metrics.csv'));
    expect(work.read('intraday.csv')).toBe(work.read('out', 'metrics_intraday.csv'));
    expect(parseCsv(work.read('intraday.csv')).length).toBeGreaterThan(0);
    expect(out).toContain(`wrote ${csv}\nwrote ${intraday}\n`);
  });

  it('finds the same metrics, but for what the market alone knows', async () => {
    const file = work.at('metrics', 'again.json');
    const { code, out } = await bagehot('analyze', '--events', log, '--out-json', file, '--json');
    expect(code).toBe(0);
    const { dealer_profit: _profit, market: _market, ...figures } = work.json('out', 'metrics.json');
    expect(work.json('metrics', 'again.json')).toEqual(figures);
    expect(JSON.parse(out)).toEqual(figures);
  });

  it('prints what a run prints, as far as the log tells it', async () => {
    const run = await bagehot('run', work.at('six.yaml'), '--out', work.at('shown'), '--show', 'table');
    const { out } = await bagehot('analyze', '--events', log);
    const known = new Set(run.out.split('\n'));
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^stable after \d+ days$/);
    expect(known.has(lines[0] ?? '')).toBe(true);
    const days = lines.slice(lines.findIndex((line) => line.startsWith('  day  ')));
    expect(days.length).toBeGreaterThan(2);
    for (const line of days) expect(known, line).toContain(line);
  });

  it('shows some days only, with the summary of all', async () => {
    const [csv, json] = [work.at('some.csv'), work.at('some.json')];
    const { code } = await bagehot('analyze', '--events', log, '--days', '2-6,8', '--out-csv', csv, '--out-json', json);
    expect(code).toBe(0);
    const all = parseCsv(work.read('out', 'metrics.csv'));
    expect(all.map((row) => row.get('day'))).toEqual(['1', '3']);
    const some = all.slice(1);
    expect(parseCsv(work.read('some.csv'))).toEqual(some);
    expect(work.json('some.json')['summary']).toEqual(work.json('out', 'metrics.json')['summary']);
  });

  it('takes money from the balances when the log does not begin at the beginning', async () => {
    const lines = work.read('out', 'events.jsonl').trimEnd().split('\n');
    const cut = lines.filter((line) => !line.includes('"kind":"CashMinted"'));
    const short = work.write(
      'cut.jsonl',
      `${cut.map((line, seq) => JSON.stringify({ ...JSON.parse(line), seq })).join('\n')}\n`,
    );
    const csv = work.at('cut.csv');
    const balances = work.at('out', 'balances.csv');
    await bagehot('analyze', '--events', short, '--out-csv', csv);
    expect(work.read('cut.csv')).not.toBe(work.read('out', 'metrics.csv'));
    const { code } = await bagehot('analyze', '--events', short, '--balances', balances, '--out-csv', csv);
    expect(code).toBe(0);
    expect(work.read('cut.csv')).toBe(work.read('out', 'metrics.csv'));
  });

  it.each([
    [
      'a day is missing',
      (line: string) => !line.startsWith('1,'),
      /--balances: there must be sheets of every day from 0 on, but day 1 has none/,
    ],
    ['the first day is missing', (line: string) => !line.startsWith('0,'), /--balances: .* but day 0 has none/],
  ])('refuses balances of which %s', async (_, isKept, message) => {
    const lines = work.read('out', 'balances.csv').split('\n').filter(isKept);
    const { code, err } = await bagehot(
      'analyze',
      '--events',
      log,
      '--balances',
      work.write('gap.csv', lines.join('\n')),
    );
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('writes a report', async () => {
    const { code } = await bagehot('analyze', '--events', log, '--html', work.at('log.html'));
    expect(code).toBe(0);
    const html = work.read('log.html');
    expect(html).toContain('events.jsonl');
    expect(html.length).toBeGreaterThan(20_000);
  });

  it('tells of a run that stopped', async () => {
    const file = work.write('chain.yaml', CHAIN.replace('amount: 40', 'amount: 70'));
    await bagehot('run', file, '--default-handling', 'fail-fast', '--out', work.at('halted'), '--json');
    const { code, out } = await bagehot('analyze', '--events', work.at('halted', 'events.jsonl'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)['outcome']).toBe('halted');
    expect(JSON.parse(out)['halt']).toEqual(work.json('halted', 'metrics.json')['halt']);
  });

  it.each([
    [
      'days that are none',
      ['--events', log, '--days', '1,x'],
      /--days must be days and ranges of days such as 1,3-5, but is 1,x/,
    ],
    ['days the wrong way round', ['--events', log, '--days', '4-2'], /--days must be/],
    [
      'a log that is not there',
      ['--events', work.at('none.jsonl')],
      /cannot read .*none\.jsonl: there is no such file/,
    ],
    ['a file that is no log', ['--events', work.at('six.yaml')], /six\.yaml:1: is no record of an event/],
    ['balances that are none', ['--events', log, '--balances', work.at('six.yaml')], /six\.yaml|--balances/],
    ['no log', [], /required option '--events <file>'/],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, err } = await bagehot('analyze', ...args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('refuses a record that lacks what a metric needs', async () => {
    const file = work.write(
      'odd.jsonl',
      '{"seq":0,"day":1,"kind":"PayableSettled","contract":"P1","debtor":"a","creditor":"b"}\n',
    );
    const { code, err } = await bagehot('analyze', '--events', file);
    expect(code).toBe(2);
    expect(err).toMatch(/odd\.jsonl: record 1 \(PayableSettled\): amount must be an amount/);
  });

  it('says so when an output cannot be written', async () => {
    const { code } = await bagehot('analyze', '--events', log, '--out-csv', '/proc/none/metrics.csv');
    expect(code).toBe(3);
  });
});
