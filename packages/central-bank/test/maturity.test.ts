import type {
  CallMarketConfig,
  CallMarketService,
  MoneyMarketEvent,
  SettledLoan,
  SettlementReport,
} from '@bagehot/central-bank';
import { createEventLog, createRecordCodec, decimal, recordLine } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { type MarketEconomy, marketEconomy, type Reserves } from './market-fixtures.js';

/** A session of one loan. */
function lend(market: CallMarketService, lender: string, borrowerId: string, amount: number, rate = '0'): void {
  market.supplyReserves(lender, amount);
  market.requestLoan({ borrowerId, amount });
  market.processMarketClearing(rate);
}

/** Everybody in turn lends to the one before, all on one tick; then the money is gone. A owes B, B owes C, and so on. */
function chain(
  names: string,
  config: CallMarketConfig = {},
): MarketEconomy & { readonly log: ReturnType<typeof createEventLog<MoneyMarketEvent>> } {
  const log = createEventLog<MoneyMarketEvent>();
  const members = [...names];
  const reserves: Reserves = Object.fromEntries(members.map((name) => [name, '10']));
  const economy = marketEconomy(
    reserves,
    { spreadSensitivity: 0, ticksPerYear: 1, sessionsPerTick: 9, ...config },
    { events: log },
  );
  for (let k = 0; k + 1 < members.length; k++) lend(economy.market, members[k + 1] as string, members[k] as string, 10);
  return { ...economy, log };
}

const idsOf = (loans: readonly SettledLoan[]): string[] => loans.map(({ loanId }) => loanId);
const ends = ({ repaid, rolled, defaulted }: SettlementReport): readonly (readonly string[])[] =>
  [repaid, rolled, defaulted].map(idsOf);

describe('loans that are due', () => {
  it('are repaid with interest before anything else happens in the tick, once', () => {
    const { market, balance, contracts } = marketEconomy({ A: '1000', B: '1' }, { spreadSensitivity: 0 });
    lend(market, 'A', 'B', 1000, '0.05');
    expect(ends(market.beginTick(0))).toEqual([[], [], []]);
    const report = market.beginTick(1);
    expect([report.tick, ends(report)]).toEqual([1, [['L1'], [], []]]);
    expect([balance('A'), balance('B')]).toEqual(['1000.14', '0.86']);
    expect([market.openLoans(), contracts.dueOn(1)]).toEqual([[], []]);
    expect(ends(market.beginTick(1))).toEqual([[], [], []]);
  });

  it('are settled by the session of a tick that nobody began', () => {
    const clock = { tick: 3 };
    const { market, balance, ledger } = marketEconomy({ A: '10', B: '0' }, { spreadSensitivity: 0 }, { clock });
    lend(market, 'A', 'B', 10);
    clock.tick = 4;
    market.processMarketClearing('0.05');
    expect([balance('A'), market.openLoans(), market.lastClearing()?.tick]).toEqual(['10.00', [], 4]);
    expect(market.snapshot()).toMatchObject({ tick: 4, settledTick: 4, sessions: 1 });
    expect(ledger.balance('CB', 'reserves').toString()).toBe('-10');
  });

  it('are settled in a chain whatever the order', () => {
    const { market, spend, balances } = chain('ABCDE');
    const money = { A: '10', B: '0', C: '0', D: '0', E: '0' };
    expect(balances(money)).toEqual({ A: '20.00', B: '10.00', C: '10.00', D: '10.00', E: '0.00' });
    spend({ A: '10', B: '10', C: '10', D: '10' });
    expect(ends(market.beginTick(1))).toEqual([['L1', 'L2', 'L3', 'L4'], [], []]);
    expect(balances(money)).toEqual({ A: '0.00', B: '0.00', C: '0.00', D: '0.00', E: '10.00' });
  });

  it('fall one after another along a chain without money', () => {
    const { market, spend, log, balance } = chain('ABC');
    spend({ A: '16', B: '10' });
    const report = market.beginTick(1);
    expect(ends(report)).toEqual([[], [], ['L1', 'L2']]);
    expect([...report.lossByLender].map(([lender, loss]) => `${lender} ${loss}`)).toEqual(['B 6', 'C 6']);
    expect([balance('A'), balance('B'), balance('C')]).toEqual(['0.00', '0.00', '4.00']);
    const codec = createRecordCodec();
    expect(log.events.slice(-4).map((event) => recordLine(codec.encode(event)))).toEqual([
      '{"kind":"CallLoanDefaulted","day":1,"loan_id":"L1","borrower_id":"A","principal":"10","interest":"0","paid":"4","legs":[{"lender_id":"B","amount":"10","interest":"0","received":"4","principal_loss":"6"}],"loss":"6"}',
      '{"kind":"CallLoanDefaulted","day":1,"loan_id":"L2","borrower_id":"B","principal":"10","interest":"0","paid":"4","legs":[{"lender_id":"C","amount":"10","interest":"0","received":"4","principal_loss":"6"}],"loss":"6"}',
      '{"kind":"LenderLoss","day":1,"lender_id":"B","borrower_id":"A","principal_loss":"6","interest_forgone":"0"}',
      '{"kind":"LenderLoss","day":1,"lender_id":"C","borrower_id":"B","principal_loss":"6","interest_forgone":"0"}',
    ]);
  });

  it('are stuck in a circle without money unless circles are netted', () => {
    for (const netting of [false, true]) {
      const { market, spend, balances, contracts, ledger } = chain('ABCA', { netting });
      const money = { A: '0', B: '0', C: '0' };
      spend({ ...money, A: '10', B: '10', C: '10' });
      const report = market.beginTick(1);
      expect(balances(money)).toEqual({ A: '0.00', B: '0.00', C: '0.00' });
      expect(contracts.dueOn(1)).toEqual([]);
      if (netting) {
        expect(report.repaid.map(({ loanId, cause }) => [loanId, cause])).toEqual([
          ['L1', 'netting'],
          ['L2', 'netting'],
          ['L3', 'netting'],
        ]);
        expect(ledger.balance('clearing-house', 'reserves').toString()).toBe('0');
      } else {
        // A falls first and pays nothing; so do B, which waited for A, and C, which waited for B.
        expect(ends(report)).toEqual([[], [], ['L1', 'L2', 'L3']]);
        expect(ledger.agents()).not.toContain('clearing-house');
      }
    }
  });

  it('of a circle whose member owes more outside than it has stay unpaid, while other circles pay', () => {
    const reserves = { A: '10', B: '10', C: '10', D: '10', E: '10', F: '10' };
    const { market, spend } = marketEconomy(reserves, { spreadSensitivity: 0, sessionsPerTick: 6, netting: true });
    for (const [lender, borrower] of ['BA', 'CB', 'AC', 'DA', 'FE', 'EF'].map((pair) => [...pair]))
      lend(market, lender as string, borrower as string, 10);
    spend({ A: '20', B: '10', C: '10', E: '10', F: '10' });
    const report = market.beginTick(1);
    expect(ends(report)).toEqual([['L5', 'L6'], [], ['L1', 'L2', 'L3', 'L4']]);
    expect(report.repaid.map(({ cause }) => cause)).toEqual(['netting', 'netting']);
  });

  it('of a circle pay as soon as what somebody recovers outside is enough for it', () => {
    const reserves = { A: '10', B: '10', C: '10' };
    const { market, spend } = marketEconomy(reserves, { spreadSensitivity: 0, sessionsPerTick: 6, netting: true });
    lend(market, 'B', 'A', 10);
    lend(market, 'C', 'B', 10);
    lend(market, 'B', 'C', 5);
    // A has 5 of the 10 it owes B, which owes C 10 and is to get 5 from it.
    spend({ A: '15', B: '5', C: '5' });
    const report = market.beginTick(1);
    expect(ends(report)).toEqual([['L2', 'L3'], [], ['L1']]);
    expect(report.repaid.map(({ cause }) => cause)).toEqual(['netting', 'netting']);
  });

  it('are paid in the order of the walks, which the journal shows', () => {
    const settle = (
      reserves: Reserves,
      pairs: readonly string[],
      amount: number,
      spent: Reserves,
    ): readonly string[] => {
      const { market, spend, ledger } = marketEconomy(reserves, { spreadSensitivity: 0, sessionsPerTick: 9 });
      for (const [lender, borrower] of pairs.map((pair) => [...pair]))
        lend(market, lender as string, borrower as string, borrower === 'Z' ? 2 * amount : amount);
      spend(spent);
      const from = ledger.journal.length;
      market.beginTick(1);
      return [...ledger.journal]
        .slice(from)
        .flatMap((entry) => (entry.op === 'transfer' ? [`${entry.from}${entry.to}`] : []));
    };
    // A waits for C, which is behind it: its turn comes with the next walk.
    const waiting = { A: '10', B: '0', C: '0', D: '0', X: '30' };
    expect(settle(waiting, ['XA', 'XB', 'AC', 'XD'], 10, { A: '10' })).toEqual(['BX', 'CA', 'DX', 'AX']);
    // After Z's default the walks begin anew: P is before Q, although M between them has paid already.
    const failing = { P: '10', Q: '10', X: '15', Z: '0', M: '0' };
    const pairs = ['PZ', 'QZ', 'XP', 'XM', 'XQ'];
    expect(settle(failing, pairs, 5, { Z: '10', P: '5', Q: '5' })).toEqual(['MX', 'ZP', 'ZQ', 'PX', 'QX']);
  });

  it('of a borrower below zero, as a netting transaction may have it, are lost entirely', () => {
    const { market, ledger } = chain('AB');
    const pay = (from: string, to: string): void =>
      ledger.transfer({ day: 1, kind: 'test', asset: 'reserves', from, to, amount: decimal(25) });
    ledger.transaction(
      () => {
        pay('A', 'CB');
        expect(market.beginTick(1).defaulted.map(({ paid }) => String(paid))).toEqual(['0']);
        pay('CB', 'A');
      },
      { netting: true },
    );
  });

  it('tell a lender nothing where it lost nothing', () => {
    const reserves = { A: '1', B: '100', C: '0' };
    const log = createEventLog<MoneyMarketEvent>();
    const { market, spend } = marketEconomy(reserves, { spreadSensitivity: 0 }, { moneyDecimals: 0, events: log });
    market.supplyReserves('A', 1);
    market.supplyReserves('B', 100);
    market.requestLoan({ borrowerId: 'C', amount: 101 });
    market.processMarketClearing(0);
    spend({ C: '1' });
    // 100 on 1 and 100: the unit that is left over goes to the larger remainder.
    const { lossByLender, defaulted } = market.beginTick(1);
    expect(defaulted[0]?.legs.map(({ received }) => String(received))).toEqual(['1', '99']);
    expect([...lossByLender.keys()]).toEqual(['B']);
    expect(log.of('LenderLoss').map(({ lenderId }) => lenderId)).toEqual(['B']);
  });

  it('stand in loan order again when their settlement is taken back', () => {
    const { market, ledger } = marketEconomy({ A: '10', B: '0' }, { spreadSensitivity: 0, term: 2 });
    for (const tick of [0, 1]) {
      market.beginTick(tick);
      lend(market, 'A', 'B', 5);
    }
    const before = JSON.stringify(market.snapshot());
    expect(() =>
      ledger.transaction(() => {
        expect(market.beginTick(2).repaid).toHaveLength(1);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(JSON.stringify(market.snapshot())).toBe(before);
    expect(market.openLoans().map(({ loanId }) => loanId)).toEqual(['L1', 'L2']);
    expect(ends(market.beginTick(2))).toEqual([['L1'], [], []]);
  });

  it('share what their borrower has over all legs, in proportion to what each is to get', () => {
    const { market, spend, balance } = marketEconomy(
      { A: '30', B: '60', C: '0' },
      { spreadSensitivity: 0, ticksPerYear: 1, sessionsPerTick: 2 },
    );
    lend(market, 'A', 'C', 30, '0.1');
    lend(market, 'B', 'C', 60, '0.2');
    spend({ C: '55' });
    const { defaulted } = market.beginTick(1);
    // 35 on 33 and 72: 11 and 24.
    expect(defaulted.map(({ paid }) => String(paid))).toEqual(['11', '24']);
    expect(
      defaulted.map(({ legs }) => legs.map((leg) => [leg.principalLoss, leg.interestForgone].map(String))),
    ).toEqual([[['19', '3']], [['36', '12']]]);
    expect([balance('A'), balance('B'), balance('C')]).toEqual(['11.00', '24.00', '0.00']);
  });

  it('bar a borrower that did not pay, until it is reinstated', () => {
    const { market, spend } = chain('AB');
    spend({ A: '20' });
    market.beginTick(5);
    expect(market.barredBorrowers()).toEqual(['A']);
    const refused = market.requestLoan({ borrowerId: 'A', amount: 1 });
    expect([refused.success, refused.status, refused.requestId]).toEqual([false, 'rejected', null]);
    expect(refused.message).toMatch(/tick 5/);
    market.reinstate('A');
    market.reinstate('B');
    expect(market.requestLoan({ borrowerId: 'A', amount: 1 }).status).toBe('pending');
    expect(() => market.reinstate('nobody')).toThrow(expect.objectContaining({ code: 'INVALID_AGENT_ID' }));
    const lenient = chain('AB', { barDefaulters: false });
    lenient.spend({ A: '20' });
    expect(lenient.market.beginTick(1).defaulted).toHaveLength(1);
    expect(lenient.market.barredBorrowers()).toEqual([]);
  });

  it('go on when interest is paid and rollover is allowed, but not for ever', () => {
    const { market, spend, balance, contracts, ledger } = marketEconomy(
      { A: '100', B: '0' },
      { spreadSensitivity: 0, ticksPerYear: 1, rollover: { max: 1, penalty: '0.01' } },
    );
    lend(market, 'A', 'B', 100, '0.05');
    spend({ B: '70' });
    const [rolled] = market.beginTick(1).rolled;
    expect([rolled?.paid, rolled?.rolled, rolled?.newRate].map(String)).toEqual(['30', '75', '0.06']);
    expect(rolled?.newLoanId).toBe('L2');
    const [loan] = market.openLoans();
    expect([loan?.loanId, loan?.requestId, loan?.rollovers, loan?.originTick, loan?.dueTick]).toEqual([
      'L2',
      'R1',
      1,
      1,
      2,
    ]);
    expect(String(contracts.get(loan?.contract as string)?.amount)).toBe('79.5');
    expect(balance('A')).toBe('30.00');
    // It has the interest again, but has been let off once.
    ledger.transfer({ day: 1, kind: 'test', asset: 'reserves', from: 'A', to: 'B', amount: decimal('4.50') });
    const { defaulted, rolled: again } = market.beginTick(2);
    expect([idsOf(defaulted), again]).toEqual([['L2'], []]);
  });

  it('of which nothing is due are repaid with nothing', () => {
    const { market, contracts, balance } = marketEconomy(
      { A: '10', B: '0' },
      { spreadSensitivity: 0, ticksPerYear: 1 },
    );
    lend(market, 'A', 'B', 10, '-1.5');
    const [loan] = market.openLoans();
    expect([loan?.contract, String(loan?.interest), contracts.dueOn(1)]).toEqual([null, '-15', []]);
    const { repaid } = market.beginTick(1);
    expect(repaid.map(({ due, paid }) => [String(due), String(paid)])).toEqual([['0', '0']]);
    expect([balance('A'), balance('B'), market.openLoans()]).toEqual(['0.00', '10.00', []]);
  });

  it('let a lender pay its part of a rollover at a negative rate, where it can', () => {
    for (const [purse, rollsOver] of [
      ['20', false],
      ['25', true],
    ] as const) {
      const config = { spreadSensitivity: 0, ticksPerYear: 1, sessionsPerTick: 2, rollover: { max: 1, penalty: 0 } };
      const { market, spend, balances } = marketEconomy({ A: purse, B: '20', C: '0' }, config);
      lend(market, 'A', 'C', 20, '-0.2');
      lend(market, 'B', 'C', 20, '0.1');
      spend({ C: '40' });
      const { rolled, defaulted } = market.beginTick(1);
      // Interest is -4 and 2. Out of the 2 that are left C repays 1 of each loan: A is to get -3, and B 3.
      expect([rolled.map((loan) => String(loan.rolled)), defaulted.length]).toEqual(
        rollsOver ? [['19', '19'], 0] : [[], 2],
      );
      expect(balances({ A: '', B: '', C: '' })).toEqual({
        A: rollsOver ? '2.00' : '0.00',
        B: rollsOver ? '3.00' : '0.00',
        C: '0.00',
      });
    }
  });
});

describe('time', () => {
  it('never runs backwards', () => {
    const { market } = marketEconomy({ A: '1' });
    market.beginTick(3);
    for (const tick of [2, -1, 1.5, Number.NaN, 2 ** 31])
      expect(() => market.beginTick(tick), String(tick)).toThrow(
        expect.objectContaining({ code: 'INVALID_TICK', name: 'InvalidTickError' }),
      );
    expect(market.snapshot()).toMatchObject({ tick: 3, settledTick: 3 });
  });

  it('is the clock’s where there is one', () => {
    const clock = { tick: 7 };
    const { market } = marketEconomy({ A: '1' }, {}, { clock });
    expect(() => market.beginTick(8)).toThrow(expect.objectContaining({ code: 'INVALID_TICK' }));
    expect(market.beginTick().tick).toBe(7);
    clock.tick = 6;
    expect(() => market.beginTick()).toThrow(expect.objectContaining({ code: 'INVALID_TICK' }));
    expect(() => market.processMarketClearing('0')).toThrow(expect.objectContaining({ code: 'INVALID_TICK' }));
  });
});

describe('loans that somebody else settles', () => {
  it('are left alone by netted markets until they are told to', () => {
    const { market, spend } = chain('AB', { settlement: 'netted' });
    spend({ A: '5' });
    expect(ends(market.beginTick(1))).toEqual([[], [], []]);
    expect(market.openLoans()).toHaveLength(1);
    expect(ends(market.settleDue())).toEqual([['L1'], [], []]);
    expect(ends(market.settleDue())).toEqual([[], [], []]);
  });

  it('are recorded as repaid or in default, whatever kind of market it is', () => {
    const { market, ledger, contracts, log } = chain('ABC', { settlement: 'netted' });
    market.beginTick(1);
    const [first, second] = market.openLoans().map(({ contract }) => contract as string) as [string, string];
    expect(() => market.recordSettlement(first, '10.01')).toThrow(expect.objectContaining({ code: 'INVALID_AMOUNT' }));
    ledger.transfer({
      day: 1,
      kind: 'ring',
      asset: 'reserves',
      from: 'A',
      to: 'B',
      amount: ledger.quantum.times(1000),
    });
    contracts.remove(first);
    expect(idsOf(market.recordSettlement(first, 10)?.repaid ?? [])).toEqual(['L1']);
    const report = market.recordSettlement(second, '2.50');
    expect([idsOf(report?.defaulted ?? []), String(report?.lossByLender.get('C'))]).toEqual([['L2'], '7.5']);
    expect([market.barredBorrowers(), contracts.dueOn(1), market.openLoans()]).toEqual([['B'], [], []]);
    expect([first, 'P1', 'call-loan:99'].map((id) => market.recordSettlement(id, 0))).toEqual([null, null, null]);
    expect(log.events.slice(-3).map(({ kind }) => kind)).toEqual(['CallLoanRepaid', 'CallLoanDefaulted', 'LenderLoss']);
  });
});
