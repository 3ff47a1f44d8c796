import { BagehotError, type ContractRegister, type KernelError, type KernelErrors, type Ledger } from '@bagehot/kernel';
import { expect } from 'vitest';

/** The call throws an error of this code and these details, and leaves the ledger and its contracts as they were. */
export function refused<Code extends keyof KernelErrors>(
  of: { readonly ledger: Ledger; readonly contracts?: ContractRegister },
  call: () => void,
  code: Code,
  details: KernelErrors[Code],
): void {
  const state = (): string => JSON.stringify([of.ledger.snapshot(), of.contracts?.snapshot(), [...of.ledger.journal]]);
  const before = state();
  let caught: unknown;
  try {
    call();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(BagehotError);
  const { code: actual, details: shown } = caught as KernelError;
  expect({ code: actual, details: shown }).toEqual({ code, details });
  expect(state()).toBe(before);
}
