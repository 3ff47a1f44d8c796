/** A money mode of one's own: a unit of money is worth the less to somebody the more of it there is in its purse. */
import {
  createExchangeRegistry,
  type ExchangeAgent,
  type ExchangeRegistry,
  type LambdaUpdate,
  MONEY,
  type MoneyModeDefinition,
} from '@bagehot/exchange';
import { createExchange, type Exchange, type LambdaUpdated } from '@bagehot/exchange/spatial';

/** Worth 1 to whoever has a hundred. */
export const worth = ({ inventory }: ExchangeAgent): number => 101 / (1 + (inventory[MONEY] ?? 0));

export const purse: MoneyModeDefinition = {
  name: 'purse',
  init: worth,
  // Asked at the end of each tick; the new values are put in force all together.
  update: (agents) =>
    new Map(
      agents.map((agent): [number, LambdaUpdate] => {
        const hat = worth(agent);
        return [agent.id, { old: agent.lambdaMoney, new: hat, hats: [], hat, clamped: false, clampType: null }];
      }),
    ),
};

export const registry: ExchangeRegistry = createExchangeRegistry().moneyMode(purse);

const utility = { type: 'ces', params: { rho: 0.5, wA: 5, wB: 5 } };
const updates: LambdaUpdated[] = [];
export const exchange: Exchange = createExchange(
  {
    side: 3,
    rules: { regime: 'money_only', moneyMode: 'purse', registry },
    agents: [
      { id: 1, x: 0, y: 0, inventory: { A: 12, B: 12, M: 20 }, utility },
      { id: 2, x: 2, y: 1, inventory: { A: 1, B: 2, M: 400 }, utility },
    ],
  },
  { events: { emit: (event) => void (event.kind === 'LambdaUpdated' && updates.push(event)) } },
);
exchange.run(30);

for (const { day, agent, old, new: now } of updates.slice(0, 4))
  console.log(`tick ${day}: a unit of money is worth ${now.toFixed(3)} to ${agent}, no longer ${old.toFixed(3)}`);
for (const { id, inventory, lambdaMoney } of exchange.agents)
  console.log(
    `${id} has ${inventory['A']} A, ${inventory['B']} B and ${inventory[MONEY]} money, worth ${lambdaMoney.toFixed(3)} each`,
  );
