import { decimal, recordLine } from '@bagehot/kernel';
import {
  balanceRows,
  createRecordStream,
  loadScenario,
  type RunSnapshot,
  replayBalances,
  runRecords,
  runScenario,
  type ScenarioResult,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const RING = `version: 1
generator: ring_explorer_v1
params: { n_agents: 8, seed: 7, kappa: 2, q_total: 400, inequality: { concentration: 1 }, maturity: { days: 6, mu: 0.5 } }
run: { max_days: 25 }
`;

const MONEY = `moneyMarket: { policyRate: 0.05, spreadSensitivity: 0.1, withdraw: { fromDay: 9, share: 0.5 } }
liquidity: { policy: borrow-first }
facilities: { lendingSpread: 0.02, depositSpread: 0.01, collateral: { haircut: 0.1 } }
treasury: { inventory: 100, outstanding: 20, faceValue: 2, passThrough: { weights: equal } }
policy: { rule: schedule, table: [{ day: 2, rate: 0.03 }, { day: 3, quantityToBuy: 25 }, { day: 4, quantityToBuy: -5 }] }
`;

const DEALERS = `dealer:
  enabled: true
  ticket_size: 1
  buckets: { all: { tau_min: 1, tau_max: 999, M: 0.9, O: 0.3 } }
`;

interface Told {
  readonly lines: readonly string[];
  readonly result: ScenarioResult;
  /** At the end of the days asked for. */
  readonly snapshots: readonly string[];
}

/** A run with every law checked every day, whose log gives every balance sheet. */
function told(yaml: string, from?: RunSnapshot, keep: readonly number[] = []): Told {
  const scenario = loadScenario(yaml);
  const { run } = scenario;
  const lines: string[] = [];
  const snapshots: string[] = [];
  const sheets: unknown[] = [];
  const seq = from?.economy.eventCount ?? 0;
  const result = runScenario(
    { ...scenario, run: { ...run, rules: { ...run.rules, check: 'daily' } } },
    {
      ...(from === undefined ? {} : { from }),
      sinks: [createRecordStream((record) => lines.push(recordLine(record)), { seq })],
      onDay: (day, view) => {
        if (keep.includes(day)) snapshots.push(JSON.stringify(view.snapshot()));
        sheets.push(...balanceRows(view.system, day));
      },
    },
  );
  if (from === undefined) expect([...replayBalances(runRecords(result.economy.events.events))]).toEqual(sheets);
  return { lines, result, snapshots };
}

describe('a ring with a money market', () => {
  it.each([
    ['alone', RING + MONEY],
    ['with dealers', RING + MONEY + DEALERS],
    ['that invests in the evening', RING + MONEY.replace('moneyMarket: {', 'moneyMarket: { at: C,')],
  ])('runs %s: the same bytes again, every law kept, every balance in the log', (_, yaml) => {
    const { lines, result } = told(yaml);
    expect(told(yaml).lines).toEqual(lines);
    expect(result.metrics.moneyMarket?.sessions).toBe(result.days);
  });

  it.each([
    ['alone', RING + MONEY],
    ['with dealers', RING + MONEY + DEALERS],
  ])('goes on from a snapshot as if it had never stopped: %s', (_, yaml) => {
    const { lines, snapshots } = told(yaml, undefined, [1, 3, 8]);
    expect(snapshots).toHaveLength(3);
    for (const text of snapshots) {
      const from = JSON.parse(text) as RunSnapshot;
      expect(told(yaml, from).lines).toEqual(lines.slice(from.economy.eventCount));
    }
  });

  it('keeps the call rate between floor and ceiling, at the policy rate where supply suffices', () => {
    const { economy } = told(RING + MONEY).result;
    for (const { policyRate, callRate, supplied, requested } of economy.events.of('CallMarketCleared')) {
      expect(callRate.gte(policyRate.minus('0.01')) && callRate.lte(policyRate.plus('0.02'))).toBe(true);
      if (supplied.gte(requested)) expect(callRate.toFixed()).toBe(policyRate.toFixed());
    }
  });

  it('carries out the policy: the rate, purchases and sales, and spending', () => {
    const { economy, metrics } = told((RING + MONEY).replace(', passThrough: { weights: equal }', '')).result;
    expect(economy.events.of('PolicyRateSet').map(({ day, rate }) => [day, rate.toFixed()])).toEqual([[2, '0.03']]);
    expect(economy.events.of('OpenMarketOperation').map(({ day, cash }) => [day, cash.toFixed()])).toEqual([
      [3, '50'],
      [4, '-10'],
    ]);
    expect(metrics.moneyMarket?.bondsBought).toBe(20);
    expect(economy.ledger.balance('CB', 'bond').toFixed()).toBe('40');
  });

  it('tells of operations that cannot be carried out, and goes on', () => {
    const { economy, stopped } = told((RING + MONEY).replace('quantityToBuy: 25', 'quantityToBuy: 500')).result;
    expect(economy.events.of('OpenMarketOperationFailed')[0]).toMatchObject({ day: 3, quantity: 500 });
    expect(stopped).not.toBe('error');
  });

  it.each([
    ['money-growth', 'policy: { rule: money-growth, growthRate: 36, maxStep: 40 }'],
    ['rate-target', 'policy: { rule: rate-target, target: 0.04, gain: 500, maxStep: 8 }'],
  ])('follows a policy that looks at the economy, also from a snapshot: %s', (_, policy) => {
    const yaml = RING + MONEY.replace(/policy: \{ rule: schedule.*/, policy);
    const { lines, result, snapshots } = told(yaml, undefined, [4]);
    expect(result.economy.events.of('OpenMarketOperation').length).toBeGreaterThan(1);
    const from = JSON.parse(snapshots[0] as string) as RunSnapshot;
    expect(told(yaml, from).lines).toEqual(lines.slice(from.economy.eventCount));
  });

  it('clears by an order book within the corridor', () => {
    const { economy } = told((RING + MONEY).replace('moneyMarket: {', 'moneyMarket: { rule: order-book,')).result;
    for (const { rule, policyRate, callRate } of economy.events.of('CallMarketCleared')) {
      expect(rule).toContain('order-book');
      expect(callRate.minus(policyRate).abs().lte('0.02')).toBe(true);
    }
  });

  it('without lenders and window is the ring alone, but for the sessions', () => {
    const own = new Set([
      'CallMarketCleared',
      'NettedSession',
      'InsufficientLiquidity',
      'LiquidityPlanned',
      'LenderWithdrew',
    ]);
    const money = 'moneyMarket: { withdraw: { fromDay: 0, share: 1 } }\nfacilities: { cap: 0, autoDeposit: false }\n';
    const kinds = (yaml: string): readonly string[] =>
      told(yaml).result.economy.events.events.flatMap(({ kind, day }) => (own.has(kind) ? [] : [`${day} ${kind}`]));
    const plain = RING.replace('run: {', 'run: { distribution: proportional,');
    const without = kinds(plain).filter((line) => !line.endsWith('SubphaseB2_Dealer'));
    const refused = kinds(plain + money).filter(
      (line) => !/SubphaseB2_Dealer|FacilityRefused|^0 AgentCreated/.test(line),
    );
    expect(refused).toEqual(without.filter((line) => !/^0 AgentCreated/.test(line)));
  });
});

/** B1 is short of reserves once its customers have paid those of B2. */
const BANKS = `version: 1
name: banks
agents:
  - { id: CB, kind: central_bank }
  - { id: B1, kind: bank }
  - { id: B2, kind: bank }
  - { id: B3, kind: bank }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
initial_actions:
  - mint_reserves: { to: B1, amount: 10 }
  - mint_reserves: { to: B3, amount: 100 }
  - mint_cash: { to: H1, amount: 80 }
  - deposit_cash: { customer: H1, bank: B1, amount: 80 }
  - mint_cash: { to: H2, amount: 1 }
  - deposit_cash: { customer: H2, bank: B2, amount: 1 }
  - create_payable: { from: H1, to: H2, amount: 70, due_day: 1 }
moneyMarket: { policyRate: 0.05, withdraw: { fromDay: 4, share: 1 } }
run: { max_days: 10 }
`;

describe('a money market of banks', () => {
  it('lends reserves from one bank to another', () => {
    const { economy, metrics } = told(BANKS).result;
    const [loan] = economy.events.of('CallLoanGranted');
    expect([loan?.day, loan?.borrowerId, loan?.legs.map(({ lenderId }) => lenderId)]).toEqual([2, 'B1', ['B3']]);
    expect(economy.events.of('ReservesTransferred').length).toBeGreaterThan(0);
    expect(metrics.moneyMarket?.volume.gt(0)).toBe(true);
  });
});

/** H1 owes today; what H2 owes it comes in later. */
const PLEDGE = (paysLater: string): string => `version: 1
name: good security
agents:
  - { id: CB, kind: central_bank }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
  - { id: H3, kind: household }
initial_actions:
  - mint_cash: { to: H2, amount: ${paysLater} }
  - create_payable: { from: H1, to: H3, amount: 45, due_day: 1 }
  - create_payable: { from: H2, to: H1, amount: 60, due_day: 2 }
moneyMarket: { policyRate: 0.05, withdraw: { fromDay: 0, share: 1 } }
facilities: { lendingSpread: 0.02, collateral: { haircut: 0.25 } }
run: { max_days: 10 }
`;

describe("the central bank's window", () => {
  it('lends against good security, and gives back what is over', () => {
    const { result } = told(PLEDGE('60'));
    const { economy, defaulted } = result;
    expect(defaulted).toEqual([]);
    const [loan] = economy.events.of('FacilityLending');
    expect([loan?.agentId, loan?.amount.toFixed(), loan?.rate.toFixed()]).toEqual(['H1', '45', '0.07']);
    expect(economy.events.of('ClaimPledged').map(({ agent, face }) => [agent, face.toFixed()])).toEqual([['H1', '60']]);
    // 45 for a day at 7 % costs 0.00875.
    expect(economy.ledger.balance('H1', 'cash').toFixed()).toBe('14.99125');
    expect(economy.ledger.balance('CB/custody', 'cash').toFixed()).toBe('0');
  });

  it('bears the loss where the security turns out to be bad', () => {
    const { result } = told(PLEDGE('20'));
    const { economy } = result;
    expect(result.defaulted).toContain('H2');
    const [loss] = economy.events.of('FacilityLoss');
    expect(loss?.agentId).toBe('H1');
    expect(decimal(loss?.principalLoss ?? 0).gt(0)).toBe(true);
    expect(economy.ledger.balance('CB/custody', 'cash').toFixed()).toBe('0');
  });
});
