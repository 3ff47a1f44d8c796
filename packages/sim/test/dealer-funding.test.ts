import { targetDebt } from '@bagehot/dealer';
import { type Decimal, decimal } from '@bagehot/kernel';
import type { ExplicitWorld, RingSystem } from '@bagehot/ring';
import {
  composeDay,
  createEconomy,
  dealerFunding,
  lendingWindow,
  recordMetrics,
  type SecondaryMarketConfig,
  type WindowParts,
} from '@bagehot/sim';
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

  it('comes after the people who borrow', () => {
    const { economy } = runFunded({ ...arm, dealerFunding: { leverage: 4 }, liquidity: { policy: 'borrow-first' } });
    const granted = economy.events.of('CallLoanGranted').filter(({ day }) => day === 1);
    expect(granted.map(({ borrowerId }) => borrowerId)).toEqual(['H2', 'dealer_all']);
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
    let left: Decimal | undefined;
    runFunded({
      ...arm,
      dealerFunding: { leverage: 4 },
      moneyMarket: RUN,
      onDay: (day, { economy }) => {
        if (day === 2) left = economy.ledger.cash('dealer_all');
      },
    });
    // One ticket less would not have done.
    expect(left?.gte(0) && left.lt('0.9')).toBe(true);
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
    // The first loan was repaid with interest; of the second not even the principal.
    expect([funding?.interestPaid.toFixed(), funding?.dealers[0]?.peakDebt.toFixed()]).toEqual([
      '0.004166666667',
      '30',
    ]);
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

describe('a late session', () => {
  const NOBODY_LENDS = { withdraw: { fromDay: 0, share: 1 } };

  it('is for those who did not get the loan they had planned on', () => {
    const { economy, result } = runFunded({ ...arm, liquidity: { policy: 'borrow-first' }, moneyMarket: NOBODY_LENDS });
    const [plan] = economy.events.of('LiquidityPlanned');
    expect([plan?.day, plan?.agent, plan?.sources]).toEqual([1, 'H2', ['borrow', 'sell']]);
    const trades = economy.events.of('Trade').filter(({ day }) => day === 1);
    expect(trades.length).toBeGreaterThan(0);
    expect(trades.every(({ trader, side }) => trader === 'H2' && side === 'SELL')).toBe(true);
    // The session for money has come first.
    const { events } = economy.events;
    const cleared = events.findIndex(({ kind, day }) => kind === 'CallMarketCleared' && day === 1);
    expect(events.findIndex(({ kind }) => kind === 'Trade')).toBeGreaterThan(cleared);
    expect(result.defaulted).toEqual([]);
  });

  it('is not for those who began with a sale, and are still short', () => {
    const once = { ...arm, dealer: { ...DEALER, block: 'one' as const }, moneyMarket: NOBODY_LENDS };
    const { economy } = runFunded({ ...once, liquidity: { policy: 'sell-first' } });
    expect(economy.events.of('Trade').filter(({ day }) => day === 1)).toHaveLength(1);
  });

  it('does nothing for those who would not sell, or did not have to', () => {
    const trades = (policy: 'borrow-first' | 'borrow-only', moneyMarket: object) =>
      runFunded({ ...arm, liquidity: { policy }, moneyMarket }).economy.events.of('Trade').length;
    expect(trades('borrow-only', NOBODY_LENDS)).toBe(0);
    expect(trades('borrow-first', {})).toBe(0);
  });

  it('has dealers that are short sell in bucket order', () => {
    const { economy } = runFunded({
      ...arm,
      world: {
        ...worldOf(40),
        initialActions: [
          ...worldOf(40).initialActions,
          { kind: 'create_payable', from: 'H3', to: 'H2', amount: '40', dueDay: 5 },
          { kind: 'create_payable', from: 'H2', to: 'H1', amount: '25', dueDay: 2 },
        ],
      },
      dealer: {
        buying: false,
        buckets: [
          { id: 'near', minDays: 1, maxDays: 2 },
          { id: 'far', minDays: 3, maxDays: null },
        ],
        anchors: new Map(['near', 'far'].map((id) => [id, { mid: 1, spread: '0.2' }])),
        capital: { mode: 'given', cash: new Map(['near', 'far'].map((id) => [`dealer_${id}`, 5])) },
      },
      dealerFunding: { leverage: 4 },
      liquidity: { policy: 'sell-first' },
      moneyMarket: RUN,
    });
    const forced = economy.events.of('ForcedLayoff').filter(({ day }) => day === 2);
    expect(forced.map(({ dealer }) => dealer)).toEqual(['dealer_near', 'dealer_far']);
  });
});

describe('what a sale brings', () => {
  const bidsOf = (policy: 'cheapest' | 'sell-first', policyRate: number) => {
    const { economy } = runFunded({ ...arm, liquidity: { policy }, moneyMarket: { policyRate, ticksPerYear: 1 } });
    return economy.events.of('LiquidityPlanned')[0];
  };

  it('is told in the plan, and decides the plan of those who compare', () => {
    // With an empty shelf the dealer bids more than face: a sale gives up nothing.
    const plan = bidsOf('cheapest', 0.01);
    expect(plan?.bid?.gt(1)).toBe(true);
    expect(plan?.sources).toEqual(['sell', 'borrow']);
    expect(bidsOf('sell-first', 0.01)?.bid?.eq(plan?.bid ?? 0)).toBe(true);
  });

  it('is weighed against the cost of a loan until the claim is due', () => {
    const planAt = (policyRate: string) =>
      runFunded({
        ...arm,
        // Without capital of its own the dealer passes everything through, at 0.9.
        dealer: { ...DEALER, capital: { mode: 'given', cash: new Map() } },
        liquidity: { policy: 'cheapest' },
        moneyMarket: { policyRate, ticksPerYear: 1 },
      }).economy.events.of('LiquidityPlanned')[0];
    // Two days at r on 0.9 cost 1.8 r; the sale costs 0.1.
    expect(planAt('0.0556')?.bid?.toFixed()).toBe('0.9');
    expect(planAt('0.0556')?.sources).toEqual(['sell', 'borrow']);
    expect(planAt('0.0555')?.sources).toEqual(['borrow', 'sell']);
  });
});

describe('the window', () => {
  it('lends to dealers that are still short, after the people', () => {
    const { economy, result } = runFunded({
      ...arm,
      dealer: { ...DEALER, vbtFunding: 'funded' },
      dealerFunding: { leverage: 4 },
      facilities: { lendingSpread: '0.02', collateral: { haircut: '0.1' } },
      moneyMarket: RUN,
    });
    const [forced] = economy.events.of('ForcedLayoff');
    const [loan] = economy.events.of('FacilityLending');
    expect(loan).toMatchObject({ day: 2, agentId: 'dealer_all' });
    expect(loan?.amount.toFixed()).toBe(forced?.stillShort.toFixed());
    expect(economy.events.of('ClaimPledged').every(({ agent }) => agent === 'dealer_all')).toBe(true);
    // Without it the dealer fails, and H3 with it.
    expect(economy.events.of('AgentDefaulted').filter(({ day }) => day === 2)).toEqual([]);
    expect(result.metrics.moneyMarket?.facilityLoss.toFixed()).toBe('0');
  });
});

it('a window serves dealers after the people', () => {
  const asked: string[] = [];
  const facilities = {
    lend: (agent: string) => {
      asked.push(agent);
      return { loanId: null };
    },
    recourse: () => undefined,
  };
  const parts = {
    facilities,
    callMarket: { lastClearing: () => null },
    shortfalls: () => [{ agent: 'H1', need: 1n }],
    others: () => [{ agent: 'dealer_short', need: 2n }],
    money: (quanta: bigint) => decimal(String(quanta)),
  } as unknown as WindowParts;
  lendingWindow(() => parts, 'B2').trade({} as RingSystem, 0);
  expect(asked).toEqual(['H1', 'dealer_short']);
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
    const parts = { dealer: {}, dealerFunding: { leverage: 2 } };
    const moneyMarket = { policyRate: 0.05, term: 2, at: 'C', asset: 'reserves' } as const;
    const paths = /moneyMarket\.term must .*moneyMarket\.at must .*moneyMarket\.asset must /s;
    expect(() => composeDay(economy, { ...parts, moneyMarket })).toThrowError(paths);
  });
});
