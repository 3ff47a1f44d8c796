import { field } from '../scenario/field.js';
import { ECONOMY_MODEL } from './economy-model.js';
import { RING_MODEL } from './ring-model.js';
import type { SweptModel, SweptScenario } from './swept-model.js';

const MODELS: Readonly<Record<SweptScenario['model'], SweptModel>> = { ring: RING_MODEL, economy: ECONOMY_MODEL };

/** Models of the scenarios that a sweep can be of. */
export const SWEPT_MODELS: readonly string[] = Object.keys(MODELS);

/** The model of a scenario as data; one that does not say is of a ring. */
export function sweptModelOf(scenario: unknown): SweptModel {
  return field(scenario, 'model') === 'economy' ? MODELS.economy : MODELS.ring;
}
