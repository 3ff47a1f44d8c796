import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../src/program.js';
import { bagehot, CHAIN, DEALER_RING, sendWhenHeard, Workplace } from './session.js';

const work = new Workplace();
const ring = work.write('ring.yaml', DEALER_RING);
const chain = work.write('chain.yaml', CHAIN);

/** Presses Ctrl-C while the first days are run: a run lets others have their turn between days. */
async function interrupted(...args: readonly string[]): ReturnType<typeof bagehot> {
  void sendWhenHeard('SIGINT');
  return bagehot(...args);
}

describe('Ctrl-C', () => {
  it.each([['SIGINT'], ['SIGTERM']] as const)('ends a run after the day that %s comes in', async (signal) => {
    const before = process.listenerCount(signal);
    void sendWhenHeard(signal);
    const { code, err } = await bagehot('run', ring, '--out', work.at(signal));
    expect(code).toBe(130);
    expect(err).toMatch(/^interrupted after \d days; the files are complete up to the last of them\n$/);
    expect(work.json(signal, 'manifest.json')).toMatchObject({ outcome: 'aborted' });
    expect((await bagehot('replay', work.at(signal, 'events.jsonl'))).code).toBe(0);
    expect(process.listenerCount(signal)).toBe(before);
  });

  it('leaves the same days that a whole run has', async () => {
    await bagehot('run', ring, '--out', work.at('whole'));
    const whole = work.read('whole', 'events.jsonl');
    const cut = work.read('SIGINT', 'events.jsonl').trimEnd().split('\n').slice(0, -1).join('\n');
    expect(cut.length).toBeGreaterThan(0);
    expect(whole.startsWith(cut)).toBe(true);
    expect(whole.length).toBeGreaterThan(cut.length);
    expect(work.read('whole', 'balances.csv').startsWith(work.read('SIGINT', 'balances.csv'))).toBe(true);
  });

  it('ends both runs of a comparison', async () => {
    const { code, err } = await interrupted('compare', ring, '--out', work.at('pair'));
    expect(code).toBe(130);
    expect(err).toContain('interrupted after');
    for (const arm of ['with', 'without']) {
      expect(existsSync(work.at('pair', arm, 'manifest.json')), arm).toBe(true);
      expect((await bagehot('replay', work.at('pair', arm, 'events.jsonl'))).code, arm).toBe(0);
    }
    expect(work.json('pair', 'comparison.json')).toMatchObject({ completed: false });
  });
});

describe('an error that nobody foresaw', () => {
  it('is exit code 1, and is told as a bug of the program', async () => {
    const said: string[] = [];
    const terminal = {
      out: () => {
        throw new RangeError('the paper is out');
      },
      err: (text: string) => void said.push(text),
      progress: undefined,
    };
    expect(await main(['run', chain, '--out', work.at('bug')], terminal, '1.2.3')).toBe(1);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^This is a bug in bagehot, not in your scenario or your command\./);
    expect(said[0]).toMatch(/\nRangeError: the paper is out\n +at /);
  });
});
