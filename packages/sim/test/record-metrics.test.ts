import type { EventRecord } from '@bagehot/kernel';
import {
  loadScenario,
  recordMetrics,
  runRecord,
  runRecords,
  runScenario,
  runTables,
  type ScenarioResult,
  SimError,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const ring = (seed: number, more: string): string => `
version: 1
generator: ring_explorer_v1
name_prefix: A ring
params: { n_agents: 12, seed: ${seed}, kappa: 2, q_total: 600, maturity: { days: 5, mu: 0.5 } }
${more}`;

const DEALER = 'dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }';
const MONEY = `moneyMarket: { policyRate: 0.05, withdraw: { fromDay: 7, share: 1 } }
facilities: { collateral: { haircut: 0.1 } }`;
const BANKS = `
version: 1
name: Two banks
agents:
  - { id: CB, kind: central_bank }
  - { id: B1, kind: bank }
  - { id: B2, kind: bank }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
initial_actions:
  - mint_reserves: { to: B1, amount: 100 }
  - mint_reserves: { to: B2, amount: 100 }
  - mint_cash: { to: H1, amount: 100 }
  - mint_cash: { to: H2, amount: 40 }
  - deposit_cash: { customer: H1, bank: B1, amount: 90 }
  - deposit_cash: { customer: H2, bank: B2, amount: 40 }
  - create_payable: { from: H1, to: H2, amount: 50, due_day: 1 }
  - create_payable: { from: H2, to: H1, amount: 110, due_day: 2 }
`;

const written = (result: ScenarioResult): EventRecord[] =>
  JSON.parse(JSON.stringify([...runRecords(result.economy.events.events)])) as EventRecord[];

describe('recordMetrics', () => {
  it.each([
    ['a plain ring', ring(3, '')],
    ['a ring that stops at its first default', ring(3, 'run: { default_handling: fail-fast }')],
    ['a ring with a market', ring(4, DEALER)],
    ['a ring that is rolled over', ring(5, `${DEALER}\nrun: { rollover_enabled: true, max_days: 12 }`)],
    ['banks', BANKS],
    ['banks that lend one another', `${BANKS}moneyMarket: { supply: { reserveDays: 0 } }\n`],
    ['a ring with overnight money', ring(4, MONEY)],
    ['a ring with overnight money and a market', ring(4, `${MONEY}\n${DEALER}`)],
  ])('is what the run says of itself: %s', (_, text) => {
    const result = runScenario(loadScenario(text));
    const { record, tables, metrics } = recordMetrics(written(result));
    const { dealer_profit: _profit, market: _market, ...figures } = runRecord(result);
    expect(record).toEqual(figures);
    expect(Object.keys(record)).toEqual(Object.keys(figures));
    expect(tables).toEqual(runTables(result.metrics, result.economy.events.events));
    expect(metrics.totalDefaults).toBe(result.defaulted.length);
    expect(metrics.summary.totalDue.gt(0)).toBe(true);
  });

  it('takes money at the start of days from outside when it is told', () => {
    const result = runScenario(loadScenario(ring(3, '')));
    const records = written(result).filter(({ kind }) => kind !== 'CashMinted');
    const money = result.metrics.days[0]?.money;
    expect(money?.gt(0)).toBe(true);
    const days = recordMetrics(records, { moneyAtStart: [money as NonNullable<typeof money>] }).metrics.days;
    expect(days.map((row) => row.money?.toFixed())).toEqual(result.metrics.days.map((row) => row.money?.toFixed()));
    expect(recordMetrics(records).metrics.days[0]?.money?.toFixed()).toBe('0');
  });

  it.each([
    ['PayableCreated', { due_day: 'soon' }, 'due_day must be a day, but is "soon"'],
    ['PayableCreated', { debtor: 7 }, 'debtor must be a text, but is 7'],
    ['PayableSettled', { amount: 'much' }, 'amount must be an amount, but is "much"'],
    ['PayableSettled', { holders: ['H1'] }, 'holders must be a list of holders with their amounts, but is "H1"'],
    ['AgentDefaulted', { recovery_rate: undefined }, 'recovery_rate must be an amount, but is undefined'],
  ])('refuses a record of %s with %o', (kind, change, reason) => {
    const records = written(runScenario(loadScenario(ring(3, ''))));
    const at = records.findIndex((record) => record['kind'] === kind);
    const broken = records.with(at, { ...records[at], ...change } as EventRecord);
    let error: unknown;
    try {
      recordMetrics(broken);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SimError);
    expect(error).toMatchObject({ code: 'INVALID_RECORD', details: { line: at + 1, reason } });
  });
});
