import { readFileSync } from 'node:fs';
import { loadScenario, parseScenario, runEventTables, runRecord, runScenario, runTables } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const chain = {
  version: 1,
  name: 'chain',
  agents: ['H1', 'H2', 'H3'].map((id) => ({ id, kind: 'household' })).concat({ id: 'CB', kind: 'central_bank' }),
  initial_actions: [
    { mint_cash: { to: 'H1', amount: 6 } },
    { create_payable: { from: 'H1', to: 'H2', amount: 10, due_day: 1 } },
    { create_payable: { from: 'H2', to: 'H3', amount: 4, due_day: 2 } },
  ],
  run: { max_days: 9 },
};

describe('the record of a run', () => {
  it('says how it ended, with decimals as texts', () => {
    const record = runRecord(runScenario(parseScenario(chain)));
    expect(record).toMatchObject({
      outcome: 'stable',
      halt: null,
      defaulted: ['H1'],
      total_defaults: 1,
      total_trades: 0,
      dealer_profit: '0',
      mean_recovery_rate: '0.6',
      summary: { S_total: '14' },
    });
    expect(record).not.toHaveProperty('market');
    expect((record['days'] as readonly { readonly day: number }[]).map(({ day }) => day)).toContain(2);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  it('says why it halted', () => {
    const halting = { ...chain, run: { max_days: 9, default_handling: 'fail-fast' } };
    expect(runRecord(runScenario(parseScenario(halting)))).toMatchObject({
      outcome: 'halted',
      halt: { reason: 'default', day: 1, contract: 'P1', debtor: 'H1', shortfall: '4' },
      mean_recovery_rate: null,
    });
  });

  it('has the market’s figures and tables where there was one', () => {
    const yaml = readFileSync(new URL('../../../examples/scenarios/kalecki_with_dealer.yaml', import.meta.url), 'utf8');
    const result = runScenario(loadScenario(yaml));
    const record = runRecord(result);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(Object.keys(record['market'] as object).every((name) => name === name.toLowerCase())).toBe(true);
    const { events } = result.economy.events;
    const trades = runEventTables.find(({ name }) => name === 'trades');
    expect(events.flatMap((event) => trades?.rows(event) ?? [])).toHaveLength(record['total_trades'] as number);
    const tables = runTables(result.metrics, events);
    expect(tables.map(({ name }) => name)).toEqual(['metrics', 'metrics_ds', 'metrics_intraday']);
    for (const { name, columns, rows } of tables) for (const row of rows) expect(row.length, name).toBe(columns.length);
    expect(tables[0]?.rows).toHaveLength((record['days'] as readonly object[]).length);
  });
});
