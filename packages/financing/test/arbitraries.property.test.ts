import { createAgent } from '@bagehot/financing';
import { type MarketShape, marketAgents, markets, tastes } from '@bagehot/financing/testing';
import { type Decimal, decimalPlaces, sum } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const runs = { numRuns: 100 };
const within = (amount: Decimal, most: number): boolean =>
  !amount.lt(0) && !amount.gt(most) && decimalPlaces(amount) <= 4;

describe('marketAgents', () => {
  it('draws 2 to 8 agents, 2 to 5 goods, stocks up to 10 and weights, both of 4 decimals', () => {
    fc.assert(
      fc.property(marketAgents(), (agents) => {
        expect(agents.length).toBeGreaterThanOrEqual(2);
        expect(agents.length).toBeLessThanOrEqual(8);
        expect(new Set(agents.map(({ id }) => id)).size).toBe(agents.length);
        const goods = agents[0]?.alpha.length ?? 0;
        expect(goods).toBeGreaterThanOrEqual(2);
        expect(goods).toBeLessThanOrEqual(5);
        for (const agent of agents) {
          expect(createAgent(agent)).toEqual(agent);
          expect(sum(agent.alpha).toString()).toBe('1');
          expect(agent.alpha.every((weight) => within(weight, 1))).toBe(true);
          expect(agent.home).toHaveLength(goods);
          agent.home.forEach((stock, g) => {
            const carried = agent.personal[g] as Decimal;
            expect(within(stock, 10) && within(carried, 10) && within(stock.plus(carried), 10)).toBe(true);
          });
        }
      }),
      runs,
    );
  });

  it.each<[string, MarketShape, (agents: ReturnType<typeof createAgent>) => boolean]>([
    ['all carried', { carried: 'all' }, ({ home }) => home.every((stock) => stock.eq(0))],
    ['none carried', { carried: 'none' }, ({ personal }) => personal.every((stock) => stock.eq(0))],
    ['interior', { interior: true }, ({ alpha }) => alpha.every((weight) => weight.gt(0))],
    ['of 3 goods', { goods: [3, 3] }, ({ alpha }) => alpha.length === 3],
  ])('keeps to a shape: %s', (_, shape, holds) => {
    fc.assert(
      fc.property(marketAgents(shape), (agents) => agents.every(holds)),
      runs,
    );
  });

  it('draws what makes markets hard too', () => {
    const agents = fc.sample(marketAgents(), { numRuns: 200, seed: 1 }).flat();
    expect(agents.some(({ alpha }) => alpha.some((weight) => weight.eq(0)))).toBe(true);
    expect(agents.some(({ home, personal }) => home.some((stock, g) => stock.eq(0) && personal[g]?.eq(0)))).toBe(true);
    expect(agents.some(({ home, personal }) => home.some((stock, g) => stock.gt(0) && personal[g]?.gt(0)))).toBe(true);
  });
});

it('tastes are weights that add up to 1', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }).chain((goods) => tastes(goods)),
      (weights) => {
        expect(sum(weights).toString()).toBe('1');
      },
    ),
    runs,
  );
});

it('markets cost 0 to 2 to travel to', () => {
  const drawn = fc.sample(markets(), { numRuns: 200, seed: 1 });
  const costs = drawn.flatMap(({ agents, travelCost }) =>
    agents.map(({ tripDistance }) => travelCost.times(tripDistance).toNumber()),
  );
  expect(Math.min(...costs)).toBe(0);
  expect(Math.max(...costs)).toBeGreaterThan(1);
  expect(Math.max(...costs)).toBeLessThanOrEqual(2);
});
