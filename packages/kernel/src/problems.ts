import { BagehotError } from './errors.js';

/** One thing that is wrong with an input: where, what it was, and what would have been right. */
export interface InputProblem<Code extends string = string> {
  readonly code: Code;
  /** The field, such as `agents[3].alpha[1]`. */
  readonly path: string;
  readonly value: string;
  /** For people; may change. */
  readonly message: string;
}

/** Details of an error about input: the first problem, and all of them in order of discovery. */
export interface InputProblems<Code extends string = string> {
  readonly path: string;
  readonly value: string;
  readonly problems: readonly InputProblem<Code>[];
}

/** The error that tells the problems: the first one's code, all of them in its details. */
type ErrorOf<Code extends string> = (code: Code, details: InputProblems<Code>, message: string) => Error;

/**
 * Collects what is wrong with an input, so that all of it is told at once and before anything changes.
 *
 * @example
 * const problems = new ProblemList((code, details, message) => new MarketError(code, details, message));
 * if (price.lte(0)) problems.add('PRICE_NOT_POSITIVE', 'price', price, 'more than 0');
 * problems.check();
 */
export class ProblemList<Code extends string> {
  readonly #found: InputProblem<Code>[] = [];
  readonly #errorOf: ErrorOf<Code>;

  /** @param errorOf - makes the error that {@link ProblemList.check} throws */
  constructor(errorOf: ErrorOf<Code>) {
    this.#errorOf = errorOf;
  }

  /** Nothing wrong so far? */
  get none(): boolean {
    return this.#found.length === 0;
  }

  /**
   * Notes one problem.
   *
   * @param allowed - what would have been right, read after "must be"
   */
  add(code: Code, path: string, value: unknown, allowed: string): void {
    const shown = String(value);
    this.#found.push({ code, path, value: shown, message: `${path} must be ${allowed}, but is ${shown}` });
  }

  /**
   * Lets something else read a part of the input, and notes what it refuses with an error that carries problems.
   *
   * @returns undefined when it refused anything
   * @throws what `read` throws beside that
   */
  collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      const told = error instanceof BagehotError ? (error.details as Partial<InputProblems<Code>>).problems : undefined;
      if (told === undefined) throw error;
      this.#found.push(...told);
      return undefined;
    }
  }

  /** @throws the error of the list, with the first problem's code and all problems in its details, unless there is none */
  check(): void {
    const [first] = this.#found;
    if (first === undefined) return;
    const { code, path, value } = first;
    const message = this.#found.map((problem) => problem.message).join('; ');
    throw this.#errorOf(code, { path, value, problems: this.#found }, message);
  }
}
