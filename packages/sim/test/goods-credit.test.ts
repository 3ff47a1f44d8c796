import type { FinancingModeDefinition } from '@bagehot/financing';
import { decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingAction } from '@bagehot/ring';
import { createEconomy, exchangeMarket, secondaryMarket, simulate } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { BREAD, type GoodsRun, type GoodsRunOptions, people, runGoods } from './goods-run.js';

const mint = (to: string, amount: number): RingAction => ({ kind: 'mint_cash', to, amount: String(amount) });
const owe = (from: string, to: string, amount: number, dueDay: number): RingAction => ({
  kind: 'create_payable',
  from,
  to,
  amount: String(amount),
  dueDay,
});
const purchases = ({ economy }: GoodsRun): readonly unknown[] =>
  economy.events
    .of('ExchangeTrade')
    .map(({ day, trade }) =>
      trade.credit === undefined ? [day, trade.dX, trade.dY] : [day, trade.dX, trade.dY, trade.credit],
    );
const cashOf = ({ economy }: GoodsRun): readonly string[] =>
  ['H1', 'H2', 'H3'].map((name) => economy.ledger.cash(name).toFixed());
const told = ({ records }: GoodsRun): string => JSON.stringify(records);

describe('purchases on credit', () => {
  const onCredit: GoodsRunOptions = { tradeCredit: { termDays: 2, maxDebt: 18 } };

  it('are goods, cash and a payable at once; the ring settles it when it is due', () => {
    // 12 and 18 of credit buy all ten units at 3 each. H2 is paid 20 by H3 on the day the credit falls due.
    const run = runGoods(people(mint('H2', 12), mint('H3', 20), owe('H3', 'H2', 20, 2)), onCredit);
    expect(purchases(run)).toEqual([[0, 10, 30, 18]]);
    const [granted] = run.economy.events.of('TradeCreditGranted');
    expect(granted).toMatchObject({ day: 0, buyer: 'H2', seller: 'H1', contract: 'P2', dueDay: 2 });
    expect([granted?.credit.toFixed(), granted?.face.toFixed()]).toEqual(['18', '18']);
    expect(run.economy.events.of('ExchangeTrade')[0]?.contract).toBe('P2');
    expect(run.economy.events.of('PayableCreated')[1]).toMatchObject({
      contract: 'P2',
      origin: 'trade-credit',
      day: 0,
    });
    expect(run.economy.events.of('PayableSettled').map(({ day, contract }) => [day, contract])).toEqual([
      [2, 'P1'],
      [2, 'P2'],
    ]);
    expect(run.result.defaulted).toEqual([]);
    expect(cashOf(run)).toEqual(['30', '2', '0']);
    // What is owed by trade counts as debt of the ring.
    expect(run.result.metrics.summary.totalDue.toFixed()).toBe('38');
  });

  it('cost the markup, rounded up to the grid of money', () => {
    const run = runGoods(people(mint('H2', 12)), {
      moneyDecimals: 2,
      tradeCredit: { termDays: 9, maxDebt: 18, markup: '0.0333' },
    });
    // 18 * 1.0333 is 18.5994.
    expect(run.economy.events.of('TradeCreditGranted')[0]?.face.toFixed()).toBe('18.6');
    expect(run.economy.contracts.get('P1')).toBe(undefined);
    expect(run.result.defaulted).toEqual(['H2']);
  });

  it('are owed in money, whatever the minor unit', () => {
    const rules = { ...BREAD.rules, params: { ...BREAD.rules?.params, moneyScale: 4 } } as typeof BREAD.rules;
    const run = runGoods(people(mint('H2', 1)), {
      config: { ...BREAD, rules } as typeof BREAD,
      tradeCredit: { termDays: 9, maxDebt: 5 },
      maxDays: 1,
    });
    // 4 quarters and 20 more: two units at the first price above 8 quarters that works, 9.
    expect(purchases(run)).toEqual([[0, 2, 18, 14]]);
    expect(run.economy.events.of('TradeCreditGranted')[0]?.credit.toFixed()).toBe('3.5');
    expect(run.economy.contracts.get('P1')?.amount.toFixed()).toBe('3.5');
  });

  it('leave the goods with who cannot pay, the loss with the seller, and the buyer out of the market', () => {
    const run = runGoods(people(mint('H2', 12)), onCredit);
    expect(run.result.defaulted).toEqual(['H2']);
    expect(run.economy.ledger.balance('H2', 'good/bread').toFixed()).toBe('10');
    expect(cashOf(run)).toEqual(['12', '0', '0']);
    expect(run.economy.events.of('ObligationDefaulted')[0]).toMatchObject({ contract: 'P1', day: 2 });
    expect(run.result.metrics.summary.faceDefaulted.toFixed()).toBe('18');
  });

  it('are refused to who is short today', () => {
    const short = runGoods(people(mint('H2', 12), owe('H2', 'H3', 13, 0)), onCredit);
    expect(purchases(short)).toEqual([]);
    // The same debt a day later is no need today: what is left of 18 by the 13 owed is lent.
    expect(purchases(runGoods(people(mint('H2', 12), owe('H2', 'H3', 13, 1)), onCredit))[0]).toEqual([0, 5, 15, 3]);
    // And with a limit that knows no debts.
    const own = { ...BREAD, rules: { ...BREAD.rules, purchaseLimit: { limit: () => 30 } } } as typeof BREAD;
    const tradeCredit = { termDays: 2 };
    expect(purchases(runGoods(people(mint('H2', 12), owe('H2', 'H3', 13, 0)), { config: own, tradeCredit }))).toEqual(
      [],
    );
    expect(purchases(runGoods(people(mint('H2', 12)), { config: own, tradeCredit }))).toEqual([[0, 10, 30, 18]]);
  });

  it('count debts of every kind against the most one may owe, and let who owes more spend what it has', () => {
    const owing = (amount: number) =>
      runGoods(people(mint('H2', 12), owe('H2', 'H3', amount, 6)), { ...onCredit, maxDays: 1 });
    expect(purchases(owing(12))).toEqual([[0, 6, 18, 6]]);
    expect(purchases(owing(18))).toEqual([[0, 4, 12]]);
    expect(purchases(owing(50))).toEqual([[0, 4, 12]]);
  });

  it('are not made in small amounts', () => {
    const run = runGoods(people(mint('H2', 12)), {
      tradeCredit: { termDays: 2, maxDebt: 3, minAmount: 4 },
      maxDays: 1,
    });
    expect(purchases(run)).toEqual([[0, 4, 12]]);
  });

  it('stay open when they fall due after the last day, and a stable run waits for them', () => {
    const late = runGoods(people(mint('H2', 12), mint('H3', 40), owe('H3', 'H2', 40, 20)), {
      tradeCredit: { termDays: 21, maxDebt: 18 },
      maxDays: 5,
    });
    expect(late.result.stopped).toBe('max-days');
    expect(late.economy.contracts.owedBy('H2').map(({ id, dueDay }) => [id, dueDay])).toEqual([['P2', 21]]);
    const long = runGoods(people(mint('H2', 12), mint('H3', 40), owe('H3', 'H2', 40, 20)), {
      tradeCredit: { termDays: 21, maxDebt: 18 },
      maxDays: 50,
    });
    expect([long.result.stopped, long.result.days >= 22, long.result.defaulted]).toEqual(['stable', true, []]);
  });

  it('happen as a whole or not at all', () => {
    for (const moment of ['before the claim', 'after the claim'] as const) {
      const economy = createEconomy({ seed: 7 });
      const register = quanta(economy.contracts);
      const issue = register.issue.bind(register);
      register.issue = (...terms) => {
        const contract = moment === 'after the claim' ? issue(...terms) : -1;
        expect([economy.ledger.balance('H2', 'good/bread'), economy.ledger.cash('H2')].map(Number)).toEqual([10, 0]);
        throw new Error(`planted ${moment} ${contract}`);
      };
      const market = exchangeMarket(economy, BREAD, onCredit);
      const before: unknown[] = [];
      const play = () =>
        simulate(economy, people(mint('H2', 12)), {
          maxDays: 3,
          phases: [market],
          onStart: () => before.push(economy.ledger.snapshot(), economy.contracts.snapshot()),
        });
      expect(play).toThrow(/planted/u);
      expect(JSON.stringify([economy.ledger.snapshot(), economy.contracts.snapshot()])).toBe(JSON.stringify(before));
      expect(economy.events.of('ExchangeTrade')).toEqual([]);
      expect(market.exchange.tick).toBe(0);
      // The same exchange goes on once the fault is mended.
      register.issue = issue;
      market.exchange.runTick(0);
      expect([economy.ledger.balance('H2', 'good/bread'), economy.ledger.cash('H2')].map(Number)).toEqual([10, 0]);
      expect(economy.contracts.owedBy('H2').map(({ amount }) => amount.toFixed())).toEqual(['18']);
    }
  });

  it('become tickets on the day they are made, and can be sold', () => {
    const world = people(mint('H2', 12), mint('H3', 100), owe('H1', 'H3', 15, 0));
    const without = runGoods(world, { tradeCredit: { termDays: 5, maxDebt: 18 } });
    // H1 has 12 and a claim, and owes 15 today.
    expect(without.result.defaulted).toContain('H1');
    const sold = runGoods(world, {
      tradeCredit: { termDays: 5, maxDebt: 18 },
      phases: (economy) => [secondaryMarket(economy, { maxArrivals: 'all', dealerShare: 1, block: 'shortfall' })],
    });
    expect(sold.result.defaulted).not.toContain('H1');
    const sales = sold.economy.events.of('ClaimTransferred').filter(({ day, from }) => day === 0 && from === 'H1');
    expect(sales.length).toBeGreaterThan(0);
    for (const { contract, face } of sales) expect([contract, face.toFixed()]).toEqual(['P2', '1']);
  });
});

describe('a financing mode as a limit', () => {
  const world = people(mint('H2', 12));
  const prices = new Map([
    ['bread', 3],
    ['wine', 1],
  ]);

  it('PERSONAL with all money carried is no limit: the same bytes', () => {
    expect(told(runGoods(world, { purchaseLimit: { mode: 'PERSONAL' } }))).toBe(told(runGoods(world)));
    const barter = { ...BREAD, rules: { ...BREAD.rules, regime: 'mixed' } } as typeof BREAD;
    expect(told(runGoods(world, { config: barter, purchaseLimit: { mode: 'PERSONAL' } }))).toBe(
      told(runGoods(world, { config: barter })),
    );
  });

  it('PERSONAL lets only what is carried be spent, and what is received', () => {
    const carriedShare = '0.3';
    // 3 of 12, then of 9, ...
    const run = runGoods(world, { purchaseLimit: { mode: 'PERSONAL', carriedShare } });
    expect(purchases(run)[0]).toEqual([0, 1, 3]);
    // Of the 9 left, 2 are carried: not enough for a unit at 3.
    expect(purchases(run)).toHaveLength(1);
  });

  it('TOTAL_WEALTH reaches as far as goods and money less debts, and needs credit to go beyond money', () => {
    const wine = (bottles: number): GoodsRunOptions => ({
      config: {
        ...BREAD,
        agents: BREAD.agents.map((one) => (one.id === 2 ? { ...one, inventory: { wine: bottles } } : one)),
      },
      purchaseLimit: { mode: 'TOTAL_WEALTH', referencePrices: prices },
      maxDays: 1,
    });
    expect(purchases(runGoods(world, wine(6)))).toEqual([[0, 4, 12]]);
    const credit: GoodsRunOptions = { tradeCredit: { termDays: 3 } };
    // 12 in money and 6 in wine.
    expect(purchases(runGoods(world, { ...wine(6), ...credit }))).toEqual([[0, 6, 18, 6]]);
    // A debt of 3 is taken off.
    const owing = people(mint('H2', 12), owe('H2', 'H3', 3, 9));
    expect(purchases(runGoods(owing, { ...wine(6), ...credit }))).toEqual([[0, 5, 15, 3]]);
    // The most one may owe counts as well.
    expect(purchases(runGoods(owing, { ...wine(6), tradeCredit: { termDays: 3, maxDebt: 3 } }))).toEqual([[0, 4, 12]]);
    // Who owes more than it has buys nothing.
    const poor = people(mint('H2', 12), owe('H2', 'H3', 40, 9));
    expect(purchases(runGoods(poor, { ...wine(6), ...credit }))).toEqual([]);
  });

  it('reckons goods at what they last cost in money, once they have been sold', () => {
    // H2 buys a unit a day. On day 1 its bread is reckoned at the 3 it cost on day 0, no longer at 100.
    const params = { ...BREAD.rules?.params, dAMax: 1 };
    const config = { ...BREAD, rules: { ...BREAD.rules, params } } as typeof BREAD;
    const seen: string[][] = [];
    const spy: FinancingModeDefinition = {
      id: 'SPY',
      bounds: ({ prices: at, personalWealth, homeWealth, outstanding, agent }) => {
        seen.push([
          String(agent.id),
          ...at.map(String),
          String(personalWealth),
          String(homeWealth),
          String(outstanding),
        ]);
        return { fixed: personalWealth, salesCoefficient: decimal(0), claimLimit: null };
      },
    };
    const referencePrices = { bread: 100, wine: '1.5' };
    runGoods(people(mint('H2', 12), owe('H2', 'H3', 2, 9)), {
      config,
      maxDays: 2,
      purchaseLimit: { mode: spy, carriedShare: '0.5', referencePrices },
    });
    expect(seen.filter(([id]) => id === '2')).toEqual([
      ['2', '1', '100', '1.5', '6', '6', '2'],
      ['2', '1', '3', '1.5', '4', '8', '2'],
    ]);
    expect(seen.filter(([id]) => id === '1')[1]).toEqual(['1', '1', '3', '1.5', '1', '29', '0']);
  });

  it('is asked on a tick what money one offers, without what is owed today', () => {
    const run = runGoods(people(mint('H2', 12), owe('H2', 'H3', 6, 0)), { purchaseLimit: { mode: 'PERSONAL' } });
    expect(purchases(run)).toEqual([[0, 2, 6]]);
    expect(run.result.defaulted).toEqual([]);
  });
});

describe('options of the goods market', () => {
  const market = (options: GoodsRunOptions) => () => exchangeMarket(createEconomy({ seed: 1 }), BREAD, options);
  const own = { ...BREAD, rules: { ...BREAD.rules, purchaseLimit: { limit: () => 1 } } } as typeof BREAD;

  it('are checked where they are written', () => {
    const invalid = expect.objectContaining({ code: 'INVALID_OPTIONS' });
    expect(market({ tradeCredit: { termDays: 0, maxDebt: 1 } })).toThrow(
      /termDays must be a whole number of at least 1/u,
    );
    expect(market({ tradeCredit: { termDays: 1 } })).toThrow(/maxDebt must be given where there is no purchase limit/u);
    expect(market({ tradeCredit: { termDays: 1, maxDebt: 1, markup: -1 } })).toThrow(
      /tradeCredit.markup must be at least 0/u,
    );
    expect(market({ purchaseLimit: { mode: 'TOTAL_WEALTH' } })).toThrow(invalid);
    expect(market({ purchaseLimit: { mode: 'TOTAL_WEALTH', referencePrices: { bread: 1 } } })).toThrow(
      /referencePrices.wine must be given, because TOTAL_WEALTH looks at what goods are worth/u,
    );
    expect(market({ purchaseLimit: { mode: 'TOTAL_WEALTH', referencePrices: { bread: 1, wine: -1 } } })).toThrow(
      invalid,
    );
    expect(market({ purchaseLimit: { mode: 'PERSONAL', carriedShare: 2 } })).toThrow(/carriedShare must be a share/u);
    expect(market({ purchaseLimit: { mode: 'BARTER' } })).toThrow(expect.objectContaining({ code: 'UNKNOWN_MODE' }));
    expect(() => exchangeMarket(createEconomy({ seed: 1 }), own, { purchaseLimit: { mode: 'PERSONAL' } })).toThrow(
      /purchaseLimit must be given in the options or in the rules/u,
    );
  });
});
