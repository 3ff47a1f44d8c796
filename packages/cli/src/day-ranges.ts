import { CommandError, EXIT } from './exit-code.js';

/** Some days. */
export interface DayRanges {
  has(day: number): boolean;
}

/**
 * Reads days such as `1,3-5`.
 *
 * @returns undefined when nothing is given: every day
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function dayRanges(option: string, text: string | undefined): DayRanges | undefined {
  if (text === undefined) return undefined;
  const ranges = text.split(',').map((part) => {
    const [, first, last = first] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || from > to)
      throw new CommandError(EXIT.badInput, `${option} must be days and ranges of days such as 1,3-5, but is ${text}`);
    return { from, to };
  });
  return { has: (day) => ranges.some(({ from, to }) => from <= day && day <= to) };
}
