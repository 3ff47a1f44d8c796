import { decimal } from '@bagehot/kernel';

const NUMBER = /^-?\d{1,300}(\.\d{1,300})?$/;

/** Is the text a plain decimal? */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** The order of a parameter's levels: numbers first, in their order, then other texts by code units. */
export function byLevel(a: string, b: string): number {
  const areNumbers = [isNumber(a), isNumber(b)];
  if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1;
  const order = areNumbers[0] ? decimal(a).cmp(decimal(b)) : 0;
  return order || (a < b ? -1 : a > b ? 1 : 0);
}
