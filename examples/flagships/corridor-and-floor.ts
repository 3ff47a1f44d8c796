/** Corridor against floor: what does a central bank buy with abundant money, a steadier rate, and at the price of which market? */
import { type Decimal, decimal, quotient, sum } from '@bagehot/kernel';
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

export type Arm = 'corridor' | 'floor';
export type Figure =
  | ('gap' | 'variance' | 'atFloor' | 'atCeiling' | 'volume')
  | ('lent' | 'deposited' | 'issued' | 'defaultRate');
const facilities = { lendingSpread: '0.01', depositSpread: '0.01', collateral: { haircut: '0.1' } };
const arms: Readonly<Record<Arm, DayParts>> = {
  corridor: { facilities },
  // On the first day on which anything is due, the central bank buys for as much money as the ring owes, and the treasury spends it.
  floor: {
    facilities: { ...facilities, depositSpread: 0 },
    treasury: { inventory: 6000, passThrough: { fraction: 1, weights: 'equal' } },
    policy: { rule: 'schedule', table: [{ day: 1, quantityToBuy: 6000 }] },
  },
};

/** The sweep: how far debts fall due before the money for them comes in, and debt per unit of money. */
export const points: readonly (readonly [mu: string, kappa: number])[] = [4, 8].flatMap((kappa) =>
  ['0', '0.5', '1'].map((mu) => [mu, kappa] as const),
);

/** One world in one arm. */
export function play(
  arm: Arm,
  seed: number,
  [mu, kappa]: (typeof points)[number],
  economy: Economy = createEconomy({ seed, journal: 'none' }),
): Record<Figure, Decimal | number> {
  const size = { agents: 60, maturityDays: 10, kappa, concentration: 1, mu, totalDebt: 6000 };
  const world = generateRing(size, economy.random.stream('ring'));
  const moneyMarket = { policyRate: '0.05', spreadSensitivity: '0.1' };
  const phases = composeDay(economy, { moneyMarket, liquidity: { policy: 'borrow-first' }, ...arms[arm] });
  const issued: Decimal[] = [];
  const onDay = (): void => void issued.push(economy.ledger.cash('CB').neg());
  const { metrics } = simulate(economy, world, { maxDays: 12, mode: 'step', phases, onDay });
  const deposits = economy.events.of('FacilityDeposit').map(({ amount }) => amount);
  const sessions = economy.events.of('CallMarketCleared');
  // In hundredths of a percentage point.
  const gaps = sessions.map(({ callRate, policyRate }) => callRate.minus(policyRate).times(10_000));
  const gap = mean(gaps);
  const daysAt = (distance: string | number): number => gaps.filter((rate) => rate.eq(distance)).length;
  return {
    gap,
    variance: mean(gaps.map((rate) => rate.minus(gap).times(rate.minus(gap)))),
    atFloor: daysAt(arm === 'floor' ? 0 : -100),
    atCeiling: daysAt(100),
    volume: metrics.moneyMarket?.volume ?? 0,
    lent: metrics.moneyMarket?.facilityLending ?? 0,
    deposited: quotient(sum(deposits), decimal(issued.length)),
    issued: quotient(sum([...issued, ...deposits]), decimal(issued.length)),
    defaultRate: metrics.defaultRate,
  };
}

const mean = (values: readonly Decimal[]): Decimal => quotient(sum(values), decimal(values.length));

/** Both arms in the same worlds. */
export function corridorAndFloor(mu: string, kappa: number, seeds = 100): PairedArms<Arm, Figure> {
  return pairedArms({ seeds, arms, play: (_, seed, arm) => play(arm, seed, [mu, kappa]) });
}

const few = corridorAndFloor('0.5', 8, 5);
for (const arm of few.arms)
  console.log(
    `${arm}: ${few.figures.map((figure) => `${figure} ${few.mean(arm, figure).mean?.toFixed(2)}`).join(', ')}`,
  );
