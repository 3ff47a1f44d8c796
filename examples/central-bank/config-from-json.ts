/** A money market from a file, and what a file with mistakes is answered with: all of them at once. */
import {
  type CallMarketService,
  callMarketConfig,
  createCallMarket,
  InvalidConfigError,
  parseCentralBankConfig,
  reserveAccounts,
} from '@bagehot/central-bank';

const text =
  '{ "initial_policy_rate": "0.04", "leg_rule": "proportional", "rollover": { "max": 2, "penalty": "0.01" } }';
const config = parseCentralBankConfig(JSON.parse(text));
const ports = reserveAccounts({
  balances: [
    ['Ada', 100],
    ['Ben', 0],
  ],
  moneyDecimals: config.moneyDecimals,
});
export const market: CallMarketService = createCallMarket(callMarketConfig(config), ports);
console.log(`policy rate ${config.initialPolicyRate}, ${config.ticksPerYear} days a year`);
// What is not in the file and matters is told.
for (const { message } of config.warnings) console.log(`note: ${message}`);

export const problems: string[] = [];
try {
  parseCentralBankConfig({ initialPolicyRate: '4 %', term: 0, colour: 'green' });
} catch (error) {
  if (!(error instanceof InvalidConfigError)) throw error;
  for (const { path, message } of error.details.problems) {
    problems.push(path);
    console.log(message);
  }
}
