/** Orders sized on what is carried instead of on all one owns: the other reading of a market in which nobody may owe anything. */
import { type AgentOrders, type FinancingModeDefinition, financingModes, generateOrders } from '@bagehot/financing';

const CARRIED: FinancingModeDefinition = {
  ...financingModes.get('PERSONAL'),
  id: 'CARRIED',
  sizingBudget: ({ personalWealth, effectiveBudget }) =>
    personalWealth.lt(effectiveBudget) ? personalWealth : effectiveBudget,
};

// Six at home and four on the back. Both modes let it buy for what it sells; they differ in what it wants.
const agent = { id: 1, alpha: ['0.5', '0.5'], home: [6, 0], personal: [4, 0] };
export const orders: readonly AgentOrders[] = [financingModes.get('PERSONAL'), CARRIED].map((mode) =>
  generateOrders(agent, ['1', '2'], mode),
);
for (const { bounds, desiredBuys, desiredSells, requestedBuys } of orders)
  console.log(`${bounds.mode}: wants ${desiredBuys[1]} for ${desiredSells[0]}, asks for ${requestedBuys[1]}`);
