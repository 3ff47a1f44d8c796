import {
  createFinancingLog,
  createSpatialEconomy,
  type FinancingConfig,
  type FinancingLog,
  logDigest,
  parseLog,
  replayLog,
  verifyLog,
} from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Long enough for several trips on grids of six by six. */
const ROUNDS = 12;

function logOf(config: FinancingConfig): FinancingLog {
  const log = createFinancingLog();
  createSpatialEconomy({ ...config, maxRounds: ROUNDS }, { events: log }).run();
  return log;
}

function textOf(log: FinancingLog): string {
  let text = '';
  log.jsonLines({
    write: (piece) => {
      text += piece;
    },
  });
  return text;
}

describe('the log of any run', () => {
  it('replays without a contradiction', () => {
    fc.assert(
      fc.property(economies(), (config) => {
        const rows = [...logOf(config).rows()];
        const frames = [...replayLog(rows)];
        expect(frames.flatMap(({ agents }) => agents.map(({ row }) => row))).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('has the same bytes in every run and for every order of the agents, and reads back as it was', () => {
    fc.assert(
      fc.property(economies(), (config) => {
        const log = logOf(config);
        const text = textOf(log);
        expect(textOf(logOf({ ...config, agents: config.agents.toReversed() }))).toBe(text);
        expect(text).toBe([...log.rows()].map((row) => `${JSON.stringify(row)}\n`).join(''));
        expect(parseLog(text)).toEqual([...log.rows()]);
      }),
      { numRuns: 25 },
    );
  });

  it('goes on after a snapshot as it would have without', () => {
    fc.assert(
      fc.property(economies(), fc.integer({ min: 1, max: 6 }), (config, pause) => {
        const log = createFinancingLog();
        const endless = { ...config, maxRounds: 8 };
        const first = createSpatialEconomy(endless, { events: log });
        while (first.round < pause && first.termination === null) first.runRound();
        createSpatialEconomy(endless, { events: log }, first.snapshot()).run();
        const whole = createFinancingLog();
        createSpatialEconomy(endless, { events: whole }).run();
        expect(textOf(log)).toBe(textOf(whole));
      }),
      { numRuns: 20 },
    );
  });

  it('cannot lose or change a letter without its digest telling the round', async () => {
    const letter = fc.constantFrom('"', '0', '1', ',', '}', 'x', 'é', '\n');
    await fc.assert(
      fc.asyncProperty(economies(), fc.nat(), fc.option(letter), async (config, position, other) => {
        const text = textOf(logOf(config));
        fc.pre(text !== '');
        const at = position % text.length;
        const changed = `${text.slice(0, at)}${other ?? ''}${text.slice(at + 1)}`;
        const lines = (log: string): readonly string[] => log.split('\n').filter((line) => line !== '');
        const same = JSON.stringify(lines(changed)) === JSON.stringify(lines(text));
        const verdict = await verifyLog(changed, await logDigest(text));
        expect(verdict.intact).toBe(same);
        const { core_round: round = 0 } =
          parseLog(lines(text).slice(0, text.slice(0, at).split('\n').length)).at(-1) ?? {};
        if (!verdict.intact) expect([round - 1, round]).toContain(verdict.round);
      }),
      { numRuns: 60 },
    );
  });
});
