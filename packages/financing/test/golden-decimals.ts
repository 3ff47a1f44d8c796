import { type Decimal, decimal } from '@bagehot/kernel';

/** Decimals as texts, so that a difference is shown as digits. */
export function texts(values: readonly Decimal[]): readonly string[] {
  return values.map(String);
}

/** The same value with every decimal text in its one written form: "1.50" becomes "1.5". Other texts, numbers and nulls stay. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, canonical(field)]));
  return typeof value === 'string' && /^-?[0-9]/u.test(value) ? String(decimal(value)) : value;
}
