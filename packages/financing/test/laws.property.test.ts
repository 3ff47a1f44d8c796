import {
  type AgentClearing,
  clearMarket,
  createSpatialEconomy,
  type EquilibriumResult,
  type FinancingAgent,
  type FinancingConfig,
  type FinancingModeDefinition,
} from '@bagehot/financing';
import { economies, markets, tastes } from '@bagehot/financing/testing';
import { type Decimal, decimal, ONE, sum, ZERO } from '@bagehot/kernel';
import { amount } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { at, oneRound, value } from './one-round.js';

// Financing specification, section 15, as far as the tests of the parts do not state it. Section 8 is in claims.property.test.ts.

const runs = { numRuns: 60 };
const MODES = ['PERSONAL', 'TOTAL_WEALTH'] as const;
const mode = fc.constantFrom(...MODES);
const someMarket = fc.oneof(markets(), markets({ interior: true }));

it('pure buyer executes: only under TOTAL_WEALTH where nothing is sold in return', () => {
  interface Case {
    readonly id: string;
    readonly category: string;
    readonly agents: readonly { readonly id: number; readonly personal: readonly string[] }[];
    readonly expected: Readonly<
      Record<
        (typeof MODES)[number],
        { readonly agents: readonly { readonly id: number; readonly net: readonly string[] }[] }
      >
    >;
  }
  const cases = goldenCases<Case>('financing/clearing.json', 'cases').filter(
    ({ category }) => category === 'pure-buyer',
  );
  expect(cases.length).toBeGreaterThan(0);
  for (const { id, agents, expected } of cases) {
    const buyers = agents.filter(({ personal }) => personal.every((stock) => decimal(stock).eq(0)));
    const [personal, total] = MODES.map((name) =>
      expected[name].agents
        .filter((agent) => buyers.some((buyer) => buyer.id === agent.id))
        .flatMap(({ net }) => net.map((trade) => decimal(trade))),
    );
    expect(
      personal?.every((trade) => trade.eq(0)),
      id,
    ).toBe(true);
    expect(total?.every((trade) => trade.gte(0)) && total.some((trade) => trade.gt(0)), id).toBe(true);
  }
});

it('zero wealth stability: a market goes the same with and without somebody who owns nothing', () => {
  fc.assert(
    fc.property(
      someMarket,
      mode,
      tastes(5),
      fc.nat(30),
      fc.nat(8),
      ({ agents, travelCost }, name, weights, id, place) => {
        fc.pre(agents.every((agent) => agent.id !== id));
        const goods = at(agents, 0).alpha.length;
        const nothing = Array.from({ length: goods }, () => ZERO);
        const alpha = [...weights.slice(0, goods - 1), sum(weights.slice(goods - 1))];
        const poor: FinancingAgent = { id, alpha, home: nothing, personal: nothing, tripDistance: ONE };
        const many = [...agents.slice(0, place), poor, ...agents.slice(place)];
        const [without, withPoor] = [agents, many].map((each) => oneRound(each, name, { travelCost }));
        expect(withPoor?.prices.map(String)).toEqual(without?.prices.map(String));
        expect(withPoor?.clearing.goods).toEqual(without?.clearing.goods);
        expect(withPoor?.clearing.agents.filter((row) => row.id !== id)).toEqual(without?.clearing.agents);
        expect(withPoor?.after.filter((row) => row.id !== id)).toEqual(without?.after);
      },
    ),
    runs,
  );
});

it('ten times the stocks on a grid ten times as coarse trade ten times as much, exactly', () => {
  const tenfold = (bundle: readonly Decimal[]): readonly Decimal[] => bundle.map((each) => each.times(10));
  let compared = 0;
  fc.assert(
    fc.property(someMarket, mode, ({ agents, travelCost }, name) => {
      const large = agents.map((agent) => ({ ...agent, home: tenfold(agent.home), personal: tenfold(agent.personal) }));
      const one = oneRound(agents, name, { travelCost });
      const ten = oneRound(large, name, { travelCost: travelCost.times(10), quantityScale: 11 });
      expect(ten?.prices.map(String)).toEqual(one?.prices.map(String));
      expect(ten?.clearing.passes).toEqual(one?.clearing.passes);
      for (const [row, { home, personal }] of one?.after.entries() ?? []) {
        compared++;
        expect(ten?.after[row]?.home.map(String)).toEqual(tenfold(home).map(String));
        expect(ten?.after[row]?.personal.map(String)).toEqual(tenfold(personal).map(String));
      }
    }),
    runs,
  );
  expect(compared).toBeGreaterThan(runs.numRuns);
});

it('clearing no orders does nothing, in one pass', () => {
  const empty = (orders: AgentClearing): AgentClearing => ({
    ...orders,
    requestedBuys: orders.requestedBuys.map(() => ZERO),
    requestedSells: orders.requestedSells.map(() => ZERO),
  });
  expect(clearMarket([], ['1', '2']).goods.map(({ volume }) => String(volume))).toEqual(['0', '0']);
  fc.assert(
    fc.property(someMarket, mode, ({ agents, travelCost }, name) => {
      const round = oneRound(agents, name, { travelCost });
      if (round === undefined) return;
      const again = clearMarket(round.clearing.agents.map(empty), round.prices);
      expect(again.goods.every(({ volume }) => volume.eq(0))).toBe(true);
      expect([again.passes, String(again.clearingEfficiency)]).toEqual([[1], '1']);
    }),
    runs,
  );
});

it('partial collateral: nobody owes more than the share of its home wealth, to within the tolerance', () => {
  const share = fc.oneof(fc.constantFrom(ZERO, ONE), amount({ max: 1, quantum: '0.01' }));
  let debts = 0;
  fc.assert(
    fc.property(someMarket, share, ({ agents, travelCost }, part) => {
      const collateral: FinancingModeDefinition = {
        id: 'COLLATERAL',
        bounds: ({ homeWealth }) => ({ fixed: homeWealth.times(part), salesCoefficient: ONE, claimLimit: null }),
      };
      const round = oneRound(agents, collateral, { travelCost });
      for (const { id, balance } of round?.settlement.agents ?? []) {
        const home = agents.find((agent) => agent.id === id)?.home ?? [];
        const limit = value(round?.prices ?? [], home).times(part);
        expect(balance.times(-1).lte(limit.plus(round?.tolerance ?? 0))).toBe(true);
        debts += balance.lt('-0.001') ? 1 : 0;
      }
    }),
    runs,
  );
  expect(debts).toBeGreaterThan(0);
});

it('no solver regression: up to the first trade, prices and their residual are the same digits in both modes', () => {
  const first = (config: FinancingConfig): EquilibriumResult | undefined => {
    const economy = createSpatialEconomy(config);
    let found: EquilibriumResult | undefined;
    for (let round = 0; round < 8 && found?.prices == null; round++) found = economy.runRound().market.equilibrium;
    return found;
  };
  fc.assert(
    fc.property(economies(), (config) => {
      const [personal, total] = MODES.map((name) => first({ ...config, mode: name }));
      expect(JSON.stringify(personal)).toBe(JSON.stringify(total));
    }),
    runs,
  );
});
