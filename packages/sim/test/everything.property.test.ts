import { checkEconomy, OWN_MONEY_REASONS, randomEconomy, rateLaws, runEconomy } from '@bagehot/sim/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** So many economies are drawn in the release checks, see `docs/how-to/check-your-own-rules.md`. */
const NUM_RUNS = Number(process.env['BAGEHOT_ECONOMIES'] ?? 250);

it('every law holds after every part of every day, whatever is switched on and whoever joins in', {
  timeout: 600_000,
}, () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(randomEconomy(), fc.integer({ min: 0, max: 9 }), (economy, k) => {
      const laws = checkEconomy({ moneyReasons: OWN_MONEY_REASONS, invariants: rateLaws(economy.document) });
      runEconomy(economy, {
        ...laws,
        keepEvents: false,
        // Replaying entries is dearer than following rows, which every run does.
        journal: k === 0 ? 'full' : 'none',
        sinks: [{ emit: ({ kind }) => count(kind) }],
      });
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
