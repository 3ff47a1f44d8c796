/** Dealers that borrow overnight, with and without leverage, calm and in a run of their lenders: who owes nothing does not notice, who cannot renew must sell. */
import type { Decimal } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { composeDay, createEconomy, simulate } from '@bagehot/sim';

export function run(leverage: number, fromDay: number): { readonly forced: number; readonly profit: Decimal } {
  const economy = createEconomy({ seed: 7 });
  const ring = { agents: 60, maturityDays: 10, kappa: 1, concentration: 1, mu: '0.5', totalDebt: 6000 };
  const phases = composeDay(economy, {
    dealer: { ticketSize: 10, dealerShare: '0.05', maxArrivals: 'all', block: 'shortfall' },
    dealerFunding: { leverage },
    moneyMarket: { policyRate: '0.05', spreadSensitivity: '0.1', withdraw: { fromDay, share: 1 } },
    liquidity: { policy: 'sell-only' },
  });
  const world = generateRing(ring, economy.random.stream('ring'));
  const { metrics } = simulate(economy, world, { maxDays: 12, phases });
  const { layoffs: forced = 0 } = metrics.funding ?? {};
  const profit = metrics.dealerProfit;
  console.log(
    `leverage ${leverage}, a run from day ${fromDay}: ${forced} forced sales, dealers' profit ${profit.toFixed(2)}`,
  );
  return { forced, profit };
}

for (const leverage of [1, 2]) for (const fromDay of [99, 4]) run(leverage, fromDay);
