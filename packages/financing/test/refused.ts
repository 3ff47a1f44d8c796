import { FinancingError } from '@bagehot/financing';

/** The error a call throws, which must be one of the package. */
export function refused(call: () => unknown): FinancingError {
  try {
    call();
  } catch (error) {
    if (error instanceof FinancingError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Code and path of each problem that a call tells. */
export function problemsOf(call: () => unknown): readonly (readonly [code: string, path: string])[] {
  return refused(call).details.problems.map(({ code, path }) => [code, path]);
}
