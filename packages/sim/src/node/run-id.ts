import { createHash } from 'node:crypto';
import { ENGINE_VERSION } from '../engine-version.js';
import type { ArmData } from '../sweep/arm-data.js';
import { canonicalText } from './canonical-text.js';

const DIGITS = 16;

/**
 * Names a run by all that decides it: the first 16 hexadecimal digits of a SHA-256 over the scenario as data, the money grid and the version of the engine. Equal
 * for scenarios that are equal as data, whatever the order of their fields, and whether numbers are written as numbers or as texts.
 *
 * @example
 * const [control, dealers] = sweep.data(7).map(runId);
 * @see ring specification, section 13
 */
export function runId({ scenario, moneyDecimals }: Pick<ArmData, 'scenario' | 'moneyDecimals'>): string {
  return createHash('sha256')
    .update(`${ENGINE_VERSION}\n${moneyDecimals}\n${canonicalText(scenario, 'text')}`)
    .digest('hex')
    .slice(0, DIGITS);
}
