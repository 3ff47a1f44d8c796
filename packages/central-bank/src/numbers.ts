import { type Decimal, decimal } from '@bagehot/kernel';
import { formatUnits, fromUnits, type MoneyGrid, unitsOf } from '@bagehot/kernel/quanta';

/** What a caller may write for an amount or a rate. A `bigint` counts whole units, a number is read through its shortest decimal text. */
export type AmountInput = Decimal | string | bigint | number;

/** Decimals of a rate: it is a whole number of units of 10^-12. */
export const RATE_DP = 12;
/** Decimals of a bond's price, to which it is rounded half-even. */
export const PRICE_DP = 8;
/** The rate of 100 % in units. */
export const RATE_ONE: bigint = 10n ** BigInt(RATE_DP);

const NUMERAL = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i;
const EXPONENT = /e([+-]?\d+)$/i;
const MAX_EXPONENT = 1000;

/**
 * Reads what a caller wrote as an exact decimal.
 *
 * @returns undefined when it is none: no spaces, no hexadecimal, no empty text, no exponent beyond 1000
 * @see central bank specification, section 2
 */
export function readDecimal(input: unknown): Decimal | undefined {
  if (typeof input === 'number') return Number.isFinite(input) ? decimal(input) : undefined;
  if (typeof input === 'bigint') return readText(input.toString());
  if (typeof input === 'string') return readText(input);
  // Other objects have a text, too, but it is not a decimal that somebody meant.
  if (typeof input !== 'object' || input === null || !('s' in input && 'e' in input && 'c' in input)) return undefined;
  try {
    return decimal(input as Decimal);
  } catch {
    return undefined;
  }
}

function readText(text: string): Decimal | undefined {
  if (!NUMERAL.test(text)) return undefined;
  const exponent = EXPONENT.exec(text)?.[1];
  if (exponent !== undefined && Math.abs(Number(exponent)) > MAX_EXPONENT) return undefined;
  try {
    return decimal(text);
  } catch {
    return undefined;
  }
}

/** An amount in quanta of the grid; undefined when it is no decimal or between two quanta. Never rounded. */
export function readQuanta(input: unknown, grid: MoneyGrid): bigint | undefined {
  const value = readDecimal(input);
  return value === undefined ? undefined : unitsOf(value, grid.decimals);
}

/** A rate in units of 10^-12; undefined when it is no decimal or has more than 12 digits after the point. */
export function readRateUnits(input: unknown): bigint | undefined {
  const value = readDecimal(input);
  return value === undefined ? undefined : unitsOf(value, RATE_DP);
}

/** The rate of so many units. */
export function rateOf(units: bigint): Decimal {
  return fromUnits(units, RATE_DP);
}

/** The text of a rate: no exponent, no zeros to spare. */
export function formatRate(units: bigint): string {
  return formatUnits(units, RATE_DP);
}

/** The text of an amount with all the grid's decimals: `0.10`. */
export function formatAmount(units: bigint, grid: MoneyGrid): string {
  const text = formatUnits(units, grid.decimals);
  if (grid.decimals === 0) return text;
  const point = text.indexOf('.');
  if (point < 0) return `${text}.${'0'.repeat(grid.decimals)}`;
  return text.padEnd(point + 1 + grid.decimals, '0');
}
