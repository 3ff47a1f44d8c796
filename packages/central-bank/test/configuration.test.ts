import {
  callMarketConfig,
  createCallMarket,
  createCentralBank,
  InvalidPolicyRateError,
  NonMonotonicTickError,
  noCallMarket,
  noCentralBank,
  noTreasury,
  parseCentralBankConfig,
  reserveAccounts,
} from '@bagehot/central-bank';
import { describe, expect, it } from 'vitest';
import { refusedPaths } from './refused-problems.js';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a configuration', () => {
  it('has defaults, and warns of two of them', () => {
    const { warnings, ...config } = parseCentralBankConfig({});
    expect(plain(config)).toEqual({
      initialPolicyRate: '0.05',
      callMarketSpreadSensitivity: '0.1',
      moneyDecimals: 2,
      ticksPerYear: 360,
      term: 1,
      legRule: 'sequential',
      sessionsPerTick: 1,
      barDefaulters: true,
      rollover: null,
    });
    expect(warnings.map(({ code, key, value }) => [code, key, value])).toEqual([
      ['CONFIG_DEFAULT_USED', 'initialPolicyRate', '0.05'],
      ['CONFIG_DEFAULT_USED', 'callMarketSpreadSensitivity', '0.1'],
    ]);
  });

  it('warns of each key that is missing once, and never of one that is given', () => {
    expect(parseCentralBankConfig({ initialPolicyRate: '0.05' }).warnings.map(({ key }) => key)).toEqual([
      'callMarketSpreadSensitivity',
    ]);
    expect(parseCentralBankConfig({ initialPolicyRate: 0.05, callMarketSpreadSensitivity: 0.1 }).warnings).toEqual([]);
  });

  it('may be written in either spelling, not in both', () => {
    const { warnings, ...config } = parseCentralBankConfig({
      initial_policy_rate: 0.03,
      call_market_spread_sensitivity: '0.2',
      money_decimals: 12,
      ticks_per_year: 1,
      term: 2,
      leg_rule: 'proportional',
      sessions_per_tick: 3,
      bar_defaulters: false,
      rollover: { max: 2, penalty: '0.01' },
    });
    expect(warnings).toEqual([]);
    expect(plain(config)).toEqual({
      initialPolicyRate: '0.03',
      callMarketSpreadSensitivity: '0.2',
      moneyDecimals: 12,
      ticksPerYear: 1,
      term: 2,
      legRule: 'proportional',
      sessionsPerTick: 3,
      barDefaulters: false,
      rollover: { max: 2, penalty: '0.01' },
    });
    expect(parseCentralBankConfig({ moneyDp: 4 }).moneyDecimals).toBe(4);
    expect(refusedPaths(() => parseCentralBankConfig({ moneyDp: 4, moneyDecimals: 4 }))).toEqual(['moneyDecimals']);
  });

  it('is refused with every problem, never repaired', () => {
    expect(
      refusedPaths(() =>
        parseCentralBankConfig({
          initialPolicyRate: 'high',
          callMarketSpreadSensitivity: -0.1,
          moneyDecimals: 19,
          ticksPerYear: 0,
          term: 1.5,
          legRule: 'first',
          sessionsPerTick: '1',
          barDefaulters: 'yes',
          rollover: { max: 0, penalty: -1, grace: 3 },
          colour: 'blue',
        }),
      ),
    ).toEqual([
      'colour',
      'legRule',
      'barDefaulters',
      'initialPolicyRate',
      'callMarketSpreadSensitivity',
      'moneyDecimals',
      'ticksPerYear',
      'term',
      'sessionsPerTick',
      'rollover.grace',
      'rollover.max',
      'rollover.penalty',
    ]);
  });

  it.each([null, [], 'x', 3])('is not %o', (input) => {
    expect(refusedPaths(() => parseCentralBankConfig(input))).toEqual(['config']);
  });

  it.each([
    ['initialPolicyRate', 10.1],
    ['initialPolicyRate', '-0.11'],
    ['initialPolicyRate', null],
    ['__proto__', 1],
    ['rollover', true],
    ['rollover', 'on'],
  ])('does not take %s of %s', (key, value) => {
    const input = JSON.parse(`{${JSON.stringify(key)}: ${JSON.stringify(value)}}`);
    expect(refusedPaths(() => parseCentralBankConfig(input))).toEqual([key]);
  });

  it('opens central bank and call market', () => {
    const config = parseCentralBankConfig({ initialPolicyRate: '0.02', callMarketSpreadSensitivity: '0.5', term: 3 });
    const ports = reserveAccounts({
      balances: [
        ['F1', 100],
        ['F2', 0],
      ],
      moneyDecimals: config.moneyDecimals,
    });
    const bank = createCentralBank({ initialPolicyRate: config.initialPolicyRate, faceValue: 1 }, ports);
    const market = createCallMarket(callMarketConfig(config), ports);
    market.supplyReserves('F1', 50);
    market.requestLoan({ borrowerId: 'F2', amount: 100 });
    expect(market.processMarketClearing(bank.getPolicyRate().rate).toString()).toBe('0.27');
    expect(market.openLoans().map(({ dueTick }) => dueTick)).toEqual([3]);
    expect([...bank.warnings, ...market.warnings].filter(({ code }) => code === 'CONFIG_DEFAULT_USED')).toEqual([]);
  });
});

describe('where there is no central bank', () => {
  it('operations succeed with zeros, and the rate is the one set', () => {
    const bank = noCentralBank();
    expect(plain(bank.getPolicyRate())).toEqual({ rate: '0', tick: 0 });
    bank.setPolicyRate('0.07', 4);
    expect(plain(bank.getPolicyRate())).toEqual({ rate: '0.07', tick: 4 });
    expect(plain(noCentralBank('0.03').getPolicyRate())).toEqual({ rate: '0.03', tick: 0 });
    expect(plain(bank.conductOpenMarketOperations(noTreasury, 500))).toMatchObject({
      success: true,
      bondsTransacted: 0,
      cashTransferred: '0',
      price: null,
      realisedGain: '0',
    });
    expect(() => bank.setPolicyRate('x', 5)).toThrow(InvalidPolicyRateError);
    expect(() => bank.setPolicyRate('0', 3)).toThrow(NonMonotonicTickError);
  });
});

describe('where there is no call market', () => {
  it('nobody borrows, and the call rate is the policy rate', () => {
    noCallMarket.supplyReserves('F1', 500);
    expect(plain(noCallMarket.requestLoan({ borrowerId: 'F2', amount: 10 }))).toEqual({
      success: false,
      status: 'rejected',
      requestId: null,
      loanId: null,
      amountRequested: '10',
      amountGranted: '0',
      interestRate: null,
      message: 'no call market',
    });
    expect(noCallMarket.processMarketClearing('0.05').toString()).toBe('0.05');
    expect(() => noCallMarket.processMarketClearing('much')).toThrow(InvalidPolicyRateError);
  });

  it('a run is the same, to the byte, as with none wired at all', () => {
    /** Some days of wages between two firms; what is not there is not called. */
    const run = (bank = noCentralBank(), market = noCallMarket, isWired = true): string => {
      const { ledger, contracts } = reserveAccounts({
        balances: [
          ['F1', 100],
          ['F2', 50],
        ],
      });
      for (let day = 1; day < 5; day++) {
        ledger.transfer({
          day,
          kind: 'wages',
          asset: 'reserves',
          from: 'F1',
          to: 'F2',
          amount: ledger.balance('F2', 'reserves').times('0.1').round(2),
        });
        if (!isWired) continue;
        bank.setPolicyRate('0.04', day);
        bank.conductOpenMarketOperations(noTreasury, 100);
        market.supplyReserves('F2', 10);
        market.requestLoan({ borrowerId: 'F1', amount: 5 });
        market.processMarketClearing(bank.getPolicyRate().rate);
      }
      return JSON.stringify([ledger.snapshot(), contracts.snapshot(), [...ledger.journal]]);
    };
    expect(run()).toBe(run(undefined, undefined, false));
  });
});
