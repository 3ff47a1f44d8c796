import type { Decimal } from './decimal.js';
import { KernelError } from './errors.js';

/** A failed law: which one, what exactly failed (day, parties, both sides), and by how much where that is a number. */
export interface Violation {
  readonly invariant: string;
  readonly message: string;
  readonly difference?: Decimal;
}

/** A law as data: looks at a state and reports what is wrong with it. */
export interface Invariant<S> {
  readonly name: string;
  /** @returns undefined when the law holds */
  check(state: S): Violation | undefined;
}

/**
 * Checks every law, in order.
 *
 * @throws KernelError `INVARIANT_VIOLATED` with the first law that does not hold; this is a bug of the engine or of a port, never an economic outcome
 */
export function assertInvariants<S>(state: S, invariants: readonly Invariant<S>[]): void {
  for (const invariant of invariants) {
    const violation = invariant.check(state);
    if (violation === undefined) continue;
    const { message } = violation;
    throw new KernelError(
      'INVARIANT_VIOLATED',
      { invariant: invariant.name, message },
      `${invariant.name}: ${message}`,
    );
  }
}
