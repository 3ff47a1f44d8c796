import { ageTickets } from './ageing.js';
import { runDirect, runFlow } from './flow.js';
import { measureLosses, updateAnchors } from './loss.js';
import { type Meter, type OracleMetrics, startMeter } from './metrics.js';
import { openWorld } from './opening.js';
import type { OracleRecord } from './record.js';
import type { OracleScenario } from './scenario.js';
import { settleMaturing } from './settlement.js';
import { type OracleState, stateOf } from './state.js';
import { type World, writeQuote } from './world.js';

/** A whole run: its log, its last state, and what it came to. */
export interface OracleRun {
  /** The log in order, `Init` first; a record's position is its `seq`. */
  readonly records: readonly OracleRecord[];
  readonly state: OracleState;
  readonly metrics: OracleMetrics;
}

/** One day in eight steps (dealer specification, section 9). */
function runDay(world: World, scenario: OracleScenario, meter: Meter): void {
  meter.during('rebucketing', () => ageTickets(world));
  for (const desk of world.desks) writeQuote(world, desk, 'open');
  const { script } = scenario;
  const steps = script === undefined ? undefined : (script[String(world.day)] ?? []);
  meter.during('trading', () => {
    if (scenario.mode === 'direct') runDirect(world, steps ?? []);
    else runFlow(world, steps);
  });
  meter.during('settlement', () => measureLosses(world, settleMaturing(world)));
  meter.during('revaluation', () => updateAnchors(world));
  for (const desk of world.desks) writeQuote(world, desk, 'close');
}

/**
 * Runs a stand-alone dealer market from the text of its specification: plain decimals, plain lists, every rule as it is written.
 *
 * It shares no rule with the market it checks, only the decimals and the random source. Slow on purpose.
 *
 * @throws OracleError `BAD_SCENARIO` when the scenario contradicts itself, `SCRIPT_MISMATCH` when a script says something else than the rules
 * @see dealer specification, sections 3 to 13
 */
export function runOracle(scenario: OracleScenario): OracleRun {
  const world = openWorld(scenario);
  const meter = startMeter(world);
  while (world.day < scenario.days) {
    runDay(world, scenario, meter);
    if (world.settings.stopOnDefault && world.traders.some((trader) => trader.defaulted)) break;
  }
  return { records: world.records, state: stateOf(world), metrics: meter.result() };
}
