import { createRandom } from '@bagehot/kernel';
import {
  checkEconomy,
  checkStreams,
  OWN_MONEY_REASONS,
  randomEconomy,
  rateLaws,
  recordingRandom,
  runEconomy,
} from '@bagehot/sim/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Two thousand before a release: `BAGEHOT_ECONOMIES=2000`. */
const NUM_RUNS = Number(process.env['BAGEHOT_ECONOMIES'] ?? 300);

it('every law holds after every part of every day, whatever is switched on and whoever joins in', {
  timeout: 600_000,
}, () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(randomEconomy(), fc.integer({ min: 0, max: 9 }), (economy, k) => {
      const laws = checkEconomy({ moneyReasons: OWN_MONEY_REASONS, invariants: rateLaws(economy.document) });
      const record = recordingRandom(createRandom(economy.document.seed));
      runEconomy(economy, {
        ...laws,
        onStart(run) {
          laws.onStart(run);
          record.day = 0;
        },
        onDay(day, run) {
          laws.onDay(day, run);
          record.day = day + 1;
        },
        random: record.random,
        keepEvents: false,
        // Replaying entries is dearer than following rows, which every run does.
        journal: k === 0 ? 'full' : 'none',
        sinks: [{ emit: ({ kind }) => count(kind) }],
      });
      checkStreams(record);
    }),
    { numRuns: NUM_RUNS, includeErrorInReport: true },
  );
  for (const kind of [
    'Trade',
    'AgentDefaulted',
    'CallLoanGranted',
    'FacilityLending',
    'ClaimPledged',
    'OpenMarketOperation',
    'EstateDistributed',
    'ExchangeTrade',
  ])
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(0);
});
