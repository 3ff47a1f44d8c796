/** A ring whose debts are traded with dealers, settled and rolled over: its whole event log, as `bagehot run` writes it to `events.jsonl`. */
import { recordLine } from '@bagehot/kernel';
import { createRecordStream, loadScenario, runScenario } from '@bagehot/sim';

const SCENARIO = `version: 1
generator: ring_explorer_v1
name_prefix: The same everywhere
params:
  n_agents: 40
  seed: 11
  kappa: 2
  q_total: 4000
  inequality: { concentration: 0.7 }
  maturity: { days: 10, mu: 0.5 }
dealer:
  enabled: true
  order_flow: { pi_sell: 0.6, N_max: all, block: shortfall }
  trader_policy: { horizon_H: 3, buffer_B: 1 }
run: { max_days: 15, rollover_enabled: true, settlement: multipass }
`;

export function text() {
  const lines = [];
  runScenario(loadScenario(SCENARIO), {
    keepEvents: false,
    sinks: [createRecordStream((record) => lines.push(`${recordLine(record)}\n`))],
  });
  return lines.join('');
}
