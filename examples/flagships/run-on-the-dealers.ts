/** A run on the dealers: when lenders stop renewing what dealers owe overnight, do those who need to sell pay for it, and does a central bank behind the dealers help? */
import { type Decimal, type DecimalInput, min } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { composeDay, type DayParts, type Economy, gridOf, type PairedArms, pairedRuns, simulate } from '@bagehot/sim';

export type Arm = 'calm' | 'run' | 'backed run';
const arms: Readonly<Record<Arm, DayParts>> = { calm: {}, run: {}, 'backed run': { backstop: { spread: '0.6' } } };

/** The sweep: what dealers hold per unit of capital, and the share of the lenders who run. */
type Point = { readonly leverage: number; readonly share: string };
export const points: readonly Point[] = gridOf({ leverage: [1, 2, 4], share: ['0.5', '1'] });

/** One world in one arm. */
export function play(economy: Economy, arm: Arm, { leverage, share }: Point): Record<string, DecimalInput | null> {
  // mu 1: everybody owes a day before it is paid.
  const size = { agents: 60, maturityDays: 10, kappa: 1, concentration: 1, mu: 1, totalDebt: 6000 };
  const world = generateRing(size, economy.random.stream('ring'));
  // Losses move the outside quotes by less than usual: there is a bid to the end.
  const anchorUpdate = { midSensitivity: '0.3', spreadSensitivity: '0.3' };
  const flow = { maxArrivals: 'all', block: 'shortfall', sellProbability: 1, buying: false } as const;
  const phases = composeDay(economy, {
    dealer: { ticketSize: 10, dealerShare: '0.05', vbtFunding: 'funded', anchorUpdate, ...flow },
    dealerFunding: { leverage },
    moneyMarket: { policyRate: '0.05', withdraw: { fromDay: 4, share: arm === 'calm' ? 0 : share } },
    liquidity: { policy: 'sell-only' },
    ...arms[arm],
  });
  const { metrics } = simulate(economy, world, { maxDays: 15, phases });
  const sales = economy.events.of('Trade').filter(({ side, route }) => side === 'SELL' && route === undefined);
  return {
    // The bid that counts outside, below which no dealer bids.
    worstBid: lowest(economy.events.of('DealerQuote').map(({ vbtBid }) => vbtBid)),
    worstPrice: lowest(sales.map(({ price }) => price)),
    forced: (metrics.funding?.layoffs ?? 0) * 10,
    dealerDefaults: metrics.funding?.defaults ?? 0,
    defaultRate: metrics.defaultRate,
    bought: metrics.backstop?.faceBought ?? 0,
    earned: metrics.backstop?.profit ?? 0,
  };
}

/** The lowest price of a ticket, per unit of face. */
const lowest = (prices: readonly Decimal[]): Decimal | null =>
  prices.length === 0 ? null : prices.reduce((low, price) => min(low, price)).div(10);

/** All arms in the same worlds. */
export const runOnTheDealers = (point: Point, seeds = 100): PairedArms<Arm> =>
  pairedRuns({ seeds, arms, play: (economy, arm) => play(economy, arm, point) });

const few = runOnTheDealers({ leverage: 4, share: '1' }, 5);
for (const arm of few.arms) console.log(`${arm}: worst bid ${few.mean(arm, 'worstBid').mean?.toFixed(3)}`);
