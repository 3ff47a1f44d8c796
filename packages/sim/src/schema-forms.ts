import * as z from 'zod';
import { economyForm } from './economy-scenario/schema.js';
import { inBothSpellings } from './economy-scenario/spelled-form.js';
import { exchangeForm } from './exchange/schema.js';
import { financingForm } from './financing/schema.js';
import type { ScenarioModel } from './scenario/scenario-model.js';
import { explicitRingForm, generatedRingForm } from './scenario/schema.js';

/**
 * JSON Schema (draft 2020-12) of scenario files, for editors.
 *
 * @param model - what the files describe; `any` for all
 */
export function scenarioJsonSchema(model: ScenarioModel | 'any' = 'ring'): object {
  const rings = [schemaOf(explicitRingForm), schemaOf(generatedRingForm)];
  const forms: Readonly<Record<ScenarioModel, () => readonly object[]>> = {
    ring: () => rings,
    financing: () => [schemaOf(financingForm)],
    exchange: () => [schemaOf(exchangeForm)],
    economy: () => [inBothSpellings(schemaOf(economyForm))],
  };
  const models: readonly ScenarioModel[] = model === 'any' ? ['ring', 'financing', 'exchange', 'economy'] : [model];
  const anyOf = models.flatMap((name) => forms[name]());
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', anyOf };
}

/** The schema without the line that says which standard it keeps to, which stands at the top alone. */
function schemaOf(form: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(form, { io: 'input' });
  return schema;
}
