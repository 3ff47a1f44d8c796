/** The same people under the four regimes, without a grid: rounds in which everybody may meet everybody, until nobody can trade any more. */
import { type ExchangeAgent, type ExchangeAgentInput, MONEY, type RoundsOutcome, runRounds } from '@bagehot/exchange';

const likes = (wA: number): ExchangeAgentInput['utility'] => ({ type: 'ces', params: { rho: 0.5, wA, wB: 1 } });
const people: readonly ExchangeAgentInput[] = [
  { id: 1, inventory: { A: 12, B: 0, M: 40 }, utility: likes(1) },
  { id: 2, inventory: { A: 8, B: 2, M: 40 }, utility: likes(0.5) },
  { id: 3, inventory: { A: 1, B: 9, M: 40 }, utility: likes(2) },
  { id: 4, inventory: { A: 0, B: 6, M: 40 }, utility: likes(1) },
  { id: 5, inventory: { A: 3, B: 3, M: 40 }, utility: likes(3) },
];

/** What everybody's goods and money are worth to them, λ being 1. */
export const welfare = (agents: readonly ExchangeAgentInput[] | readonly ExchangeAgent[]): number =>
  runRounds(agents, {}, { maxRounds: 0 }).agents.reduce((sum, { inventory, utility, lambdaMoney }) => {
    const bundle = utility.goods.map((good) => inventory[good] ?? 0);
    return sum + utility.u(bundle) + lambdaMoney * (inventory[MONEY] ?? 0);
  }, 0);

export const before: number = welfare(people);
export const outcomes: ReadonlyMap<string, RoundsOutcome> = new Map(
  ['barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'].map((regime) => [
    regime,
    runRounds(people, { regime }),
  ]),
);
for (const [regime, { rounds, trades, agents, converged }] of outcomes) {
  const barter = trades.flat().filter(({ pairType }) => pairType === 'A<->B').length;
  const gained = (welfare(agents) - before).toFixed(2);
  console.log(
    `${regime}: ${trades.flat().length} trades (${barter} barter) in ${rounds} rounds, gained ${gained}, at rest: ${converged}`,
  );
}
