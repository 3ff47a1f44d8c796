import type { Problems } from '../problems.js';
import type { UtilitySpec } from '../utility/utility.js';
import { isWhole, shown } from './field-reader.js';

/** A whole amount somebody holds. */
export function readHolding(value: unknown, path: string, problems: Problems): number {
  if (isWhole(value, 0, Number.MAX_SAFE_INTEGER)) return value;
  problems.add('HOLDING_INVALID', path, shown(value), `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  return 0;
}

/** A marginal utility of money. */
export function readLambda(value: unknown, path: string, problems: Problems): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  problems.add('LAMBDA_INVALID', path, shown(value), 'a finite number above 0');
  return 1;
}

/** An offset of the `log` form of money's utility. */
export function readOffset(value: unknown, path: string, problems: Problems): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  problems.add('PARAM_INVALID', path, shown(value), 'a finite number of at least 0');
  return 0;
}

/** What somebody needs of a good to subsist; undefined for a taste that knows no such thing. */
export function subsistenceOf({ type, params }: UtilitySpec, good: string): number | undefined {
  if (type !== 'stone_geary') return undefined;
  const needed = params?.[`gamma_${good}`];
  return typeof needed === 'number' ? needed : undefined;
}
