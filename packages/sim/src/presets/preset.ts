import { SimError } from '../errors.js';
import { shown } from '../scenario/problems.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';
import { BALANCED, STOJANOVIC_2025 } from './balanced.js';
import { HEADLINE, HEADLINE_LEGACY } from './headline.js';

/** An experiment that has been published or agreed on. */
export type PresetName = 'headline-legacy' | 'headline' | 'balanced' | 'stojanovic-2025';

const PRESETS: Readonly<Record<PresetName, SweepPlan>> = {
  'headline-legacy': HEADLINE_LEGACY,
  headline: HEADLINE,
  balanced: BALANCED,
  'stojanovic-2025': STOJANOVIC_2025,
};

/** Names of all presets. */
export const PRESET_NAMES: readonly PresetName[] = Object.keys(PRESETS) as PresetName[];

/** What a preset leaves open. */
export interface PresetOptions {
  /** Pairs per point. @defaultValue 1 */
  readonly replicates?: number;
  /** Pair k has the k-th seed after it. @defaultValue 42 */
  readonly baseSeed?: number;
}

/**
 * A known experiment as a plan, plain data like any other: change what you like and run it.
 *
 * @throws SimError `INVALID_OPTIONS` when there is none of that name
 * @example
 * const plan = preset('headline', { replicates: 10 });
 * @see ring specification, sections 12.4 and 14
 */
export function preset(name: PresetName, { replicates = 1, baseSeed = 42 }: PresetOptions = {}): SweepPlan {
  if (!PRESET_NAMES.includes(name)) {
    const reason = `must be ${PRESET_NAMES.join(', ')}, but is ${shown(name)}`;
    throw new SimError('INVALID_OPTIONS', { field: 'preset', reason }, `preset ${reason}`);
  }
  return { name, ...PRESETS[name], replicates, baseSeed };
}
