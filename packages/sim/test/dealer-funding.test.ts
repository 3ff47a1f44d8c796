import { targetDebt } from '@bagehot/dealer';
import { type Decimal, decimal } from '@bagehot/kernel';
import type { ExplicitWorld } from '@bagehot/ring';
import { createEconomy, dealerFunding, recordMetrics, type SecondaryMarketConfig } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { type FundedArm, runFunded } from './funded-market.js';

/** H1 has money to lend; H2 owes 25 on day 1 and has 40 of H3's promises, due on day 3. */
function worldOf(cashOfH3: number): ExplicitWorld {
  return {
    agents: [
      { id: 'CB', kind: 'central_bank' },
      ...['H1', 'H2', 'H3'].map((id) => ({ id, kind: 'household' }) as const),
    ],
    initialActions: [
      { kind: 'mint_cash', to: 'H1', amount: '100' },
      { kind: 'mint_cash', to: 'H3', amount: cashOfH3 },
      { kind: 'create_payable', from: 'H3', to: 'H2', amount: '40', dueDay: 3 },
      { kind: 'create_payable', from: 'H2', to: 'H1', amount: '25', dueDay: 1 },
    ],
  };
}

/** One bucket, whose dealer has 10 and buys only. */
const DEALER: SecondaryMarketConfig = {
  buckets: [{ id: 'all', minDays: 1, maxDays: null }],
  anchors: new Map([['all', { mid: 1, spread: '0.2' }]]),
  buying: false,
  capital: { mode: 'given', cash: new Map([['dealer_all', 10]]) },
};

const arm: FundedArm = { world: worldOf(40), dealer: DEALER };
const RUN = { withdraw: { fromDay: 2, share: 1 } };

describe('a dealer that funds itself', () => {
  it('asks every day for all it wants to owe, and renews what it owes out of that', () => {
    const { economy } = runFunded({ ...arm, dealerFunding: { leverage: 4 } });
    const granted = economy.events.of('CallLoanGranted');
    expect(granted.map(({ day, borrowerId }) => [day, borrowerId]).slice(0, 3)).toEqual([
      [0, 'dealer_all'],
      [1, 'dealer_all'],
      [2, 'dealer_all'],
    ]);
    expect(granted[0]?.principal.toFixed()).toBe('30');
    const [repaid] = economy.events.of('CallLoanRepaid');
    expect([repaid?.day, repaid?.interest.toFixed()]).toEqual([1, '0.004166666667']);
    // Less is granted than is due: all of it goes to the old loan, and next to nothing moves.
    const session = economy.events.of('NettedSession')[1];
    const regranted = granted[1]?.principal.toFixed();
    expect(session?.renewed.toFixed()).toBe(regranted);
    expect(Number(regranted)).toBeLessThan(30);
    expect(session?.net.lt(1)).toBe(true);
  });

  it('asks for so many times its equity at the mids of the day', () => {
    const worth: Decimal[] = [];
    const { economy } = runFunded({
      ...arm,
      dealerFunding: { leverage: 4 },
      onDay: (_, { market }) => worth.push(market?.equity('dealer_all') ?? decimal(0)),
    });
    const ends = economy.events.of('CallLoanRepaid');
    const granted = economy.events.of('CallLoanGranted').slice(0, -1);
    expect(granted.length).toBeGreaterThan(3);
    for (const [k, { day, principal }] of granted.entries()) {
      // By the evening it owes interest too. On day 3 its paper has been settled.
      const equity = worth[day]?.plus(ends[k]?.interest ?? 0) ?? 0;
      if (day !== 3) expect(principal.toFixed()).toBe(targetDebt({ equity, leverage: 4, quantum: '1e-12' }).toFixed());
    }
  });

  it('can buy more, and is spared the outside bid for longer', () => {
    const inside = (leverage: number) =>
      runFunded({ ...arm, dealerFunding: { leverage } })
        .economy.events.of('Trade')
        .filter((trade) => !trade.isPassThrough);
    expect(inside(4).length).toBeGreaterThan(inside(1).length);
  });

  it('holds money back that is due, if it is told to', () => {
    const sales = (reserveDues: boolean) =>
      runFunded({ ...arm, dealerFunding: { leverage: 4, reserveDues } })
        .economy.events.of('Trade')
        .filter((trade) => !trade.isPassThrough).length;
    expect(sales(true)).toBeLessThan(sales(false));
    expect(sales(true)).toBe(
      runFunded({ ...arm, dealerFunding: { leverage: 1 } })
        .economy.events.of('Trade')
        .filter((t) => !t.isPassThrough).length,
    );
  });

  it('sells at the outside bid what it must when its lenders stay away', () => {
    const { economy, result } = runFunded({ ...arm, dealerFunding: { leverage: 4 }, moneyMarket: RUN });
    const [forced] = economy.events.of('ForcedLayoff');
    const trades = economy.events.of('Trade').filter(({ route }) => route === 'Layoff');
    expect(forced).toMatchObject({ day: 2, dealer: 'dealer_all', tickets: trades.length });
    expect(trades.length).toBeGreaterThan(0);
    expect(trades.map(({ trader, price, vbt }) => [trader, price.toFixed(), vbt])).toEqual(
      trades.map(() => ['dealer_all', '0.9', 'vbt_all']),
    );
    expect(forced?.proceeds.toFixed()).toBe((trades.length * 0.9).toFixed(1).replace('.0', ''));
    expect(forced?.stillShort.toFixed()).toBe('0');
    expect(result.defaulted).toEqual([]);
    expect(economy.events.of('CallLoanRepaid').at(-1)?.day).toBe(2);
    const { funding, totalTrades, market } = result.metrics;
    expect(funding?.layoffs).toBe(trades.length);
    expect(funding?.layoffProceeds.eq(forced?.proceeds ?? 0)).toBe(true);
    expect(funding?.defaults).toBe(0);
    // A forced sale is no customer's.
    expect(totalTrades).toBe(economy.events.of('Trade').length - trades.length);
    expect(market?.dealers.profit.eq(funding?.profit ?? -1)).toBe(true);
  });

  it('sells no more than it needs', () => {
    const { economy } = runFunded({ ...arm, dealerFunding: { leverage: 4 }, moneyMarket: RUN });
    const [forced] = economy.events.of('ForcedLayoff');
    const [first] = economy.events.of('CallLoanGranted').filter(({ day }) => day === 1);
    const tickets = forced?.tickets ?? 0;
    expect(first).toBeDefined();
    // One ticket less would not have done.
    const last = economy.events
      .of('Trade')
      .filter(({ route }) => route === 'Layoff')
      .at(-1);
    const left = economy.ledger.cash('dealer_all');
    expect(tickets).toBeGreaterThan(1);
    expect(last?.price.toFixed()).toBe('0.9');
    expect(left.gte(0)).toBe(true);
  });

  it('stops selling where nobody pays, and defaults like anybody', () => {
    const { economy, result, view } = runFunded({
      ...arm,
      dealer: { ...DEALER, vbtFunding: 'funded' },
      dealerFunding: { leverage: 4 },
      moneyMarket: RUN,
    });
    const [forced] = economy.events.of('ForcedLayoff');
    expect(forced).toMatchObject({ day: 2, tickets: 0 });
    expect(forced?.stillShort.gt(0)).toBe(true);
    // H3 lent to it, and cannot pay on the next day: a default of people, unlike the dealer's own.
    expect(economy.events.of('AgentDefaulted').map(({ day, agent, agentKind }) => [day, agent, agentKind])).toEqual([
      [2, 'dealer_all', 'dealer'],
      [3, 'H3', undefined],
    ]);
    expect(view.market?.closed).toEqual(['dealer_all']);
    const { funding, totalDefaults, summary, moneyMarket } = result.metrics;
    expect([totalDefaults, summary.defaultCount, funding?.defaults]).toEqual([1, 1, 1]);
    expect(funding?.dealers[0]).toMatchObject({ dealer: 'dealer_all', defaulted: true, leverage: null });
    expect(funding?.profit.toFixed()).toBe('-10');
    expect(moneyMarket?.callLoanLoss.gt(0)).toBe(true);
    expect(moneyMarket?.loansDefaulted).toBe(1);
    expect(economy.events.of('LenderLoss').map(({ lenderId }) => lenderId)).toContain('H3');
    // It never trades or borrows again.
    expect(economy.events.of('CallLoanGranted').every(({ day }) => day < 2)).toBe(true);
    expect(economy.events.of('ForcedLayoff')).toHaveLength(1);
  });

  it('leaves a log from which the same figures can be had', () => {
    const { records, result } = runFunded({ ...arm, dealerFunding: { leverage: 4 }, moneyMarket: RUN });
    const { record } = recordMetrics(records);
    expect(record['total_trades']).toBe(result.metrics.totalTrades);
    expect(record['total_defaults']).toBe(result.metrics.totalDefaults);
  });

  it('owes less once it is worth less', () => {
    // H3 can pay only half of what it promised: the mid falls, and with it what the dealer is worth.
    const { economy } = runFunded({ ...arm, world: worldOf(30), dealerFunding: { leverage: 3 }, maxDays: 6 });
    const owed = new Map<number, string>();
    for (const { day, principal } of economy.events.of('CallLoanGranted')) owed.set(day, principal.toFixed());
    expect(economy.events.of('VBTAnchorUpdate')[0]?.day).toBe(3);
    expect(Number(owed.get(4))).toBeLessThan(Number(owed.get(2)) * 0.8);
    expect(economy.events.of('AgentDefaulted').map(({ agent }) => agent)).toEqual(['H3']);
  });
});

describe('funding', () => {
  it('is refused where loans run longer, act in the evening, or are of another money', () => {
    const economy = createEconomy({ seed: 1 });
    const market = () => {
      throw new Error('not yet');
    };
    const at = (options: { leverage: number }, terms: Parameters<typeof dealerFunding>[3]) => () =>
      dealerFunding(economy, options, market, terms);
    expect(at({ leverage: 2 }, { term: 2 })).toThrowError(/moneyMarket.term must be 1/);
    expect(at({ leverage: 2 }, { at: 'C' })).toThrowError(/moneyMarket.at must be B2/);
    expect(at({ leverage: 2 }, { asset: 'reserves' })).toThrowError(/moneyMarket.asset must be cash/);
    expect(at({ leverage: 0.5 }, {})).toThrowError(/leverage must be at least 1, but is 0.5/);
    expect(at({ leverage: 1 }, { term: 2, at: 'C' })).not.toThrow();
  });
});
