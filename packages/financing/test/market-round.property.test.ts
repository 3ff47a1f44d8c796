import {
  type FinancingAgent,
  type FinancingModeDefinition,
  financingModes,
  type MarketRound,
  priceGrid,
  type RoundOptions,
  runMarketRound,
} from '@bagehot/financing';
import { type DrawnMarket, markets } from '@bagehot/financing/testing';
import { type Decimal, decimal, max, ONE, sum, ZERO } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Half of what is at home may be owed, claims without limit. */
const HALF_OF_HOME: FinancingModeDefinition = {
  id: 'HALF_OF_HOME',
  bounds: ({ homeWealth }) => ({ fixed: homeWealth.times('0.5'), salesCoefficient: ONE, claimLimit: null }),
};
/** A coefficient that is no integer, a limit on claims and a finer budget than values have. */
const ODD: FinancingModeDefinition = {
  id: 'ODD',
  bounds: ({ totalWealth, personalWealth }) => ({
    fixed: totalWealth.minus(personalWealth.times('0.37')),
    salesCoefficient: decimal('0.37'),
    claimLimit: personalWealth.times('0.5'),
  }),
  sizingBudget: ({ effectiveBudget }) => effectiveBudget.times('0.99999999999999999999'),
};
/** The numbers of PERSONAL under another name, made anew for everybody. */
const BALANCED: FinancingModeDefinition = {
  id: 'BALANCED',
  bounds: ({ totalWealth }) => ({
    fixed: totalWealth.times(0),
    salesCoefficient: decimal('1.0'),
    claimLimit: decimal(0),
  }),
};
const modes = financingModes.register(HALF_OF_HOME).register(ODD).register(BALANCED);
const MODES = ['PERSONAL', 'TOTAL_WEALTH', 'HALF_OF_HOME', 'ODD'];
const RUNS = { numRuns: 25 };

const settings = fc.record({
  stages: fc.integer({ min: 1, max: 4 }),
  maxPasses: fc.constantFrom(1, 5, 256),
  capacity: fc.option(fc.array(fc.option(fc.nat(20)), { minLength: 5, maxLength: 5 })),
});

/** A round with prices of everything that is there. */
function round({ agents, travelCost }: DrawnMarket, options: RoundOptions): MarketRound {
  const capacity = options.capacity?.slice(0, agents[0]?.alpha.length);
  return runMarketRound(agents, { modes, missingGoods: 'restrict', travelCost, ...options, capacity });
}

interface Priced {
  readonly clearing: NonNullable<MarketRound['clearing']>;
  readonly settlement: NonNullable<MarketRound['settlement']>;
  readonly prices: readonly (Decimal | null)[];
  readonly tolerance: Decimal;
  value(amounts: readonly Decimal[]): Decimal;
}

/** The parts of a round with prices; undefined for one without. */
function priced({ clearing, settlement, equilibrium }: MarketRound): Priced | undefined {
  const { prices } = equilibrium;
  if (clearing === null || settlement === null || prices === null) return undefined;
  const { decimals, tolerance } = priceGrid(prices);
  return {
    clearing,
    settlement,
    prices,
    tolerance: fromUnits(tolerance, decimals + 12),
    value: (amounts) => sum(amounts.map((amount, g) => amount.times(prices[g] ?? 0))),
  };
}

/** Runs the check on priced rounds of drawn markets in every mode. */
function inEveryMode(check: (round: Priced, market: DrawnMarket, mode: string, result: MarketRound) => void): void {
  for (const mode of MODES)
    fc.assert(
      fc.property(markets(), settings, (market, options) => {
        const result = round(market, { mode, ...options });
        const parts = priced(result);
        if (parts !== undefined) check(parts, market, mode, result);
      }),
      RUNS,
    );
}

const byId = (agents: readonly FinancingAgent[]): readonly FinancingAgent[] =>
  agents.slice().sort((a, b) => a.id - b.id);
const pairs = (less: readonly Decimal[], more: readonly Decimal[]): boolean =>
  less.every((amount, g) => amount.gte(0) && amount.lte(more[g] ?? -1));

describe('a market round', () => {
  it('executes no more than is requested, requests no more than is desired, sells no more than is carried', () => {
    inEveryMode(({ clearing }, { agents }) => {
      for (const [row, agent] of clearing.agents.entries()) {
        expect(pairs(agent.executedBuys, agent.requestedBuys)).toBe(true);
        expect(pairs(agent.requestedBuys, agent.desiredBuys)).toBe(true);
        expect(pairs(agent.executedSells, agent.requestedSells)).toBe(true);
        expect(pairs(agent.requestedSells, agent.desiredSells)).toBe(true);
        expect(pairs(agent.desiredSells, byId(agents)[row]?.personal ?? [])).toBe(true);
      }
    });
  });

  it('conserves every good, and leaves no stock below zero', () => {
    inEveryMode((_, { agents }, __, { agents: after }) => {
      for (const g of after[0]?.alpha.keys() ?? []) {
        const total = (list: readonly FinancingAgent[]): string =>
          String(sum(list.map(({ home, personal }) => (home[g] as Decimal).plus(personal[g] as Decimal))));
        expect(total(after)).toBe(total(agents));
      }
      expect(after.every(({ home, personal }) => [...home, ...personal].every((stock) => stock.gte(0)))).toBe(true);
    });
  });

  it('keeps every bound within the tolerance, that of TOTAL_WEALTH exactly', () => {
    inEveryMode(({ clearing, value, tolerance }, _, mode) => {
      for (const { executedBuys, executedSells, bounds, valueFeasibilitySlack } of clearing.agents) {
        const [bought, sold] = [value(executedBuys), value(executedSells)];
        const limit = bounds.fixed.plus(bounds.salesCoefficient.times(sold));
        expect(bought.minus(limit).lte(tolerance)).toBe(true);
        // A coefficient that is no integer leaves less than a value unit.
        expect(limit.minus(bought).minus(valueFeasibilitySlack).abs().lt('1e-12')).toBe(true);
        if (bounds.claimLimit !== null) expect(sold.minus(bought).minus(bounds.claimLimit).lte(tolerance)).toBe(true);
        if (mode === 'PERSONAL') expect(sold.minus(bought).abs().lte(tolerance)).toBe(true);
        if (mode === 'TOTAL_WEALTH') expect(bought.lte(bounds.totalWealth)).toBe(true);
        if (mode === 'HALF_OF_HOME')
          expect(
            bought.minus(sold).lte(bounds.totalWealth.minus(bounds.personalWealth).times('0.5').plus(tolerance)),
          ).toBe(true);
      }
    });
  });

  it('adds up its gaps', () => {
    inEveryMode(({ clearing, value }) => {
      for (const {
        good,
        volume,
        desiredDemand,
        desiredSupply,
        liquidityGap,
        sellGap,
        unmetDemand,
        unmetSupply,
      } of clearing.goods) {
        const total = (pick: (agent: (typeof clearing.agents)[number]) => readonly Decimal[]): string =>
          String(sum(clearing.agents.map((agent) => pick(agent)[good] as Decimal)));
        expect(total(({ executedBuys }) => executedBuys)).toBe(String(volume));
        expect(total(({ executedSells }) => executedSells)).toBe(String(volume));
        expect(total(({ desiredBuys }) => desiredBuys)).toBe(String(desiredDemand));
        expect(total(({ desiredSells }) => desiredSells)).toBe(String(desiredSupply));
        expect(total((agent) => agent.liquidityGap)).toBe(String(liquidityGap));
        expect(total((agent) => agent.sellGap)).toBe(String(sellGap));
        expect(total(({ unmetBuys }) => unmetBuys)).toBe(String(unmetDemand));
        expect(total(({ unmetSells }) => unmetSells)).toBe(String(unmetSupply));
        expect(String(desiredDemand.minus(volume))).toBe(String(liquidityGap));
      }
      expect(String(value(clearing.goods.map(({ liquidityGap }) => liquidityGap)))).toBe(
        String(clearing.liquidityGapValue),
      );
    });
  });

  it('settles every balance in goods but for what rounding leaves', () => {
    inEveryMode(({ settlement, value, prices, tolerance }) => {
      const bound = tolerance.div(2).times(2 * settlement.agents.length + 2);
      for (const { balance, deliveredHome, deliveredPersonal, received, rounding } of settlement.agents) {
        const settled = value(deliveredHome).plus(value(deliveredPersonal)).minus(value(received));
        expect(String(balance.plus(settled))).toBe(String(rounding));
        expect(rounding.abs().lte(max(bound, tolerance))).toBe(true);
        for (const [g, price] of prices.entries())
          if (price === null)
            expect([deliveredHome[g], deliveredPersonal[g], received[g]].map(String)).toEqual(['0', '0', '0']);
      }
      expect(String(sum(settlement.agents.map(({ rounding }) => rounding)))).toBe('0');
    });
  });

  it('closes its value side at zero', () => {
    inEveryMode(({ settlement }) => {
      const accounts = new Map<string, Decimal>();
      const post = (account: string, amount: Decimal): void => {
        accounts.set(account, (accounts.get(account) ?? ZERO).plus(amount));
      };
      for (const { debit, credit, amount } of settlement.entries) {
        expect(amount.gt(0)).toBe(true);
        post(debit, amount);
        post(credit, amount.times(-1));
      }
      for (const [account, left] of accounts)
        if (!account.startsWith('rounding:')) expect([account, String(left)]).toEqual([account, '0']);
      for (const { id, rounding } of settlement.agents)
        expect(String(accounts.get(`rounding:${id}`) ?? ZERO)).toBe(String(rounding));
    });
  });

  it('reads the numbers of a mode only: those of PERSONAL under another name do the same', () => {
    fc.assert(
      fc.property(markets(), settings, (market, options) => {
        const texts = (result: MarketRound): string =>
          JSON.stringify({ ...result, mode: '' }).replaceAll('"mode":"BALANCED"', '"mode":"PERSONAL"');
        expect(texts(round(market, { mode: 'BALANCED', ...options }))).toBe(
          texts(round(market, { mode: 'PERSONAL', ...options })),
        );
      }),
      RUNS,
    );
  });

  it('is the same for agents in any order', () => {
    fc.assert(
      fc.property(markets(), fc.constantFrom(...MODES), (market, mode) => {
        const turned = { ...market, agents: market.agents.slice().reverse() };
        expect(JSON.stringify(round(turned, { mode }))).toBe(JSON.stringify(round(market, { mode })));
      }),
      RUNS,
    );
  });
});
