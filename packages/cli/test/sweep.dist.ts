import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../dist/main.js');
const folder = mkdtempSync(path.join(tmpdir(), 'bagehot-sweep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sixteen pairs of rings of twelve: long enough to be cut off on the way. */
const PLAN = ['--n-agents', '12', '--kappas', '1,2,3,4', '--concentrations', '1', '--mus', '0,0.3,0.6,1'];
/** Where the last row is still to come. */
const HALF_BYTES = 20_000;

const at = (...names: readonly string[]): string => path.join(folder, ...names);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command line in a process of its own, which a signal ends as soon as some rows are on the disk. */
function run(command: string, args: readonly string[], cut?: { signal: NodeJS.Signals; out: string }): Promise<Ended> {
  const child = spawn(command, args);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const watch = setInterval(() => {
    if (cut === undefined || rowBytes(cut.out) < HALF_BYTES) return;
    // Once: a second Ctrl-C does not wait.
    clearInterval(watch);
    child.kill(cut.signal);
  }, 2);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, ...said });
    });
  });
}

const sweep = (out: string, more: readonly string[] = [], signal?: NodeJS.Signals): Promise<Ended> =>
  run(
    process.execPath,
    [MAIN, 'sweep', 'comparison', ...PLAN, '--out-dir', out, ...more],
    signal === undefined ? undefined : { signal, out },
  );

function rowBytes(out: string): number {
  const shards = path.join(out, 'shards');
  if (!existsSync(shards)) return 0;
  return Math.max(
    0,
    ...readdirSync(shards).map((name) => statSync(path.join(shards, name), { throwIfNoEntry: false })?.size ?? 0),
  );
}

/** What the files of a sweep hold, but for the one that tells the time. */
function contents(out: string): ReadonlyMap<string, string> {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(path.join(out, name)).isFile() && name !== 'manifest.json');
  return new Map(files.map((name) => [name, readFileSync(path.join(out, name), 'utf8')]));
}

describe('a sweep by the built program', () => {
  it('gives the same bytes with threads, and after it was cut off', async () => {
    const [one, two] = await Promise.all([sweep(at('one')), sweep(at('two'), ['--workers', '2'])]);
    expect([one, two]).toMatchObject([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    const whole = contents(at('one'));
    expect([...whole.keys()]).toEqual(
      expect.arrayContaining(['comparison.csv', 'dashboard.html', 'plan.yaml', 'summary.json']),
    );
    expect(contents(at('two'))).toEqual(whole);
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      const { code, err } = await sweep(at(signal), [], signal);
      expect([signal, code]).toEqual([signal, signal === 'SIGKILL' ? null : 130]);
      if (signal === 'SIGINT') expect(err).toMatch(/^interrupted after \d+ of 16 rows; run the same command again/);
      expect(readdirSync(at(signal)).sort()).toEqual(['plan.yaml', 'shards']);
      const state = await run(process.execPath, [MAIN, 'sweep', 'status', at(signal)]);
      expect(state).toMatchObject({
        code: 1,
        out: expect.stringMatching(/^shard 0 of 1 {2}partial {3}\d+ of 16 rows\n/),
      });
    }
    expect(await sweep(at('SIGKILL'), ['--workers', '2'])).toMatchObject({ code: 0, err: '' });
    expect(contents(at('SIGKILL'))).toEqual(whole);
  });

  it('says why rows cannot be written, and goes on when they can', async () => {
    const command = `ulimit -f 16; exec "$0" "$@"`;
    const args = [MAIN, 'sweep', 'comparison', ...PLAN, '--out-dir', at('limit')];
    expect(await run('bash', ['-c', command, process.execPath, ...args])).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        /^cannot write \S+limit\S*: the file would become larger than is allowed \(EFBIG\); run the same command again to go on\n$/,
      ),
    });
    expect((await sweep(at('limit'))).code).toBe(0);
    expect(contents(at('limit'))).toEqual(contents(at('one')));
  });
});
