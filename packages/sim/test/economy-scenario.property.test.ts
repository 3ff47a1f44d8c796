import { compileScenario, loadScenario, parseScenario, runScenario, type SimError, scenarioToYaml } from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const count = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const hundredths = (min: number, max: number): fc.Arbitrary<string> => count(min, max).map((n) => (n / 100).toFixed(2));
const share = hundredths(0, 100);
const partly = <Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields): fc.Arbitrary<object> =>
  fc.record(fields, { requiredKeys: [] });

const PEOPLE = 6;
const person = count(1, PEOPLE).map((k) => `H${k}`);
const policy = fc.constantFrom('sell-first', 'borrow-first', 'cheapest', 'sell-only', 'borrow-only', 'none');

const ring = fc.record(
  {
    kappa: hundredths(25, 400),
    q_total: count(50, 300),
    inequality: partly({ concentration: hundredths(20, 400), monotonicity: share }),
    maturity: partly({ days: count(1, 5), mu: share }),
  },
  { requiredKeys: ['kappa', 'q_total'] },
);

const exchange = fc.record(
  {
    N: count(2, 6),
    agents: count(1, PEOPLE),
    initial_inventories: partly({ A: count(0, 9), B: fc.constant({ uniform_int: [0, 9] }) }).map((goods) => ({
      ...goods,
      M: 0,
    })),
    utilities: fc.constantFrom(
      { mix: [{ type: 'linear', weight: 1, params: { vA: 1, vB: 1.25 } }] },
      {
        mix: [
          { type: 'ces', weight: 0.5, params: { rho: 0.5, wA: 0.5, wB: 0.5 } },
          { type: 'linear', weight: 0.5, params: { vA: 1, vB: 2 } },
        ],
      },
    ),
    resource_seed: fc.record({ density: fc.constantFrom(0, 0.25), amount: count(1, 3) }),
    params: partly({
      exchange_regime: fc.constantFrom('barter_only', 'money_only', 'mixed'),
      money_scale: fc.constantFrom(1, 10, 100),
      vision_radius: count(0, 6),
      spread: fc.constantFrom(0, 0.05),
    }),
  },
  { requiredKeys: ['N', 'agents', 'initial_inventories', 'utilities'] },
);

const financing = fc.record({
  mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'),
  goods: count(2, 3),
  grid: fc.record({ width: count(3, 6), height: count(3, 6) }),
  population: partly({ ownership: share, carried: share }).map((fields) => ({ ...fields, agents: PEOPLE })),
});

const limit = fc.record({
  mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'),
  carriedShare: share,
  referencePrices: fc.record({ A: hundredths(0, 999), B: hundredths(1, 999) }),
});
const credit = (maxDebt: fc.Arbitrary<number | null>): fc.Arbitrary<object> =>
  fc.record(
    {
      termDays: count(1, 9),
      markup: share,
      sellerDiscount: share,
      maxDebt,
      minAmount: count(1, 5),
    },
    { requiredKeys: ['termDays', 'maxDebt'] },
  );

const goods = fc.oneof(
  fc.constant({}),
  fc.record({ exchange, goods: partly({ ticksPerDay: count(1, 3), reserveDays: count(0, 3) }) }),
  fc.record({ exchange, tradeCredit: credit(count(0, 50)) }),
  fc.record({ exchange, purchaseLimit: limit, tradeCredit: credit(fc.constant(null)) }),
  fc.record({ financing, goods: partly({ reserveDays: count(0, 3), numerairePrice: hundredths(1, 300) }) }),
  fc.record({ financing, tradeCredit: credit(fc.constant(null)) }),
);

const dealer = partly({
  ticket_size: count(1, 5),
  buckets: fc.constantFrom(
    { all: { tau_min: 1, tau_max: null, M: '1', O: '0.3' } },
    { near: { tau_min: 1, tau_max: 2, M: '0.95', O: '0.2' }, far: { tau_min: 3, M: '0.9', O: '0.4', phi_M: '0.5' } },
  ),
  dealer_share: share,
  vbt_share: share,
  order_flow: partly({ pi_sell: share, N_max: fc.constantFrom<number | string>(1, 'all') }),
  trader_policy: partly({ horizon_H: count(1, 3), buffer_B: count(0, 3) }),
  vbt_funding: fc.constantFrom('outside', 'funded'),
});
const backstop = fc.record({
  spread: hundredths(41, 150),
  mid: hundredths(50, 100),
  fromDay: count(0, 3),
  buys: fc.constantFrom('all', 'unbarred'),
});
const claims = fc.oneof(fc.constant({}), fc.record({ dealer }), fc.record({ dealer, backstop }));

const moneyMarket = partly({
  policyRate: share,
  spreadSensitivity: share,
  rule: fc.constant('ratio'),
  supply: partly({ reserveDays: count(0, 3), buffer: count(0, 9), reoffer: share, vbt: fc.boolean() }),
  withdraw: fc.record({ fromDay: count(0, 5), share }),
});
const money = fc.oneof(
  fc.constant({}),
  fc.record({ moneyMarket }),
  fc.record({
    moneyMarket,
    liquidity: partly({ policy, horizonDays: count(0, 2), perAgent: fc.dictionary(person, policy, { maxKeys: 3 }) }),
    facilities: partly({
      lendingSpread: share,
      depositSpread: share,
      collateral: fc.constantFrom(null, { haircut: '0.25' }, { haircut: 0, liquidationDiscount: '0.1' }),
      cap: count(0, 200),
      autoDeposit: fc.boolean(),
    }),
    treasury: fc.constant({ inventory: 100, passThrough: { weights: { H1: 2, H2: 1 } } }),
    policy: fc.constant({
      rule: 'schedule',
      table: [
        { day: 1, rate: '0.02' },
        { day: 2, quantityToBuy: 5 },
      ],
    }),
  }),
);

const funding = partly({ leverage: hundredths(100, 400), reserveDues: fc.boolean() });

/** An economy that can be, of any sections that go together. */
const economy: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.option(ring, { nil: undefined }),
    goods,
    claims,
    money,
    fc.option(funding, { nil: undefined }),
    count(0, 99),
  )
  .map(([owed, traded, inClaims, inMoney, borrowing, seed]) => ({
    version: 1,
    model: 'economy',
    name: 'drawn',
    seed,
    people: owed === undefined ? { count: PEOPLE, cash: { total: '100.5' } } : { count: PEOPLE },
    ...(owed === undefined ? {} : { ring: owed }),
    ...traded,
    ...inClaims,
    ...inMoney,
    ...(borrowing !== undefined && 'dealer' in inClaims && 'moneyMarket' in inMoney
      ? { dealerFunding: borrowing }
      : {}),
    run: { max_days: 6 },
  }));

/** Sections under which names stand that people gave: of goods, of agents, of parameters of goods. */
const NAMES = ['referencePrices', 'perAgent', 'weights', 'initial_inventories', 'params', 'buckets'];

/** The same file with every field in its other spelling where `other` says so. */
function respelled(value: unknown, other: () => boolean, within: string = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => respelled(item, other));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const spelled = NAMES.includes(within) || !other() ? name : otherSpelling(name);
      return [spelled, respelled(part, other, name)];
    }),
  );
}

function otherSpelling(name: string): string {
  return name.includes('_')
    ? name.replace(/_([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

describe('scenarios of economies', () => {
  it('mean the same after they were written and read, spelled out or not', () => {
    fc.assert(
      fc.property(economy, (file) => {
        const scenario = parseScenario(file, 'economy');
        expect(loadScenario(scenarioToYaml(scenario), 'economy')).toEqual(scenario);
        const compiled = compileScenario(scenario);
        expect(compileScenario(loadScenario(scenarioToYaml(compiled), 'economy'))).toEqual(compiled);
      }),
      { numRuns: 30 },
    );
  });

  it('mean the same in either spelling, field by field', () => {
    fc.assert(
      fc.property(economy, fc.infiniteStream(fc.boolean()), (file, spellings) => {
        const other = (): boolean => spellings.next().value === true;
        expect(parseScenario(respelled(file, other), 'economy')).toEqual(parseScenario(file, 'economy'));
      }),
      { numRuns: 30 },
    );
  });

  it('are read or refused with their problems, whatever stands in a field', () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(null, true, '', 'x', '.inf', '-1', '1e400', '9'.repeat(40), [], {}, [[]], { count: 3 }),
      fc.integer({ min: -3, max: 40 }),
      fc.array(fc.constantFrom<unknown>(-1, '0.5', null, {}), { maxLength: 3 }),
    );
    const section = fc.constantFrom(
      ...['seed', 'people', 'ring', 'exchange', 'financing', 'goods', 'purchaseLimit', 'tradeCredit'],
      ...['dealer', 'dealerFunding', 'moneyMarket', 'facilities', 'backstop', 'run', 'ledger'],
    );
    fc.assert(
      fc.property(economy, section, junk, junk, (file, name, whole, part) => {
        const inner = file[name];
        const fields = typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
        for (const broken of [whole, { ...(inner as object), [fields[0] ?? 'other']: part }]) {
          try {
            parseScenario({ ...file, [name]: broken }, 'economy');
          } catch (error) {
            expect((error as SimError).code).toBe('SCENARIO_INVALID');
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('run the same way twice', () => {
    fc.assert(
      fc.property(economy, (file) => {
        const scenario = parseScenario(file, 'economy');
        const [once, again] = [runScenario(scenario), runScenario(scenario)];
        expect(JSON.stringify(again.economy.events.events)).toBe(JSON.stringify(once.economy.events.events));
        expect(again.metrics).toEqual(once.metrics);
      }),
      { numRuns: 8 },
    );
  });
});
