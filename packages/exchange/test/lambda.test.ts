import {
  applyLambdas,
  createAgents,
  createExchangeRegistry,
  createRules,
  createTraders,
  type ExchangeAgentInput,
  estimateLambda,
  lambdaUpdates,
  type RulesInput,
} from '@bagehot/exchange';
import { exchangeAgents, matchingParams } from '@bagehot/exchange/testing';
import { assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';

const linear = (vA: number, vB: number) => ({ type: 'linear', params: { vA, vB } });
const kkt: RulesInput = { regime: 'money_only', moneyMode: 'kkt_lambda' };

/** Somebody with linear tastes whose λ is 1. */
function person(id: number, A: number, B: number, vA: number, vB: number): ExchangeAgentInput {
  return { id, inventory: { A, B, M: 10 }, utility: linear(vA, vB), lambdaMoney: 1 };
}

describe('the marginal utility of money', () => {
  it('is estimated from the middle of the prices in sight, moved a fifth of the way', () => {
    // Prices of A: 1, 4, 9; all have A and none has B.
    const updates = estimateLambda([person(0, 1, 0, 1, 1), person(1, 1, 0, 4, 1), person(2, 1, 0, 9, 1)], kkt);
    expect(updates.get(0)).toEqual({
      old: 1,
      new: 0.8 * 1 + 0.2 * 0.25,
      hats: [0.25, null],
      hat: 0.25,
      clamped: false,
      clampType: null,
    });
    expect(updates.has(1)).toBe(false);
    expect(updates.get(2)?.hat).toBe(2.25);
  });

  it('takes the geometric mean of the two middle prices, and of the goods', () => {
    const updates = estimateLambda([person(0, 1, 1, 1, 2), person(1, 1, 1, 4, 8)], kkt);
    expect(updates.get(0)?.hats).toEqual([0.5, 0.5]);
    expect(updates.get(1)).toMatchObject({ hats: [2, 2], hat: 2 });
  });

  it('leaves out a good one does not have, or keeps it', () => {
    const people = [person(0, 1, 0, 1, 5), person(1, 1, 1, 1, 1)];
    const of = (lambdaEstimator: NonNullable<RulesInput['params']>['lambdaEstimator']) =>
      estimateLambda(people, { ...kkt, params: { lambdaEstimator } }).get(0)?.hats ?? null;
    expect(of({})).toBeNull();
    // With its own price of B beside the other's 1: the root of 5, or the lower of the two.
    expect(of({ corner: 'keep' })).toEqual([1, 5 / Math.sqrt(5)]);
    expect(of({ corner: 'keep', aggregate: 'median_lower' })).toEqual([1, 5]);
  });

  it('combines goods by the least or the largest too, and reads asks', () => {
    const people = [person(0, 1, 1, 1, 1), person(1, 1, 1, 4, 16), person(2, 1, 1, 4, 16)];
    const of = (combine: 'geometric' | 'min' | 'max') =>
      estimateLambda(people, { ...kkt, params: { lambdaEstimator: { combine } } }).get(0)?.hat;
    expect([of('min'), of('geometric'), of('max')]).toEqual([1 / 16, 0.125, 0.25]);
    const dear = { ...kkt, params: { spread: 1, lambdaEstimator: { priceBasis: 'ask' } } } as const;
    expect(estimateLambda(people, dear).get(1)?.hats).toEqual([0.5, 0.5]);
  });

  it('is held within its bounds', () => {
    const people = [person(0, 1, 0, 1, 1), person(1, 1, 0, 100, 1), person(2, 1, 0, 100, 1)];
    const params = { lambdaUpdateRate: 1, lambdaBounds: { lambdaMin: 0.5, lambdaMax: 50 } };
    expect(estimateLambda(people, { ...kkt, params }).get(0)).toMatchObject({
      new: 0.5,
      clamped: true,
      clampType: 'lower',
    });
    const rare = [person(0, 1, 0, 100, 1), person(1, 1, 0, 1, 1), person(2, 1, 0, 1, 1)];
    expect(estimateLambda(rare, { ...kkt, params }).get(0)).toMatchObject({
      new: 50,
      clamped: true,
      clampType: 'upper',
    });
  });

  it('of agents alike in every way stays where it is, whatever the spread', () => {
    const people = [0, 1, 2].map((id) => person(id, 3, 2, 1, 2));
    expect(estimateLambda(people, { ...kkt, params: { spread: 0.05 } }).size).toBe(0);
  });

  it('is the weight of a logarithm where money has one', () => {
    const people = [person(0, 1, 0, 1, 1), person(1, 1, 0, 4, 1), person(2, 1, 0, 16, 1)];
    const params = { moneyUtilityForm: 'log', moneyScale: 2, M0: 1 };
    const updates = estimateLambda(people, { ...kkt, params });
    // The middle price is 4 * (10/2 + 1) * 2 minor units, the first one's marginal utility of money 1/4 of the second's.
    expect(updates.get(0)?.hat).toBeCloseTo(0.25, 12);
    expect(updates.has(1)).toBe(false);
    expect(updates.get(2)?.hat).toBeCloseTo(4, 12);
  });

  it('is set for all together, and the quotes follow', () => {
    const rules = createRules(kkt);
    const traders = createTraders(
      createAgents([person(0, 1, 0, 1, 1), person(1, 1, 0, 4, 1), person(2, 1, 0, 9, 1)], rules),
      rules,
    );
    const updates = lambdaUpdates(traders, () => [0, 1, 2]);
    expect([...traders.lambda]).toEqual([1, 1, 1]);
    applyLambdas(traders, updates);
    expect([...traders.lambda]).toEqual([0.8 + 0.2 * 0.25, 1, 0.8 + 0.2 * 2.25]);
    expect(traders.view(0).quotes.get('A<->M')?.ask).toBe(1 / (0.8 + 0.2 * 0.25));
    expect([...traders.changed]).toEqual([0, 0, 0]);
  });

  it('scales with itself: k times every λ gives k times every estimate', () => {
    const markets = record({
      agents: exchangeAgents({ agents: [2, 6] }),
      params: matchingParams(),
      k: constantFrom(2, 0.5),
    });
    assert(
      property(markets, ({ agents, params: { spread, moneyScale }, k }) => {
        const rules = createRules({
          ...kkt,
          params: { spread, moneyScale, lambdaBounds: { lambdaMin: 1e-300, lambdaMax: 1e300 } },
        });
        const once = estimateLambda(agents, rules);
        const scaled = agents.map((agent) => ({ ...agent, lambdaMoney: k * (agent.lambdaMoney ?? 1) }));
        const other = estimateLambda(scaled, rules);
        // A corner price is a convention and does not scale: nobody's marginal utility of money is at the guard here.
        expect([...other.keys()]).toEqual([...once.keys()]);
        for (const [id, { hat }] of once)
          expect(Math.abs((other.get(id)?.hat ?? 0) / (k * hat) - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 80 },
    );
  });

  it("may be set by a mode of one's own, which is checked", () => {
    const fixed = (id: number, value: number) =>
      createExchangeRegistry().moneyMode({
        name: 'mine',
        update: (_agents, { visible }) =>
          new Map([[id, { old: 1, new: value, hats: [], hat: visible(0).length, clamped: false, clampType: null }]]),
      });
    const updatesOf = (id: number, value: number) => {
      const rules = createRules({ moneyMode: 'mine', registry: fixed(id, value) });
      const traders = createTraders(createAgents([person(0, 1, 0, 1, 1), person(4, 1, 0, 1, 1)], rules), rules);
      return lambdaUpdates(traders, () => [0, 1]);
    };
    expect([...updatesOf(4, 3)]).toEqual([[1, expect.objectContaining({ new: 3, hat: 2 })]]);
    expect(updatesOf(4, 1).size).toBe(0);
    expect(() => updatesOf(4, 0)).toThrow(/mine.update of agent 4 must be a finite number above 0, but is 0/u);
    expect(() => updatesOf(5, 2)).toThrow(/must be the id of one of the agents, but is 5/u);
  });
});
