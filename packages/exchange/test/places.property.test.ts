import { MONEY, type RulesInput, runRounds } from '@bagehot/exchange';
import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { exchangeAgents, exchanges, matchingParams } from '@bagehot/exchange/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { happenings, play, tradesOf } from './played.js';

describe('names and places mean nothing', () => {
  it('people may be listed in any order and numbered otherwise, as long as the order of their numbers stays', () => {
    const markets = fc.record({
      agents: exchangeAgents({ agents: [2, 7] }),
      params: matchingParams(),
      regime: fc.constantFrom('barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'),
      turn: fc.nat(6),
    });
    fc.assert(
      fc.property(markets, ({ agents, params, regime, turn }) => {
        const other = [...agents.slice(turn), ...agents.slice(0, turn)].map(({ id, ...rest }) => ({
          ...rest,
          id: 7 + 3 * id,
        }));
        const renamed = runRounds(agents, { regime, params }, { maxRounds: 12 }).trades.map((trades) =>
          trades.map((trade) => ({ ...trade, sellerId: 7 + 3 * trade.sellerId, buyerId: 7 + 3 * trade.buyerId })),
        );
        expect(runRounds(other, { regime, params }, { maxRounds: 12 }).trades).toEqual(renamed);
      }),
      { numRuns: 60 },
    );
  });

  it('a village that is moved on a larger grid does the same there', () => {
    fc.assert(
      fc.property(exchanges(), fc.nat(30), fc.nat(30), (config, dx, dy) => {
        const moved = play(shifted(config, dx, dy, config.side + 30));
        const back = happenings(moved).map((event) =>
          'cell' in event ? { ...event, cell: [event.cell[0] - dx, event.cell[1] - dy] } : event,
        );
        expect(back).toEqual(happenings(play(config)));
      }),
      { numRuns: 20 },
    );
  });

  it('two villages out of sight of each other do what each does alone', () => {
    const pair = exchanges({ mostAgents: 7 }).chain((config) =>
      fc.record({ config: fc.constant(config), far: exchanges({ mostAgents: 7 }) }),
    );
    fc.assert(
      fc.property(pair, ({ config, far: { agents, resources = [] } }) => {
        // The other village has the same rules, and so the same goods.
        const { goods = [] } = config.rules as RulesInput;
        const utility = config.agents[0]?.utility ?? { type: '' };
        const others = agents.map(({ inventory, ...agent }) => ({
          ...agent,
          id: agent.id + 1000,
          inventory: Object.fromEntries([...goods, MONEY].map((good) => [good, inventory[good] ?? 0])),
          utility,
        }));
        const fields = resources.filter(({ good }) => goods.includes(good));
        const far = shifted({ ...config, agents: others, resources: fields }, 1000, 1000, 1100);
        const both: ExchangeConfig = {
          ...config,
          side: 1100,
          agents: [...config.agents, ...far.agents],
          resources: [...(config.resources ?? []), ...(far.resources ?? [])],
        };
        const isFar = (id: number): boolean => id >= 1000;
        const together = tradesOf(play(both));
        expect(together.filter(({ buyerId }) => !isFar(buyerId))).toEqual(tradesOf(play(config)));
        expect(together.filter(({ buyerId }) => isFar(buyerId))).toEqual(tradesOf(play(far)));
        expect(together.filter(({ buyerId, sellerId }) => isFar(buyerId) !== isFar(sellerId))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

function shifted(config: ExchangeConfig, dx: number, dy: number, side: number): ExchangeConfig {
  const move = <Thing extends { readonly x: number; readonly y: number }>(thing: Thing): Thing => ({
    ...thing,
    x: thing.x + dx,
    y: thing.y + dy,
  });
  return { ...config, side, agents: config.agents.map(move), resources: (config.resources ?? []).map(move) };
}
