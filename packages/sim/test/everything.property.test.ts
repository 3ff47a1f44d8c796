import { writeFileSync } from 'node:fs';
import { checkEconomy, economyText, OWN_MONEY_REASONS, randomEconomy, runEconomy } from '@bagehot/sim/testing';
import fc from 'fast-check';
import { it } from 'vitest';

it('every law holds after every part of every day, whatever is switched on and whoever joins in', () => {
  fc.assert(
    fc.property(randomEconomy(), (economy) => {
      writeFileSync('/tmp/h/laws-last.yaml', economyText(economy));
      runEconomy(economy, { ...checkEconomy({ moneyReasons: OWN_MONEY_REASONS }), keepEvents: false });
    }),
    { numRuns: Number(process.env['N'] ?? 300), includeErrorInReport: true },
  );
});
