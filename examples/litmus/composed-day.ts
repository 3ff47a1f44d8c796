/** Several markets on one ledger: dealers who live on overnight money, lenders who run on day 4, and a central bank behind the dealers. */
import { generateRing } from '@bagehot/ring';
import { composeDay, createEconomy, simulate } from '@bagehot/sim';

const economy = createEconomy({ seed: 7 });
const world = generateRing(
  { agents: 60, maturityDays: 10, kappa: 1, concentration: 1, mu: 1, totalDebt: 6000 },
  economy.random.stream('ring'),
);
const phases = composeDay(economy, {
  dealer: { ticketSize: 10, dealerShare: '0.05', vbtFunding: 'funded', maxArrivals: 'all', block: 'shortfall' },
  dealerFunding: { leverage: 4 },
  moneyMarket: { policyRate: '0.05', withdraw: { fromDay: 4, share: 1 } },
  liquidity: { policy: 'sell-first' },
  backstop: { spread: '0.6' },
});
const { metrics } = simulate(economy, world, { maxDays: 20, phases });

const { layoffs = 0 } = metrics.funding ?? {};
console.log(
  `dealers had to sell ${layoffs} times, and the central bank bought ${metrics.backstop?.faceBought} of debt`,
);
