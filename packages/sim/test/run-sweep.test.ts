import { planSweep, sweepRows } from '@bagehot/sim';
import { createSweepRunner, type RunSweepOptions, runSweep } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { SMALL_PLAN } from './sweep-plans.js';

const rows = [...sweepRows(planSweep(SMALL_PLAN))].map((row) => JSON.stringify(row));

async function linesOf(options: RunSweepOptions): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of runSweep(SMALL_PLAN, options)) lines.push(line);
  return lines;
}

describe('a sweep in this thread', () => {
  it.each([1, 5, 12, 100])('gives the rows as lines, in batches of %d', async (batchSize) => {
    expect(await linesOf({ batchSize })).toEqual(rows);
  });

  it('runs the part that is asked for', async () => {
    expect(await linesOf({ from: 3, to: 8, batchSize: 2 })).toEqual(rows.slice(3, 8));
    expect(await linesOf({ from: 12 })).toEqual([]);
  });

  it('leaves a runner that was there before to whoever made it, in whatever state its reader left it', async () => {
    const runner = createSweepRunner(SMALL_PLAN, 0);
    for await (const line of runSweep(SMALL_PLAN, { runner, batchSize: 4 })) {
      expect(line).toBe(rows[0]);
      break;
    }
    expect(await linesOf({ runner, batchSize: 5 })).toEqual(rows);
    await runner.close();
  });

  it('stops when its reader stops', async () => {
    for await (const line of runSweep(SMALL_PLAN)) {
      expect(line).toBe(rows[0]);
      break;
    }
    const runner = createSweepRunner(SMALL_PLAN, 0);
    await runner.close();
    expect((await runner.map([{ from: 0, to: 1 }]).next()).done).toBe(true);
  });

  it.each([
    [{ workers: -1 }, 'workers must be a whole number of at least 0, but is -1'],
    [{ workers: 1.5 }, 'workers must be a whole number of at least 0, but is 1.5'],
    [{ batchSize: 0 }, 'batchSize must be a whole number of at least 1, but is 0'],
    [{ from: 13 }, 'from must be a whole number from 0 to 12, but is 13'],
    [{ from: 5, to: 4 }, 'to must be a whole number from 5 to 12, but is 4'],
  ])('refuses %j', async (options, message) => {
    await expect(linesOf(options)).rejects.toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS', message }));
  });

  it('says what is wrong with a plan before any thread is made', async () => {
    const plan = { ...SMALL_PLAN, replicates: 0 };
    const invalid = expect.objectContaining({ code: 'SWEEP_INVALID' });
    await expect(runSweep(plan, { workers: 2 }).next()).rejects.toThrow(invalid);
    expect(() => createSweepRunner(plan, 2)).toThrow(invalid);
  });
});
