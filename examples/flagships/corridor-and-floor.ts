/** Corridor against floor: what does a central bank buy with abundant money, a steadier rate, and at the price of which market? */
import { type Decimal, type DecimalInput, decimal, quotient, sum } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { composeDay, type DayParts, type Economy, gridOf, type PairedArms, pairedRuns, simulate } from '@bagehot/sim';

export type Arm = 'corridor' | 'floor';
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

/** The sweep: debt per unit of money, and how far debts fall due before the money for them comes in. */
type Point = { readonly kappa: number; readonly mu: string };
export const points: readonly Point[] = gridOf({ kappa: [4, 8], mu: ['0', '0.5', '1'] });

/** One world in one arm. */
export function play(economy: Economy, arm: Arm, { kappa, mu }: Point): Record<string, DecimalInput> {
  const size = { agents: 60, maturityDays: 10, kappa, concentration: 1, mu, totalDebt: 6000 };
  const world = generateRing(size, economy.random.stream('ring'));
  const moneyMarket = { policyRate: '0.05', spreadSensitivity: '0.1' };
  const phases = composeDay(economy, { moneyMarket, liquidity: { policy: 'borrow-first' }, ...arms[arm] });
  const cash: Decimal[] = []; // what the central bank has issued, every evening
  const onDay = (): void => void cash.push(economy.ledger.cash('CB').neg());
  const { metrics } = simulate(economy, world, { maxDays: 12, mode: 'step', phases, onDay });
  const deposits = economy.events.of('FacilityDeposit').map(({ amount }) => amount);
  const sessions = economy.events.of('CallMarketCleared');
  // In hundredths of a percentage point.
  const gaps = sessions.map(({ callRate, policyRate }) => callRate.minus(policyRate).times(10_000));
  const gap = mean(gaps);
  return {
    gap,
    variance: mean(gaps.map((rate) => rate.minus(gap).times(rate.minus(gap)))),
    atFloor: gaps.filter((rate) => rate.eq(arm === 'floor' ? 0 : -100)).length,
    atCeiling: gaps.filter((rate) => rate.eq(100)).length,
    volume: metrics.moneyMarket?.volume ?? 0,
    lent: metrics.moneyMarket?.facilityLending ?? 0,
    deposited: quotient(sum(deposits), decimal(cash.length)),
    issued: quotient(sum([...cash, ...deposits]), decimal(cash.length)),
    defaultRate: metrics.defaultRate,
  };
}

/** With 24 decimals, half-even. */
const mean = (values: readonly Decimal[]): Decimal => quotient(sum(values), decimal(values.length));

/** Both arms in the same worlds. */
export const corridorAndFloor = (point: Point, seeds = 100): PairedArms<Arm> =>
  pairedRuns({ seeds, arms, play: (economy, arm) => play(economy, arm, point) });

const few = corridorAndFloor({ kappa: 8, mu: '0.5' }, 5);
for (const arm of few.arms) console.log(`${arm}: variance of the rate ${few.mean(arm, 'variance').mean?.toFixed(0)}`);
