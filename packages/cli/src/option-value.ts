import { type Decimal, decimal } from '@bagehot/kernel';
import { CommandError, EXIT } from './exit-code.js';

/** Where a decimal may lie. Undefined ends are open. */
export interface DecimalRange {
  readonly least?: number;
  readonly most?: number;
  /** The number must be greater than this. */
  readonly above?: number;
}

/**
 * Reads a whole number.
 *
 * @param option - as it was typed, for the message
 * @throws CommandError with exit code 2 naming the option
 */
export function readCount(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw badOption(option, `must be a whole number of at least ${least}, but is ${text}`);
}

/**
 * Reads a decimal, digit by digit, and writes it the one way it is written in plans: `0.50` is `0.5`.
 *
 * @throws CommandError with exit code 2 naming the option
 */
export function readDecimal(option: string, text: string, range: DecimalRange = {}): string {
  const value = decimalIn(text, range);
  if (value === undefined) throw badOption(option, `must be a number${rangeText(range)}, but is ${text}`);
  return value.toFixed();
}

/**
 * Reads decimals that are separated by commas.
 *
 * @throws CommandError with exit code 2 naming the option
 */
export function readDecimals(option: string, text: string, range: DecimalRange = {}): readonly string[] {
  const values = text.split(',').map((part) => {
    const value = decimalIn(part.trim(), range);
    if (value === undefined)
      throw badOption(option, `must be numbers${rangeText(range)}, separated by commas, but has "${part.trim()}"`);
    return value.toFixed();
  });
  const twice = values.find((value, k) => values.indexOf(value) < k);
  if (twice !== undefined) throw badOption(option, `has ${twice} twice`);
  return values;
}

/** The refusal of an option's value. */
export function badOption(option: string, reason: string): CommandError {
  return new CommandError(EXIT.badInput, `${option} ${reason}`);
}

function decimalIn(text: string, { least, most, above }: DecimalRange): Decimal | undefined {
  if (!/^-?(\d+(\.\d+)?|\.\d+)$/.test(text)) return undefined;
  // People leave out the zero before a point.
  const value = decimal(text.replace(/^(-?)\./, '$10.'));
  const isInside =
    (least === undefined || value.gte(least)) &&
    (most === undefined || value.lte(most)) &&
    (above === undefined || value.gt(above));
  return isInside ? value : undefined;
}

function rangeText({ least, most, above }: DecimalRange): string {
  if (above !== undefined) return ` greater than ${above}${most === undefined ? '' : ` and at most ${most}`}`;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  return least === undefined ? '' : ` of at least ${least}`;
}
