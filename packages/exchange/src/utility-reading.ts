import { Problems } from './problems.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import type { UtilityFn, UtilitySpec } from './utility/utility.js';

/**
 * The utility that is written down.
 *
 * @throws ExchangeError with every problem found: `UNKNOWN_NAME`, `UTILITY_INVALID`, `UNKNOWN_PARAM`
 * @example
 * const tastes = createUtility({ type: 'ces', params: { rho: 0.5, wA: 0.6, wB: 0.4 } });
 */
export function createUtility(spec: UtilitySpec, rules: Rules | RulesInput = {}): UtilityFn {
  const { registry, goods } = createRules(rules);
  const problems = new Problems();
  const utility = registry.readUtility(spec, goods, 'utility', problems);
  problems.check();
  return utility as UtilityFn;
}
