import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import type { RingAction } from '@bagehot/ring';
import { checkTradingPhase, type RingScenario, ringRules } from '@bagehot/ring/testing';
import { exchangeMarket, type GoodsOptions, type SimEvent } from '@bagehot/sim';
import fc, { type Arbitrary } from 'fast-check';
import { describe, it } from 'vitest';

const linear = (vA: number, vB: number) => ({ type: 'linear', params: { vA, vB } });

/** Two who have what the other likes better, and one who has nothing, side by side. */
const village: ExchangeConfig = {
  side: 2,
  rules: { regime: 'money_only' },
  agents: [
    { id: 1, x: 0, y: 0, inventory: { A: 20 }, utility: linear(1, 3) },
    { id: 2, x: 1, y: 0, inventory: { B: 20 }, utility: linear(3, 1) },
    { id: 3, x: 0, y: 1, inventory: {}, utility: linear(2, 2) },
  ],
};

const PEOPLE = ['H1', 'H2', 'H3'];

/** Rings of the three. */
const rings: Arbitrary<RingScenario> = fc
  .record({
    cash: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
    debts: fc.array(
      fc.record({
        from: fc.constantFrom(...PEOPLE),
        to: fc.constantFrom(...PEOPLE),
        amount: fc.integer({ min: 1, max: 9 }),
        dueDay: fc.nat(5),
      }),
      { maxLength: 5 },
    ),
    rules: ringRules(),
  })
  .map(({ cash, debts, rules }) => ({
    world: {
      agents: [{ id: 'CB', kind: 'central_bank' }, ...PEOPLE.map((id) => ({ id, kind: 'household' as const }))],
      initialActions: [
        ...PEOPLE.map((to, k): RingAction => ({ kind: 'mint_cash', to, amount: (cash[k] ?? 0) + 1 })),
        ...debts.filter(({ from, to }) => from !== to).map((debt): RingAction => ({ kind: 'create_payable', ...debt })),
      ],
    },
    schedule: [],
    rules,
  }));

describe('the laws of a phase', () => {
  const some: readonly (readonly [string, GoodsOptions])[] = [
    ['paid at once', {}],
    ['several times a day, with money kept for what is due', { ticksPerDay: 2, reserveDays: 2 }],
    ['on credit', { tradeCredit: { termDays: 2, markup: '0.1', maxDebt: 10 } }],
    [
      'bounded by a financing mode',
      {
        purchaseLimit: { mode: 'TOTAL_WEALTH', carriedShare: '0.5', referencePrices: { A: '0.5', B: 1 } },
        tradeCredit: { termDays: 1 },
      },
    ],
  ];
  it.each(some)('hold of an exchange of goods, %s', (_, options) =>
    checkTradingPhase((ports) => exchangeMarket({ ...ports, events: createEventLog<SimEvent>() }, village, options), {
      scenarios: rings,
      numRuns: 5,
    }),
  );
});
