import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENGINE_VERSION, planSweep, type SweepPlan, sweepRows } from '@bagehot/sim';
import { mergedRows, mergeShards, planHash, runShard, shardFile } from '@bagehot/sim/node';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SMALL_PLAN } from './sweep-plans.js';

const rows = [...sweepRows(planSweep(SMALL_PLAN))].map((row) => JSON.stringify(row));
const WHOLE = { index: 0, of: 1 };

const root = mkdtempSync(path.join(tmpdir(), 'bagehot-sweep-'));
let folder = root;
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'run-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const merged = (of: number, plan: SweepPlan = SMALL_PLAN): readonly string[] => [...mergeShards(plan, folder, of)];

describe('a shard of a sweep', () => {
  it('is a file of a header and the rows, named when it is complete', async () => {
    const done: number[] = [];
    const result = await runShard(SMALL_PLAN, folder, { onRow: (count) => done.push(count) });
    expect(result).toEqual({ file: shardFile(SMALL_PLAN, folder, WHOLE), rows: 12, found: 0 });
    expect(done).toEqual(Array.from({ length: 12 }, (_, k) => k + 1));
    expect(readdirSync(folder)).toEqual([path.basename(result.file)]);
    const [header, ...lines] = readFileSync(result.file, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(header ?? '')).toEqual({
      sweep: 1,
      plan: planHash(SMALL_PLAN),
      engine: ENGINE_VERSION,
      shard: 0,
      of: 1,
      from: 0,
      to: 12,
    });
    expect(lines).toEqual(rows);
  });

  it.each([2, 5, 12, 13])('is one of %d, which together are the sweep', async (of) => {
    for (let index = of - 1; index >= 0; index--) await runShard(SMALL_PLAN, folder, { shard: { index, of } });
    expect(merged(of)).toEqual(rows);
  });

  it('can be had as data, too', async () => {
    for (const index of [0, 1]) await runShard(SMALL_PLAN, folder, { shard: { index, of: 2 } });
    expect([...mergedRows(SMALL_PLAN, folder, 2)]).toEqual(rows.map((row) => JSON.parse(row)));
  });

  it('is left alone once it is complete', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    const before = readFileSync(file, 'utf8');
    expect(await runShard(SMALL_PLAN, folder)).toEqual({ file, rows: 12, found: 12 });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('goes on wherever it was cut off, and comes to the same bytes', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    const whole = readFileSync(file);
    const partial = `${file}.partial`;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        rmSync(file, { force: true });
        writeFileSync(partial, whole.subarray(0, length));
        const { found } = await runShard(SMALL_PLAN, folder);
        const lines = whole.subarray(0, length).toString('utf8').split('\n').length - 1;
        expect(found).toBe(Math.max(lines - 1, 0));
        expect(readFileSync(file).equals(whole)).toBe(true);
        expect(existsSync(partial)).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  it('drops rows behind a damaged one', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    const whole = readFileSync(file, 'utf8');
    const lines = whole.split('\n');
    lines[4] = '{"index":77}';
    rmSync(file);
    writeFileSync(`${file}.partial`, lines.join('\n'));
    expect((await runShard(SMALL_PLAN, folder)).found).toBe(3);
    expect(readFileSync(file, 'utf8')).toBe(whole);
  });

  it('refuses a file of another plan', async () => {
    const { file } = await runShard(SMALL_PLAN, folder, { shard: { index: 0, of: 2 } });
    const other = { ...SMALL_PLAN, baseSeed: 1 };
    writeFileSync(shardFile(other, folder, WHOLE), readFileSync(file));
    const wrong = expect.objectContaining({ code: 'SWEEP_FILE', message: expect.stringMatching(/another plan/) });
    await expect(runShard(other, folder)).rejects.toThrow(wrong);
    expect(() => merged(1, other)).toThrow(wrong);
    await expect(runShard(SMALL_PLAN, folder, { shard: { index: 2, of: 2 } })).rejects.toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    );
  });

  it('refuses a file that another version made', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    const other = readFileSync(file, 'utf8').replace(`"engine":"${ENGINE_VERSION}"`, '"engine":"0.0.0-other"');
    writeFileSync(file, other);
    const wrong = expect.objectContaining({
      code: 'SWEEP_FILE',
      message: expect.stringMatching(/version 0\.0\.0-other/),
    });
    await expect(runShard(SMALL_PLAN, folder)).rejects.toThrow(wrong);
    expect(() => merged(1)).toThrow(wrong);
  });

  it('says which file it could not write, and why; taken up again when that is mended, it comes to the same bytes', async () => {
    const blocked = path.join(folder, 'a-file');
    writeFileSync(blocked, '');
    for (const [place, code] of [
      [path.join(folder, 'nowhere'), 'ENOENT'],
      [blocked, 'ENOTDIR'],
      ['/proc', 'E(NOENT|ACCES|PERM|ROFS)'],
    ] as const)
      await expect(runShard(SMALL_PLAN, place)).rejects.toThrow(
        expect.objectContaining({
          code: 'SWEEP_STORAGE',
          details: {
            file: `${shardFile(SMALL_PLAN, place, WHOLE)}.partial`,
            code: expect.stringMatching(code),
            reason: expect.any(String),
          },
          message: expect.stringMatching(new RegExp(`${place}.*partial: ${code}: `)),
        }),
      );
    rmSync(blocked);
    mkdirSync(blocked);
    await runShard(SMALL_PLAN, blocked);
    expect([...mergeShards(SMALL_PLAN, blocked, 1)]).toEqual(rows);
  });

  it('is one file with the right bytes when several run it at once', async () => {
    const files = await Promise.all(
      [1, 3, 8].map(async (batchSize) => (await runShard(SMALL_PLAN, folder, { batchSize })).file),
    );
    expect(readdirSync(folder)).toEqual([path.basename(files[0] ?? '')]);
    expect(merged(1)).toEqual(rows);
  });

  it('is right when somebody else takes it up, and either is first', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    const whole = readFileSync(file);
    for (const faster of ['first', 'second']) {
      rmSync(file);
      let other: Promise<unknown> = Promise.resolve();
      const interloper = faster === 'first' ? { batchSize: 1 } : { batchSize: 100 };
      await runShard(SMALL_PLAN, folder, {
        batchSize: faster === 'first' ? 100 : 1,
        onRow: (done) => {
          if (done === 4) other = runShard(SMALL_PLAN, folder, interloper);
        },
      });
      await other;
      expect(readFileSync(file).equals(whole)).toBe(true);
      expect(readdirSync(folder)).toEqual([path.basename(file)]);
    }
  });

  it('leaves no second name behind when it was interrupted between the two steps of naming', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    linkSync(file, `${file}.partial`);
    expect((await runShard(SMALL_PLAN, folder)).found).toBe(12);
    expect(readdirSync(folder)).toEqual([path.basename(file)]);
  });
});

describe('merging', () => {
  it('knows that a sweep has at least one part', () => {
    for (const of of [0, -1, 1.5])
      expect(() => merged(of)).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
  });

  it('names the shards that are missing', async () => {
    await runShard(SMALL_PLAN, folder, { shard: { index: 1, of: 3 } });
    expect(() => merged(3)).toThrow(
      expect.objectContaining({ code: 'SWEEP_INCOMPLETE', details: { missing: [0, 2], of: 3 } }),
    );
  });

  it('notices rows that are missing, doubled or cut off', async () => {
    const { file } = await runShard(SMALL_PLAN, folder);
    const whole = readFileSync(file, 'utf8');
    const lines = whole.split('\n');
    const damaged = (text: string, reason: RegExp): void => {
      writeFileSync(file, text);
      expect(() => merged(1)).toThrow(
        expect.objectContaining({ code: 'SWEEP_FILE', message: expect.stringMatching(reason) }),
      );
    };
    damaged(lines.toSpliced(3, 1).join('\n'), /holds 11 rows instead of 12/);
    damaged(lines.toSpliced(3, 1, lines[4] ?? '').join('\n'), /line 4 is not run 2/);
    truncateSync(file, 0);
    appendFileSync(file, whole.slice(0, -1));
    expect(() => merged(1)).toThrow(/instead of 12/);
  });
});

describe('the hash of a plan', () => {
  it('depends on what the plan says, not on the order in which it says it', () => {
    const { base, design, arms, replicates } = SMALL_PLAN;
    expect(planHash({ replicates: replicates ?? 1, arms: arms ?? [], design, base })).toBe(planHash(SMALL_PLAN));
    expect(planHash({ ...SMALL_PLAN, name: 'by any other' })).toBe(planHash(SMALL_PLAN));
    expect(planHash({ ...SMALL_PLAN, replicates: 3 })).not.toBe(planHash(SMALL_PLAN));
  });
});
