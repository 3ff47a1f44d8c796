import {
  createAgents,
  createExchangeRegistry,
  createRules,
  createTraders,
  createUtility,
  type ExchangeAgentInput,
  type UtilityFn,
} from '@bagehot/exchange';
import { exchangeAgents, matchingParams, tastes } from '@bagehot/exchange/testing';
import { pow } from '@bagehot/kernel';
import { array, assert, constantFrom, integer, oneof, property, record, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Tastes so strong that prices leave the range of numbers. */
const extreme = constantFrom(
  { type: 'ces', params: { rho: -60, wA: 1e-9, wB: 1e9 } },
  { type: 'ces', params: { rho: 0.999, wA: 1e200, wB: 1e-200 } },
  { type: 'cobb_douglas', params: { aA: 1e150, aB: 1e-150, scale: 1e150 } },
  { type: 'stone_geary', params: { alpha_A: 1e200, alpha_B: 1e-200, gamma_A: 1000, gamma_B: 0 } },
  { type: 'quadratic', params: { A_star: 1e-9, B_star: 1e9, sigma_A: 1e-150, sigma_B: 1e150, gamma: 0 } },
  {
    type: 'translog',
    params: { alpha_0: 1e3, alpha_A: 1e-3, alpha_B: 1e3, beta_AA: -50, beta_BB: 50, beta_AB: 1e3 },
  },
);

const anybody = record({
  utility: oneof(tastes(), extreme),
  inventory: record({ A: integer({ min: 0, max: 9 }), B: integer({ min: 0, max: 9 }), M: integer({ min: 0, max: 9 }) }),
  lambdaMoney: constantFrom(1e-14, 0.5, 1e12),
}).map((agent): ExchangeAgentInput => ({ id: 0, ...agent }));

describe('quotes', () => {
  it('are numbers of at least 0, asks not below and bids not above the reservation price', () => {
    const params = record({ spread: constantFrom(0, 0.1, 1, 7), moneyScale: constantFrom(1, 1000) });
    assert(
      property(anybody, params, (agent, given) => {
        const rules = createRules({ params: given });
        const { quotes } = createTraders(createAgents([agent], rules), rules).view(0);
        for (const { ask, bid, pMin, pMax } of quotes.values()) {
          expect([ask, bid, pMin, pMax].every((price) => price >= 0)).toBe(true);
          expect(ask).toBeGreaterThanOrEqual(pMin);
          expect(bid).toBeLessThanOrEqual(pMax);
          expect(Number.isFinite(bid)).toBe(true);
          if (given.spread >= 1) expect(bid).toBe(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('of one who has enough of everything are no offer', () => {
    const params = { A_star: 2, B_star: 2, sigma_A: 1, sigma_B: 1 };
    const rules = createRules();
    const sated = { id: 0, inventory: { A: 5, B: 5 }, utility: { type: 'quadratic', params } };
    const { quotes } = createTraders(createAgents([sated], rules), rules).view(0);
    expect(quotes.get('A<->B')).toEqual({
      ask: Number.POSITIVE_INFINITY,
      bid: 0,
      pMin: Number.POSITIVE_INFINITY,
      pMax: 0,
    });
    expect(quotes.get('A<->M')).toEqual({ ask: 0, bid: 0, pMin: 0, pMax: 0 });
  });

  it('of a utility that gives no number are no offer', () => {
    const nothing: UtilityFn = {
      type: 'nothing',
      goods: ['A', 'B'],
      u: () => 0,
      mu: () => [Number.NaN, 0],
      bounds: () => [Number.NaN, Number.NaN],
    };
    const rules = createRules({ registry: createExchangeRegistry() });
    const { quotes } = createTraders(createAgents([{ id: 0, inventory: {}, utility: nothing }], rules), rules).view(0);
    for (const pair of ['A<->B', 'A<->M'] as const)
      expect(quotes.get(pair)).toMatchObject({ ask: Number.POSITIVE_INFINITY, bid: 0 });
  });

  it('follow holdings only when they are written again', () => {
    const agents = exchangeAgents({ agents: [2, 3] });
    const change = tuple(integer({ min: 0, max: 2 }), integer({ min: 0, max: 5 }));
    assert(
      property(agents, matchingParams(), change, (inputs, params, [good, more]) => {
        const rules = createRules({ params });
        const traders = createTraders(createAgents(inputs, rules), rules);
        const before = traders.asks.slice();
        const version = traders.version[0] ?? 0;
        traders.add(0, good, more);
        expect(traders.asks).toEqual(before);
        expect(traders.changed[0]).toBe(1);
        expect(traders.version[0]).toBeGreaterThan(version);
        traders.refreshChanged();
        const fresh = createTraders([traders.agent(0), traders.agent(1)], rules);
        for (const { index } of rules.pairs.rows)
          expect(traders.asks[index * traders.count]).toBe(fresh.asks[index * fresh.count]);
        expect(traders.goodsUtility(0)).toBe(fresh.goodsUtility(0));
        expect(traders.totalUtility(0)).toBe(fresh.totalUtility(0));
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is remembered', () => {
  it('changes no number: amounts may come in any order, be fractions, or be very large', () => {
    const amounts = array(oneof(integer({ min: 0, max: 3000 }), constantFrom(0.5, 1e9, 1023, 1024, 2 ** 40)), {
      minLength: 1,
      maxLength: 30,
    });
    const utility = createUtility({ type: 'ces', params: { rho: 0.3, wA: 1, wB: 2 } });
    assert(
      property(amounts, (drawn) => {
        for (const amount of drawn)
          expect(utility.u([amount, 0])).toBe(amount === 0 ? 0 : pow(1 * pow(amount, 0.3), 1 / 0.3));
      }),
      { numRuns: 50 },
    );
  });
});
