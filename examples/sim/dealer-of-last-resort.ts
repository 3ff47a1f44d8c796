/** A central bank behind the dealers: the narrower its quotes, the higher the worst price, and the less it earns by what it buys. */
import { type Decimal, min } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { type BackstopFigures, composeDay, createEconomy, simulate } from '@bagehot/sim';

/** Dealers and value-based traders with little money of their own, beside people who sell what they must. */
const dealer = {
  dealerShare: '0.02',
  vbtShare: '0.05',
  vbtFunding: 'funded',
  block: 'shortfall',
  maxArrivals: 'all',
  buying: false,
} as const;

export interface Outcome {
  readonly defaults: number;
  /** Sales for which nobody had the money. */
  readonly unsold: number;
  /** The lowest price at which somebody sold. */
  readonly worst: Decimal | undefined;
  readonly backstop: BackstopFigures | undefined;
}

function run(spread: string | undefined): Outcome {
  const economy = createEconomy({ seed: 7 });
  const world = generateRing(
    { agents: 60, maturityDays: 10, kappa: 1, totalDebt: 6000, mu: '0.5' },
    economy.random.stream('ring'),
  );
  const phases = composeDay(economy, spread === undefined ? { dealer } : { dealer, backstop: { spread } });
  const { metrics } = simulate(economy, world, { maxDays: 30, phases });
  const prices = economy.events.of('Trade').map(({ price }) => price);
  const worst = prices.length === 0 ? undefined : prices.reduce((low, price) => min(low, price));
  const unsold = economy.events.of('OrderRejected').filter(({ reason }) => reason === 'unaffordable').length;
  const { totalDefaults: defaults, backstop } = metrics;
  console.log(`${backstop === undefined ? 'nobody behind them' : `a spread of ${spread}`}:`);
  console.log(`  ${defaults} defaults, ${unsold} sales without a buyer, the lowest price ${worst}`);
  if (backstop !== undefined)
    console.log(`  ${backstop.faceBought} bought for ${backstop.paid}, ${backstop.profit.round(2)} earned`);
  return { defaults, unsold, worst, backstop };
}

export const outcomes: readonly Outcome[] = [undefined, '1.6', '1', '0.6'].map(run);
