import { type DecimalInput, decimal } from '@bagehot/kernel';

/** A file's sections as plain data, without what is undefined. */
export type Plain = Readonly<Record<string, unknown>>;

/** A decimal as a text that keeps its digits in every reader. */
export function text(value: DecimalInput | undefined | null): string | undefined {
  return value === undefined || value === null ? undefined : decimal(value).toFixed();
}

/** The fields that are there. */
export function without(fields: Plain): Plain {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
