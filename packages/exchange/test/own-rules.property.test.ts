import {
  createExchangeRegistry,
  type LambdaUpdate,
  MONEY,
  type PairType,
  type QuotedAgent,
  type RulesInput,
} from '@bagehot/exchange';
import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { exchanges } from '@bagehot/exchange/testing';
import { assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparesToTwin } from './twin.js';

const TICKS = 25;
const money = ({ inventory }: QuotedAgent): number => inventory[MONEY] ?? 0;
const isPurchase = (name: PairType): boolean => name.endsWith(`<->${MONEY}`);

const registry = createExchangeRegistry()
  .regime({
    name: 'even_with_even',
    pairs: (goods) => [`${goods[0]}<->${goods[1]}`, ...goods.map((good): PairType => `${good}<->${MONEY}`)],
    select: 'best',
    gate: (i, j, { barterOpen }) =>
      ['A<->B' as const, 'A<->M' as const, 'B<->M' as const].filter(
        (name) => isPurchase(name) || (barterOpen && i.id % 2 === j.id % 2),
      ),
  })
  .regime({
    name: 'thin_streets',
    pairs: () => ['A<->B', 'A<->M', 'B<->M'],
    select: 'best',
    liquidityGated: true,
    gate: (i, j, { barterOpen }) => (barterOpen && i.id % 2 === j.id % 2 ? ['A<->B'] : ['A<->M', 'B<->M']),
  })
  .regime({
    // What is open depends on what they have now, not on who they are.
    name: 'the_poor_barter',
    pairs: () => ['A<->B', 'A<->M', 'B<->M'],
    select: 'first',
    gate: (i, j) => (Math.min(money(i), money(j)) < 20 ? ['A<->B'] : ['A<->M', 'B<->M']),
  })
  .partnerScore({
    name: 'surplus_per_unit',
    score: (_i, _j, { trade }) => (trade()?.totalSurplus ?? 0) / (trade()?.dX ?? 1),
  })
  .blockSearch({
    name: 'one_above_the_ask',
    search: (seller, buyer, pair, { moneyScale, improvementEpsilon }) => {
      const dY = Math.ceil(seller.quotes.get(pair)?.ask ?? 0) + 1;
      if (!isPurchase(pair) || dY > money(buyer)) return null;
      const [good = ''] = pair.split('<->');
      const gains = [gainOf(seller, good, -1, dY / moneyScale), gainOf(buyer, good, 1, -dY / moneyScale)];
      return Math.min(...gains) > improvementEpsilon + 0.001 ? { dX: 1, dY } : null;
    },
  })
  .moneyMode({
    name: 'as_one_sees',
    // Money is worth the less the more of it is in sight.
    update: (agents, { visible }) =>
      new Map(
        agents.map((agent): [number, LambdaUpdate] => {
          const hat = 100 / (1 + visible(agent.id).reduce((sum, other) => sum + money(other), 0));
          return [agent.id, { old: agent.lambdaMoney, new: hat, hats: [], hat, clamped: false, clampType: null }];
        }),
      ),
  })
  .moneyUtility({
    name: 'root',
    u: (M, { lambdaMoney }) => lambdaMoney * Math.sqrt(M),
    mu: (M, { lambdaMoney }, { moneyScale }) => (lambdaMoney * moneyScale) / (2 * Math.sqrt(Math.max(M, 1))),
  });

/** What a unit more or less of a good and so much money are worth, money being worth λ; impossible where there is no unit. */
function gainOf({ utility, inventory, lambdaMoney }: QuotedAgent, good: string, more: number, paid: number): number {
  if ((inventory[good] ?? 0) + more < 0) return Number.NEGATIVE_INFINITY;
  const bundle = utility.goods.map((name) => inventory[name] ?? 0);
  const after = utility.goods.map((name) => (inventory[name] ?? 0) + (name === good ? more : 0));
  return utility.u(after) - utility.u(bundle) + lambdaMoney * paid;
}

const cases: readonly (readonly [string, RulesInput])[] = [
  ['a regime with a gate', { regime: 'even_with_even' }],
  ['a gate that asks for liquidity, too', { regime: 'thin_streets' }],
  ['a gate that looks at holdings', { regime: 'the_poor_barter' }],
  ['a partner score', { regime: 'mixed', params: { partnerScore: 'surplus_per_unit' } }],
  [
    'a block search',
    { regime: 'money_only', params: { tradeExecutionMode: 'one_above_the_ask', moneyUtilityForm: 'linear' } },
  ],
  ['a money mode', { regime: 'mixed', moneyMode: 'as_one_sees' }],
  ['a form of money’s utility', { regime: 'mixed', moneyMode: 'kkt_lambda', params: { moneyUtilityForm: 'root' } }],
  ['a purchase limit', { regime: 'mixed', purchaseLimit: { limit: (buyer) => Math.floor(money(buyer) / 3) } }],
];

/** Purchases up to 60 in all for everybody and for ever; what money does not cover is owed. It keeps what has been spent in mind. */
function budgetOnCredit(): Pick<RulesInput, 'purchaseLimit' | 'tradeCredit'> {
  const spent = new Map<number, number>();
  let granted = 0;
  return {
    purchaseLimit: {
      limit: ({ id }) => Math.max(0, 60 - (spent.get(id) ?? 0)),
      traded: ({ buyerId, dY }) => void spent.set(buyerId, (spent.get(buyerId) ?? 0) + dY),
    },
    tradeCredit: {
      markup: '0.1',
      sellerDiscount: '0.05',
      minAmount: 2,
      grant: ({ buyerId }, credit, face) => `${++granted}: ${buyerId} owes ${face} for ${credit}`,
    },
  };
}

describe('on a grid, what rules of one’s own decide is what the naive twin does', () => {
  it.each(cases)('%s', (_, rules) => {
    let trading = 0;
    assert(
      property(exchanges({ mostAgents: 9 }), (drawn) => {
        const before = drawn.rules as RulesInput;
        const config: ExchangeConfig = {
          ...drawn,
          rules: { ...before, ...rules, registry, params: { ...before.params, ...rules.params } },
        };
        trading += comparesToTwin(config, { ticks: TICKS }).filter(({ kind }) => kind === 'ExchangeTrade').length;
      }),
      { numRuns: 20 },
    );
    expect(trading).toBeGreaterThan(0);
  });

  it('a budget that is used up, and credit', () => {
    let trading = 0;
    let lent = 0;
    assert(
      property(exchanges({ mostAgents: 9 }), (drawn) => {
        const rules = (): RulesInput => ({ ...(drawn.rules as RulesInput), regime: 'mixed', ...budgetOnCredit() });
        const config: ExchangeConfig = { ...drawn, rules: rules() };
        const spent = new Map<number, number>();
        for (const event of comparesToTwin(config, { ticks: TICKS, twin: { ...drawn, rules: rules() } })) {
          if (event.kind !== 'ExchangeTrade' || !isPurchase(event.trade.pairType)) continue;
          const { buyerId, dY, credit = 0 } = event.trade;
          spent.set(buyerId, (spent.get(buyerId) ?? 0) + dY);
          expect(event.contract?.includes(` owes ${Math.ceil((credit * 11) / 10)} for ${credit}`)).toBe(
            credit > 0 ? true : undefined,
          );
          trading++;
          if (credit > 0) lent++;
        }
        for (const total of spent.values()) expect(total).toBeLessThanOrEqual(60);
      }),
      { numRuns: 20 },
    );
    expect(Math.min(trading, lent)).toBeGreaterThan(0);
  });
});
