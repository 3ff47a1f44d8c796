import { type AgentClearing, clearMarket, createAgent, type FinancingAgent, generateOrders } from '@bagehot/financing';
import { type MarketShape, marketAgents, markets } from '@bagehot/financing/testing';
import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import { amount } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, type OneRound, type OneRoundOptions, oneRound, value, wealth } from './one-round.js';

// Financing specification, section 8: what holds between the modes. What does not is in counter-examples.test.ts.

const QUANTUM = decimal('1e-12');
const runs = { numRuns: 60 };

/** The same market under both modes. */
interface Both {
  readonly options: OneRoundOptions;
  readonly agents: readonly FinancingAgent[];
  readonly personal: OneRound;
  readonly total: OneRound;
}

/** Markets with prices, under both modes; half of them leave nobody out, the rest are whatever chance makes. */
function both(shape: MarketShape = {}, options: fc.Arbitrary<OneRoundOptions> = fc.constant({})): fc.Arbitrary<Both> {
  return fc
    .tuple(fc.oneof(markets(shape), markets({ ...shape, interior: true })), options)
    .map(([{ agents, travelCost }, more]) => {
      const rules = { travelCost, ...more };
      const [personal, total] = ['PERSONAL', 'TOTAL_WEALTH'].map((mode) => oneRound(agents, mode, rules));
      return personal === undefined || total === undefined ? undefined : { options: more, agents, personal, total };
    })
    .filter((drawn) => drawn !== undefined);
}

/** No limit, or one for each good that may have no more than 5. */
const capacities: fc.Arbitrary<OneRoundOptions> = fc
  .array(fc.option(amount({ max: 5, quantum: '0.0001' })), { minLength: 5, maxLength: 5 })
  .map((limits) => ({ capacity: limits }));

const pairs = (personal: OneRound, total: OneRound): readonly (readonly [AgentClearing, AgentClearing])[] =>
  personal.clearing.agents.map((agent, row) => [agent, at(total.clearing.agents, row)]);

const isNothing = (bundle: readonly Decimal[]): boolean => bundle.every((amount) => amount.eq(0));

describe('the gap between what is desired and what is executed', () => {
  it('C1, C2: is no larger under TOTAL_WEALTH than under PERSONAL, for every good and in value', () => {
    fc.assert(
      fc.property(both({ goods: [5, 5] }, capacities), ({ personal, total }) => {
        total.clearing.goods.forEach(({ liquidityGap, desiredDemand, desiredSupply }, g) => {
          const under = at(personal.clearing.goods, g);
          expect(liquidityGap.lte(under.liquidityGap)).toBe(true);
          expect([desiredDemand, desiredSupply].map(String)).toEqual(
            [under.desiredDemand, under.desiredSupply].map(String),
          );
        });
        expect(total.clearing.liquidityGapValue.lte(personal.clearing.liquidityGapValue)).toBe(true);
      }),
      runs,
    );
  });

  it('is, under TOTAL_WEALTH, what the smaller side or the capacity leaves', () => {
    fc.assert(
      fc.property(both({ goods: [5, 5] }, capacities), ({ options, total }) => {
        total.clearing.goods.forEach(({ volume, desiredDemand, desiredSupply, liquidityGap }, g) => {
          const limits = [desiredDemand, desiredSupply, decimal(options.capacity?.[g] ?? desiredDemand)];
          expect(limits.every((limit) => volume.lte(limit)) && limits.some((limit) => volume.eq(limit))).toBe(true);
          expect(String(liquidityGap)).toBe(String(desiredDemand.minus(volume)));
        });
      }),
      runs,
    );
  });

  it('is, under TOTAL_WEALTH and without travel cost, what everybody has left at home', () => {
    fc.assert(
      fc.property(both({}, fc.constant({ travelCost: 0 })), ({ agents, personal, total }) => {
        const allowed = QUANTUM.times(agents.length + 1);
        total.clearing.goods.forEach(({ liquidityGap }, g) => {
          const atHome = sum(agents.map(({ home }) => at(home, g)));
          expect(liquidityGap.minus(atHome).abs().lte(allowed)).toBe(true);
          expect(at(personal.clearing.goods, g).liquidityGap.gte(atHome.minus(allowed))).toBe(true);
        });
      }),
      runs,
    );
  });
});

it('C1 in later rounds: holds, in value, where the same people stay, load nothing and do not pay for their way', () => {
  const rounds = 4;
  fc.assert(
    fc.property(marketAgents(), (agents) => {
      let [under, over] = [agents, agents];
      for (let round = 1; round <= rounds; round++) {
        const [personal, total] = [oneRound(under, 'PERSONAL'), oneRound(over, 'TOTAL_WEALTH')];
        if (personal === undefined || total === undefined) return;
        const allowed = personal.tolerance.times(agents.length * round);
        total.clearing.goods.forEach(({ liquidityGap }, g) => {
          const more = liquidityGap.minus(at(personal.clearing.goods, g).liquidityGap);
          expect(more.times(at(personal.prices, g)).lte(allowed)).toBe(true);
        });
        [under, over] = [personal.after, total.after];
      }
    }),
    runs,
  );
});

describe('where nobody has anything at home', () => {
  /** Largest value by which the orders of two rounds differ, good by good. */
  const gapsOf = (
    { personal, total }: Both,
    read: (agent: AgentClearing) => readonly (readonly Decimal[])[],
  ): readonly Decimal[] =>
    pairs(personal, total).flatMap(([one, other]) =>
      read(one).flatMap((bundle, side) =>
        bundle.map((amount, g) =>
          amount
            .minus(at(at(read(other), side), g))
            .abs()
            .times(at(personal.prices, g)),
        ),
      ),
    );

  it('C8: requested orders are the same in both modes, to within the tolerance of values', () => {
    fc.assert(
      fc.property(both({ carried: 'all' }), (drawn) => {
        for (const gap of gapsOf(drawn, ({ requestedBuys, requestedSells }) => [requestedBuys, requestedSells]))
          expect(gap.lte(drawn.personal.tolerance)).toBe(true);
      }),
      runs,
    );
  });

  it('C9: and so is what is executed, if nobody pays for its way', () => {
    fc.assert(
      fc.property(both({ carried: 'all' }, fc.constant({ travelCost: 0 })), (drawn) => {
        const allowed = drawn.personal.tolerance.times(drawn.agents.length);
        for (const gap of gapsOf(drawn, ({ executedBuys, executedSells }) => [executedBuys, executedSells]))
          expect(gap.lte(allowed)).toBe(true);
      }),
      runs,
    );
  });

  it('the quantities of a very cheap good may differ by more than 10^-9', () => {
    // One quantum of the numeraire, by which desired purchases may exceed desired sales, is worth a million of the last good's.
    const agents = [
      { id: 1, alpha: ['0.3334', '0.3333', '0.3333'], home: [0, 0, 0], personal: [0, '0.0001', '0.0001'] },
      { id: 2, alpha: ['0.5', '0.5', '0'], home: [0, 0, 0], personal: ['0.0001', '0.0001', '9.9681'] },
    ].map((agent) => createAgent(agent));
    const requested = ['PERSONAL', 'TOTAL_WEALTH'].map(
      (mode) => oneRound(agents, mode)?.clearing.agents[0]?.requestedBuys[2],
    );
    expect(requested.map(String)).toEqual(['9.968099998948', '9.9681']);
  });
});

it('C10: somebody who carries nothing buys under TOTAL_WEALTH where there is something to buy, never under PERSONAL', () => {
  const withBuyer = fc.tuple(marketAgents(), marketAgents({ carried: 'none' })).map(([many, [buyer]]) => {
    const goods = at(many, 0).alpha.length;
    const cut = (bundle: readonly Decimal[] = []): Decimal[] =>
      Array.from({ length: goods }, (_, g) => bundle[g % bundle.length] ?? ZERO);
    const alpha = at(many, 0).alpha;
    return [...many, { ...at(many, 0), id: 100, alpha, home: cut(buyer?.home), personal: cut(buyer?.personal) }];
  });
  fc.assert(
    fc.property(withBuyer, (agents) => {
      const [personal, total] = ['PERSONAL', 'TOTAL_WEALTH'].map((mode) => oneRound(agents, mode));
      if (personal === undefined || total === undefined) return;
      expect(isNothing(at(personal.clearing.agents, agents.length - 1).executedBuys)).toBe(true);
      const { requestedBuys, executedBuys, executedSells } = at(total.clearing.agents, agents.length - 1);
      expect(isNothing(executedSells)).toBe(true);
      requestedBuys.forEach((wanted, g) => {
        const { volume, desiredDemand } = at(total.clearing.goods, g);
        // A share of less than one quantum may go to somebody else.
        if (volume.times(wanted).gte(desiredDemand.times(QUANTUM)) && wanted.gt(0))
          expect(at(executedBuys, g).gt(0)).toBe(true);
        if (volume.eq(0)) expect(at(executedBuys, g).eq(0)).toBe(true);
      });
    }),
    runs,
  );
});

describe('somebody without a budget', () => {
  /** The way of the first costs more than anything it may own. */
  const broke = fc
    .tuple(marketAgents({ goods: [2, 4] }), amount({ max: 3, quantum: '0.0001' }))
    .map(([agents, travelCost]) => ({
      travelCost: travelCost.plus(1),
      agents: agents.map((agent, row) => ({ ...agent, tripDistance: decimal(row === 0 ? '1e9' : row % 2) })),
    }));

  it('C11: desires to sell all it carries and to buy nothing; only TOTAL_WEALTH sells it', () => {
    fc.assert(
      fc.property(broke, ({ agents, travelCost }) => {
        const { id, personal: carried } = at(agents, 0);
        const [personal, total] = ['PERSONAL', 'TOTAL_WEALTH'].map((mode) => oneRound(agents, mode, { travelCost }));
        if (personal === undefined || total === undefined) return;
        const [one, other] = [personal, total].map(({ clearing }) => clearing.agents.find((row) => row.id === id));
        for (const orders of [one, other]) {
          expect(isNothing(orders?.desiredBuys ?? [])).toBe(true);
          expect(orders?.desiredSells.map(String)).toEqual(carried.map(String));
        }
        expect(isNothing(one?.executedSells ?? [])).toBe(true);
        const settled = total.settlement.agents.find((row) => row.id === id);
        const sold = value(total.prices, other?.executedSells ?? []);
        expect(String(settled?.balance)).toBe(String(sold));
        const paid = value(total.prices, settled?.received ?? []);
        expect(String(sold.minus(paid))).toBe(String(settled?.rounding));
        expect(isNothing(settled?.deliveredPersonal ?? [])).toBe(true);
      }),
      runs,
    );
  });

  it('C12: if it is everybody, nothing is traded', () => {
    fc.assert(
      fc.property(marketAgents(), fc.constantFrom('Infinity', '1e9'), (agents, travelCost) => {
        const far = agents.map((agent) => ({ ...agent, tripDistance: decimal(1) }));
        for (const mode of ['PERSONAL', 'TOTAL_WEALTH'])
          for (const { volume, desiredDemand } of oneRound(far, mode, { travelCost })?.clearing.goods ?? [])
            expect([volume, desiredDemand].map(String)).toEqual(['0', '0']);
      }),
      runs,
    );
  });
});

it('C14: what somebody owns is worth as much after the round as before, less its rounding, which is small', () => {
  fc.assert(
    fc.property(both(), ({ agents, personal, total }) => {
      for (const { prices, settlement, after, tolerance } of [personal, total]) {
        const before = new Map(agents.map((agent) => [agent.id, wealth(prices, agent)]));
        const allowed = tolerance.times(agents.length + 1);
        for (const [row, { id, rounding }] of settlement.agents.entries()) {
          const lost = before.get(id)?.minus(wealth(prices, at(after, row)));
          expect(String(lost)).toBe(String(rounding));
          expect(rounding.abs().lte(allowed)).toBe(true);
        }
        expect(sum(settlement.agents.map(({ rounding }) => rounding)).eq(0)).toBe(true);
      }
    }),
    runs,
  );
});

describe('below the grid', () => {
  const quantum = '0.000000000001';

  it('C10: a buyer whose share of what is sold is no whole quantum may get none', () => {
    const agents = [
      { id: 1, alpha: ['1', '0'], home: [1, 0], personal: [0, quantum] },
      { id: 2, alpha: ['0', '1'], home: [3, 0], personal: [0, 0] },
      { id: 3, alpha: ['0', '1'], home: [4, 0], personal: [0, 0] },
    ].map((agent) => createAgent(agent));
    const orders = agents.map((agent) => generateOrders(agent, ['1', '1'], 'TOTAL_WEALTH'));
    const bought = clearMarket(orders, ['1', '1']).agents.map(({ executedBuys }) => String(executedBuys[1]));
    expect(bought).toEqual(['0', '0', quantum]);
  });

  it('C11: somebody without a budget who carries less than the tolerance may sell it under PERSONAL', () => {
    const agents = [
      { id: 1, alpha: ['1', '0'], home: [0, 0], personal: [0, quantum], tripDistance: 9 },
      { id: 2, alpha: ['0', '1'], home: [0, 0], personal: [2, 0] },
      { id: 3, alpha: ['1', '0'], home: [0, 0], personal: [0, 2] },
    ].map((agent) => createAgent(agent));
    const round = oneRound(agents, 'PERSONAL', { travelCost: 'Infinity' });
    expect(String(round?.clearing.agents[0]?.executedSells[1])).toBe(quantum);
  });
});
