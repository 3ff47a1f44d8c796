import {
  applyTrade,
  bestTrade,
  createAgents,
  createRules,
  createTraders,
  creditRoom,
  type ExchangeAgentInput,
  matchRound,
  meanPrices,
  type RulesInput,
  runRounds,
  type Trade,
  type TradeCredit,
} from '@bagehot/exchange';
import { exchangeAgents, matchingParams } from '@bagehot/exchange/testing';
import { decimal } from '@bagehot/kernel';
import { assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';

const linear = (vA: number, vB: number) => ({ type: 'linear', params: { vA, vB } });
/** Sells A from 2. */
const seller: ExchangeAgentInput = { id: 1, inventory: { A: 10, M: 0 }, utility: linear(2, 1) };
/** Buys A up to 10. */
const buyer: ExchangeAgentInput = { id: 2, inventory: { M: 12 }, utility: linear(10, 1) };
const money: RulesInput = { regime: 'money_only', params: { tradeExecutionMode: 'maximum', dAMax: 10 } };

const credit = (terms: Partial<TradeCredit> = {}): TradeCredit => ({ markup: 0, grant: () => 'P1', ...terms });

describe('a purchase limit', () => {
  it('bounds what is spent, and who may buy at all', () => {
    const limited = (limit: number): RulesInput => ({ ...money, purchaseLimit: { limit: () => limit } });
    expect(bestTrade(seller, buyer, money)).toMatchObject({ dX: 4, dY: 12 });
    expect(bestTrade(seller, buyer, limited(6))).toMatchObject({ dX: 2, dY: 6 });
    expect(bestTrade(seller, buyer, limited(500))).toMatchObject({ dX: 4, dY: 12 });
    expect(bestTrade(seller, buyer, limited(0))).toBeNull();
    const rules = createRules(limited(0));
    expect(createTraders(createAgents([seller, buyer], rules), rules).overlap(0, 1, true)).toBe(0);
  });

  it('is a whole number of at least 0', () => {
    for (const limit of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => bestTrade(seller, buyer, { ...money, purchaseLimit: { limit: () => limit } })).toThrow(
        expect.objectContaining({ code: 'PORT_ANSWER_INVALID' }),
      );
  });

  it("of all one's money changes nothing", () => {
    const markets = record({
      agents: exchangeAgents(),
      params: matchingParams(),
      regime: constantFrom('barter_only', 'money_only', 'mixed'),
      by: constantFrom('surplus' as const, 'overlap' as const),
    });
    assert(
      property(markets, ({ agents, by, ...rules }) => {
        const plain = runRounds(agents, rules, { by, maxRounds: 6 });
        const purchaseLimit = {
          limit: ({ inventory }: { inventory: Readonly<Record<string, number>> }) => inventory['M'] ?? 0,
        };
        const limited = runRounds(agents, { ...rules, purchaseLimit }, { by, maxRounds: 6 });
        expect(limited.trades).toEqual(plain.trades);
      }),
      { numRuns: 60 },
    );
  });
});

describe('trade credit', () => {
  const onCredit = (terms: Partial<TradeCredit>, limit = 30, params: RulesInput['params'] = {}): RulesInput => ({
    ...money,
    params: { ...money.params, ...params },
    purchaseLimit: { limit: () => limit },
    tradeCredit: credit(terms),
  });

  it('lets a buyer owe what its money does not cover, up to the limit', () => {
    // At the first price that works, 3, the limit of 30 buys everything: 12 are paid, 18 owed.
    const trade = bestTrade(seller, buyer, onCredit({}));
    expect(trade).toMatchObject({ dX: 10, dY: 30, credit: 18, buyerGain: 70, sellerGain: 10 });
    const [after, debtor] = applyTrade(createAgents([seller, buyer], money), trade as NonNullable<typeof trade>, money);
    expect(after?.inventory).toEqual({ A: 0, B: 0, M: 12 });
    expect(debtor?.inventory).toEqual({ A: 10, B: 0, M: 0 });
    expect(bestTrade(seller, buyer, onCredit({}, 12))).not.toHaveProperty('credit');
  });

  it('costs the buyer its markup, rounded up to the grid, and the seller its doubts', () => {
    // 18 owed at 5 % is 18.9 minor units: 19 on a grid of minor units, exactly that on one of tenths.
    expect(bestTrade(seller, buyer, onCredit({ markup: '0.05' }))).toMatchObject({
      buyerGain: 100 - 12 - 19,
      sellerGain: 12 + 19 - 20,
    });
    expect(bestTrade(seller, buyer, onCredit({ markup: decimal('0.05'), quantum: '0.1' }))).toMatchObject({
      buyerGain: 100 - 12 - 18.9,
    });
    expect(bestTrade(seller, buyer, onCredit({ sellerDiscount: '0.25' }))).toMatchObject({
      dX: 10,
      credit: 18,
      sellerGain: 12 + 18 * 0.75 - 20,
    });
  });

  it('is not given in small amounts', () => {
    expect(bestTrade(seller, buyer, onCredit({ minAmount: 4 }))).toMatchObject({ dX: 4, dY: 12 });
    // Prices 3, 4 and 5 would leave less than 4 to be owed for the first unit.
    expect(bestTrade(seller, { ...buyer, inventory: { M: 2 } }, onCredit({ minAmount: 4 }))).toMatchObject({
      dX: 5,
      dY: 30,
      credit: 28,
    });
    expect(bestTrade(seller, { ...buyer, inventory: { M: 2 } }, onCredit({ minAmount: 4 }, 5))).toBeNull();
    expect(bestTrade(seller, { ...buyer, inventory: {} }, onCredit({ minAmount: 3 }))).toMatchObject({
      dX: 10,
      dY: 30,
      credit: 30,
    });
  });

  it('conserves goods and money in a round', () => {
    const { agents, trades } = matchRound([seller, buyer], onCredit({}));
    expect(trades).toHaveLength(1);
    expect(agents.map(({ inventory }) => inventory['M'])).toEqual([12, 0]);
  });

  it('needs a limit, and terms that can be met', () => {
    expect(() => createRules({ ...money, tradeCredit: credit() })).toThrow(
      /tradeCredit must be together with a purchase limit/u,
    );
    const broken = { markup: -1, sellerDiscount: 2, minAmount: 0, quantum: '0.3' };
    expect(() => createRules(onCredit(broken))).toThrow(
      /markup must be at least 0.*sellerDiscount must be at most 1.*minAmount must be a whole number.*quantum must be a grid on which 1\/1 lies/u,
    );
    expect(() => createRules(onCredit({ markup: 'much' }))).toThrow(/markup must be a finite decimal/u);
  });
});

describe('a trade that no longer fits', () => {
  it('is refused, and nothing has changed', () => {
    const agents = createAgents([seller, buyer], money);
    const trade = bestTrade(seller, buyer, money);
    if (trade === null) throw new Error('no trade');
    const stale = expect.objectContaining({ code: 'STALE_TRADE', name: 'StaleTradeError' });
    const before = JSON.stringify(agents);
    expect(() => applyTrade(agents, { ...trade, dX: 11 }, money)).toThrow(stale);
    expect(() => applyTrade(agents, { ...trade, dY: 13 }, money)).toThrow(
      /M of agent 2 must be at least 13, but is 12/u,
    );
    expect(() => applyTrade(agents, { ...trade, dY: 0 }, money)).toThrow(stale);
    expect(() => applyTrade(agents, { ...trade, buyerId: 1 }, money)).toThrow(stale);
    expect(() => applyTrade(agents, { ...trade, buyerId: 9 }, money)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_AGENT' }),
    );
    const rich = createAgents([{ ...seller, inventory: { A: 10, M: Number.MAX_SAFE_INTEGER } }, buyer], money);
    expect(() => applyTrade(rich, trade, money)).toThrow(stale);
    expect(JSON.stringify(agents)).toBe(before);
    const again = applyTrade(agents, trade, money);
    expect(() => applyTrade(again, trade, money)).toThrow(stale);
  });

  it('of columns leaves the columns as they are', () => {
    const rules = createRules(money);
    const traders = createTraders(createAgents([seller, buyer], rules), rules);
    const block = traders.best(0, 1, true);
    if (block === null) throw new Error('no block');
    const before = [...traders.holdings];
    expect(() => traders.apply({ ...block, dY: 13 })).toThrow(/STALE|must be at least 13/u);
    expect([...traders.holdings]).toEqual(before);
    expect([...traders.changed]).toEqual([0, 0]);
    const versions = [...traders.version];
    traders.apply(block);
    expect([...traders.changed]).toEqual([1, 1]);
    expect(traders.version.every((version, row) => version > (versions[row] ?? 0))).toBe(true);
  });
});

describe('what trade says of prices and room', () => {
  const trade = (pairType: Trade['pairType'], dX: number, dY: number): Trade => ({
    pairType,
    sellerId: 1,
    buyerId: 2,
    dX,
    dY,
    price: dY / dX,
    sellerGain: 1,
    buyerGain: 1,
    totalSurplus: 2,
  });

  it('the mean price of a good is all that was paid over all that was sold, for money only', () => {
    const prices = meanPrices([
      trade('A<->M', 1, 10),
      trade('A<->M', 2, 10),
      trade('B<->M', 3, 7),
      trade('A<->B', 1, 50),
      trade('A<->M', 3, 1),
    ]);
    // 21 for 6 units, 7 for 3.
    expect(Array.from(prices, ([good, price]) => [good, price.toFixed()])).toEqual([
      ['A', '3.5'],
      ['B', '2.333333333333'],
    ]);
    expect(meanPrices([])).toEqual(new Map());
  });

  it('room for credit is what is left of the most one may owe, in whole minor units, and never less than nothing', () => {
    expect(creditRoom(100n, 30n, 1n)).toBe(70);
    expect(creditRoom(100n, 31n, 10n)).toBe(6);
    expect(creditRoom(100n, 100n, 1n)).toBe(0);
    expect(creditRoom(0n, 50n, 1n)).toBe(0);
  });

  it('what is owed is told to whoever writes the claim, in quanta, exactly', () => {
    const faces: bigint[] = [];
    const quantum = decimal('0.000000000001');
    const rules = createRules({
      ...money,
      purchaseLimit: { limit: () => 30 },
      tradeCredit: { markup: '0.0333333333333', quantum, grant: () => '' },
    });
    for (const credit of [1, 3, 9_007_199_254_740_991]) faces.push(rules.creditTerms?.owed(credit) ?? 0n);
    // 1.0333333333333 of a credit, up to the next of 10^12 quanta in a unit.
    expect(faces).toEqual([1_033_333_333_334n, 3_100_000_000_000n, 9_307_439_229_898_723_793_358_175_301n]);
  });
});
