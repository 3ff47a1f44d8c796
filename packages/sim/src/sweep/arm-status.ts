import { ranToItsEnd } from '../compare.js';
import type { ScenarioResult } from '../run-scenario.js';
import type { ArmFigures } from './sweep-rows.js';

/** What became of an arm of a run: an end of its own, none, or fields that do not go together. */
export type ArmStatus = 'completed' | 'failed' | 'refused';

/** @param arm - undefined when the point could not be run */
export function statusOf(arm: Pick<ArmFigures, 'figures'> | undefined): ArmStatus {
  if (arm === undefined) return 'refused';
  return ranToItsEnd({ stopped: arm.figures['outcome'] as ScenarioResult['stopped'] }) ? 'completed' : 'failed';
}
