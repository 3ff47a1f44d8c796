/** A utility of one's own: left and right shoes, of use in pairs only. Whoever has only left ones pays any price for a right one. */
import {
  type Bundle,
  createExchangeRegistry,
  type ExchangeAgentInput,
  type ExchangeRegistry,
  type ParamsSchema,
  type ReservationPrices,
  type RoundsOutcome,
  runRounds,
  type UtilityDefinition,
} from '@bagehot/exchange';

export interface ShoeParams {
  /** What a pair is worth. */
  readonly pair: number;
}

/** A schema of zod does, too. */
const params: ParamsSchema<ShoeParams> = {
  safeParse(input) {
    const pair: unknown = typeof input === 'object' && input !== null && 'pair' in input ? input.pair : undefined;
    if (typeof pair === 'number' && pair > 0) return { success: true, data: { pair } };
    return { success: false, error: { issues: [{ path: ['pair'], message: 'a number above 0' }] } };
  },
};

export const shoes: UtilityDefinition<ShoeParams> = {
  type: 'shoes',
  params,
  create: ({ pair }, goods) => {
    const at = (bundle: Bundle, good: number): number => bundle[good] ?? 0;
    // One more shoe of a kind is worth a pair where it is the missing one, else almost nothing.
    const mu = (bundle: Bundle): readonly number[] =>
      goods.map((_, good) => (at(bundle, good) < at(bundle, 1 - good) ? pair : pair / 1000));
    return {
      type: 'shoes',
      goods,
      u: (bundle) => pair * Math.min(at(bundle, 0), at(bundle, 1)),
      mu,
      bounds(bundle, x, y): ReservationPrices {
        const [ofX = 0, ofY = 0] = [mu(bundle)[x], mu(bundle)[y]];
        return [ofX / ofY, ofX / ofY];
      },
    };
  },
};

export const registry: ExchangeRegistry = createExchangeRegistry().utility(shoes);

const people: readonly ExchangeAgentInput[] = [
  { id: 1, inventory: { left: 6, right: 1, M: 20 }, utility: { type: 'shoes', params: { pair: 3 } } },
  { id: 2, inventory: { left: 1, right: 5, M: 20 }, utility: { type: 'shoes', params: { pair: 3 } } },
];

export const outcome: RoundsOutcome = runRounds(people, { goods: ['left', 'right'], regime: 'mixed', registry });
for (const { sellerId, dX, dY, pairType } of outcome.trades.flat())
  console.log(`${sellerId} gives ${dX} for ${dY} (${pairType})`);
for (const { id, inventory } of outcome.agents)
  console.log(`${id} has ${inventory['left']} left and ${inventory['right']} right`);
