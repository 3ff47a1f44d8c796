import { BagehotError } from '@bagehot/kernel';

/** Why the oracle refuses to run a scenario. */
export interface OracleErrors {
  /** The scenario contradicts itself or the specification. */
  BAD_SCENARIO: { readonly path: string };
  /** A script names an agent, side or ticket that the rules do not lead to. */
  SCRIPT_MISMATCH: { readonly arrival: number; readonly expected: string; readonly actual: string };
}

/** What the oracle throws. */
export class OracleError<Code extends keyof OracleErrors = keyof OracleErrors> extends BagehotError<
  OracleErrors,
  Code
> {
  override get name(): string {
    return 'OracleError';
  }
}
