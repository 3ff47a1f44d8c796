import { type Decimal, ONE, quotient, ZERO } from '@bagehot/kernel';
import { optionProblems } from '../input-reading.js';
import { type AmountInput, RATE_DP, readDecimal } from '../numbers.js';

/** Reads options and notes what is wrong with them. */
export interface OptionReader {
  decimal(path: string, input: AmountInput): Decimal;
  /** At most 12 digits after the point. */
  rate(path: string, input: AmountInput): Decimal;
  /** A safe integer of at least 0. */
  count(path: string, input: number): number;
  refuse(path: string, value: unknown, allowed: string): void;
  /** @throws InvalidConfigError with every problem noted, unless there is none */
  check(): void;
}

/** A reader of decimals, rates and counts. */
export function optionReader(): OptionReader {
  const problems = optionProblems();
  const refuse = (path: string, value: unknown, allowed: string): void =>
    problems.add('INVALID_CONFIG', path, value, allowed);
  const decimalOf = (path: string, input: AmountInput): Decimal => {
    const value = readDecimal(input);
    if (value === undefined) refuse(path, input, 'a decimal');
    return value ?? ZERO;
  };
  return {
    refuse,
    decimal: decimalOf,
    rate(path, input) {
      const value = decimalOf(path, input);
      if (!value.eq(quotient(value, ONE, { decimals: RATE_DP }))) refuse(path, input, 'a rate of at most 12 decimals');
      return value;
    },
    count(path, input) {
      if (!Number.isSafeInteger(input) || input < 0) refuse(path, input, 'a safe integer of at least 0');
      return input;
    },
    check: () => problems.check(),
  };
}
