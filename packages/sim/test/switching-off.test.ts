import { type CentralBank, createCallMarket } from '@bagehot/central-bank';
import { decimal, type EventRecord, recordLine } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import {
  balanceRows,
  createEconomy,
  createRecordStream,
  loadScenario,
  overnightMarket,
  runScenario,
  simulate,
} from '@bagehot/sim';
import { checkEconomy, type EconomyDocument, type MarketName, marketsOf } from '@bagehot/sim/testing';
import { describe, expect, it } from 'vitest';
import {
  difference,
  linesOf,
  type Reading,
  ROUNDS,
  runWhole,
  WHOLE,
  type WholeRun,
  withoutSections,
} from './whole-economy.js';

const SEEDS = [1, 2, 3];

const runs = new Map<string, WholeRun>();

/** The run of an economy on a seed, made once. */
function run(document: EconomyDocument, seed: number): WholeRun {
  const key = JSON.stringify([seed, document]);
  const made = runs.get(key) ?? runWhole({ ...document, seed });
  runs.set(key, made);
  return made;
}

/** How often something happens in an economy, over all seeds. */
function times(document: EconomyDocument, kind: string): number {
  return SEEDS.reduce((sum, seed) => sum + (run(document, seed).kinds.get(kind) ?? 0), 0);
}

/** Two economies whose logs are to be the same, byte by byte, on each seed. */
function sameBytes(one: EconomyDocument, other: EconomyDocument, read?: Reading): void {
  for (const seed of SEEDS) {
    const [first = [], second = []] = [one, other].map((document) => linesOf(run(document, seed).records, read));
    expect(difference(first, second), `seed ${seed}`).toBeUndefined();
  }
}

/** Without what the facilities tell, their custodian, and the name of the corridor they put around the rule of the session. */
function withoutFacilities(record: EventRecord): EventRecord | undefined {
  if (record['kind'] === 'FacilityRefused' || record['agent'] === 'CB/custody') return undefined;
  return record['rule'] === 'corridor (ratio)' ? { ...record, rule: 'ratio' } : record;
}

/** What each section alone may tell. */
const OWN_EVENTS: readonly (readonly [MarketName, readonly string[]])[] = [
  ['exchange', ['ExchangeTrade', 'TickState']],
  ['tradeCredit', ['TradeCreditGranted']],
  ['dealer', ['Trade', 'DealerQuote', 'OrderRejected', 'VBTAnchorUpdate']],
  ['dealerFunding', ['ForcedLayoff']],
  ['backstop', ['BackstopQuote']],
  ['moneyMarket', ['CallMarketCleared', 'CallLoanGranted', 'NettedSession', 'LenderWithdrew', 'PolicyRateSet']],
  ['liquidity', []],
  ['facilities', ['FacilityLending', 'FacilityDeposit', 'FacilityRefused', 'ClaimPledged', 'ClaimSeized']],
  ['treasury', ['OpenMarketOperation', 'TreasurySpending']],
  ['policy', ['PolicyRateSet', 'OpenMarketOperation', 'OpenMarketOperationFailed']],
];

describe('an economy with everything on', () => {
  it('keeps every law after every part of every day, however debts are settled', () => {
    for (const document of [WHOLE, ROUNDS])
      for (const [k, run] of [
        {},
        { settlement: 'multipass', estate: 'pro-rata' },
        { distribution: 'first-come', rollover_enabled: true },
      ].entries()) {
        const settled = { ...document, seed: k + 1, run: { ...document.run, ...run } };
        expect(runWhole(settled, { ...checkEconomy(), journal: 'full' }).kinds.get('AgentDefaulted')).toBeGreaterThan(
          0,
        );
      }
  });

  it.each(OWN_EVENTS)('has %s at work, which tells nothing once it is off', (section, kinds) => {
    for (const kind of kinds) expect(times(WHOLE, kind), kind).toBeGreaterThan(0);
    const off = withoutSections(WHOLE, section);
    expect(marketsOf(off)).not.toContain(section);
    for (const kind of kinds) expect(times(off, kind), `${kind} without ${section}`).toBe(0);
  });
});

describe('no sections', () => {
  const RUNS = [
    { max_days: 9 },
    { max_days: 9, settlement: 'multipass', estate: 'pro-rata' },
    { max_days: 9, settlement: 'clearing' },
    { max_days: 9, rollover_enabled: true },
    { max_days: 9, default_handling: 'fail-fast' },
  ];

  it.each(RUNS)('is the plain ring: %j', (run) => {
    const { count } = WHOLE.people;
    for (const seed of SEEDS) {
      const { ring = {} } = WHOLE;
      const plain = JSON.stringify({
        version: 1,
        generator: 'ring_explorer_v1',
        params: { n_agents: count, seed, ...ring },
        run,
      });
      const lines: string[] = [];
      const sinks = [createRecordStream((record) => lines.push(recordLine(record)))];
      runScenario(loadScenario(plain), { sinks });
      const alone = { ...withoutSections(WHOLE, ...marketsOf(WHOLE)), seed, run };
      expect(marketsOf(alone)).toEqual([]);
      expect(difference(linesOf(runWhole(alone).records), lines)).toBeUndefined();
    }
  });
});

describe('dealers at a leverage of 1', () => {
  it.each([
    ['with everything', WHOLE],
    ['with rounds of goods', ROUNDS],
  ])('do not fund themselves, %s', (_, document) =>
    sameBytes({ ...document, dealerFunding: { leverage: 1 } }, withoutSections(document, 'dealerFunding')),
  );
});

describe('a backstop that bids nothing', () => {
  it.each([
    ['at a mid of nothing', { mid: 0, spread: 0.6 }],
    ['at a spread as wide as can be', { spread: 4 }],
  ])('is none, %s', (_, backstop) => {
    for (const document of [WHOLE, ROUNDS]) sameBytes({ ...document, backstop }, withoutSections(document, 'backstop'));
  });
});

describe('facilities that lend nothing', () => {
  it.each([
    ['on security', { haircut: 0.1 }],
    ['without', null],
  ])('are none, %s', (_, collateral) => {
    // A ceiling that the session does not reach, and no place for what is left over.
    const facilities = { lendingSpread: 5, depositSpread: 5, autoDeposit: false, cap: 0, collateral };
    sameBytes({ ...WHOLE, facilities }, withoutSections(WHOLE, 'facilities'), withoutFacilities);
  });
});

describe('a session in which no loan is due', () => {
  const centralBank: CentralBank = {
    getPolicyRate: () => ({ rate: decimal('0.05'), tick: 0 }),
    setPolicyRate: () => undefined,
    conductOpenMarketOperations: () => {
      throw new Error('there are no operations');
    },
  };
  /** Of the loans of a session only the way of the money differs: leg by leg, or through the clearing house. */
  const ownWay = ['CashTransferred', 'NettedSession'];

  /** A ring whose people borrow for longer than the run, and the sheets of every day. */
  function lend(
    settlement: 'gross' | 'netted',
    seed: number,
  ): { readonly lines: readonly string[]; readonly loans: number } {
    const records: EventRecord[] = [];
    const economy = createEconomy({ seed, sinks: [createRecordStream((record) => records.push(record))] });
    const { ledger, contracts, events } = economy;
    const callMarket = createCallMarket(
      { settlement, term: 50, spreadSensitivity: '0.1' },
      { ledger, contracts, asset: 'cash', events },
    );
    const world = generateRing(
      { agents: 8, maturityDays: 6, kappa: '1.5', mu: '0.5', totalDebt: 200 },
      economy.random.stream('ring'),
    );
    const sheets: string[] = [];
    simulate(economy, world, {
      maxDays: 8,
      phases: [overnightMarket(economy, { centralBank, callMarket }, { policy: 'borrow-first' })],
      onDay: (day, { system }) => sheets.push(...Array.from(balanceRows(system, day), (row) => JSON.stringify(row))),
    });
    const isHouse = ({ agent }: EventRecord): boolean => agent === 'clearing-house';
    const told = linesOf(records, (record) =>
      isHouse(record) || ownWay.includes(String(record['kind'])) ? undefined : record,
    );
    return {
      lines: [...told, ...sheets.filter((sheet) => !sheet.includes('"clearing-house"'))],
      loans: economy.events.of('CallLoanGranted').length,
    };
  }

  it('has the rate, the grants and the balances of a plain one', () => {
    for (const seed of SEEDS) {
      const netted = lend('netted', seed);
      expect(netted.loans).toBeGreaterThan(2);
      expect(difference(netted.lines, lend('gross', seed).lines), `seed ${seed}`).toBeUndefined();
    }
  });
});

describe('a purchase limit by what is carried', () => {
  it('is none where all is carried', () => {
    const all = { mode: 'PERSONAL', carriedShare: 1 };
    for (const document of [WHOLE, withoutSections(WHOLE, 'tradeCredit')])
      sameBytes(
        withoutSections({ ...document, purchaseLimit: all }, 'tradeCredit'),
        withoutSections(document, 'purchaseLimit', 'tradeCredit'),
      );
  });
});

describe('trade credit to who may owe nothing', () => {
  it('is none', () => {
    const tradeCredit = { ...WHOLE.tradeCredit, maxDebt: 0 };
    sameBytes({ ...WHOLE, tradeCredit }, withoutSections(WHOLE, 'tradeCredit'));
    const unlimited = withoutSections(WHOLE, 'purchaseLimit');
    sameBytes({ ...unlimited, tradeCredit }, withoutSections(unlimited, 'tradeCredit'));
  });

  it('leaves rounds in which nobody runs debts as they are', () => {
    const financing = { ...ROUNDS.financing, mode: 'PERSONAL' };
    sameBytes({ ...ROUNDS, financing }, withoutSections({ ...ROUNDS, financing }, 'tradeCredit'));
  });
});
