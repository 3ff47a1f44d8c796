import { describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, CHAIN, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const ring = work.write('ring.yaml', DEALER_RING);
const RUN_FILES = ['events.jsonl', 'balances.csv', 'metrics.json', 'scenario.yaml', 'run.html', 'manifest.json'];

describe('bagehot compare', () => {
  it('writes both runs, each as run alone would, and what differs', async () => {
    const { code, out, err } = await bagehot('compare', ring, '--out', work.at('pair'));
    expect([code, err]).toEqual([0, '']);
    for (const arm of ['without', 'with'])
      for (const file of RUN_FILES) expect(work.read('pair', arm, file).length, `${arm}/${file}`).toBeGreaterThan(0);
    await bagehot('run', ring, '--out', work.at('alone'), '--show', 'none');
    expect(work.read('pair', 'with', 'events.jsonl')).toBe(work.read('alone', 'events.jsonl'));

    const [without, withDealers] = ['without', 'with'].map((arm) => work.json('pair', arm, 'metrics.json'));
    const comparison = work.json('pair', 'comparison.json');
    expect(comparison['default_rate_without_dealer']).toBe(without?.['default_rate']);
    expect(comparison['default_rate_with_dealer']).toBe(withDealers?.['default_rate']);
    const [row] = parseCsv(work.read('pair', 'comparison.csv'));
    for (const field of ['default_rate_without_dealer', 'default_rate_with_dealer', 'liquidity_relief_ratio'])
      expect(row?.get(field), field).toBe(comparison[field]);
    expect(out).toMatch(/without +with dealers\n[\s\S]*relief +[\d.]+ %/);
    expect(work.read('pair', 'run.html')).toMatch(/^<!doctype html>/i);
  });

  it('can be replayed on both sides', async () => {
    for (const arm of ['without', 'with'])
      expect((await bagehot('replay', work.at('pair', arm, 'events.jsonl'))).code, arm).toBe(0);
  });

  it('prints one JSON object with --json', async () => {
    const { out } = await bagehot('compare', ring, '--out', work.at('json'), '--json');
    expect(out.trimEnd()).not.toContain('\n');
    expect(JSON.parse(out)).toEqual({ ...work.json('json', 'comparison.json'), out: work.at('json') });
  });

  it('starts both sides from the same ring and the same rules', async () => {
    await bagehot('compare', ring, '--out', work.at('same'), '--seed', '5', '--max-days', '9');
    const [without, withDealers] = ['without', 'with'].map((arm) => work.read('same', arm, 'scenario.yaml'));
    const opening = (yaml = ''): string | undefined => /\ninitial_actions:\n([\s\S]*?)\n\w/.exec(yaml)?.[1];
    const rules = (yaml = ''): string | undefined => /\nrun:\n([\s\S]*)/.exec(yaml)?.[1];
    expect(opening(without)).toContain('create_payable');
    expect(opening(without)).toBe(opening(withDealers));
    expect(rules(without)).toContain('max_days: 9');
    expect(rules(without)).toBe(rules(withDealers));
  });

  it('ends as the worse of its runs', async () => {
    const { code, err } = await bagehot('compare', ring, '--out', work.at('fast'), '--default-handling', 'fail-fast');
    expect(code).toBe(1);
    expect(err).toMatch(/^the run ended as halted: default on day \d+, debtor H\d/);
  });

  it('relieves nobody where nobody is short', async () => {
    const rich = work.write(
      'rich.yaml',
      `${CHAIN}dealer: { enabled: true, order_flow: { N_max: all }, trader_policy: { buffer_B: 100 } }\n`,
    );
    const { out } = await bagehot('compare', rich, '--out', work.at('rich'), '--json');
    expect(JSON.parse(out)).toMatchObject({ trades: 0, rescues: 0, induced: 0, liquidity_relief_ratio: '0' });
  });
});
