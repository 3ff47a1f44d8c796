import { planSweep, sweepRows } from '@bagehot/sim';
import { expect, it, vi } from 'vitest';
import { startRedis } from '../../test/redis-server.mjs';
import { run } from '../program.js';

it('queue: what two workers did is the sweep, line by line', async () => {
  const server = await startRedis();
  try {
    vi.stubEnv('REDIS_URL', server.url);
    const { plan, lines, printed } = await run(() => import('./queue.js'));
    expect(lines).toEqual(Array.from(sweepRows(planSweep(plan)), (row) => JSON.stringify(row)));
    expect(printed).toEqual(['20 runs from 5 shards']);
  } finally {
    vi.unstubAllEnvs();
    await server.stop();
  }
});
