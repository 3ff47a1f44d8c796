import { entries, field } from '../scenario/field.js';

/**
 * The scenario of an economy as data, with the numbers of its exchange as the doubles that an exchange reckons with.
 *
 * @param doubles - the same, with all its numbers as doubles
 */
export function withExchangeDoubles(scenario: unknown, doubles: unknown): unknown {
  const exchange = field(doubles, 'exchange');
  return exchange === undefined ? scenario : { ...Object.fromEntries(entries(scenario)), exchange };
}
