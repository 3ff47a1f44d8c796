import {
  bestTrade,
  createAgents,
  createRules,
  createTraders,
  type ExchangeAgentInput,
  enumeratePairs,
  liquidityDepth,
  matchRound,
  partnerScore,
  runRounds,
  tradeDirection,
} from '@bagehot/exchange';
import { describe, expect, it } from 'vitest';

const linear = (vA: number, vB: number) => ({ type: 'linear', params: { vA, vB } });
const ada: ExchangeAgentInput = { id: 1, inventory: { A: 6, B: 0, M: 20 }, utility: linear(1, 3) };
const ben: ExchangeAgentInput = { id: 2, inventory: { A: 0, B: 6, M: 20 }, utility: linear(3, 1) };

describe('a trade', () => {
  it('is a frozen value', () => {
    const trade = bestTrade(ada, ben);
    expect(trade).toEqual(bestTrade(ben, ada));
    expect(Object.isFrozen(trade)).toBe(true);
    expect(trade).toEqual({
      pairType: 'A<->B',
      sellerId: 1,
      buyerId: 2,
      dX: 1,
      dY: 1,
      price: 1,
      sellerGain: 2,
      buyerGain: 2,
      totalSurplus: 4,
    });
  });

  it('is called after who sells, by the order of ids', () => {
    const names = (i: ExchangeAgentInput, j: ExchangeAgentInput, regime: string): string | null => {
      const trade = bestTrade(i, j, { regime });
      return trade === null ? null : tradeDirection(trade);
    };
    expect(names(ada, ben, 'barter_only')).toBe('i_sells_A');
    expect(names(ada, { ...ben, id: 0 }, 'barter_only')).toBe('j_sells_A');
    expect(names(ada, ben, 'money_only')).toBe('i_sells_A_for_M');
    expect(names({ ...ada, inventory: { M: 9 } }, ben, 'money_only')).toBe('j_sells_B_for_M');
  });
});

describe('pairs of agents', () => {
  it('are named lower id first, ascending, as a filter allows', () => {
    const people = [{ id: 5 }, { id: 1 }, { id: 3 }];
    const ids = (pairs: readonly (readonly { readonly id: number }[])[]) =>
      pairs.map((pair) => pair.map(({ id }) => id));
    expect(ids(enumeratePairs(people))).toEqual([
      [1, 3],
      [1, 5],
      [3, 5],
    ]);
    expect(ids(enumeratePairs(people, { filter: (i, j) => j.id - i.id === 2 }))).toEqual([
      [1, 3],
      [3, 5],
    ]);
  });

  it('score by the overlap of their quotes, or by the surplus of their trade', () => {
    // Ada asks 1/3 B for an A, Ben bids 3.
    expect(partnerScore(ada, ben)).toBe(3 - 1 / 3);
    expect(partnerScore(ben, ada, { params: { partnerScore: 'exact' } })).toBe(4);
    expect(partnerScore(ada, ada.id === 1 ? { ...ada, id: 4 } : ada, { params: { partnerScore: 'exact' } })).toBe(0);
  });
});

describe('rounds', () => {
  it('go on until nobody can trade, or as long as is said', () => {
    expect(runRounds([ada, ben])).toMatchObject({ rounds: 6, converged: true });
    expect(runRounds([ada, ben], {}, { maxRounds: 2 })).toMatchObject({ rounds: 2, converged: false });
    expect(runRounds([ada, ben], {}, { maxRounds: 0 })).toMatchObject({ rounds: 0, trades: [], converged: false });
    expect(runRounds([])).toEqual({ rounds: 0, trades: [], agents: [], converged: true });
    for (const maxRounds of [-1, 0.5])
      expect(() => runRounds([ada, ben], {}, { maxRounds })).toThrow(/maxRounds must be a whole number of at least 0/u);
  });

  it('are by surplus or by overlap only', () => {
    const by = 'luck' as 'overlap';
    expect(() => matchRound([ada, ben], {}, { by })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('the depth of a market', () => {
  it('is the shorter side of the thinnest good', () => {
    expect(liquidityDepth([ada, ben])).toBe(1);
    expect(liquidityDepth([ada, { ...ada, id: 4 }])).toBe(0);
    expect(liquidityDepth([ada, ben], { params: { liquidityGate: { minCash: 21 } } })).toBe(0);
    expect(liquidityDepth([ada, ben, { ...ada, id: 4 }, { ...ben, id: 5 }])).toBe(2);
  });
});

describe('columns', () => {
  it('know rows by id and show them as agents', () => {
    const rules = createRules();
    const traders = createTraders(createAgents([ben, ada], rules), rules);
    expect([...traders.ids]).toEqual([1, 2]);
    expect([traders.rowOf(2), traders.rowOf(7)]).toEqual([1, -1]);
    const before = traders.agent(0);
    traders.add(0, 1, 4);
    traders.holdings[0] = 9;
    traders.touch(0);
    expect(traders.goodsUtility(0)).toBe(9 + 3 * 4);
    expect(traders.utilityWith(0, 0, 2)).toBe(11 + 3 * 4);
    expect(traders.totalUtility(0)).toBe(21 + 20);
    expect({ ...traders.view(0).inventory }).toEqual({ A: 9, B: 4, M: 20 });
    expect({ ...before.inventory }).toEqual({ A: 6, B: 0, M: 20 });
  });
});
