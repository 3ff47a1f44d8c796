import type { RefusedInput } from './errors.js';

/**
 * Details and message of a refused argument, to be spread into the error that is thrown.
 *
 * @param allowed - what would have been right, read after "must be"
 */
export function refused(field: string, value: unknown, allowed: string): [RefusedInput, string] {
  const shown = String(value);
  return [{ field, value: shown, allowed }, `${field} must be ${allowed}, but is ${shown}`];
}
