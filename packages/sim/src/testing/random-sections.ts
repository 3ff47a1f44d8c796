import fc, { type Arbitrary } from 'fast-check';
import type { EconomyDocument, PlainSection } from './economy-document.js';

// Sections of a scenario file, each by itself; `random-economy` puts those together that go together.

const share = fc.integer({ min: 0, max: 4 }).map((quarters) => quarters / 4);
const few = fc.integer({ min: 0, max: 2 });

/** The section of this name. */
export const ring: Arbitrary<PlainSection> = fc
  .record({
    kappa: fc.constantFrom('1', '0.5', '3'),
    debt: fc.constantFrom(40, 90, 200),
    concentration: fc.constantFrom('1', '0.3', '4'),
    days: fc.integer({ min: 1, max: 4 }),
    mu: share,
  })
  .map(({ kappa, debt, concentration, days, mu }) => ({
    kappa,
    q_total: debt,
    inequality: { concentration },
    maturity: { days, mu },
  }));

/** The section of this name. */
export const dealer: Arbitrary<PlainSection> = fc.record({
  enabled: fc.constant(true),
  ticket_size: fc.constantFrom(1, 2, 5),
  buckets: fc.constantFrom(
    { all: { tau_min: 1, tau_max: null, M: '1', O: '0.3' } },
    { near: { tau_min: 1, tau_max: 2, M: '0.95', O: '0.2' }, far: { tau_min: 3, tau_max: 999, M: '0.9', O: '0.4' } },
  ),
  dealer_share: fc.constantFrom('0.25', '0', '0.05'),
  vbt_share: fc.constantFrom('0.5', '0', '0.1'),
  order_flow: fc.record({
    pi_sell: share.map(String),
    N_max: fc.constantFrom<number | string>('all', 2),
    block: fc.constantFrom('one', 'shortfall'),
  }),
  vbt_funding: fc.constantFrom('outside', 'funded'),
  par_cap: fc.boolean(),
  count_inflows: fc.boolean(),
});

/** The section of this name. */
export const dealerFunding: Arbitrary<PlainSection> = fc.record({
  leverage: fc.constantFrom('1', '2', '4'),
  reserveDues: fc.boolean(),
});

/** The section of this name. */
export const backstop: Arbitrary<PlainSection> = fc.record({
  spread: fc.constantFrom('0.5', '0.6', '1.9'),
  fromDay: few,
  buys: fc.constantFrom('all', 'unbarred'),
});

/** The section of this name. */
export const moneyMarket: Arbitrary<PlainSection> = fc
  .record({
    policyRate: fc.constantFrom('0', '0.05', '-0.02', '3'),
    spreadSensitivity: fc.constantFrom('0.1', '0', '2'),
    term: fc.integer({ min: 1, max: 3 }),
    rules: fc.constantFrom<PlainSection>(
      { rule: 'ratio', legRule: 'sequential' },
      { rule: 'ratio', legRule: 'proportional' },
      { rule: 'order-book' },
    ),
    supply: fc.record({ reserveDays: few, buffer: fc.constantFrom('0', '7.5'), reoffer: share, vbt: fc.boolean() }),
    withdraw: fc.option(fc.record({ fromDay: few, share }), { nil: undefined }),
  })
  .map(({ rules, ...rest }) => withoutUndefined({ ...rest, ...rules }));

/** The section of this name. */
export const liquidity: Arbitrary<PlainSection> = fc.record({
  policy: fc.constantFrom('sell-first', 'borrow-first', 'cheapest', 'sell-only', 'borrow-only', 'none'),
  horizonDays: few,
});

/** The section of this name. */
export const facilities: Arbitrary<PlainSection> = fc.record({
  lendingSpread: fc.constantFrom('0.01', '0.5'),
  depositSpread: fc.constantFrom('0.01', '0'),
  term: fc.integer({ min: 1, max: 2 }),
  autoDeposit: fc.boolean(),
  collateral: fc.option(fc.record({ haircut: share, liquidationDiscount: fc.constantFrom('0', '0.2') })),
});

/** The section of this name. */
export const treasury: Arbitrary<PlainSection> = fc
  .record({
    inventory: fc.constantFrom(50, 0),
    outstanding: fc.constantFrom(0, 10),
    passThrough: fc.option(fc.constant({}), { nil: undefined }),
  })
  .map(withoutUndefined);

/** The section of this name. */
export const policy: Arbitrary<PlainSection> = fc.record({
  rule: fc.constant('schedule'),
  table: fc.constantFrom(
    [{ day: 1, quantityToBuy: 30 }],
    [
      { day: 0, quantityToBuy: 20 },
      { day: 2, rate: '0.01', quantityToBuy: -15 },
    ],
    [{ day: 2, rate: '0.4' }],
  ),
});

/** How long a run is, and by which rules debts are settled. */
export function runOf(maxDays: number): Arbitrary<PlainSection> {
  return fc.record({
    max_days: fc.integer({ min: 2, max: maxDays }),
    settlement: fc.constantFrom('sequential', 'multipass', 'clearing'),
    distribution: fc.constantFrom('proportional', 'first-come'),
    default_handling: fc.constantFrom('expel-agent', 'expel-agent', 'expel-agent', 'fail-fast'),
    estate: fc.constantFrom('retain', 'pro-rata'),
    rollover_enabled: fc.boolean(),
  });
}

/** The sections of a market for goods: its own, and how people pay in it. */
export type GoodsSections = Partial<
  Pick<EconomyDocument, 'exchange' | 'financing' | 'goods' | 'purchaseLimit' | 'tradeCredit'>
>;

const purchaseLimit = fc.record({
  mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'),
  carriedShare: share,
  referencePrices: fc.constant({ A: '2', B: '0.5' }),
});

/** @param maxDebt - what a person may owe at most */
function tradeCredit(maxDebt: Arbitrary<number | null>): Arbitrary<PlainSection> {
  return fc.record({
    termDays: fc.integer({ min: 1, max: 3 }),
    markup: fc.constantFrom('0', '0.1'),
    sellerDiscount: fc.constantFrom('0', '0.2'),
    maxDebt,
    minAmount: fc.integer({ min: 1, max: 2 }),
  });
}

const daily = fc.record({ ticksPerDay: fc.integer({ min: 1, max: 2 }), reserveDays: few });

const exchange = fc
  .record({
    N: fc.integer({ min: 1, max: 3 }),
    A: fc.integer({ min: 0, max: 9 }),
    utilities: fc.constantFrom<PlainSection>(
      { mix: [{ type: 'linear', weight: 1, params: { vA: 1, vB: 1.25 } }] },
      {
        mix: [
          { type: 'ces', weight: 0.5, params: { rho: 0.5, wA: 0.5, wB: 0.5 } },
          { type: 'linear', weight: 0.5, params: { vA: 1, vB: 2 } },
        ],
      },
    ),
    density: fc.constantFrom(0, 0.5),
    params: fc.record({
      exchange_regime: fc.constantFrom('money_only', 'mixed', 'barter_only'),
      money_scale: fc.constantFrom(1, 10),
      vision_radius: fc.integer({ min: 0, max: 3 }),
      spread: fc.constantFrom(0, 0.05),
    }),
  })
  .map(({ N, A, utilities, density, params }) => ({
    N,
    initial_inventories: { A, B: { uniform_int: [0, 9] }, M: 0 },
    utilities,
    resource_seed: { density, amount: 2 },
    params,
  }));

const financing = fc.record({
  mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'),
  goods: fc.constantFrom(2, 3),
  grid: fc.constant({ width: 4, height: 4 }),
  population: fc.record({ ownership: share, carried: share }),
});

/** A market for goods, or none. */
export const goodsMarket: Arbitrary<GoodsSections> = fc
  .oneof(
    { arbitrary: fc.constant({}), weight: 2 },
    { arbitrary: fc.record({ exchange, goods: daily }), weight: 1 },
    {
      arbitrary: fc.record({
        exchange,
        goods: daily,
        purchaseLimit: fc.option(purchaseLimit, { nil: undefined }),
        tradeCredit: tradeCredit(fc.constantFrom(0, 5, 50)),
      }),
      weight: 2,
    },
    { arbitrary: fc.record({ financing, goods: fc.record({ reserveDays: few }) }), weight: 1 },
    { arbitrary: fc.record({ financing, tradeCredit: tradeCredit(fc.constant(null)) }), weight: 1 },
  )
  .map((sections) => withoutUndefined(sections) as GoodsSections);

function withoutUndefined(section: Readonly<Record<string, unknown>>): PlainSection {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined)) as PlainSection;
}
