import { type InputProblems, ProblemList } from '@bagehot/kernel';
import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { InvalidAmountError, InvalidConfigError, InvalidRateError } from './errors.js';
import { type AmountInput, RATE_DP, readQuanta, readRateUnits } from './numbers.js';

/** Collects what is wrong with a configuration and throws all of it as one `INVALID_CONFIG`. */
export function optionProblems(): ProblemList<string> {
  return new ProblemList<string>(
    (_code, details: InputProblems, message) => new InvalidConfigError('INVALID_CONFIG', details, message),
  );
}

/**
 * Reads an amount of at least 0 into quanta.
 *
 * @param field - what the caller calls it, such as `bids[3].amount`
 * @throws InvalidAmountError `INVALID_AMOUNT`
 */
export function readAmount(field: string, input: AmountInput, grid: MoneyGrid): bigint {
  const units = readQuanta(input, grid);
  if (units !== undefined && units >= 0n) return units;
  const details = { field, value: String(input), allowed: `at least 0 with at most ${grid.decimals} decimals` };
  throw new InvalidAmountError(
    'INVALID_AMOUNT',
    details,
    `${field} must be ${details.allowed}, but is ${details.value}`,
  );
}

/**
 * Reads a rate into units of 10^-12.
 *
 * @throws InvalidRateError `INVALID_RATE`
 */
export function readRate(field: string, input: AmountInput | undefined): bigint {
  const units = input === undefined ? undefined : readRateUnits(input);
  if (units !== undefined) return units;
  const details = { field, value: String(input), allowed: `a rate with at most ${RATE_DP} decimals` };
  throw new InvalidRateError('INVALID_RATE', details, `${field} must be ${details.allowed}, but is ${details.value}`);
}
