import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, Workplace } from './session.js';

const PEOPLE = `version: 1
name: last resort
model: economy
seed: 7
people: { count: 20 }
ring: { kappa: 2, q_total: 1000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, dealer_share: 0.02, vbt_share: 0.02, vbt_funding: funded, order_flow: { N_max: all, block: shortfall } }
run: { maxDays: 12 }
`;

const work = new Workplace();

beforeAll(async () => {
  for (const [name, text] of [
    ['plain', PEOPLE],
    ['backed', `${PEOPLE}backstop: { spread: 0.6 }\n`],
  ] as const) {
    const file = work.write(`${name}.yaml`, text);
    const { code } = await bagehot(
      'run',
      file,
      '--out',
      work.at(name),
      '--check-invariants',
      'daily',
      '--show',
      'none',
    );
    expect(code).toBe(0);
  }
}, 60_000);

describe('a run with a dealer of last resort', () => {
  it('writes each change of the outside quotes as a row, and what it came to', () => {
    const rows = parseCsv(work.read('backed', 'backstop_quotes.csv'));
    const records = work
      .read('backed', 'events.jsonl')
      .split('\n')
      .filter((line) => line.includes('"kind":"BackstopQuote"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.length).toBeGreaterThan(0);
    expect(rows.map((row) => [row.get('day'), row.get('effective_bid'), row.get('ask_by')])).toEqual(
      records.map((record) => [String(record['day']), record['effective_bid'], record['ask_by']]),
    );
    const { backstop } = work.json('backed', 'metrics.json') as { backstop: Record<string, string> };
    const bought = parseCsv(work.read('backed', 'trades.csv')).filter(
      (row) => row.get('vbt') === 'CB' && row.get('side') === 'SELL',
    );
    expect(bought.length).toBeGreaterThan(0);
    expect(backstop['face_bought']).toBe(String(bought.length));
    expect(work.read('backed', 'run.html')).toContain('Dealer of last resort');
  });

  it('leaves no trace where there is none', () => {
    expect(existsSync(work.at('plain', 'backstop_quotes.csv'))).toBe(false);
    expect(Object.keys(work.json('plain', 'metrics.json') as object)).not.toContain('backstop');
    expect(work.read('plain', 'run.html')).not.toContain('Dealer of last resort');
  });
});
