/** Short of money: sell a claim or borrow? What a claim would still have earned is weighed against the interest of a loan. */
import { type LiquidityPolicyName, type LiquidityView, liquidityPolicy, type Source } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';

/** Short of 50, with a claim of 100 that runs for 90 days. A buyer would pay so much for it; a loan costs 6 % a year. */
const view = (price: bigint): LiquidityView => ({
  day: 1,
  need: 5_000n,
  bid: { price, face: 10_000n, remainingDays: 90 },
  rate: decimal('0.06'),
  ticksPerYear: 360,
});

export const choices: Map<string, readonly Source[]> = new Map();
for (const name of ['cheapest', 'borrow-first', 'sell-only'] as const satisfies readonly LiquidityPolicyName[])
  for (const price of [9_900n, 9_800n]) choices.set(`${name} at ${price}`, liquidityPolicy(name).sources(view(price)));
for (const [name, sources] of choices) console.log(`${name}: ${sources.join(', then ')}`);
