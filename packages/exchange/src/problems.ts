import { isDecimal, ProblemList } from '@bagehot/kernel';
import { ExchangeError, type ExchangeProblem } from './errors.js';

/** What is wrong with an input of this package. */
export class Problems extends ProblemList<ExchangeProblem['code']> {
  constructor() {
    super((code, details, message) => new ExchangeError(code, details, message));
  }

  override add(code: ExchangeProblem['code'], path: string, value: unknown, allowed: string): void {
    super.add(code, path, typeof value === 'object' && value !== null ? objectText(value) : value, allowed);
  }
}

/** Long texts are cut in messages. */
const LONGEST = 60;

/** What an object looks like in a message, whatever is in it: data from outside may have no way to become a text. */
export function objectText(value: object): string {
  if (isDecimal(value)) return String(value);
  try {
    const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? '';
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
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
