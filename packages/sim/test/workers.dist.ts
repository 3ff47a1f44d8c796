import { planSweep, sweepRows } from '@bagehot/sim';
import { createSweepRunner, runSweep } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { ECONOMY_PLAN, SMALL_PLAN } from './sweep-plans.js';

const rows = [...sweepRows(planSweep(SMALL_PLAN))].map((row) => JSON.stringify(row));

describe('a sweep over threads', () => {
  it.each([
    [1, 5],
    [2, 1],
    [2, 3],
    [3, 2],
    [8, 1],
  ])('gives the same bytes with %d workers and batches of %d', async (workers, batchSize) => {
    const lines: string[] = [];
    for await (const line of runSweep(SMALL_PLAN, { workers, batchSize })) lines.push(line);
    expect(lines).toEqual(rows);
  });

  it.each([1, 2])('gives the rows of economies with %d workers, byte by byte', async (workers) => {
    const lines: string[] = [];
    for await (const line of runSweep(ECONOMY_PLAN, { workers, batchSize: 3 })) lines.push(line);
    expect(lines).toEqual(Array.from(sweepRows(planSweep(ECONOMY_PLAN)), (row) => JSON.stringify(row)));
  });

  it('starts no thread that would have nothing to do', async () => {
    let threads = 0;
    const count = (): void => void threads++;
    process.on('worker', count);
    const lines: string[] = [];
    for await (const line of runSweep(SMALL_PLAN, { workers: 4, batchSize: rows.length - 1 })) lines.push(line);
    process.off('worker', count);
    expect([threads, lines]).toEqual([2, rows]);
  });

  it('ends its threads when the reader leaves', async () => {
    for await (const line of runSweep(SMALL_PLAN, { workers: 2, batchSize: 1 })) {
      expect(line).toBe(rows[0]);
      break;
    }
  });

  it('leaves threads that were there before to whoever made them, in whatever state its reader left them', async () => {
    const runner = createSweepRunner(SMALL_PLAN, 2);
    for await (const line of runSweep(SMALL_PLAN, { runner, batchSize: 2 })) {
      expect(line).toBe(rows[0]);
      break;
    }
    const lines: string[] = [];
    for await (const line of runSweep(SMALL_PLAN, { runner, batchSize: 3 })) lines.push(line);
    expect(lines).toEqual(rows);
    await runner.close();
  });

  it('says which runs were lost with a thread', async () => {
    const runner = createSweepRunner(SMALL_PLAN, 1);
    const batches = runner.map([{ from: 2, to: 12 }]);
    const first = batches.next();
    await runner.close();
    await expect(first).rejects.toThrow(
      expect.objectContaining({
        code: 'WORKER_LOST',
        message: expect.stringMatching(/^a worker thread ended with code \d+ before it had done runs 2 to 11$/),
      }),
    );
  });

  it('refuses batches once its threads have ended', async () => {
    const runner = createSweepRunner(SMALL_PLAN, 2);
    await runner.close();
    await expect(runner.map([{ from: 0, to: 1 }]).next()).rejects.toThrow(
      expect.objectContaining({ code: 'WORKER_LOST' }),
    );
  });
});
