import { type EventRecord, recordLine } from '@bagehot/kernel';
import {
  createRecordStream,
  type GeneratorScenario,
  parseScenario,
  runScenario,
  type ScenarioOptions,
} from '@bagehot/sim';
import fc from 'fast-check';

const percent = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((hundredths) => (hundredths / 100).toFixed(2));

const dealer = fc.record({
  enabled: fc.constant(true),
  ticket_size: fc.constantFrom(1, 2, 5),
  buckets: fc.constantFrom(
    { all: { tau_min: 1, tau_max: null, M: '1', O: '0.3' } },
    { near: { tau_min: 1, tau_max: 2, M: '0.95', O: '0.2' }, far: { tau_min: 3, tau_max: 999, M: '0.9', O: '0.4' } },
    {
      short: { tau_min: 1, tau_max: 3, M: '1', O: '0.2' },
      mid: { tau_min: 4, tau_max: 8, M: '1', O: '0.3' },
      long: { tau_min: 9, tau_max: null, M: '1', O: '0.4' },
    },
  ),
  dealer_share: percent(0, 50),
  vbt_share: percent(0, 100),
  order_flow: fc.record({
    pi_sell: percent(0, 100),
    N_max: fc.constantFrom<number | string>(1, 4, 'all'),
    block: fc.constantFrom('one', 'shortfall'),
  }),
  trader_policy: fc.record({
    horizon_H: fc.integer({ min: 1, max: 3 }),
    buffer_B: fc.integer({ min: 0, max: 3 }),
    sell_horizon: fc.integer({ min: 0, max: 6 }),
  }),
  vbt_funding: fc.constantFrom('outside', 'funded'),
  par_cap: fc.boolean(),
  count_inflows: fc.boolean(),
  single_issuer: fc.boolean(),
});

const run = fc.record({
  default_handling: fc.constantFrom('expel-agent', 'fail-fast'),
  rollover_enabled: fc.boolean(),
  max_days: fc.integer({ min: 4, max: 10 }),
});

/** Small rings with a market, as a file would describe them. */
export function marketScenario(): fc.Arbitrary<GeneratorScenario> {
  const params = fc.record({
    n_agents: fc.integer({ min: 3, max: 8 }),
    seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    kappa: percent(25, 500),
    q_total: fc.integer({ min: 40, max: 200 }),
    inequality: fc.record({ concentration: percent(20, 500) }),
    maturity: fc.record({ days: fc.integer({ min: 1, max: 6 }), mu: percent(0, 100) }),
  });
  return fc
    .record({ params, dealer, run })
    .map((parts) => parseScenario({ version: 1, generator: 'ring_explorer_v1', name_prefix: 'random', ...parts }))
    .map((scenario) => scenario as GeneratorScenario);
}

/** The records of a run, as lines of `events.jsonl`. */
export function linesOf(scenario: GeneratorScenario, options: ScenarioOptions = {}): readonly string[] {
  return recordsOf(scenario, options).map(recordLine);
}

/** The records of a run. */
export function recordsOf(scenario: GeneratorScenario, options: ScenarioOptions = {}): readonly EventRecord[] {
  const records: EventRecord[] = [];
  runScenario(scenario, { ...options, sinks: [createRecordStream((record) => records.push(record))] });
  return records;
}
