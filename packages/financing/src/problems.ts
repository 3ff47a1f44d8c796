import { ProblemList } from '@bagehot/kernel';
import { FinancingError, type FinancingProblem } from './errors.js';

/** What is wrong with an input of this package. */
export class Problems extends ProblemList<FinancingProblem['code']> {
  constructor() {
    super((code, details, message) => new FinancingError(code, details, message));
  }
}

/**
 * The error of a single problem, to be thrown by the caller.
 *
 * @param allowed - what would have been right, read after "must be"
 */
export function refusal<Code extends FinancingProblem['code']>(
  code: Code,
  path: string,
  value: unknown,
  allowed: string,
): FinancingError<Code> {
  const shown = String(value);
  const message = `${path} must be ${allowed}, but is ${shown}`;
  return new FinancingError(code, { path, value: shown, problems: [{ code, path, value: shown, message }] }, message);
}
