import {
  clearMarket,
  deliver,
  financingModes,
  generateOrders,
  runMarketRound,
  type SettlementPolicy,
  settle,
} from '@bagehot/financing';
import { type Decimal, decimal, ONE, ZERO } from '@bagehot/kernel';
import { allocateQuanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { problemsOf, refused } from './refused.js';

/** Has everything at home, so that it can only pay later. */
const buyer = { id: 1, alpha: ['0.5', '0.5'], home: [8, 0], personal: [0, 0] };
const seller = { id: 2, alpha: ['0.5', '0.5'], home: [0, 0], personal: [0, 8] };
const MARKET = [seller, buyer];

/** Debts stay as they are, and are remembered. */
function promises(): SettlementPolicy & { readonly owed: Map<number, Decimal> } {
  const owed = new Map<number, Decimal>();
  return {
    id: 'promises',
    owed,
    outstanding: (id) => owed.get(id) ?? ZERO,
    settle({ balance, debtors, creditors, value }) {
      const residuals = balance.slice();
      let total = 0n;
      for (const { row, id, amount } of debtors) {
        owed.set(id, (owed.get(id) ?? ZERO).plus(value(amount)));
        residuals[row] = (residuals[row] as bigint) + amount;
        total += amount;
      }
      const claims = allocateQuanta(
        total,
        creditors.map(({ amount }) => amount),
      );
      for (const [k, { row }] of creditors.entries())
        residuals[row] = (residuals[row] as bigint) - (claims[k] as bigint);
      return { residuals };
    },
  };
}

describe('a market round', () => {
  it('lets a buyer without carried goods pay from home under TOTAL_WEALTH, and not under PERSONAL', () => {
    const total = runMarketRound(MARKET, { mode: 'TOTAL_WEALTH' });
    expect(total.equilibrium.prices?.map(String)).toEqual(['1', '1']);
    expect(total.clearing?.goods.map(({ volume }) => String(volume))).toEqual(['0', '4']);
    expect(total.settlement?.agents.map(({ balance, rounding }) => [String(balance), String(rounding)])).toEqual([
      ['-4', '0'],
      ['4', '0'],
    ]);
    expect(total.agents.map(({ home, personal }) => [String(home), String(personal)])).toEqual([
      ['4,0', '0,4'],
      ['4,0', '0,4'],
    ]);
    expect(
      total.settlement?.entries.map(({ event, agent, debit, credit, amount }) => [
        event,
        agent,
        debit,
        credit,
        String(amount),
      ]),
    ).toEqual([
      ['sale', 2, 'settlement:2', 'clearing-house', '4'],
      ['purchase', 1, 'clearing-house', 'settlement:1', '4'],
      ['delivery', 1, 'settlement:1', 'clearing-house', '4'],
      ['receipt', 2, 'clearing-house', 'settlement:2', '4'],
    ]);
    const personal = runMarketRound(MARKET, { mode: 'PERSONAL' });
    expect(personal.clearing?.goods.map(({ volume }) => String(volume))).toEqual(['0', '0']);
    // Each wants four of both goods, whatever is at home, and the seller has four of its own left.
    expect(String(personal.clearing?.liquidityGapValue)).toBe('12');
    expect(String(personal.clearing?.clearingEfficiency)).toBe('0');
  });

  it('is prices, orders, clearing and settlement, one after the other', () => {
    const agents = [
      { id: 4, alpha: ['0.3', '0.3', '0.4'], home: ['1.5', 0, '2.25'], personal: ['0.5', 4, 0], tripDistance: 2 },
      { id: 2, alpha: ['0.1', '0.6', '0.3'], home: [0, 3, 0], personal: [7, 1, 1], tripDistance: 1 },
      { id: 9, alpha: ['0.7', '0.1', '0.2'], home: [1, 1, 1], personal: [0, 1, 5] },
    ];
    const options = { stages: 2, capacity: [1, null, '0.5'] };
    for (const mode of financingModes.ids()) {
      const round = runMarketRound(agents, { mode, travelCost: '0.4', ...options });
      const prices = round.equilibrium.prices ?? [];
      const orders = agents.map((agent) => generateOrders(agent, prices, mode, (agent.tripDistance ?? 0) * 0.4));
      const clearing = clearMarket(orders, prices, options);
      expect(clearing).toEqual(round.clearing);
      expect(settle(agents, clearing, prices)).toEqual(round.settlement);
      expect(round.agents.map(({ id, tripDistance }) => [id, String(tripDistance)])).toEqual([
        [2, '1'],
        [4, '2'],
        [9, '0'],
      ]);
    }
  });

  it('leaves everything as it is where no price forms', () => {
    const alone = runMarketRound([buyer], { mode: 'PERSONAL' });
    expect(alone.equilibrium.status).toBe('insufficient_participants');
    expect([alone.clearing, alone.settlement]).toEqual([null, null]);
    expect(alone.agents.map(({ home }) => String(home))).toEqual(['8,0']);
    expect(runMarketRound([], { mode: 'PERSONAL' }).equilibrium.status).toBe('no_participants');
  });

  it('takes an infinite cost of a step as the end of the budget, but only for those who walked', () => {
    for (const travelCost of ['Infinity', Number.POSITIVE_INFINITY]) {
      const round = runMarketRound([seller, { ...buyer, tripDistance: 1 }], { mode: 'TOTAL_WEALTH', travelCost });
      const [tired, rested] = round.clearing?.agents ?? [];
      expect(String(tired?.bounds.travelCostDeduction)).toBe('Infinity');
      expect([tired?.bounds.effectiveBudget, tired?.desiredBuys].map(String)).toEqual(['0', '0,0']);
      expect([rested?.bounds.travelCostDeduction, rested?.bounds.effectiveBudget].map(String)).toEqual(['0', '8']);
    }
  });

  it('can carry debts by a settlement of another kind, which later bounds leave out of the wealth', () => {
    const settlement = promises();
    const first = runMarketRound(MARKET, { mode: 'TOTAL_WEALTH', settlement });
    expect([...settlement.owed].map(([id, debt]) => [id, String(debt)])).toEqual([[1, '4']]);
    expect(first.agents.map(({ home, personal }) => [String(home), String(personal)])).toEqual([
      ['8,0', '0,4'],
      ['0,0', '0,4'],
    ]);
    expect(first.settlement?.agents.map(({ rounding }) => String(rounding))).toEqual(['0', '0']);
    expect(
      first.settlement?.entries
        .slice(2)
        .map(({ event, debit, credit, amount }) => [event, debit, credit, String(amount)]),
    ).toEqual([
      ['other', 'settlement:1', 'clearing-house', '4'],
      ['other', 'clearing-house', 'settlement:2', '4'],
    ]);
    const second = runMarketRound(first.agents, { mode: 'TOTAL_WEALTH', settlement });
    const [debtor, creditor] = second.clearing?.agents ?? [];
    expect([debtor?.bounds.outstanding, debtor?.bounds.totalWealth, debtor?.bounds.fixed].map(String)).toEqual([
      '4',
      '12',
      '8',
    ]);
    expect([creditor?.bounds.outstanding, creditor?.bounds.fixed].map(String)).toEqual(['0', '4']);
  });

  it('settles PERSONAL alike whatever the settlement: there is nothing to settle', () => {
    const settlement = promises();
    const agents = [
      { id: 1, alpha: ['0.37', '0.63'], home: [8, 0], personal: [7, '0.11'] },
      { id: 2, alpha: ['0.71', '0.29'], home: [0, '0.7'], personal: [0, 8] },
    ];
    const kept = runMarketRound(agents, { mode: 'PERSONAL', settlement });
    expect(settlement.owed.size).toBe(0);
    expect(JSON.stringify(kept)).toBe(JSON.stringify(runMarketRound(agents, { mode: 'PERSONAL' })));
  });

  it('takes the settlement a mode goes with', () => {
    const modes = financingModes.register({
      ...financingModes.get('TOTAL_WEALTH'),
      id: 'CREDIT',
      settlement: 'promises',
    });
    expect(() => runMarketRound(MARKET, { mode: 'CREDIT', modes, settlement: promises() })).not.toThrow();
    expect(problemsOf(() => runMarketRound(MARKET, { mode: 'CREDIT', modes }))).toEqual([
      ['INVALID_OPTION', 'settlement'],
    ]);
  });

  it('is refused with every problem of its options and agents', () => {
    expect(
      problemsOf(() =>
        runMarketRound([buyer, { ...buyer, home: [8], personal: ['1e-13', 0] }], {
          mode: 'BARTER',
          travelCost: -1,
          stages: 0,
          maxPasses: 0.5,
          capacity: [-1, '1e-13', null],
          priceDigits: 10,
          settlement: { id: '', settle: () => ({}) },
        }),
      ),
    ).toEqual([
      ['INVALID_OPTION', 'priceDigits'],
      ['TRAVEL_COST_NEGATIVE', 'travelCost'],
      ['STAGES_INVALID', 'stages'],
      ['INVALID_OPTION', 'maxPasses'],
      ['DIMENSION_MISMATCH', 'capacity'],
      ['CAPACITY_NEGATIVE', 'capacity[0]'],
      ['QUANTITY_OFF_GRID', 'capacity[1]'],
      ['UNKNOWN_MODE', 'mode'],
      ['INVALID_OPTION', 'settlement'],
      ['DIMENSION_MISMATCH', 'agents[1].home'],
      ['QUANTITY_OFF_GRID', 'agents[1].personal[0]'],
      ['DUPLICATE_AGENT_ID', 'agents[1].id'],
    ]);
  });

  it('tells of every agent for whom a mode returns what it may not', () => {
    const modes = financingModes.register({
      id: 'ODD',
      bounds: () => ({ fixed: decimal(-1), salesCoefficient: ONE, claimLimit: null }),
    });
    expect(problemsOf(() => runMarketRound(MARKET, { mode: 'ODD', modes }))).toEqual([
      ['MODE_BOUND_INVALID', 'ODD.fixed[agent 1]'],
      ['MODE_BOUND_INVALID', 'ODD.fixed[agent 2]'],
    ]);
  });
});

describe('clearing orders', () => {
  const prices = ['1', '2'];
  const orders = MARKET.map((agent) => generateOrders(agent, prices, 'TOTAL_WEALTH'));

  it('takes several modes in one market', () => {
    const mixed = [
      generateOrders(buyer, prices, 'TOTAL_WEALTH'),
      generateOrders({ ...buyer, id: 3 }, prices, 'PERSONAL'),
      generateOrders(seller, prices, 'TOTAL_WEALTH'),
    ];
    const { agents } = clearMarket(mixed, prices);
    expect(agents.map(({ id, bounds, executedBuys }) => [id, bounds.mode, String(executedBuys)])).toEqual([
      [1, 'TOTAL_WEALTH', '0,2'],
      [2, 'TOTAL_WEALTH', '0,0'],
      [3, 'PERSONAL', '0,0'],
    ]);
  });

  it('does nothing where nobody orders', () => {
    const { agents, goods, passes, clearingEfficiency } = clearMarket([], prices);
    expect(agents).toEqual([]);
    expect(goods.map(({ volume }) => String(volume))).toEqual(['0', '0']);
    expect([passes, String(clearingEfficiency)]).toEqual([[1], '1']);
  });

  it('refuses orders that cannot be, all at once', () => {
    const [sale] = orders;
    if (sale === undefined) throw new Error('no order');
    const wrong = {
      ...sale,
      desiredBuys: [decimal(1)],
      requestedBuys: [decimal(2), decimal('1e-13')],
      requestedSells: [ZERO, decimal(9)],
      bounds: { ...sale.bounds, fixed: decimal(-1), salesCoefficient: decimal(2), claimLimit: decimal(-1) },
    };
    expect(problemsOf(() => clearMarket([sale, wrong], ['1', null], { stages: 1.5 }))).toEqual([
      ['DUPLICATE_AGENT_ID', 'orders[1].id'],
      ['INVALID_OPTION', 'orders[0].requestedSells[1]'],
      ['DIMENSION_MISMATCH', 'orders[1].desiredBuys'],
      ['QUANTITY_OFF_GRID', 'orders[1].requestedBuys[1]'],
      ['INVALID_OPTION', 'orders[1].requestedBuys[0]'],
      ['INVALID_OPTION', 'orders[1].requestedSells[1]'],
      ['SELL_CAPACITY_VIOLATED', 'orders[1].requestedSells[1]'],
      ['INVALID_OPTION', 'orders[1].requestedSells[1]'],
      ['MODE_BOUND_INVALID', 'orders[1].bounds.salesCoefficient'],
      ['MODE_BOUND_INVALID', 'orders[1].bounds.fixed'],
      ['MODE_BOUND_INVALID', 'orders[1].bounds.claimLimit'],
      ['STAGES_INVALID', 'stages'],
    ]);
  });
});

describe('settling', () => {
  const prices = ['1', '1'];
  const clearing = clearMarket(
    MARKET.map((agent) => generateOrders(agent, prices, 'TOTAL_WEALTH')),
    prices,
  );
  const [bought, sold] = clearing.agents;
  if (bought === undefined || sold === undefined) throw new Error('nobody traded');
  const of = (...agents: readonly (typeof bought)[]): Pick<typeof clearing, 'agents'> => ({ agents });

  it('asserts that trades add up, were carried and keep their bounds', () => {
    const codeOf = (agents: Pick<typeof clearing, 'agents'>): string =>
      refused(() => settle(MARKET, agents, prices)).code;
    const none = [ZERO, ZERO];
    expect(codeOf(of({ ...bought, executedBuys: none }, sold))).toBe('CONSERVATION_VIOLATED');
    const more = [ZERO, decimal(9)];
    expect(codeOf(of({ ...bought, executedBuys: more }, { ...sold, executedSells: more }))).toBe(
      'VALUE_FEASIBILITY_VIOLATED',
    );
    const bounds = { ...bought.bounds, fixed: decimal(9) };
    expect(codeOf(of({ ...bought, executedBuys: more, bounds }, { ...sold, executedSells: more }))).toBe(
      'SELL_CAPACITY_VIOLATED',
    );
    const unclaimed = { ...sold, bounds: { ...sold.bounds, claimLimit: decimal('3.9') } };
    expect(codeOf(of(bought, unclaimed))).toBe('VALUE_FEASIBILITY_VIOLATED');
    expect(codeOf(of(bought))).toBe('DIMENSION_MISMATCH');
  });

  it('asserts that a policy gives what there is, all it takes, and writes off nothing on balance', () => {
    const codeOf = (policy: SettlementPolicy['settle']): string =>
      refused(() => settle(MARKET, clearing, prices, { id: 'faulty', settle: policy })).code;
    expect(codeOf(() => ({ deliveries: { home: [4n, 0n, 0n, 0n] } }))).toBe('CONSERVATION_VIOLATED');
    expect(codeOf(() => ({ deliveries: { home: [10n ** 13n, 0n, 0n, 0n] } }))).toBe('SELL_CAPACITY_VIOLATED');
    // What was bought in the round is not to be handed over.
    expect(codeOf(() => ({ deliveries: { personal: [0n, 1n, 0n, 0n] }, receipts: [0n, 0n, 0n, 1n] }))).toBe(
      'SELL_CAPACITY_VIOLATED',
    );
    expect(codeOf(() => ({ receipts: [-1n, 1n, 0n, 0n] }))).toBe('SELL_CAPACITY_VIOLATED');
    expect(codeOf(() => ({ residuals: [1n, 0n] }))).toBe('LEDGER_UNBALANCED');
    expect(codeOf(() => ({ residuals: [0n] }))).toBe('DIMENSION_MISMATCH');
  });

  it('in kind empties the home before touching what is carried', () => {
    const rich = { ...buyer, home: [1, 0], personal: [3, 0], alpha: ['0', '1'] };
    const round = runMarketRound([{ ...rich }, { ...seller, alpha: ['0.1', '0.9'] }], {
      mode: 'TOTAL_WEALTH',
      settlement: deliver,
      stages: 1,
    });
    const [debtor] = round.settlement?.agents ?? [];
    expect(debtor?.deliveredHome.map(String)).toEqual(['1', '0']);
    expect(debtor?.home.map(String)).toEqual(['0', '0']);
  });
});
