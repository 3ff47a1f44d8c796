/** A run on the dealers: when lenders stop renewing what dealers owe overnight, do those who need to sell pay for it, and does a central bank behind the dealers help? */
import { type Decimal, min } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import {
  composeDay,
  createEconomy,
  type DayParts,
  type Economy,
  type PairedArms,
  pairedArms,
  simulate,
} from '@bagehot/sim';

export type Arm = 'calm' | 'run' | 'backed run';
export type Figure = 'worstBid' | 'worstPrice' | 'forced' | 'dealerDefaults' | 'defaultRate' | 'bought' | 'earned';
const arms: Readonly<Record<Arm, Pick<DayParts, 'backstop'>>> = {
  calm: {},
  run: {},
  'backed run': { backstop: { spread: '0.6' } },
};

/** The sweep: what dealers hold per unit of capital, and the share of the lenders who run. */
export const points: readonly (readonly [leverage: number, share: string])[] = [1, 2, 4].flatMap((leverage) =>
  ['0.5', '1'].map((share) => [leverage, share] as const),
);

/** One world in one arm. */
export function play(
  arm: Arm,
  seed: number,
  [leverage, share]: (typeof points)[number],
  economy: Economy = createEconomy({ seed, journal: 'none' }),
): Record<Figure, Decimal | number | null> {
  // mu 1: everybody owes a day before it is paid. Losses move the outside quotes by less than usual: there is a bid to the end.
  const size = { agents: 60, maturityDays: 10, kappa: 1, concentration: 1, mu: 1, totalDebt: 6000 };
  const anchorUpdate = { midSensitivity: '0.3', spreadSensitivity: '0.3' };
  const flow = { maxArrivals: 'all', block: 'shortfall', sellProbability: 1, buying: false } as const;
  const phases = composeDay(economy, {
    dealer: { ticketSize: 10, dealerShare: '0.05', vbtFunding: 'funded', anchorUpdate, ...flow },
    dealerFunding: { leverage },
    moneyMarket: { policyRate: '0.05', withdraw: { fromDay: 4, share: arm === 'calm' ? 0 : share } },
    liquidity: { policy: 'sell-only' },
    ...arms[arm],
  });
  const world = generateRing(size, economy.random.stream('ring'));
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

const lowest = (prices: readonly Decimal[]): Decimal | null =>
  prices.length === 0 ? null : prices.reduce((low, price) => min(low, price)).div(10);

/** The three arms in the same worlds. */
export function runOnTheDealers(leverage: number, share: string, seeds = 100): PairedArms<Arm, Figure> {
  return pairedArms({ seeds, arms, play: (_, seed, arm) => play(arm, seed, [leverage, share]) });
}

const few = runOnTheDealers(4, '1', 5);
for (const arm of few.arms)
  console.log(
    `${arm}: ${few.figures.map((figure) => `${figure} ${few.mean(arm, figure).mean?.toFixed(3)}`).join(', ')}`,
  );
