import { createFinancingLog, createSpatialEconomy, parseLog, replayLog } from '@bagehot/financing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { economies } from './random-economy.js';

/** Long enough for several trips on grids of six by six. */
const ROUNDS = 12;

function logOf(config: Parameters<typeof createSpatialEconomy>[0]): ReturnType<typeof createFinancingLog> {
  const log = createFinancingLog();
  createSpatialEconomy({ ...config, maxRounds: ROUNDS }, { events: log }).run();
  return log;
}

describe('the log of any run', () => {
  it('replays without a contradiction, from its rows or from its text', () => {
    fc.assert(
      fc.property(economies(), (config) => {
        const log = logOf(config);
        const frames = [...replayLog(log.rows())];
        expect([...replayLog(parseLog(log.lines()))]).toEqual(frames);
        expect(frames.flatMap(({ agents }) => agents.map(({ row }) => row))).toEqual([...log.rows()]);
      }),
      { numRuns: 60 },
    );
  });
});
