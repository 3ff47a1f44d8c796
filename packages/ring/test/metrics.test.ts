import { type Decimal, decimal } from '@bagehot/kernel';
import { createRingMetrics, intradaySteps, metricsRecord, type RingEvent, ringMetrics } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

const created = (contract: string, debtor: string, creditor: string, amount: number, dueDay: number): RingEvent => ({
  kind: 'PayableCreated',
  day: 0,
  contract,
  debtor,
  creditor,
  amount: decimal(amount),
  dueDay,
  origin: 'initial',
});
const settled = (contract: string, debtor: string, creditor: string, amount: number, day: number): RingEvent => ({
  kind: 'PayableSettled',
  day,
  contract,
  debtor,
  creditor,
  amount: decimal(amount),
});
const defaulted = (agent: string, recoveryRate: string): RingEvent => ({
  kind: 'AgentDefaulted',
  day: 1,
  agent,
  triggerContract: 'a',
  shortfall: decimal(1),
  recoveryRate: decimal(recoveryRate),
});
const minted = (to: string, amount: number, day = 0): RingEvent => ({
  kind: 'CashMinted',
  day,
  to,
  amount: decimal(amount),
  source: 'scenario',
});
const paid = (from: string, to: string, amount: number, day = 1): RingEvent => ({
  kind: 'CashTransferred',
  day,
  from,
  to,
  amount: decimal(amount),
  cause: 'settlement',
});
const dawn = (day: number): RingEvent => ({ kind: 'PhaseA', day });
const centralBank: RingEvent = { kind: 'AgentCreated', day: 0, agent: 'CB', agentKind: 'central_bank' };
const text = (value: Decimal | null | undefined) => value?.toFixed() ?? null;

describe('metrics of a run', () => {
  it('are 0 defaults and full clearing when nothing fell due', () => {
    const { defaultRate, clearingRate, meanRecoveryRate, days, summary } = ringMetrics([]);
    expect([text(defaultRate), text(clearingRate), meanRecoveryRate]).toEqual(['0', '1', null]);
    expect(days).toEqual([]);
    expect(metricsRecord({ days, summary }).summary).toMatchObject({
      S_total: '0',
      delta_total: null,
      last_due_day: null,
    });
  });

  it('count the unweighted mean of recovery rates', () => {
    const { meanRecoveryRate, totalDefaults } = ringMetrics([defaulted('A', '0.5'), defaulted('B', '0')]);
    expect([text(meanRecoveryRate), totalDefaults]).toEqual(['0.25', 2]);
  });

  it('leave extinguished face out of both parts of the net default share', () => {
    const events: RingEvent[] = [
      created('a', 'A', 'B', 60, 1),
      created('b', 'B', 'C', 40, 1),
      { kind: 'ObligationExtinguished', day: 0, contract: 'a', debtor: 'A', creditor: 'A', amount: decimal(20) },
      settled('a', 'A', 'B', 40, 1),
    ];
    const { summary } = ringMetrics(events);
    expect(text(summary.defaultShare)).toBe('0.6');
    expect(text(summary.netDefaultShare)).toBe('0.5');
    expect(text(summary.faceExtinguished)).toBe('20');
  });

  it('add up payments exactly, however fine they are', () => {
    const fine = decimal('0.000000000000000000001');
    const events: readonly RingEvent[] = [
      settled('a', 'H1', 'H2', 4, 1),
      { kind: 'PayableSettled', day: 1, contract: 'b', debtor: 'H2', creditor: 'H3', amount: fine },
      settled('c', 'H3', 'H1', 1, 1),
    ];
    expect(intradaySteps(events).map(({ prefix }) => text(prefix))).toEqual(['4', '4', '3.999999999999999999999']);
    const [row] = ringMetrics([created('a', 'H1', 'H2', 4, 1), ...events]).days;
    expect([text(row?.grossSettled), text(row?.netSettled)]).toEqual([
      '5.000000000000000000001',
      '3.999999999999999999999',
    ]);
  });

  it('share a payment over its holders when looking for the peak', () => {
    const events: RingEvent[] = [
      created('a', 'A', 'B', 10, 1),
      {
        kind: 'PayableSettled',
        day: 1,
        contract: 'a',
        debtor: 'A',
        creditor: 'B',
        amount: decimal(10),
        holders: [
          { holder: 'B', amount: decimal(4) },
          { holder: 'C', amount: decimal(6) },
        ],
      },
      settled('b', 'C', 'D', 6, 1),
    ];
    const [row] = ringMetrics(events).days;
    expect([text(row?.peakLiquidity), text(row?.grossSettled), text(row?.netSettled)]).toEqual(['10', '16', '10']);
    expect(
      intradaySteps(events).map(({ step, payee, amount, prefix }) => [step, payee, text(amount), text(prefix)]),
    ).toEqual([
      [1, 'B', '4', '10'],
      [1, 'C', '6', '10'],
      [2, 'D', '6', '10'],
    ]);
  });

  it('take money at the start of each day from the log', () => {
    const events = [centralBank, minted('A', 50), created('a', 'A', 'B', 80, 1), dawn(0), dawn(1), minted('B', 7, 1)];
    const [row] = ringMetrics(events).days;
    expect([text(row?.money), text(row?.liquidityGap)]).toEqual(['50', '30']);
  });

  it('take the money of the end for days that were not reached', () => {
    const events = [centralBank, minted('A', 50), created('a', 'A', 'B', 80, 5), dawn(0), minted('B', 7)];
    expect(text(ringMetrics(events).days[0]?.money)).toBe('57');
  });

  it('count bank money beside the cash it was paid in with', () => {
    const events: RingEvent[] = [
      centralBank,
      minted('A', 50),
      { kind: 'CashDeposited', day: 0, customer: 'A', bank: 'B1', amount: decimal(20) },
      created('a', 'A', 'B', 80, 1),
      dawn(0),
      dawn(1),
    ];
    expect(text(ringMetrics(events).days[0]?.money)).toBe('70');
  });

  it('follow bank money out of banks and through phases of the user’s own', () => {
    const given = (asset: string, from: string, to: string, amount: number): RingEvent => {
      return { kind: 'Transferred', day: 0, asset, from, to, amount: decimal(amount), cause: 'gift' };
    };
    const opening: readonly RingEvent[] = [
      centralBank,
      minted('A', 50),
      { kind: 'CashDeposited', day: 0, customer: 'A', bank: 'B1', amount: decimal(20) },
      created('a', 'A', 'B', 80, 1),
    ];
    const moneyAfter = (...more: readonly RingEvent[]): string | null =>
      text(ringMetrics([...opening, ...more, dawn(0), dawn(1)]).days[0]?.money);
    expect(moneyAfter({ kind: 'CashWithdrawn', day: 0, customer: 'A', bank: 'B1', amount: decimal(5) })).toBe('65');
    // The bank gives deposits away, takes them back, and lets them pass between customers; goods are no money.
    expect(moneyAfter(given('deposit/B1', 'B1', 'B', 7))).toBe('77');
    expect(moneyAfter(given('deposit/B1', 'A', 'B1', 7))).toBe('63');
    expect(moneyAfter(given('deposit/B1', 'A', 'B', 7), given('good/A', 'A', 'B', 9))).toBe('70');
  });

  it('sum up what defaulted agents hold, from the log or from the books', () => {
    const events = [
      centralBank,
      minted('A', 50),
      minted('B', 5),
      paid('B', 'A', 5),
      defaulted('A', '0'),
      paid('A', 'B', 1),
    ];
    expect(text(ringMetrics(events).summary.trappedMoney)).toBe('54');
    const fromBooks = ringMetrics(events, { moneyOf: () => decimal(3) });
    expect(text(fromBooks.summary.trappedMoney)).toBe('3');
  });

  it('count rolled debts as debts of their own beside the first cohort', () => {
    const events: RingEvent[] = [
      created('a', 'A', 'B', 10, 1),
      settled('a', 'A', 'B', 10, 1),
      {
        kind: 'RolloverPartial',
        day: 1,
        contract: 'r',
        debtor: 'A',
        creditor: 'B',
        amount: decimal(10),
        newDueDay: 2,
        maturityDistance: 1,
        cashTransferred: decimal(4),
      },
    ];
    const { summary, all } = ringMetrics(events);
    expect([text(summary.defaultShare), summary.lastDueDay]).toEqual(['0', 1]);
    expect([text(all.summary.defaultShare), all.summary.lastDueDay]).toEqual(['0.5', 2]);
    expect(text(summary.unfundedRolloverFace)).toBe('6');
  });

  it('can be collected while the run goes on', () => {
    const collector = createRingMetrics();
    collector.emit(created('a', 'A', 'B', 10, 1));
    expect(text(collector.result().defaultRate)).toBe('1');
    collector.emit(settled('a', 'A', 'B', 10, 1));
    expect(text(collector.result().defaultRate)).toBe('0');
  });

  it('write every agent name, also those that objects treat specially', () => {
    const record = metricsRecord(ringMetrics([created('a', '__proto__', 'B', 10, 1)]));
    expect(JSON.stringify(record.days[0]?.['DS'])).toBe('{"__proto__":"1"}');
  });

  it('leave loans out of what defaulted: they are told of by the market that made them', () => {
    const failed = (contract: string): RingEvent => ({
      kind: 'ObligationDefaulted',
      day: 1,
      contract,
      debtor: 'A',
      creditor: 'B',
      shortfall: decimal(5),
      amountPaid: decimal(0),
      originalAmount: decimal(5),
    });
    const loan: RingEvent = { ...created('call-loan:1', 'A', 'B', 5, 1), origin: 'call-loan' } as RingEvent;
    const events = [created('P1', 'A', 'B', 5, 1), loan, failed('P1'), failed('call-loan:1')];
    const { summary } = ringMetrics(events);
    expect([text(summary.totalDue), text(summary.faceDefaulted)]).toEqual(['5', '5']);
  });
});
