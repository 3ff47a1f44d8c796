/** A purchase limit: nobody spends more than a quarter of its money in one purchase. So do the rules of financing bind a market. */
import { bestTrade, type ExchangeAgentInput, MONEY, type PurchaseLimit, type Trade } from '@bagehot/exchange';

const taste = (vA: number): ExchangeAgentInput['utility'] => ({ type: 'linear', params: { vA, vB: 1 } });
const seller: ExchangeAgentInput = { id: 1, inventory: { A: 10 }, utility: taste(2) };
const buyer: ExchangeAgentInput = { id: 2, inventory: { M: 40 }, utility: taste(5) };

export const quarter: PurchaseLimit = { limit: ({ inventory }) => Math.floor((inventory[MONEY] ?? 0) / 4) };

// Of all blocks, `nash` takes the one with the largest product of gains.
const rules = { regime: 'money_only', params: { tradeExecutionMode: 'nash', dAMax: 10 } };
export const free: Trade | null = bestTrade(seller, buyer, rules);
export const bound: Trade | null = bestTrade(seller, buyer, { ...rules, purchaseLimit: quarter });
for (const [name, trade] of Object.entries({ free, bound }))
  console.log(`${name}: ${trade?.dX} for ${trade?.dY}, a surplus of ${trade?.totalSurplus}`);
