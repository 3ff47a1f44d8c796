import { type Decimal, decimal } from '@bagehot/kernel';

// Reading values that may be broken: what has the wrong form reads as undefined, because the schema has already said so.

/** The field of an object, or undefined. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The entries of a list; none of anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of an object in their order; none of anything else. */
export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A text that is not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** How every text of a decimal begins. */
const NUMBER_LIKE = /^[+-]?[.\d]/;

/** An exact decimal, from a number or its text; a leading plus sign is as good as none. */
export function asDecimal(value: unknown): Decimal | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  // Words such as `all` are no mistakes: they are read without making an error of them.
  if (typeof value === 'string' && !NUMBER_LIKE.test(value)) return undefined;
  try {
    return decimal(typeof value === 'string' && value.startsWith('+') ? value.slice(1) : value);
  } catch {
    return undefined;
  }
}

/** A whole number of at least 0 that a computer counts exactly. */
export function asCount(value: unknown): number | undefined {
  const number = asDecimal(value)?.toNumber();
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** True or false. */
export function asFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** One of the given texts. */
export function asOneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((text) => text === value);
}

/** How a file may write what has no limit: in words, or as YAML does. */
export const INFINITE = ['Infinity', '.inf', '.Inf', '.INF'] as const;
