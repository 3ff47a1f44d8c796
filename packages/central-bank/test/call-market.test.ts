import {
  type CallMarketConfig,
  createCallMarket,
  type MoneyMarketEvent,
  orderBookRule,
  ratioRule,
} from '@bagehot/central-bank';
import { createContracts, createEventLog, createLedger, createRecordCodec, decimal, recordLine } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { marketEconomy } from './market-fixtures.js';

const FIRMS = { F1: '600', F2: '400', F3: '10', F4: '10' };

/** A session in which half of what is asked for is there. */
function shortSession(config: CallMarketConfig = { spreadSensitivity: '0.1' }): ReturnType<typeof marketEconomy> & {
  readonly lines: () => readonly string[];
} {
  const log = createEventLog<MoneyMarketEvent>();
  const codec = createRecordCodec();
  const economy = marketEconomy(FIRMS, config, { events: log });
  const { market } = economy;
  market.supplyReserves('F1', 500);
  market.supplyReserves('F2', 300);
  market.requestLoan({ borrowerId: 'F3', amount: 1000 });
  market.requestLoan({ borrowerId: 'F4', amount: 600 });
  return { ...economy, lines: () => log.events.map((event) => recordLine(codec.encode(event))) };
}

describe('a session', () => {
  it('has the policy rate when there is enough for everybody', () => {
    const { market, balance } = marketEconomy(FIRMS);
    market.supplyReserves('F1', 500);
    market.requestLoan({ borrowerId: 'F3', amount: 200 });
    expect(String(market.processMarketClearing('0.05'))).toBe('0.05');
    expect(market.getLoanResponse('R1')).toMatchObject({ success: true, status: 'granted', loanId: 'L1' });
    expect([balance('F1'), balance('F3')]).toEqual(['400.00', '210.00']);
  });

  it('is dearer the less there is, and shares what there is', () => {
    const { market, balances } = shortSession();
    expect(String(market.processMarketClearing('0.05'))).toBe('0.1');
    expect(balances(FIRMS)).toEqual({ F1: '100.00', F2: '100.00', F3: '510.00', F4: '310.00' });
    const { amountGranted, interestRate, ...rest } = market.getLoanResponse('R2');
    expect([String(amountGranted), String(interestRate)]).toEqual(['300', '0.1']);
    expect(rest).toMatchObject({ success: true, status: 'prorated', requestId: 'R2', loanId: 'L2' });
    expect(market.warnings).toEqual([
      {
        code: 'INSUFFICIENT_LIQUIDITY',
        message: 'tick 0: 1600 was requested and 800 supplied; the call rate is 0.1',
      },
    ]);
  });

  it('tells what happened, in order, after the commit', () => {
    const { market, lines, spend } = shortSession();
    spend({ F2: '150' });
    market.processMarketClearing('0.05');
    const loan =
      '"principal":"468.75","rate":"0.103125","due_tick":1,"legs":[{"lender_id":"F1","supply_id":"S1","amount":"468.75"}]';
    expect(lines()).toEqual([
      '{"kind":"SupplyReduced","day":0,"supply_id":"S2","lender_id":"F2","offered":"300","effective":"250"}',
      '{"kind":"InsufficientLiquidity","day":0,"supplied":"750","requested":"1600","shortfall":"850","ratio":"0.46875","call_rate":"0.103125"}',
      '{"kind":"CallMarketCleared","day":0,"session":1,"rule":"ratio","policy_rate":"0.05","call_rate":"0.103125","spread":"0.053125","liquidity_ratio":"0.46875","supplied":"750","requested":"1600","volume":"750","loans":2,"legs":3,"indicative":false}',
      `{"kind":"CallLoanGranted","day":0,"loan_id":"L1","request_id":"R1","borrower_id":"F3",${loan}}`,
      '{"kind":"CallLoanGranted","day":0,"loan_id":"L2","request_id":"R2","borrower_id":"F4","principal":"281.25","rate":"0.103125","due_tick":1,"legs":[{"lender_id":"F1","supply_id":"S1","amount":"31.25"},{"lender_id":"F2","supply_id":"S2","amount":"250"}]}',
    ]);
  });

  it('puts each loan on the register, one claim per lender', () => {
    const { market, contracts } = marketEconomy(
      { A: '50', B: '50', C: '0' },
      { spreadSensitivity: 0, ticksPerYear: 1 },
    );
    for (const [lender, amount] of [
      ['A', 20],
      ['B', 30],
      ['A', 10],
    ] as const)
      market.supplyReserves(lender, amount);
    market.requestLoan({ borrowerId: 'C', amount: 60 });
    market.processMarketClearing('0.1');
    const [loan] = market.openLoans();
    expect(loan?.legs.map(({ lenderId, supplyId, amount }) => `${lenderId} ${supplyId} ${amount}`)).toEqual([
      'A S1 20',
      'B S2 30',
      'A S3 10',
    ]);
    const contract = contracts.get(loan?.contract as string);
    expect([contract?.kind, contract?.debtor, contract?.dueDay, String(contract?.amount)]).toEqual([
      'call-loan',
      'C',
      1,
      '66',
    ]);
    expect(contract?.claims.map(({ holder, face }) => `${holder} ${face}`)).toEqual(['A 33', 'B 33']);
  });

  it('answers for the orders that wait and for those of the last session, and for no others', () => {
    const { market } = shortSession({ spreadSensitivity: '0.1', sessionsPerTick: 3 });
    expect(market.getLoanResponse('R1')).toMatchObject({
      success: true,
      status: 'pending',
      loanId: null,
      interestRate: null,
    });
    market.processMarketClearing('0.05');
    market.requestLoan({ borrowerId: 'F4', amount: 1 });
    expect(['R1', 'R2', 'R3'].map((id) => market.getLoanResponse(id).status)).toEqual([
      'prorated',
      'prorated',
      'pending',
    ]);
    market.processMarketClearing('0.05');
    expect(market.getLoanResponse('R3')).toMatchObject({ success: false, status: 'unfilled', loanId: null });
    for (const id of ['R1', 'R2', 'R4', 'R03', 'S1', 'R', '', 'L1'])
      expect(() => market.getLoanResponse(id), id).toThrow(expect.objectContaining({ code: 'UNKNOWN_REQUEST' }));
  });

  it('has its place in the tick: so many sessions, then no more until the next', () => {
    const { market } = marketEconomy(FIRMS, { spreadSensitivity: 0, sessionsPerTick: 2 });
    market.processMarketClearing('0.05');
    market.processMarketClearing('0.06');
    expect(market.lastClearing()?.session).toBe(2);
    expect(() => market.processMarketClearing('0.05')).toThrow(
      expect.objectContaining({
        code: 'ALREADY_CLEARED',
        name: 'AlreadyClearedError',
        details: { tick: 0, sessions: 2 },
      }),
    );
    market.beginTick(1);
    market.processMarketClearing('0.05');
    expect(market.lastClearing()).toMatchObject({ tick: 1, session: 1, indicative: true });
  });

  it('may be looked at beforehand without a trace', () => {
    const { market, ledger, lines } = shortSession();
    const before = JSON.stringify([market.snapshot(), ledger.snapshot()]);
    const report = market.indicativeClearing('0.05');
    expect([report.callRate, report.volume].map(String)).toEqual(['0.1', '800']);
    expect(report.grants.map(({ requestId, granted, loanId }) => [requestId, String(granted), loanId])).toEqual([
      ['R1', '500', null],
      ['R2', '300', null],
    ]);
    expect([
      JSON.stringify([market.snapshot(), ledger.snapshot()]),
      lines(),
      market.lastClearing(),
      market.warnings,
    ]).toEqual([before, [], null, []]);
  });

  it('keeps a lender whole whose rule trades at rates of its own, leg by leg', () => {
    const rule = orderBookRule({ pricing: 'pairwise', rationing: 'time' });
    const { market, contracts } = marketEconomy({ A: '100', B: '100', C: '0' }, { rule, ticksPerYear: 1 });
    market.supplyReserves('A', 10, '0.02');
    market.supplyReserves('B', 30, '0.04');
    market.requestLoan({ borrowerId: 'C', amount: 40, maxRate: '0.1' });
    market.processMarketClearing('0.05');
    const [loan] = market.openLoans();
    expect([loan?.rate, loan?.interest, loan?.principal].map(String)).toEqual(['0.0675', '2.7', '40']);
    expect(contracts.get(loan?.contract as string)?.claims.map(({ holder, face }) => `${holder} ${face}`)).toEqual([
      'A 10.6',
      'B 32.1',
    ]);
    expect(String(market.getLoanResponse('R1').interestRate)).toBe('0.0675');
    expect(JSON.parse(JSON.stringify(market.snapshot().last)).ratePerLeg).toEqual(['0.06', '0.07']);
  });
});

describe('a session of limit orders', () => {
  it('numbers its loans by request, whatever the order in which they were matched', () => {
    const { market } = marketEconomy({ A: '10', B: '10', C: '0', D: '0' }, { rule: orderBookRule(), ticksPerYear: 1 });
    market.supplyReserves('A', 10, '0.05');
    market.supplyReserves('B', 10, '0.01');
    market.requestLoan({ borrowerId: 'C', amount: 8, maxRate: '0.06' });
    market.requestLoan({ borrowerId: 'D', amount: 6, maxRate: '0.09' });
    market.processMarketClearing('0.05');
    expect(market.lastClearing()?.outcome.legs.map(({ request }) => request)).toEqual([1, 0, 0]);
    expect(
      market
        .openLoans()
        .map(({ loanId, borrowerId, legs }) => [
          loanId,
          borrowerId,
          ...legs.map(({ lenderId, amount }) => `${lenderId} ${amount}`),
        ]),
    ).toEqual([
      ['L1', 'C', 'B 4', 'A 4'],
      ['L2', 'D', 'B 6'],
    ]);
  });

  it('rolls each leg over at its own rate', () => {
    const rule = orderBookRule({ pricing: 'pairwise', rationing: 'time' });
    const config = { rule, ticksPerYear: 1, rollover: { max: 1, penalty: '0.1' } };
    const { market, spend, contracts } = marketEconomy({ A: '10', B: '10', C: '0' }, config);
    market.supplyReserves('A', 10, '0');
    market.supplyReserves('B', 10, '0.2');
    market.requestLoan({ borrowerId: 'C', amount: 20, maxRate: '0.2' });
    market.processMarketClearing('0.1');
    spend({ C: '17' });
    // Interest of 1 and 2 is paid with all that is left.
    const { rolled } = market.beginTick(1);
    expect(rolled.map(({ paid, newRate }) => [String(paid), String(newRate)])).toEqual([['3', '0.25']]);
    const [loan] = market.openLoans();
    const { claims = [] } = contracts.get(loan?.contract as string) ?? {};
    expect(claims.map(({ holder, face }) => `${holder} ${face}`)).toEqual(['A 12', 'B 13']);
  });
});

describe('whoever may overdraw', () => {
  it('lends no more than it has, and always pays', () => {
    const { market, ledger, contracts } = marketEconomy(
      { A: '10', B: '10' },
      { spreadSensitivity: 0, ticksPerYear: 1 },
    );
    ledger.open('window', { mayOverdraw: true });
    const pay = (from: string, to: string, amount: number): void =>
      ledger.transfer({ day: 0, kind: 'test', asset: 'reserves', from, to, amount: decimal(amount) });
    pay('A', 'window', 10);
    expect(() => market.supplyReserves('window', 11)).toThrow(
      expect.objectContaining({ code: 'INSUFFICIENT_RESERVES' }),
    );
    market.supplyReserves('window', 10);
    pay('window', 'A', 12);
    market.supplyReserves('B', 4);
    market.requestLoan({ borrowerId: 'A', amount: 10 });
    market.processMarketClearing('0.05');
    expect(market.lastClearing()?.draws.map(({ effective }) => String(effective))).toEqual(['0', '4']);
    market.beginTick(1);
    for (const borrowerId of ['window', 'CB']) {
      market.supplyReserves('B', 4);
      market.requestLoan({ borrowerId, amount: 4 });
      market.processMarketClearing('0.5');
      if (borrowerId === 'window') pay('window', 'A', 4);
      const tick = market.snapshot().tick + 1;
      expect(market.beginTick(tick).repaid.map(({ paid }) => String(paid))).toEqual(['6']);
    }
    expect([contracts.snapshot().contracts, market.barredBorrowers()]).toEqual([[], []]);
  });
});

describe('configuration', () => {
  const create = (config: CallMarketConfig): ReturnType<typeof createCallMarket> => marketEconomy({}, config).market;

  it('warns once of a sensitivity that nobody gave', () => {
    expect(create({}).warnings).toEqual([
      expect.objectContaining({ code: 'CONFIG_DEFAULT_USED', key: 'callMarketSpreadSensitivity', value: '0.1' }),
    ]);
    expect(create({ spreadSensitivity: '0.1' }).warnings).toEqual([]);
    expect(create({ rule: ratioRule({ spreadSensitivity: 0 }) }).warnings).toEqual([]);
  });

  it('warns once of limit rates that the rule does not look at', () => {
    const { market } = marketEconomy(FIRMS);
    for (const rate of ['0.01', '0.02']) market.supplyReserves('F1', 1, rate);
    expect(market.warnings.map(({ code }) => code)).toEqual(['LIMIT_RATE_IGNORED']);
    const heeding = marketEconomy(FIRMS, { rule: orderBookRule() }).market;
    heeding.supplyReserves('F1', 1, '0.01');
    expect(heeding.warnings).toEqual([]);
  });

  it('is refused as a whole, with every problem', () => {
    const wrong = {
      id: '',
      spreadSensitivity: -1,
      ticksPerYear: 0,
      term: 1.5,
      sessionsPerTick: Number.NaN,
      barDefaulters: 'yes',
      rollover: { max: 0, penalty: '0.0000000000001' },
      settlement: 'later',
    } as unknown as CallMarketConfig;
    let details: { problems: readonly { path: string }[] } | undefined;
    try {
      create(wrong);
    } catch (error) {
      expect((error as Error).name).toBe('InvalidConfigError');
      details = (error as { details: typeof details }).details;
    }
    expect(details?.problems.map(({ path }) => path).sort()).toEqual([
      'barDefaulters',
      'id',
      'rollover.max',
      'rollover.penalty',
      'sessionsPerTick',
      'settlement',
      'spreadSensitivity',
      'term',
      'ticksPerYear',
    ]);
    expect(() => create({ rule: ratioRule(), legRule: 'proportional' })).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG' }),
    );
    expect(() => create({ rule: {} as never })).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }));
  });

  it('is refused for an asset that is not on the money grid', () => {
    const ledger = createLedger({ moneyDecimals: 2 });
    ledger.issue('reserves', 'CB', { decimals: 0 });
    expect(() => createCallMarket({}, { ledger, contracts: createContracts(ledger) })).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', details: expect.objectContaining({ path: 'asset' }) }),
    );
  });

  it('gives markets that share a ledger ids and loans of their own', () => {
    const { ledger, contracts } = marketEconomy({ A: '10', B: '0', C: '0' });
    const [one, two] = ['day', 'eve'].map((id, k) =>
      createCallMarket({ id, spreadSensitivity: 0, term: 1 + 6 * k }, { ledger, contracts }),
    ) as [ReturnType<typeof createCallMarket>, ReturnType<typeof createCallMarket>];
    for (const [market, borrowerId] of [
      [one, 'B'],
      [two, 'C'],
    ] as const) {
      market.supplyReserves('A', 5);
      expect(market.requestLoan({ borrowerId, amount: 5 }).requestId).toMatch(/^(day|eve)\/R1$/);
      market.processMarketClearing('0.05');
    }
    expect(
      [...one.openLoans(), ...two.openLoans()].map(({ loanId, contract, dueTick }) => [loanId, contract, dueTick]),
    ).toEqual([
      ['day/L1', 'call-loan:1', 1],
      ['eve/L1', 'call-loan:2', 7],
    ]);
    expect(one.getLoanResponse('day/R1').status).toBe('granted');
    expect(() => one.getLoanResponse('eve/R1')).toThrow(expect.objectContaining({ code: 'UNKNOWN_REQUEST' }));
    one.beginTick(1);
    two.beginTick(1);
    expect([one.openLoans().length, two.openLoans().length]).toEqual([0, 1]);
    expect(String(ledger.balance('C', 'reserves'))).toBe(String(decimal(5)));
  });
});
