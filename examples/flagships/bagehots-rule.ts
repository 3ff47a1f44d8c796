/** Bagehot's rule: how many defaults does lending freely against good security prevent, at which cost, and does the high rate matter? */
import { type Decimal, sum } from '@bagehot/kernel';
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

export type Arm = 'no facility' | 'penalty' | 'no penalty' | 'unsecured' | 'clearing';
interface Parts extends Pick<DayParts, 'facilities'> {
  readonly settlement?: 'sequential' | 'clearing';
}
const collateral = { haircut: '0.1' };
const arms: Readonly<Record<Arm, Parts>> = {
  'no facility': {},
  penalty: { facilities: { lendingSpread: '0.05', collateral } },
  'no penalty': { facilities: { lendingSpread: 0, collateral } },
  unsecured: { facilities: { lendingSpread: '0.05', collateral: null } },
  clearing: { settlement: 'clearing' },
};
export type Figure = 'defaultRate' | 'lent' | 'lost' | 'owed' | 'sold';
/** Debt per unit of money, and what the short do before they go to the central bank. */
export type Point = readonly [kappa: string, policy: 'sell-only' | 'cheapest'];
export type Watch = (economy: Economy, phase: string, day: number) => void;
export const points: readonly Point[] = [
  ...['0.25', '0.5', '1', '2', '4'].map((kappa): Point => [kappa, 'sell-only']),
  ['1', 'cheapest'],
];

/** One world in one arm. Who watches is told of the end of every phase. */
export function play(arm: Arm, seed: number, [kappa, policy]: Point, watch?: Watch): Record<Figure, Decimal | number> {
  const { facilities, settlement = 'sequential' } = arms[arm];
  const economy = createEconomy({ seed, journal: 'none' });
  const size = { agents: 100, maturityDays: 10, kappa, concentration: 1, mu: '0.5', totalDebt: 10_000 };
  const world = generateRing(size, economy.random.stream('ring'));
  const moneyMarket = { withdraw: { fromDay: 0, share: 1 } }; // nobody lends but the central bank
  const phases = composeDay(economy, { dealer: {}, moneyMarket, liquidity: { policy }, facilities });
  const afterPhase = (phase: string, day: number): void => watch?.(economy, phase, day);
  const { metrics } = simulate(economy, world, { maxDays: 40, phases, rules: { settlement }, afterPhase });
  const loans = economy.contracts.heldBy('CB').filter(({ kind }) => kind === 'facility-loan');
  return {
    defaultRate: metrics.defaultRate,
    lent: sum(economy.events.of('FacilityLending').map(({ amount }) => amount)),
    lost: sum(economy.events.of('FacilityLoss').map(({ principalLoss }) => principalLoss)),
    owed: sum(loans.map(({ amount }) => amount)),
    sold: economy.events.of('Trade').filter(({ side }) => side === 'SELL').length,
  };
}

export function bagehotsRule(kappa: string, policy: Point[1] = 'sell-only', seeds = 100): PairedArms<Arm, Figure> {
  return pairedArms({ seeds, arms, play: (_parts, seed, arm) => play(arm, seed, [kappa, policy]) });
}

const few = bagehotsRule('1', 'sell-only', 5);
for (const arm of few.arms)
  console.log(
    `${arm}: ${few.mean(arm, 'defaultRate').mean?.round(3)} in default, ${few.mean(arm, 'lent').mean?.round(0)} lent`,
  );
