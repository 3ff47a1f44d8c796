import { dealerTables } from '@bagehot/dealer';
import { type Decimal, decimal, sum } from '@bagehot/kernel';
import { ringTables } from '@bagehot/ring';
import { loadScenario, runScenario, type SimEvent, type SimMetrics } from '@bagehot/sim';
import { tableSink } from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';
import { expect, it } from 'vitest';

/** What the engines say of a run, by the question that SQL answers. `bench/p18-real-events.bench.mjs` asks the same of ten million rows. */
const QUESTIONS: Readonly<Record<string, (metrics: SimMetrics) => Decimal | number>> = {
  'SELECT count(*) FROM trades': ({ totalTrades }) => totalTrades,
  "SELECT sum(CASE side WHEN 'SELL' THEN amount ELSE -amount END) FROM trades": ({ market }) =>
    market?.outsideMoneyNet ?? 0,
  "SELECT sum(amount) FROM payables WHERE kind = 'PayableCreated' AND origin IN ('initial', 'scheduled')": ({
    summary,
  }) => summary.totalDue,
  "SELECT sum(amount) FROM obligations WHERE kind = 'ObligationDefaulted'": ({ summary }) => summary.faceDefaulted,
  "SELECT sum(amount) FROM obligations WHERE kind = 'PayableSettled'": ({ days }) =>
    sum(days.map(({ grossSettled }) => grossSettled)),
  'SELECT count(*) FROM agent_defaults': ({ totalDefaults }) => totalDefaults,
};

it('a hundred thousand rows of real runs sum up in SQL to what the engines say, to the last digit', async () => {
  const tables = [...ringTables, ...dealerTables];
  const database = await openDuckDb(tables);
  const sink = tableSink<SimEvent>(tables, database);
  const totals = new Map(Object.keys(QUESTIONS).map((sql) => [sql, decimal(0)]));
  let events = 0;
  for (let seed = 0; seed < 7; seed++) {
    const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of a hundred
params: { n_agents: 100, seed: ${seed}, kappa: 1, q_total: 10000, maturity: { days: 10, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
run: { seed: ${seed} }
`);
    sink.begin({ id: `seed-${seed}`, seed });
    const { metrics, economy } = runScenario(scenario, { sinks: [sink], keepEvents: false });
    sink.end();
    events += economy.eventCount;
    for (const [sql, total] of totals) totals.set(sql, total.plus(QUESTIONS[sql]?.(metrics) ?? 0));
  }
  expect(events).toBeGreaterThan(90_000);
  for (const [sql, total] of totals) {
    expect(total.gt(0), sql).toBe(true);
    expect(String((await database.query(sql)).rows[0]?.[0]), sql).toBe(total.toFixed());
  }
  await database.close();
});
