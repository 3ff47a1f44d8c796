import {
  createAgents,
  createRules,
  type ExchangeAgent,
  matchRound,
  quotesOf,
  type Rules,
  runRounds,
  type Trade,
} from '@bagehot/exchange';
import { exchangeAgents, matchingParams } from '@bagehot/exchange/testing';
import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, plainRound, totalUtility } from './oracle.js';

const markets = record({
  agents: exchangeAgents({ agents: [2, 7] }),
  params: matchingParams(),
  regime: constantFrom('barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'),
  liquidityGate: record({
    kind: constantFrom('depth' as const, 'pairwise' as const),
    minQuotes: integer({ min: 0, max: 3 }),
    minCash: constantFrom(0, 1, 20),
  }),
  by: constantFrom('surplus' as const, 'overlap' as const),
}).map(({ agents, params, regime, liquidityGate, by }) => {
  const rules = createRules({ regime, params: { ...params, liquidityGate } });
  return { agents: createAgents(agents, rules), rules, by };
});

/** What all have of everything. */
function totals(agents: readonly ExchangeAgent[], { goods }: Rules): readonly number[] {
  return [...goods, 'M'].map((name) => agents.reduce((total, { inventory }) => total + (inventory[name] ?? 0), 0));
}

/** Everything about a trade but gains. */
const bare = ({ pairType, sellerId, buyerId, dX, dY }: Trade): readonly unknown[] => [
  pairType,
  sellerId,
  buyerId,
  dX,
  dY,
];

/** What has changed hands. */
function changeOf(before: ExchangeAgent, after: ExchangeAgent): ReadonlyMap<string, number> {
  const changes = Object.entries(after.inventory).map(
    ([name, amount]) => [name, amount - (before.inventory[name] ?? 0)] as const,
  );
  return new Map(changes.filter(([, change]) => change !== 0));
}

describe('a round', () => {
  it('makes the trades of the definition', () => {
    assert(
      property(markets, ({ agents, rules, by }) => {
        const before = JSON.stringify(agents);
        expect(matchRound(agents, rules, { by }).trades).toEqual(plainRound(agents, rules, by));
        expect(JSON.stringify(agents)).toBe(before);
      }),
      { numRuns: 150 },
    );
  });

  it('makes the trades of the definition among many who are alike', () => {
    // Equal quotes are the rule here, and overlaps that are equal by rounding not rare.
    const crowds = record({ market: markets, copies: integer({ min: 2, max: 4 }) }).map(({ market, copies }) => {
      const some = market.agents.slice(0, 3);
      const inputs = Array.from({ length: copies }, (_, copy) =>
        some.map((agent, index) => ({ ...agent, id: copy * some.length + index })),
      ).flat();
      return { agents: createAgents(inputs, market.rules), rules: market.rules };
    });
    assert(
      property(crowds, ({ agents, rules }) => {
        expect(matchRound(agents, rules, { by: 'overlap' }).trades).toEqual(plainRound(agents, rules, 'overlap'));
      }),
      { numRuns: 120 },
    );
  });

  it('conserves everything, makes nobody worse off and leaves the others alone', () => {
    assert(
      property(markets, ({ agents, rules, by }) => {
        const { trades, agents: after } = matchRound(agents, rules, { by });
        expect(totals(after, rules)).toEqual(totals(agents, rules));
        const traded = new Set(trades.flatMap(({ sellerId, buyerId }) => [sellerId, buyerId]));
        expect(traded.size).toBe(2 * trades.length);
        for (const [index, agent] of after.entries()) {
          const was = agents[index] as ExchangeAgent;
          expect(Object.values(agent.inventory).every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(
            true,
          );
          if (traded.has(agent.id)) {
            const change = changeOf(was, agent);
            expect(gainOf(was, change, rules)).toBeGreaterThan(rules.params.improvementEpsilon);
          } else {
            expect(agent).toEqual(was);
            expect(quotesOf(agent, rules)).toEqual(quotesOf(was, rules));
          }
        }
        for (const { sellerGain, buyerGain } of trades)
          expect(Math.min(sellerGain, buyerGain)).toBeGreaterThan(rules.params.improvementEpsilon);
      }),
      { numRuns: 150 },
    );
  });

  it('follows upon the one before: what nobody has touched is not asked again, with the same trades', () => {
    assert(
      property(markets, ({ agents, rules, by }) => {
        const run = runRounds(agents, rules, { by, maxRounds: 12 });
        let now = agents;
        for (const trades of run.trades) {
          const round = matchRound(now, rules, { by });
          expect(trades).toEqual(round.trades);
          now = round.agents;
        }
        expect(run.agents).toEqual(now);
        expect(run.rounds).toBe(run.trades.length);
        expect(run.converged).toBe(run.rounds < 12);
        if (run.converged) expect(matchRound(now, rules, { by }).trades).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('the liquidity gate', () => {
  const gates = (minQuotes: number) =>
    markets.map(({ agents, rules: { params }, by }) => ({
      agents,
      by,
      gated: createRules({
        regime: 'mixed_liquidity_gated',
        params: { ...params, liquidityGate: { kind: 'depth', minQuotes } },
      }),
      params,
    }));

  it('never opens for a depth of 0', () => {
    assert(
      property(gates(0), ({ agents, gated, by }) => {
        const { trades } = runRounds(agents, gated, { by, maxRounds: 10 });
        expect(trades.flat().filter(({ pairType }) => !pairType.endsWith('<->M'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('always is open for a depth that cannot be: the regime is mixed', () => {
    assert(
      property(gates(1000), ({ agents, gated, by, params }) => {
        const mixed = createRules({ regime: 'mixed', params });
        const options = { by, maxRounds: 10 };
        expect(runRounds(agents, gated, options).trades).toEqual(runRounds(agents, mixed, options).trades);
      }),
      { numRuns: 60 },
    );
  });

  it('without money leaves barter', () => {
    assert(
      property(gates(1), ({ agents, gated, by, params }) => {
        const poor = agents.map((agent) => ({ ...agent, inventory: { ...agent.inventory, M: 0 } }));
        const options = { by, maxRounds: 10 };
        const barter = createRules({ regime: 'barter_only', params });
        expect(runRounds(poor, gated, options).trades.map((round) => round.map(bare))).toEqual(
          runRounds(poor, barter, options).trades.map((round) => round.map(bare)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('welfare', () => {
  it('with one λ for all is what the goods are worth: money only changes hands', () => {
    const equals = record({
      agents: exchangeAgents({ agents: [2, 6], lambdaMoney: 0.7 }),
      regime: constantFrom('money_only', 'mixed'),
    });
    assert(
      property(equals, ({ agents: inputs, regime }) => {
        const rules = createRules({ regime, params: { moneyScale: 10 } });
        const agents = createAgents(inputs, rules);
        const { agents: after } = runRounds(agents, rules, { maxRounds: 30 });
        const all = (people: readonly ExchangeAgent[]): number =>
          people.reduce((sum, agent) => sum + totalUtility(agent, rules), 0);
        const inGoods = (people: readonly ExchangeAgent[]): number =>
          people.reduce(
            (sum, { utility, inventory }) => sum + utility.u([inventory['A'] ?? 0, inventory['B'] ?? 0]),
            0,
          );
        const size = (people: readonly ExchangeAgent[]): number =>
          people.reduce((sum, agent) => sum + Math.abs(totalUtility(agent, rules)) + (agent.inventory['M'] ?? 0), 0);
        // Sums of doubles, of which each is wrong by a few units of the largest.
        const rounding = 1e-13 * (size(agents) + size(after));
        const change = all(after) - all(agents);
        expect(Math.abs(change - (inGoods(after) - inGoods(agents)))).toBeLessThanOrEqual(rounding);
        expect(change).toBeGreaterThanOrEqual(-rounding);
      }),
      { numRuns: 80 },
    );
  });
});
