import {
  type AgentClearing,
  clearMarket,
  createFinancingLog,
  createSpatialEconomy,
  type FinancingAgent,
  type FinancingConfig,
  type FinancingModeDefinition,
  financingModes,
  type RoundCompleted,
} from '@bagehot/financing';
import { markets, tastes } from '@bagehot/financing/testing';
import { createEventLog, type Decimal, decimal, ONE, sum, ZERO } from '@bagehot/kernel';
import { amount } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { at, byId, endowment, type OneRound, oneRound, value, wealth } from './one-round.js';
import { economies } from './random-economy.js';

// Financing specification, section 15, row by row, as far as the tests of the parts do not state it.

const runs = { numRuns: 60 };
const MODES = ['PERSONAL', 'TOTAL_WEALTH'] as const;
const mode = fc.constantFrom(...MODES);
const someMarket = fc.oneof(markets(), markets({ interior: true }));

/** Everything about a round, digit by digit. */
const written = (round: OneRound | undefined): string => JSON.stringify(round);

/** Runs a round of each drawn market; those without prices have nothing to check. */
function forRounds(check: (round: OneRound, agents: readonly FinancingAgent[], mode: string) => void): void {
  let priced = 0;
  fc.assert(
    fc.property(someMarket, mode, ({ agents, travelCost }, name) => {
      const round = oneRound(agents, name, { travelCost });
      if (round === undefined) return;
      priced++;
      check(round, byId(agents), name);
    }),
    runs,
  );
  expect(priced).toBeGreaterThan(runs.numRuns / 3);
}

describe('value feasibility', () => {
  it('total wealth: nobody buys for more than it owns, without any tolerance', () => {
    forRounds(({ prices, clearing }, agents, name) => {
      for (const [row, { executedBuys }] of clearing.agents.entries())
        if (name === 'TOTAL_WEALTH')
          expect(value(prices, executedBuys).lte(wealth(prices, at(agents, row)))).toBe(true);
    });
  });

  it('personal: everybody sells for what it buys, to within two quanta of every good', () => {
    forRounds(({ prices, clearing, tolerance }, _, name) => {
      for (const { executedBuys, executedSells } of clearing.agents)
        if (name === 'PERSONAL')
          expect(value(prices, executedSells).minus(value(prices, executedBuys)).abs().lte(tolerance)).toBe(true);
    });
  });

  it('pure buyer executes: where nothing is sold in return, only TOTAL_WEALTH buys', () => {
    interface Case {
      readonly id: string;
      readonly category: string;
      readonly expected: Readonly<Record<(typeof MODES)[number], { readonly agents: readonly Net[] }>>;
      readonly agents: readonly { readonly id: number; readonly personal: readonly string[] }[];
    }
    interface Net {
      readonly id: number;
      readonly net: readonly string[];
    }
    const cases = goldenCases<Case>('financing/clearing.json', 'cases').filter(
      ({ category }) => category === 'pure-buyer',
    );
    for (const one of cases) {
      const carriers = new Set(
        one.agents.filter(({ personal }) => personal.some((stock) => !decimal(stock).eq(0))).map(({ id }) => id),
      );
      const bought = MODES.map((name) =>
        one.expected[name].agents
          .filter(({ id }) => !carriers.has(id))
          .flatMap(({ net }) => net.map((text) => decimal(text)))
          .filter((each) => !each.eq(0)),
      );
      expect(bought[0], one.id).toEqual([]);
      expect(
        bought[1]?.some((each) => each.gt(0)),
        one.id,
      ).toBe(true);
      expect(
        bought[1]?.every((each) => each.gt(0)),
        one.id,
      ).toBe(true);
    }
  });
});

describe('a round', () => {
  it('executes at most what is requested, requests at most what is desired, and sells what is carried', () => {
    forRounds(({ clearing }, agents) => {
      for (const [row, orders] of clearing.agents.entries()) {
        const steps = [orders.executedBuys, orders.requestedBuys, orders.desiredBuys];
        const sales = [orders.executedSells, orders.requestedSells, orders.desiredSells, at(agents, row).personal];
        for (const bundles of [steps, sales])
          for (const [k, bundle] of bundles.entries())
            bundle.forEach((each, g) => {
              const before = k === 0 ? ZERO : at(at(bundles, k - 1), g);
              expect(before.lte(each)).toBe(true);
            });
      }
    });
  });

  it('neither makes nor loses goods, and leaves nobody with less than nothing', () => {
    forRounds(({ after }, agents) => {
      expect(endowment(after)).toEqual(endowment(agents));
      for (const { home, personal } of after) expect([...home, ...personal].every((stock) => stock.gte(0))).toBe(true);
    });
  });

  it('closes every account of its values', () => {
    forRounds(({ settlement }) => {
      const accounts = new Map<string, Decimal>();
      const add = (account: string, by: Decimal): void =>
        void accounts.set(account, (accounts.get(account) ?? ZERO).plus(by));
      for (const { debit, credit, amount: size } of settlement.entries) {
        expect(size.gte(0)).toBe(true);
        add(debit, size);
        add(credit, size.times(-1));
      }
      const open = Array.from(accounts).filter(([name]) => !name.startsWith('rounding:'));
      expect(open.filter(([, balance]) => !balance.eq(0))).toEqual([]);
      expect(sum(settlement.agents.map(({ rounding }) => rounding)).eq(0)).toBe(true);
    });
  });

  it('does not depend on the order in which agents are listed', () => {
    fc.assert(
      fc.property(someMarket, mode, fc.infiniteStream(fc.nat(7)), ({ agents, travelCost }, name, order) => {
        const shuffled = agents
          .map((agent) => ({ agent, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ agent }) => agent);
        expect(written(oneRound(shuffled, name, { travelCost }))).toBe(written(oneRound(agents, name, { travelCost })));
      }),
      runs,
    );
  });

  it('zero wealth stability: goes the same with and without somebody who owns nothing', () => {
    const newcomer = fc.tuple(tastes(5), fc.nat(30), fc.nat(8));
    fc.assert(
      fc.property(someMarket, mode, newcomer, ({ agents, travelCost }, name, [weights, id, place]) => {
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
      }),
      runs,
    );
  });

  it('of ten times the stocks on a grid ten times as coarse trades ten times as much, exactly', () => {
    const tenfold = (bundle: readonly Decimal[]): readonly Decimal[] => bundle.map((each) => each.times(10));
    fc.assert(
      fc.property(someMarket, mode, ({ agents, travelCost }, name) => {
        const large = agents.map((agent) => ({
          ...agent,
          home: tenfold(agent.home),
          personal: tenfold(agent.personal),
        }));
        const one = oneRound(agents, name, { travelCost });
        const ten = oneRound(large, name, { travelCost: travelCost.times(10), quantityScale: 11 });
        expect(ten?.prices.map(String)).toEqual(one?.prices.map(String));
        expect(ten?.clearing.passes).toEqual(one?.clearing.passes);
        for (const [row, { home, personal }] of one?.after.entries() ?? []) {
          expect(ten?.after[row]?.home.map(String)).toEqual(tenfold(home).map(String));
          expect(ten?.after[row]?.personal.map(String)).toEqual(tenfold(personal).map(String));
        }
      }),
      runs,
    );
  });
});

describe('clearing', () => {
  it('of no orders is nothing, and of orders that are all filled is nothing more', () => {
    expect(clearMarket([], ['1', '2']).goods.map(({ volume }) => String(volume))).toEqual(['0', '0']);
    const rest = (orders: AgentClearing): AgentClearing => ({
      ...orders,
      requestedBuys: orders.requestedBuys.map(() => ZERO),
      requestedSells: orders.requestedSells.map(() => ZERO),
    });
    forRounds(({ prices, clearing }) => {
      const { goods, passes, clearingEfficiency } = clearMarket(clearing.agents.map(rest), prices);
      expect(goods.every(({ volume }) => volume.eq(0))).toBe(true);
      expect([passes, String(clearingEfficiency)]).toEqual([[1], '1']);
    });
  });
});

describe('modes', () => {
  it('a mode with the numbers of PERSONAL is PERSONAL, whatever it is called', () => {
    const own: FinancingModeDefinition = {
      id: 'BARTER',
      bounds: () => ({ fixed: decimal('0.0'), salesCoefficient: decimal('1.000'), claimLimit: decimal(0) }),
    };
    fc.assert(
      fc.property(someMarket, ({ agents, travelCost }) => {
        const texts = [own, financingModes.get('PERSONAL')].map((each) =>
          written(oneRound(agents, each, { travelCost })),
        );
        expect(texts[0]?.replaceAll('"BARTER"', '"PERSONAL"')).toBe(texts[1]);
      }),
      runs,
    );
  });

  it('partial collateral: nobody owes more than the share of its home wealth, to within the tolerance', () => {
    const share = fc.oneof(fc.constantFrom(ZERO, ONE), amount({ max: 1, quantum: '0.01' }));
    fc.assert(
      fc.property(someMarket, share, ({ agents, travelCost }, part) => {
        const collateral: FinancingModeDefinition = {
          id: 'COLLATERAL',
          bounds: ({ homeWealth }) => ({ fixed: homeWealth.times(part), salesCoefficient: ONE, claimLimit: null }),
        };
        const round = oneRound(agents, collateral, { travelCost });
        if (round === undefined) return;
        const { prices, settlement, tolerance } = round;
        for (const [row, { home }] of byId(agents).entries()) {
          const debt = at(settlement.agents, row).balance.times(-1);
          expect(debt.lte(value(prices, home).times(part).plus(tolerance))).toBe(true);
        }
      }),
      runs,
    );
  });
});

describe('runs', () => {
  const first = (config: FinancingConfig): RoundCompleted => {
    const events = createEventLog<RoundCompleted>();
    const economy = createSpatialEconomy(config, { events });
    // Until somebody meets somebody: up to here nothing depends on the mode.
    for (let round = 0; round < 8; round++) if (economy.runRound().market.prices !== null) break;
    return at(events.events, events.events.length - 1);
  };

  it('no solver regression: prices and their residual are the same digits in both modes', () => {
    fc.assert(
      fc.property(economies(), (config) => {
        const [personal, total] = MODES.map((name) => first({ ...config, mode: name }));
        expect(JSON.stringify(personal?.market.equilibrium)).toBe(JSON.stringify(total?.market.equilibrium));
      }),
      runs,
    );
  });

  it('determinism: the same input, however it is listed, writes the same bytes', () => {
    const logOf = (config: FinancingConfig): string => {
      const events = createFinancingLog();
      createSpatialEconomy({ ...config, maxRounds: 6 }, { events }).run();
      return [...events.lines()].join('\n');
    };
    fc.assert(
      fc.property(economies(), (config) => {
        expect(logOf({ ...config, agents: config.agents.toReversed() })).toBe(logOf(config));
      }),
      { numRuns: 20 },
    );
  });
});
