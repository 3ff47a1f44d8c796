import { ProblemList } from '@bagehot/kernel';
import { ExchangeError, type ExchangeProblem } from './errors.js';

/** What is wrong with an input of this package. */
export class Problems extends ProblemList<ExchangeProblem['code']> {
  constructor() {
    super((code, details, message) => new ExchangeError(code, details, message));
  }
}

/**
 * The error of a single problem, to be thrown by the caller.
 *
 * @param allowed - what would have been right, read after "must be"
 */
export function refusal<Code extends ExchangeProblem['code']>(
  code: Code,
  path: string,
  value: unknown,
  allowed: string,
): ExchangeError<Code> {
  const shown = String(value);
  const message = `${path} must be ${allowed}, but is ${shown}`;
  return new ExchangeError(code, { path, value: shown, problems: [{ code, path, value: shown, message }] }, message);
}
