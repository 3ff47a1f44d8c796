/** A third good: everybody has what the next one wants. No two can swap, but with a little money all three get what they want. */
import { type ExchangeAgentInput, MONEY, type RoundsOutcome, runRounds } from '@bagehot/exchange';

export const goods: readonly string[] = ['apples', 'bread', 'cheese'];

/** Who has five of one good likes another one. */
function person(id: number, has: string, likes: string, M: number): ExchangeAgentInput {
  const value = (good: string): number => (good === likes ? 4 : good === has ? 1 : 0.01);
  const params = Object.fromEntries(goods.map((good) => [`v${good}`, value(good)]));
  return { id, inventory: { [has]: 5, M }, utility: { type: 'linear', params } };
}

const people = (money: number): readonly ExchangeAgentInput[] => [
  person(1, 'apples', 'bread', money),
  person(2, 'bread', 'cheese', money),
  person(3, 'cheese', 'apples', money),
];

export const barter: RoundsOutcome = runRounds(people(0), { goods, regime: 'barter_only' });
export const broke: RoundsOutcome = runRounds(people(0), { goods, regime: 'money_only' });
export const money: RoundsOutcome = runRounds(people(2), { goods, regime: 'money_only' });

for (const [name, { trades, agents }] of Object.entries({ barter, broke, money })) {
  console.log(`${name}: ${trades.flat().length} trades`);
  for (const { id, inventory } of agents)
    console.log(
      `  ${id} has ${goods.map((good) => `${inventory[good]} ${good}`).join(', ')}, ${inventory[MONEY]} money`,
    );
}
