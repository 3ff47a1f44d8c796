import { FinancingError, type FinancingProblem } from './errors.js';

/** Collects what is wrong with an input, so that all of it is told at once and before anything changes. */
export class Problems {
  readonly #found: FinancingProblem[] = [];

  /** Nothing wrong so far? */
  get none(): boolean {
    return this.#found.length === 0;
  }

  /**
   * Notes one problem.
   *
   * @param allowed - what would have been right, read after "must be"
   */
  add(code: FinancingProblem['code'], path: string, value: unknown, allowed: string): void {
    const shown = String(value);
    this.#found.push({ code, path, value: shown, message: `${path} must be ${allowed}, but is ${shown}` });
  }

  /**
   * Lets something else read a part of the input, and notes what it refuses.
   *
   * @returns undefined when it refused anything
   */
  collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FinancingError)) throw error;
      const { details } = error as FinancingError;
      this.#found.push(...details.problems);
      return undefined;
    }
  }

  /** @throws FinancingError with the first problem's code and all problems in its details, unless there is none */
  check(): void {
    const [first] = this.#found;
    if (first === undefined) return;
    const { code, path, value } = first;
    const message = this.#found.map((problem) => problem.message).join('; ');
    throw new FinancingError(code, { path, value, problems: this.#found }, message);
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
