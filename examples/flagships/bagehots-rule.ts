/** Bagehot's rule: how many defaults does lending freely against good security prevent, at which cost, and does the high rate matter? */
import { type DecimalInput, sum } from '@bagehot/kernel';
import { generateRing, type RingRules } from '@bagehot/ring';
import { composeDay, type DayParts, type Economy, gridOf, type PairedArms, pairedRuns, simulate } from '@bagehot/sim';

export type Arm = 'no facility' | 'penalty' | 'no penalty' | 'unsecured' | 'clearing';
const collateral = { haircut: '0.1' };
const arms: Readonly<Record<Arm, DayParts & { readonly rules?: RingRules }>> = {
  'no facility': {},
  penalty: { facilities: { lendingSpread: '0.05', collateral } },
  'no penalty': { facilities: { lendingSpread: 0, collateral } },
  unsecured: { facilities: { lendingSpread: '0.05', collateral: null } },
  clearing: { rules: { settlement: 'clearing' } },
};

/** The sweep: debt per unit of money, and what the short do before they go to the central bank. */
type Point = { readonly kappa: string; readonly policy: 'sell-only' | 'cheapest' };
export const points: readonly Point[] = [
  ...gridOf({ kappa: ['0.25', '0.5', '1', '2', '4'], policy: ['sell-only'] }),
  { kappa: '1', policy: 'cheapest' },
];

/** One world in one arm. */
export function play(economy: Economy, arm: Arm, { kappa, policy }: Point): Record<string, DecimalInput> {
  const { rules = {}, ...sections } = arms[arm];
  const size = { agents: 100, maturityDays: 10, kappa, concentration: 1, mu: '0.5', totalDebt: 10_000 };
  const world = generateRing(size, economy.random.stream('ring'));
  const moneyMarket = { withdraw: { fromDay: 0, share: 1 } }; // nobody lends but the central bank
  const phases = composeDay(economy, { dealer: {}, moneyMarket, liquidity: { policy }, ...sections });
  // The ends of phases are told to whoever observes the economy.
  const { metrics } = simulate(economy, world, { maxDays: 40, phases, rules, phaseEnds: true });
  const { contracts, events } = economy;
  const loans = contracts.heldBy('CB').filter(({ kind }) => kind === 'facility-loan');
  return {
    defaultRate: metrics.defaultRate,
    lent: sum(events.of('FacilityLending').map(({ amount }) => amount)),
    lost: sum(events.of('FacilityLoss').map(({ principalLoss }) => principalLoss)),
    owed: sum(loans.map(({ amount }) => amount)),
    sold: events.of('Trade').filter(({ side }) => side === 'SELL').length,
  };
}

/** All arms in the same worlds. */
export const bagehotsRule = (point: Point, seeds = 100): PairedArms<Arm> =>
  pairedRuns({ seeds, arms, play: (economy, arm) => play(economy, arm, point) });

const few = bagehotsRule({ kappa: '1', policy: 'sell-only' }, 5);
for (const arm of few.arms) console.log(`${arm}: default rate ${few.mean(arm, 'defaultRate').mean?.toFixed(3)}`);
