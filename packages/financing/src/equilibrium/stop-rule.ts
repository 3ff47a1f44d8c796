import type { Problems } from '../problems.js';
import { SOLVER_TOLERANCE } from './residual.js';

/** Iterative solvers stop below this: half of the tolerance, so that rounding their prices does not lift excess demand above it. */
export const STOP_NORM: number = SOLVER_TOLERANCE / 2;

/** Reads a number of iterations; one that cannot be used is noted. */
export function iterationLimit(maxIterations: number, problems: Problems): number {
  if (!Number.isSafeInteger(maxIterations) || maxIterations < 1)
    problems.add('INVALID_OPTION', 'maxIterations', maxIterations, 'a whole number of at least 1');
  return maxIterations;
}
