import type { RulesInput } from '@bagehot/exchange';
import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { exchanges } from '@bagehot/exchange/testing';
import type { ExplicitWorld, RingAction } from '@bagehot/ring';
import type { GoodsOptions } from '@bagehot/sim';
import fc, { type Arbitrary } from 'fast-check';

/** People who trade goods and owe one another money. */
export interface GoodsEconomy {
  readonly config: ExchangeConfig;
  readonly world: ExplicitWorld;
  readonly options: GoodsOptions;
}

/** In full, so that each may be left out. */
export interface DrawnOptions extends GoodsOptions {
  readonly purchaseLimit: NonNullable<GoodsOptions['purchaseLimit']>;
  readonly tradeCredit: NonNullable<GoodsOptions['tradeCredit']>;
}

const drawnOptions: Arbitrary<DrawnOptions> = fc.record({
  ticksPerDay: fc.constantFrom(1, 1, 2),
  reserveDays: fc.constantFrom(0, 0, 1, 2),
  purchaseLimit: fc.record({
    mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH', 'TOTAL_WEALTH'),
    carriedShare: fc.constantFrom('1', '0.5', '0.37', '0'),
    referencePrices: fc.record({
      A: fc.constantFrom('0.03', '1', '2.5'),
      B: fc.constantFrom('0', '0.1', '3'),
      C: fc.constantFrom('0.5', '1'),
    }),
  }),
  tradeCredit: fc.record({
    termDays: fc.integer({ min: 1, max: 4 }),
    markup: fc.constantFrom(0, 0, '0.05', '0.333'),
    sellerDiscount: fc.constantFrom(0, 0, '0.1'),
    maxDebt: fc.constantFrom('0.5', '5', '40', '40', '400'),
    minAmount: fc.constantFrom(1, 1, 3),
  }),
});

/** Small exchanges in which one may buy with money, whose people have some money and debts besides. */
export const goodsEconomies: Arbitrary<GoodsEconomy & { readonly options: DrawnOptions }> = fc
  .record({
    config: exchanges({ mostAgents: 6, mostSide: 3 }),
    isScheduled: fc.constantFrom(false, false, false, true),
    regime: fc.constantFrom('money_only', 'money_only', 'mixed', 'mixed_liquidity_gated'),
    money: fc.array(fc.constantFrom(0, 0, 1, 5, 20), { minLength: 6, maxLength: 6 }),
    debts: fc.array(
      fc.record({ from: fc.nat(5), step: fc.nat(4), amount: fc.integer({ min: 1, max: 20 }), dueDay: fc.nat(6) }),
      { maxLength: 7 },
    ),
    options: drawnOptions,
  })
  .map(({ config: { schedule, ...config }, isScheduled, regime, money, debts, options }) => {
    const rules = config.rules as RulesInput;
    const names = config.agents.map(({ id }) => `H${id}`).sort();
    const [first = 'H0'] = names;
    // Nobody owes itself, and nobody is alone.
    const people = names.length === 1 ? [first, 'H99'] : names;
    const minted = people.flatMap((to, k): RingAction[] => {
      const amount = money[k] ?? 1;
      return amount === 0 ? [] : [{ kind: 'mint_cash', to, amount }];
    });
    const owed = debts.map(({ from, step, amount, dueDay }): RingAction => {
      const debtor = from % people.length;
      const creditor = (debtor + 1 + (step % (people.length - 1))) % people.length;
      return { kind: 'create_payable', from: people[debtor] ?? '', to: people[creditor] ?? '', amount, dueDay };
    });
    return {
      config: {
        ...config,
        // Poor neighbours who see one another: money is what they lack.
        agents: config.agents.map((one) => ({
          ...one,
          inventory: { ...one.inventory, M: (one.inventory['M'] ?? 0) % 4 },
        })),
        rules: { ...rules, regime, params: { ...rules.params, spread: 0, visionRadius: 5, interactionRadius: 4 } },
        ...(isScheduled && schedule !== undefined ? { schedule } : {}),
      },
      world: {
        agents: [
          { id: 'CB', kind: 'central_bank' as const },
          ...people.map((id, k) => ({ id, kind: k === 1 ? ('firm' as const) : ('household' as const) })),
        ],
        initialActions: [...minted, ...owed],
      },
      options,
    };
  });
