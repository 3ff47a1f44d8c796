import { SimError } from '../errors.js';
import { snakeCase } from '../scenario/spelling.js';

/**
 * What may be changed on a day of a run: rules and conditions, but nothing that would make it another world from the start (one-economy specification, section 13).
 * `.*` stands for everything inside.
 */
export const BRANCH_PATHS = [
  'moneyMarket.*',
  'liquidity.*',
  'facilities.*',
  'backstop.*',
  'dealerFunding.*',
  'policy.*',
  'tradeCredit.*',
  'purchaseLimit.*',
  'dealer.order_flow.*',
  'dealer.trader_policy.*',
  'run.maxDays',
] as const;

/** Sections whose fields are names that a user has given: they have one spelling. */
const NAMED_FIELDS = ['per_agent', 'weights', 'reference_prices'];

/** A name in the one form that both of its spellings have: `max_days` for `maxDays`, `n_max` for `N_max`. */
export function neutralName(name: string): string {
  return snakeCase(name).replace(/_+/g, '_').replace(/^_/, '');
}

/**
 * The parts of a path such as `moneyMarket.policyRate`.
 *
 * @throws SimError `BRANCH_PATH_NOT_ALLOWED` listing what may be changed
 */
export function branchPath(path: string): readonly string[] {
  const parts = path.split('.');
  const neutral = parts.map(neutralName);
  const isAllowed = BRANCH_PATHS.some((pattern) => {
    const isSection = pattern.endsWith('.*');
    const names = pattern.replace(/\.\*$/, '').split('.').map(neutralName);
    return (isSection || names.length === parts.length) && names.every((name, k) => name === neutral[k]);
  });
  if (!isAllowed || parts.includes('')) throw notAllowed(path, 'it would make another world');
  return parts;
}

/** Are the fields of this section names of a user's own? */
export function hasNamedFields(section: string): boolean {
  return NAMED_FIELDS.includes(neutralName(section));
}

/** The refusal of a change. */
export function notAllowed(path: string, reason: string): SimError<'BRANCH_PATH_NOT_ALLOWED'> {
  return new SimError(
    'BRANCH_PATH_NOT_ALLOWED',
    { path, reason, allowed: BRANCH_PATHS },
    `${path} cannot be changed on a day of a run (${reason}); what can be is ${BRANCH_PATHS.join(', ')}`,
  );
}
