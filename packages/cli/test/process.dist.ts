import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { DEALER_RING } from './session.js';

const MAIN = path.resolve(import.meta.dirname, '../dist/main.js');
const folder = mkdtempSync(path.join(tmpdir(), 'bagehot-dist-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: readonly string[]): string => path.join(folder, ...names);
const read = (...names: readonly string[]): string => readFileSync(at(...names), 'utf8');
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
const six = write('six.yaml', DEALER_RING);

/** Debts of a ring that is rolled over for years: a run that is never over before it is asked to stop. */
const ENDLESS = write(
  'endless.yaml',
  `version: 1
generator: ring_explorer_v1
name_prefix: Endless
params: { n_agents: 60, seed: 3, kappa: 1, q_total: 6000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
run: { rollover_enabled: true, mode: step, max_days: 100000 }
`,
);

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A command line in a process of its own, as a shell would start it. */
function start(args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [MAIN, ...args]);
  return { child, ended: endOf(child) };
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...said }));
  });
}

const bagehot = (...args: readonly string[]): Promise<Ended> => start(args).ended;

/** Waits until a file has that many bytes. */
async function grown(file: string, bytes: number): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    if (existsSync(file) && statSync(file).size >= bytes) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${file} did not grow to ${bytes} bytes`);
}

const records = (...names: readonly string[]): readonly Record<string, unknown>[] =>
  read(...names)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The last day of a log that was closed, as its records say. */
function lastDay(...names: readonly string[]): number {
  return Math.max(
    ...records(...names)
      .filter(({ kind }) => kind === 'DayEnd')
      .map(({ day }) => Number(day)),
  );
}

/** Every table of a run is there, whole, and ends on the last finished day; its log gives its balances. */
async function expectWhole(run: string): Promise<void> {
  const last = lastDay(run, 'events.jsonl');
  expect(read(run, 'events.jsonl').endsWith('}\n')).toBe(true);
  const balances = parseCsv(read(run, 'balances.csv'));
  expect(balances.at(-1)?.get('day')).toBe(String(last));
  expect(new Set(balances.map((row) => row.get('day'))).size).toBe(last + 1);
  const trades = records(run, 'events.jsonl').filter(({ kind }) => kind === 'Trade').length;
  expect(parseCsv(read(run, 'trades.csv'))).toHaveLength(trades);
  expect(parseCsv(read(run, 'dealer_quotes.csv')).length).toBeGreaterThan(0);
  const seqs = new Set(parseCsv(read(run, 'events.csv')).map((row) => row.get('seq')));
  expect(seqs.size).toBe(records(run, 'events.jsonl').length);
  expect(await bagehot('replay', at(run, 'events.jsonl'))).toMatchObject({ code: 0, err: '' });
}

describe('the built program', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends a run after the day in which %s comes, with exit code 130',
    async (signal) => {
      const { child, ended } = start(['run', ENDLESS, '--out', at(signal)]);
      await grown(at(signal, 'events.jsonl'), 200_000);
      child.kill(signal);
      const { code, err } = await ended;
      expect(code).toBe(130);
      const days = Number(/^interrupted after (\d+) days; the files are complete/.exec(err)?.[1]);
      expect(days).toBe(lastDay(signal, 'events.jsonl') + 1);
      const manifest = JSON.parse(read(signal, 'manifest.json')) as {
        outcome: string;
        days_run: number;
        files: string[];
      };
      expect(manifest).toMatchObject({ outcome: 'aborted', days_run: days });
      for (const file of manifest.files) {
        const text = read(signal, file);
        if (file.endsWith('.csv')) expect(parseCsv(text).length, file).toBeGreaterThan(0);
        if (file.endsWith('.json')) JSON.parse(text);
      }
      await expectWhole(signal);
    },
  );

  it('leaves whole days even when it is killed', async () => {
    const { child, ended } = start(['run', ENDLESS, '--out', at('killed')]);
    await grown(at('killed', 'events.jsonl'), 200_000);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    for (const record of records('killed', 'events.jsonl')) expect(record).toHaveProperty('seq');
    expect(records('killed', 'events.jsonl').at(-1)).toMatchObject({ kind: 'DayEnd' });
    expect(existsSync(at('killed', 'manifest.json'))).toBe(false);
  });

  it('ends both runs of a comparison on SIGINT', async () => {
    const { child, ended } = start(['compare', ENDLESS, '--out', at('pair')]);
    await grown(at('pair', 'without', 'events.jsonl'), 100_000);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    for (const arm of ['without', 'with'])
      expect((await bagehot('replay', at('pair', arm, 'events.jsonl'))).code, arm).toBe(0);
  });

  it('writes the same bytes in two processes', async () => {
    const [one, two] = [bagehot('run', six, '--out', at('one')), bagehot('run', six, '--out', at('two'))];
    expect([(await one).code, (await two).code]).toEqual([0, 0]);
    for (const file of ['events.jsonl', 'events.csv', 'balances.csv', 'metrics.json', 'trades.csv', 'run.html'])
      expect(read('two', file), file).toBe(read('one', file));
    const other = await bagehot('run', six, '--out', at('other'), '--seed', '8');
    expect(other.code).toBe(0);
    expect(read('other', 'events.jsonl')).not.toBe(read('one', 'events.jsonl'));
  });

  it('ends quietly when its reader has read enough', async () => {
    const command = '"$0" "$1" run "$2" --out "$3" --max-days 12 --show detailed | head -1; echo "$PIPESTATUS" >&2';
    const child = spawn('bash', ['-c', command, process.execPath, MAIN, ENDLESS, at('head')]);
    const { out, err } = await endOf(child);
    expect(out).toMatch(/^Endless \(n=60, [^\n]*\n$/);
    expect(err).toBe('warning: the run reached its last day (12 days) before it was stable\n0\n');
    await expectWhole('head');
  });

  it('says so when standard output cannot be written', async () => {
    const child = spawn('bash', ['-c', '"$0" "$1" new > /dev/full', process.execPath, MAIN]);
    expect(await endOf(child)).toMatchObject({
      code: 3,
      err: 'cannot write standard output: no space left on the device (ENOSPC)\n',
    });
  });
});
