import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SweepPlan } from '@bagehot/sim';
import { mergeShards, runShard, shardFile } from '@bagehot/sim/node';
import { afterAll, expect, it } from 'vitest';
import { SMALL_PLAN } from './sweep-plans.js';

const PLAN: SweepPlan = { ...SMALL_PLAN, replicates: 8 };
const WHOLE = { index: 0, of: 1 };
const root = mkdtempSync(path.join(tmpdir(), 'bagehot-disk-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the shard in a process that is started by a line of shell, and gives back what it complains of. */
function complaint(folder: string, workers: number, shell: string): unknown {
  const program = `
    import { runShard } from '@bagehot/sim/node';
    await runShard(${JSON.stringify(PLAN)}, ${JSON.stringify(folder)}, { workers: ${workers}, batchSize: 4 }).then(
      () => console.log('null'),
      ({ name, code, message, details }) => console.log(JSON.stringify({ name, code, message, details })),
    );
  `;
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `${shell} exec "$0" --input-type=module -e "$1"`, process.execPath, program],
    { cwd: path.join(import.meta.dirname, '../../../examples'), encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** What is said of a file that does not fit, and that it is right once it does. */
async function expectResumed(folder: string, said: unknown, code: string, whole: Buffer): Promise<void> {
  const partial = `${shardFile(PLAN, folder, WHOLE)}.partial`;
  expect(said).toEqual({
    name: 'SimError',
    code: 'SWEEP_STORAGE',
    details: { file: partial, code, reason: expect.stringContaining(`${code}: `) },
    message: expect.stringContaining(`${partial}: ${code}: `),
  });
  expect(existsSync(shardFile(PLAN, folder, WHOLE))).toBe(false);
  expect(() => [...mergeShards(PLAN, folder, 1)]).toThrow(expect.objectContaining({ code: 'SWEEP_INCOMPLETE' }));
  const size = statSync(partial).size;
  expect(size).toBeGreaterThan(0);
  // As after making room: the same file, in a place where the rest fits.
  expect(size).toBeLessThan(whole.length);
}

it.each([0, 2])(
  'a file that may not grow any further stops a shard, with %d workers, and nothing else',
  async (workers) => {
    const alone = mkdtempSync(path.join(root, 'alone-'));
    const whole = readFileSync((await runShard(PLAN, alone)).file);
    const folder = mkdtempSync(path.join(root, 'limited-'));
    // In units of 1024 bytes; the writes that would go beyond it fail.
    const said = complaint(folder, workers, `ulimit -f ${Math.floor(whole.length / 2048)};`);
    await expectResumed(folder, said, 'EFBIG', whole);
    const { file, found } = await runShard(PLAN, folder);
    expect(found).toBeGreaterThan(0);
    expect(readFileSync(file).equals(whole)).toBe(true);
  },
);

it('a disk that is full stops a shard; with room on it again the same bytes come out', async () => {
  const alone = mkdtempSync(path.join(root, 'alone-'));
  const whole = readFileSync((await runShard(PLAN, alone)).file);
  const disk = path.join(root, 'disk');
  mkdirSync(disk);
  const kilobytes = Math.floor(whole.length / 2048);
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk], { encoding: 'utf8' });
  if (mount.status !== 0) {
    // What a full disk answers cannot be had here; a file that may not grow, above, goes the same way.
    console.log(`NOTE: no small disk can be mounted here: ${mount.stderr ?? mount.error}`);
    return;
  }
  try {
    await expectResumed(disk, complaint(disk, 0, ''), 'ENOSPC', whole);
    expect(spawnSync('mount', ['-o', 'remount,size=64m', disk]).status).toBe(0);
    const { file, found } = await runShard(PLAN, disk);
    expect(found).toBeGreaterThan(0);
    expect(readFileSync(file).equals(whole)).toBe(true);
  } finally {
    spawnSync('umount', [disk]);
  }
});
