import { BagehotError } from '@bagehot/kernel';

/** One thing that is wrong with a scenario. */
export interface ScenarioProblem {
  /** Stable name of the mistake, such as `E_AMOUNT` (ring specification, section 15.3). */
  readonly code: string;
  /** Where in the scenario, such as `dealer.buckets.short.tau_min`. */
  readonly path: string;
  readonly message: string;
}

/** What `@bagehot/sim` may complain about, and the details each complaint carries. */
export interface SimErrors {
  /** Everything that is wrong with a scenario, at once. */
  SCENARIO_INVALID: { readonly problems: readonly ScenarioProblem[] };
  /** A log whose records do not fit together. `record` counts from 1. */
  LOG_BROKEN: { readonly record: number; readonly kind: string; readonly reason: string };
}

/** An error of `@bagehot/sim`: see {@link SimErrors} for the codes. */
export class SimError<Code extends keyof SimErrors = keyof SimErrors> extends BagehotError<SimErrors, Code> {
  override get name(): string {
    return 'SimError';
  }
}
