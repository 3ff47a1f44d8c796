import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, CHAIN, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const ring = work.write('ring.yaml', DEALER_RING);
const chain = work.write('chain.yaml', CHAIN);

/** What `run` is told, and the field of `scenario.yaml` that must say so. */
const OVERRIDES: readonly (readonly [readonly string[], string])[] = [
  [['--mode', 'step', '--max-days', '6'], 'mode: step'],
  [['--max-days', '6'], 'max_days: 6'],
  [['--quiet-days', '5'], 'quiet_days: 5'],
  [['--default-handling', 'fail-fast'], 'default_handling: fail-fast'],
  [['--distribution', 'first-come'], 'distribution: first-come'],
  [['--seed', '99'], 'seed: 99'],
];

describe('bagehot run', () => {
  it('writes every file that the manifest lists, each in order', async () => {
    const { code, err } = await bagehot('run', ring, '--out', work.at('all'));
    expect([code, err]).toEqual([0, '']);
    const { files, outcome, seed, ring_seed, bagehot: version } = work.json('all', 'manifest.json');
    expect({ outcome, seed, ring_seed, version }).toEqual({
      outcome: 'stable',
      seed: 7,
      ring_seed: 7,
      version: '1.2.3',
    });
    expect([...(files as string[])].sort()).toEqual([
      'balances.csv',
      'dealer_quotes.csv',
      'events.csv',
      'events.jsonl',
      'manifest.json',
      'metrics.csv',
      'metrics.json',
      'metrics_ds.csv',
      'metrics_intraday.csv',
      'run.html',
      'scenario.yaml',
      'snapshots/0.json',
      'snapshots/5.json',
      'trades.csv',
    ]);
    for (const file of files as string[]) {
      const text = work.read('all', file);
      if (file.endsWith('.csv')) expect(parseCsv(text).length, file).toBeGreaterThan(0);
      if (file.endsWith('.json')) expect(Object.keys(JSON.parse(text) as object).length, file).toBeGreaterThan(0);
    }
    expect(work.read('all', 'run.html')).toMatch(/^<!doctype html>/i);
    const long = parseCsv(work.read('all', 'events.csv'));
    expect(new Set(long.map((row) => row.get('seq'))).size).toBe(work.records('all', 'events.jsonl').length);
    const trades = work.records('all', 'events.jsonl').filter(({ kind }) => kind === 'Trade').length;
    expect(trades).toBeGreaterThan(0);
    expect(parseCsv(work.read('all', 'trades.csv'))).toHaveLength(trades);
    expect(work.json('all', 'metrics.json')['total_trades']).toBe(trades);
  });

  it.each(OVERRIDES)('lets %j beat the file', async (options, expected) => {
    const { code } = await bagehot('run', ring, '--out', work.at('beaten'), '--show', 'none', ...options);
    expect([0, 1]).toContain(code);
    const section = work.read('beaten', 'scenario.yaml').split('\nrun:\n')[1];
    expect(section?.split('\n').map((line) => line.trim())).toContain(expected);
  });

  it('takes --seed for the ring and for the market', async () => {
    await bagehot('run', ring, '--out', work.at('seed'), '--seed', '99', '--show', 'none');
    expect(work.json('seed', 'manifest.json')).toMatchObject({ seed: 99, ring_seed: 99 });
    expect(work.read('seed', 'events.jsonl')).not.toBe(work.read('all', 'events.jsonl'));
  });

  it('leaves the market out on request, and insists on one only where there is one', async () => {
    const none = ['--out', work.at('none'), '--show', 'none'];
    expect((await bagehot('run', ring, '--no-dealer', ...none)).code).toBe(0);
    expect(work.json('none', 'metrics.json')).not.toHaveProperty('market');
    expect((await bagehot('run', ring, '--dealer', ...none)).code).toBe(0);
    expect(work.json('none', 'metrics.json')).toHaveProperty('market');
    expect(await bagehot('run', chain, '--dealer', ...none)).toMatchObject({
      code: 2,
      err: '--dealer: the scenario has no dealer section that could be switched on\n',
    });
  });

  it('prints exactly one JSON object, the metrics, with --json', async () => {
    const { code, out } = await bagehot('run', ring, '--out', work.at('json'), '--json');
    expect(code).toBe(0);
    expect(out.endsWith('}\n') && !out.trimEnd().includes('\n')).toBe(true);
    expect(JSON.parse(out)).toEqual({ ...work.json('json', 'metrics.json'), out: work.at('json') });
  });

  it.each([
    ['summary', /^Six.*\nstable after \d+ days\n[\s\S]*trades by bucket/],
    ['detailed', /\n0 day 0 AgentCreated agent=CB agent_kind=central_bank\n[\s\S]*RunStopped outcome=stable\n/],
    ['table', /\n +day +due +paid on time +money +least needed +gap\n +1 +\d+ +[\d.]+ %/],
    ['none', /^$/],
  ])('shows what --show %s asks for', async (what, expected) => {
    const { out } = await bagehot('run', ring, '--out', work.at('show'), '--show', what);
    expect(out).toMatch(expected);
  });

  it('checks the books when it is told', async () => {
    for (const when of ['setup', 'daily', 'none'])
      expect((await bagehot('run', ring, '--out', work.at('check'), '--check-invariants', when)).code).toBe(0);
  });

  it('shows the balance sheets of the agents asked for, and knows who they are', async () => {
    const options = ['--out', work.at('agents'), '--agents'];
    const { out } = await bagehot('run', ring, ...options, 'H1,dealer_short');
    const last = parseCsv(work.read('agents', 'balances.csv'))
      .filter((row) => row.get('agent') === 'H1')
      .at(-1);
    expect(
      out
        .split('\n')
        .find((line) => line.trim().startsWith('H1 '))
        ?.split(/ +/),
    ).toEqual([
      '',
      ...['agent', 'cash', 'deposits', 'reserves', 'receivables', 'payables', 'deposit_liabilities', 'equity'].map(
        (column) => last?.get(column),
      ),
    ]);
    expect(out).toMatch(/\n +dealer_short /);
    expect(await bagehot('run', ring, ...options, 'H1,H77')).toMatchObject({
      code: 2,
      err: '--agents: there is no agent H77\n',
    });
  });

  it('writes copies where they are wanted', async () => {
    const [events, balances, html] = [work.at('copy', 'e.jsonl'), work.at('copy', 'b.csv'), work.at('r.html')];
    const options = ['--export-events', events, '--export-balances', balances, '--html', html, '--show', 'none'];
    await bagehot('run', ring, '--out', work.at('copied'), ...options);
    expect(work.read('copy', 'e.jsonl')).toBe(work.read('copied', 'events.jsonl'));
    expect(work.read('copy', 'b.csv')).toBe(work.read('copied', 'balances.csv'));
    expect(work.read('r.html')).toBe(work.read('copied', 'run.html'));
  });

  it('writes the copies that the file asks for into the output folder', async () => {
    const file = work.write('exports.yaml', `${CHAIN}run: { export: { events_jsonl: log/mine.jsonl } }\n`);
    await bagehot('run', file, '--out', work.at('exports'), '--show', 'none');
    expect(work.read('exports', 'log', 'mine.jsonl')).toBe(work.read('exports', 'events.jsonl'));
  });

  it('leaves the files of an earlier run alone until the next one is set up', async () => {
    const folder = work.at('earlier');
    await bagehot('run', chain, '--out', folder, '--show', 'none');
    const before = work.read('earlier', 'events.jsonl');
    const broke = work.write(
      'broke.yaml',
      CHAIN.replace('- create', '- transfer_cash: { from_agent: H3, to_agent: H1, amount: 1 }\n  - create'),
    );
    expect((await bagehot('run', broke, '--out', folder)).code).toBe(2);
    expect(work.read('earlier', 'events.jsonl')).toBe(before);
    expect(existsSync(work.at('earlier', 'manifest.json'))).toBe(true);
  });
});
