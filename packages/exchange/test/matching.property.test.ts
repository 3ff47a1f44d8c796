import {
  allTrades,
  bestTrade,
  createAgents,
  createRules,
  type ExchangeAgent,
  pairTrade,
  type Rules,
  type RulesInput,
  searchBlock,
} from '@bagehot/exchange';
import { type AgentShape, exchangeAgents, matchingParams } from '@bagehot/exchange/testing';
import { assert, boolean, constantFrom, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainBestTrade, plainPairTrade, plainSearch } from './oracle.js';

const regimes = constantFrom('barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated');

/** Two agents with rules, drawn together. */
function couples(shape: AgentShape = {}) {
  const { goods = ['A', 'B'] } = shape;
  return record({
    agents: exchangeAgents({ ...shape, goods, agents: [2, 2] }),
    params: matchingParams(),
    regime: regimes,
    kind: constantFrom('depth' as const, 'pairwise' as const),
    barterOpen: boolean(),
  }).map(({ agents, params, regime, kind, barterOpen }) => {
    const input: RulesInput = { goods, regime, params: { ...params, liquidityGate: { kind } } };
    const rules = createRules(input);
    const [i, j] = createAgents(agents, rules) as [ExchangeAgent, ExchangeAgent];
    return { i, j, rules, input, barterOpen };
  });
}

describe('two agents', () => {
  const kinds = [couples(), couples({ goods: ['bread', 'A', 'wine'], mostGoods: 6, mostMoney: 30 })];
  for (const [index, drawn] of kinds.entries())
    it(`find the blocks of the definition, ${index + 2} goods`, () => {
      assert(
        property(drawn, ({ i, j, rules, barterOpen }) => {
          for (const pair of rules.pairs.rows) {
            expect(searchBlock(i, j, pair.name, rules)).toEqual(plainSearch(i, j, pair, rules));
            expect(pairTrade(j, i, pair.name, rules)).toEqual(plainPairTrade(i, j, pair, rules));
          }
          expect(bestTrade(i, j, rules, { barterOpen })).toEqual(plainBestTrade(i, j, rules, barterOpen));
        }),
        { numRuns: 150 },
      );
    });

  it('find with nash what a scan of every payment finds, where money comes in small pieces', () => {
    const rich = record({
      agents: exchangeAgents({ agents: [2, 2], mostMoney: 3000 }),
      moneyScale: constantFrom(1, 50, 1000),
      spread: constantFrom(0, 0.1),
      improvementEpsilon: constantFrom(0, 1e-9, 0.1),
    });
    assert(
      property(rich, ({ agents, ...params }) => {
        const rules = createRules({ regime: 'money_only', params: { ...params, tradeExecutionMode: 'nash' } });
        const [i, j] = createAgents(agents, rules) as [ExchangeAgent, ExchangeAgent];
        for (const pair of rules.regimeRules.search)
          expect(pairTrade(i, j, pair.name, rules)).toEqual(plainPairTrade(i, j, pair, rules));
      }),
      { numRuns: 150 },
    );
  });

  it('trade the same whoever is named first', () => {
    assert(
      property(couples(), ({ i, j, rules, barterOpen }) => {
        expect(bestTrade(j, i, rules, { barterOpen })).toEqual(bestTrade(i, j, rules, { barterOpen }));
        expect(allTrades(j, i, rules, { barterOpen })).toEqual(allTrades(i, j, rules, { barterOpen }));
      }),
      { numRuns: 100 },
    );
  });

  it('find with nash a block wherever minimum finds one', () => {
    assert(
      property(couples(), ({ i, j, input }) => {
        const by = (tradeExecutionMode: string): Rules =>
          createRules({ ...input, params: { ...input.params, tradeExecutionMode } });
        for (const { name } of by('nash').pairs.rows) {
          const found = pairTrade(i, j, name, by('minimum'));
          if (found === null) continue;
          expect(pairTrade(i, j, name, by('nash'))).not.toBeNull();
          expect(pairTrade(i, j, name, by('maximum'))?.dX).toBeGreaterThanOrEqual(found.dX);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gain at least as much with both barter and money as with one of them', () => {
    assert(
      property(couples(), ({ i, j, input }) => {
        const surplus = (regime: string): number =>
          bestTrade(i, j, { ...input, regime }, { barterOpen: true })?.totalSurplus ?? 0;
        const tolerance = createRules(input).params.tieTolerance;
        expect(surplus('mixed')).toBeGreaterThanOrEqual(
          Math.max(surplus('barter_only'), surplus('money_only')) - tolerance,
        );
      }),
      { numRuns: 100 },
    );
  });
});
