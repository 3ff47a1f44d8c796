import { type Decimal, decimal, isDecimal, ZERO } from '@bagehot/kernel';

/** A field as text; `''` when it is absent or no scalar. */
export function textOf(record: object, field: string): string {
  const value: unknown = Reflect.get(record, field);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A field as an exact decimal; undefined when it is absent or no number. */
export function amountOf(record: object, field: string): Decimal | undefined {
  return readDecimal(Reflect.get(record, field));
}

/** A field as an exact decimal, 0 when it is absent. */
export function amountOr0(record: object, field: string): Decimal {
  return amountOf(record, field) ?? ZERO;
}

/** A field as an integer; undefined when it is none. */
export function integerOf(record: object, field: string): number | undefined {
  const value: unknown = Reflect.get(record, field);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** A yes-or-no field; absent is no. */
export function isSet(record: object, field: string): boolean {
  const value: unknown = Reflect.get(record, field);
  return value === true || value === 'true' || value === 1 || value === '1';
}

/** A list of objects, e.g. the holders of a settled payable; empty when absent. */
export function listOf(record: object, field: string): readonly object[] {
  const value: unknown = Reflect.get(record, field);
  return Array.isArray(value) ? value.filter((part): part is object => typeof part === 'object' && part !== null) : [];
}

const DECIMAL = /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i;

/** Reads what looks like a number exactly; anything else is undefined, because reports show foreign text as text. */
export function readDecimal(value: unknown): Decimal | undefined {
  if (typeof value === 'bigint') return decimal(value.toString());
  if (typeof value === 'number') return Number.isFinite(value) ? decimal(value) : undefined;
  if (typeof value === 'string') return DECIMAL.test(value) && value.length < 400 ? decimal(value) : undefined;
  return isDecimal(value) ? value : undefined;
}
