import { type CentralBank, createCallMarket } from '@bagehot/central-bank';
import { decimal, type EventRecord } from '@bagehot/kernel';
import type { ExplicitWorld, RingRules } from '@bagehot/ring';
import {
  balanceRows,
  createEconomy,
  createRecordStream,
  type Economy,
  type OvernightMarket,
  type OvernightOptions,
  overnightMarket,
  type RunResult,
  replayBalances,
  simulate,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/** H2 owes today what it is paid only tomorrow; H1 has money to spare. */
const CHAIN: ExplicitWorld = {
  agents: [
    { id: 'CB', kind: 'central_bank' },
    { id: 'H1', kind: 'household' },
    { id: 'H2', kind: 'household' },
    { id: 'H3', kind: 'household' },
  ],
  initialActions: [
    { kind: 'mint_cash', to: 'H1', amount: '200' },
    { kind: 'create_payable', from: 'H2', to: 'H3', amount: '50', dueDay: 1 },
    { kind: 'create_payable', from: 'H1', to: 'H2', amount: '60', dueDay: 2 },
  ],
};

const FIVE_PERCENT: CentralBank = {
  getPolicyRate: () => ({ rate: decimal('0.05'), tick: 0 }),
  setPolicyRate: () => undefined,
  conductOpenMarketOperations: () => {
    throw new Error('there are no operations');
  },
};

interface Run {
  readonly economy: Economy;
  readonly result: RunResult;
  readonly records: readonly EventRecord[];
  readonly market: OvernightMarket;
}

function run(world: ExplicitWorld, options: OvernightOptions = {}, rules: RingRules = {}): Run {
  const records: EventRecord[] = [];
  const economy = createEconomy({ seed: 7, sinks: [createRecordStream((record) => records.push(record))] });
  const { ledger, contracts, events } = economy;
  const market = overnightMarket(
    economy,
    (system) => ({
      centralBank: FIVE_PERCENT,
      callMarket: createCallMarket(
        { settlement: 'netted', spreadSensitivity: '0.1' },
        { ledger: system.ledger, contracts, asset: 'cash', events },
      ),
    }),
    options,
  );
  const sheets: unknown[] = [];
  const result = simulate(economy, world, {
    maxDays: 12,
    phases: [market],
    rules: { check: 'daily', ...rules },
    onDay: (day, { system }) => sheets.push(...balanceRows(system, day)),
  });
  expect([...replayBalances(records)]).toEqual(sheets);
  expect(ledger.balance('H1', 'cash').gte(0)).toBe(true);
  return { economy, result, records, market };
}

describe('a market for overnight money on a ring', () => {
  it('lends to those whose money comes too late', () => {
    expect(run(CHAIN, { policy: 'none' }).result.defaulted).toEqual(['H2']);
    const { economy, result } = run(CHAIN);
    expect(result.defaulted).toEqual([]);
    const [first] = economy.events.of('CallLoanGranted');
    expect(first).toMatchObject({ day: 1, borrowerId: 'H2', dueTick: 2 });
    expect(first?.principal.toFixed()).toBe('50');
    expect(first?.rate.toFixed()).toBe('0.05');
    expect(economy.events.of('CallLoanRepaid').length).toBe(economy.events.of('CallLoanGranted').length);
    expect(economy.ledger.balance('H1', 'cash').gt(140)).toBe(true);
  });

  it('has every loan settled by the ring, which its records follow', () => {
    const { market, economy, result } = run(CHAIN);
    expect(market.parts.callMarket.openLoans()).toEqual([]);
    expect(economy.contracts.get('call-loan:1')).toBe(undefined);
    expect(result.stopped).toBe('stable');
  });

  it('shares the money of a borrower who cannot pay over loans and payables alike', () => {
    const world: ExplicitWorld = {
      ...CHAIN,
      initialActions: [
        { kind: 'mint_cash', to: 'H1', amount: '200' },
        { kind: 'mint_cash', to: 'H2', amount: '14' },
        { kind: 'create_payable', from: 'H1', to: 'H2', amount: '68', dueDay: 2 },
        { kind: 'create_payable', from: 'H2', to: 'H3', amount: '50', dueDay: 1 },
        { kind: 'create_payable', from: 'H2', to: 'H3', amount: '100', dueDay: 2 },
      ],
    };
    const { economy, result } = run(world, { withdraw: { fromDay: 2, share: 1 } });
    expect(result.defaulted).toEqual(['H2']);
    expect(economy.events.of('LenderWithdrew').map(({ day, agent }) => [day, agent])[0]).toEqual([2, 'H1']);
    // 36 were lent at 5 %: 36.005 and 100 are due, and 68 are there. 68 * 36.005 / 136.005 is paid on the loan.
    const [ended] = economy.events.of('CallLoanDefaulted');
    expect(ended?.interest.toFixed()).toBe('0.005');
    expect(ended?.paid.toFixed()).toBe('18.001838167714');
    const [loss] = economy.events.of('LenderLoss');
    expect([loss?.lenderId, loss?.borrowerId, loss?.principalLoss.toFixed()]).toEqual([
      'H1',
      'H2',
      decimal(36).minus('18.001838167714').toFixed(),
    ]);
    expect(result.metrics.summary.totalDue.toFixed()).toBe('218');
    expect(result.metrics.summary.faceDefaulted.toFixed()).toBe('100');
  });

  it('only invests what is left in the evening', () => {
    const { economy } = run(CHAIN, { at: 'C' });
    expect(economy.events.of('CallLoanGranted')).toEqual([]);
    expect(economy.events.of('CallMarketCleared').every(({ indicative }) => indicative)).toBe(true);
  });

  it('draws who withdraws once, and the same whether it is used or not', () => {
    const { economy } = run(CHAIN, { withdraw: { fromDay: 0, share: '0.5' } });
    const withdrawn = new Set(economy.events.of('LenderWithdrew').map(({ agent }) => agent));
    expect(withdrawn.size).toBeLessThanOrEqual(2);
  });
});
