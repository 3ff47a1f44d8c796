import type { Day } from '@bagehot/kernel';
import { runScenarioByDay, type ScenarioOptions } from '../run-scenario.js';
import type { ArmData } from './arm-data.js';
import type { SweptResult } from './swept-model.js';
import { sweptModelOf } from './swept-models.js';

/**
 * Runs one arm of a run again, as the sweep did, one day per step: with its events, or whatever else a sweep does not keep.
 *
 * @throws as `runScenario`
 * @example
 * const [control] = sweep.data(7);
 * for (const day of runArmByDay(control, { sinks: [log] })) { ... }
 */
export function runArmByDay(
  { scenario, moneyDecimals }: Pick<ArmData, 'scenario' | 'moneyDecimals'>,
  options: Omit<ScenarioOptions, 'moneyDecimals'> = {},
): Generator<Day, SweptResult, void> {
  const arm = sweptModelOf(scenario).read(scenario);
  const how = { ...options, moneyDecimals };
  return arm.model === 'economy' ? runScenarioByDay(arm, how) : runScenarioByDay(arm, how);
}
