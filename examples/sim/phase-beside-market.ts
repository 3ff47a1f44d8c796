/** A phase of one's own beside a market: whoever is still short after trade gets a gift, and the gifts are counted. */
import { type Decimal, sum } from '@bagehot/kernel';
import { generateRing, type TradingPhase } from '@bagehot/ring';
import { createEconomy, secondaryMarket, simulate } from '@bagehot/sim';

const benefactor: TradingPhase = {
  name: 'benefactor',
  init: ({ ledger }) => ledger.open('benefactor', { mayOverdraw: true }),
  trade({ ledger, alive, dues, money }, day) {
    for (const to of alive()) {
      const amount = dues(to, day).minus(money(to));
      if (amount.gt(0)) ledger.transfer({ day, kind: 'gift', asset: 'cash', from: 'benefactor', to, amount });
    }
  },
};

export function run(hasDealers: boolean): { readonly defaults: number; readonly given: Decimal } {
  const economy = createEconomy({ seed: 42 });
  const params = { agents: 50, maturityDays: 8, kappa: 2, mu: '0.5', totalDebt: 5000 };
  const world = generateRing(params, economy.random.stream('ring'));
  const dealers = secondaryMarket(economy, { maxArrivals: 'all', block: 'shortfall' });
  const phases = hasDealers ? [dealers, benefactor] : [benefactor];
  const { metrics } = simulate(economy, world, { maxDays: 30, phases });

  const gifts = economy.events.of('CashTransferred').filter(({ cause }) => cause === 'gift');
  const given = sum(gifts.map(({ amount }) => amount));
  console.log(
    `${hasDealers ? 'with' : 'without'} dealers: ${metrics.totalDefaults} defaults, ${given.toFixed(2)} given away`,
  );
  return { defaults: metrics.totalDefaults, given };
}

run(false);
run(true);
