import type { Invariant, Violation } from '@bagehot/kernel';
import { type Accounts, quanta, type Register } from '@bagehot/kernel/quanta';
import type { EconomyState } from './economy-state.js';

/** What is wrong, in words; undefined when nothing is. */
export type Check = (accounts: Accounts, register: Register, state: EconomyState) => string | undefined;

/** A law of the one-economy specification, section 12. */
export function law(name: string, check: Check): Invariant<EconomyState> {
  return {
    name,
    check(state): Violation | undefined {
      const failed = check(quanta(state.ledger), quanta(state.contracts), state);
      return failed === undefined
        ? undefined
        : { invariant: name, message: `after ${state.phase} of day ${state.day}: ${failed}` };
    },
  };
}
