import { createFinancingMetrics, createSpatialEconomy, type FinancingConfig, moneyMetric } from '@bagehot/financing';
import { type Decimal, sum } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

// Two people at the corners of a box: one owns all of good 0, the other all of good 1. p = (1 - 1/2) 4 / (1/2 * 2) = 2.
const BOX: FinancingConfig = {
  mode: 'PERSONAL',
  grid: { width: 2, height: 2 },
  agents: [
    { id: 7, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0], homePosition: [0, 0] },
    { id: 3, alpha: ['0.5', '0.5'], home: [0, 2], personal: [0, 0], homePosition: [1, 1] },
  ],
};

function measured(config: FinancingConfig): ReturnType<ReturnType<typeof createFinancingMetrics>['result']> {
  const metrics = createFinancingMetrics();
  createSpatialEconomy(config, { events: metrics }).run();
  return metrics.result();
}

const text = (values: readonly (Decimal | null)[] | undefined): readonly string[] => values?.map(String) ?? [];

describe('createFinancingMetrics', () => {
  it('measures a box that trades in its first round', () => {
    const { rounds, agents, summary } = measured({ ...BOX, maxRounds: 1 });
    const [first] = rounds;
    expect(first).toMatchObject({ round: 1, status: 'converged', reason: null, participants: 2 });
    expect(text(first?.trade?.prices)).toEqual(['1', '2']);
    expect(text(first?.trade?.volume)).toEqual(['2', '1']);
    expect(text(first?.trade?.liquidityGap)).toEqual(['0', '0']);
    expect(String(first?.trade?.tradedValue)).toBe('4');
    expect(String(first?.trade?.clearingEfficiency)).toBe('1');
    expect(String(first?.trade?.debtValue)).toBe('0');
    expect(
      agents.map(({ id, marketRounds, steps, bought, sold, fillRate }) => [
        id,
        marketRounds,
        steps,
        String(bought),
        String(sold),
        String(fillRate),
      ]),
    ).toEqual([
      [3, 1, 0, '2', '2', '1'],
      [7, 1, 0, '2', '2', '1'],
    ]);
    // Utility of the corner is 0; of (2, 1) it is the root of 2.
    expect(agents.map(({ utilityStart }) => utilityStart)).toEqual([0, 0]);
    for (const { utilityEnd, equivalentVariation } of agents) {
      expect(utilityEnd).toBeCloseTo(Math.SQRT2, 14);
      // The bundle it could afford before is worth 4; what it had was worth nothing to it.
      expect(equivalentVariation).toBeCloseTo(4, 13);
    }
    expect(summary).toMatchObject({
      rounds: 1,
      pricedRounds: 1,
      tradingRounds: 1,
      worseOff: 0,
      termination: 'horizon',
    });
    expect(String(summary.tradedValue)).toBe('4');
    expect(summary.meanUtilityStart).toBe(0);
  });

  it('counts steps, also the last one home', () => {
    const config: FinancingConfig = {
      ...BOX,
      grid: { width: 8, height: 8 },
      agents: [
        { ...(BOX.agents[0] as (typeof BOX.agents)[number]), homePosition: [3, 3] },
        { ...(BOX.agents[1] as (typeof BOX.agents)[number]), homePosition: [1, 4] },
      ],
    };
    // 3 walks to [3, 4] in two rounds and trades in the second; both go home in the third: 7 is at home already, 3 takes two steps.
    const { agents, rounds } = measured({ ...config, maxRounds: 4 });
    expect(rounds.map(({ trade }) => trade !== null)).toEqual([false, true, false, false]);
    expect(agents.map(({ id, steps }) => [id, steps])).toEqual([
      [3, 4],
      [7, 0],
    ]);
  });

  it('adds values of rounds with different grids exactly, and agrees with the rounds', () => {
    const agents = [
      {
        id: 1,
        alpha: ['0.31', '0.29', '0.4'],
        home: ['1.25', '7.1', '0.3'],
        personal: [0, 0, 0],
        homePosition: [0, 0],
      },
      { id: 2, alpha: ['0.6', '0.3', '0.1'], home: ['3', '0.2', '5.5'], personal: [0, 0, 0], homePosition: [5, 4] },
      { id: 3, alpha: ['0.2', '0.2', '0.6'], home: ['0.7', '2', '1'], personal: [0, 0, 0], homePosition: [2, 4] },
    ] as const;
    const config = { agents, grid: { width: 6, height: 5 }, loadFraction: '0.5', travelCost: '0.01', maxRounds: 40 };
    for (const mode of ['PERSONAL', 'TOTAL_WEALTH']) {
      const metrics = measured({ ...config, mode });
      const trades = metrics.rounds.flatMap(({ trade }) => trade ?? []);
      expect(trades.length).toBeGreaterThan(2);
      const total = (values: readonly Decimal[]): string => String(sum(values));
      const bought = total(metrics.agents.map((agent) => agent.bought));
      expect(bought).toBe(total(trades.map(({ tradedValue }) => tradedValue)));
      expect(bought).toBe(total(metrics.agents.map(({ sold }) => sold)));
      expect(total(metrics.agents.map(({ liquidityGap }) => liquidityGap))).toBe(
        String(metrics.summary.liquidityGapValue),
      );
    }
  });

  it('values the change of everybody’s goods at the last prices', () => {
    const metrics = createFinancingMetrics();
    const economy = createSpatialEconomy({ ...BOX, loadFraction: '0.5', maxRounds: 3 }, { events: metrics });
    const before = economy.agents;
    economy.run();
    const { agents, rounds } = metrics.result();
    const prices = rounds.findLast(({ trade }) => trade !== null)?.trade?.prices ?? [];
    economy.agents.forEach((agent, row) => {
      const owned = (of: typeof agent | undefined) => of?.home.map((stock, g) => stock.plus(of.personal[g] ?? 0)) ?? [];
      const change =
        moneyMetric(agent.alpha, owned(agent), prices) - moneyMetric(agent.alpha, owned(before[row]), prices);
      expect(agents[row]?.equivalentVariation).toBe(change);
    });
  });

  it('has nothing to say of a run without rounds, and no prices of one without a market', () => {
    expect(createFinancingMetrics().result()).toMatchObject({
      rounds: [],
      agents: [],
      summary: { rounds: 0, termination: null },
    });
    const alone = { ...BOX, agents: BOX.agents.slice(0, 1), maxRounds: 2 };
    const { rounds, summary, agents } = measured(alone);
    expect(rounds.map(({ status, trade }) => [status, trade])).toEqual([
      ['insufficient_participants', null],
      ['insufficient_participants', null],
    ]);
    expect(summary).toMatchObject({ pricedRounds: 0, equivalentVariation: null });
    expect(agents[0]).toMatchObject({ marketRounds: 0, fillRate: null, equivalentVariation: null });
  });
});
