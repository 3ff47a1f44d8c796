import type { Good } from '../goods.js';
import type { Problems } from '../problems.js';
import type { ExchangeRegistry } from '../registry.js';
import type { UtilitySpec } from '../utility/utility.js';
import { type FieldReader, isObject, shown } from './field-reader.js';

/** Reads the type and the parameters of a taste. */
export function readUtility(
  fields: FieldReader,
  goods: readonly Good[],
  registry: ExchangeRegistry,
  problems: Problems,
): UtilitySpec {
  const type = fields.text('type');
  const given = fields.get('params') ?? {};
  if (!isObject(given)) problems.add('SCENARIO_INVALID', fields.at('params'), shown(given), 'an object');
  const params = isObject(given) ? given : {};
  const spec = Object.freeze({ type, params: Object.freeze({ ...params }) });
  if (type !== '') registry.readUtility(spec, goods, fields.path, problems);
  return spec;
}
