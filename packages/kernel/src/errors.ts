import type { AgentId, ContractId } from './identity.js';

/**
 * Root of every error bagehot throws for bad input or a broken call. Economic outcomes (a default, a rejected order) are results, never errors.
 *
 * `code` is stable and part of semver; `details` is plain data whose shape follows from the code; `message` is for people and may change.
 */
export class BagehotError<
  Details extends object = Record<string, unknown>,
  Code extends keyof Details & string = keyof Details & string,
> extends Error {
  /** On the prototype, so that stack traces show it too. */
  override get name(): string {
    return 'BagehotError';
  }

  /** Which kind of mistake this is. */
  readonly code: Code;
  /** The values that were wrong, typed by the code. */
  readonly details: Details[Code];

  /** @param options - what caused it, if it was another error */
  constructor(code: Code, details: Details[Code], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** What the kernel may complain about, and the details each complaint carries. */
export interface KernelErrors {
  /** A text or number that is no finite decimal. */
  INVALID_DECIMAL: { readonly input: string };
  /** An argument outside its domain: which field, what it was, and what would have been right. */
  BAD_KERNEL_INPUT: { readonly field: string; readonly value: string; readonly allowed: string };
  /** An amount that is no multiple of the grid. Amounts are refused rather than rounded. */
  OFF_GRID: { readonly amount: string; readonly quantum: string };
  /** Something to share, and nobody with a positive weight to share it among. */
  ZERO_WEIGHTS: { readonly total: string };
  NOT_POSITIVE: { readonly amount: string };
  UNKNOWN_AGENT: { readonly agent: AgentId };
  UNKNOWN_ASSET: { readonly asset: string };
  ASSET_EXISTS: { readonly asset: string; readonly issuer: AgentId };
  UNKNOWN_CONTRACT: { readonly contract: ContractId };
  INSUFFICIENT_CLAIM: {
    readonly contract: ContractId;
    readonly holder: AgentId;
    readonly needed: string;
    readonly available: string;
  };
  WINDOW_OPEN: { readonly ticketSize: string; readonly requested: string };
  TOO_MANY_TICKETS: { readonly ticketSize: string; readonly tickets: string };
  INSUFFICIENT_BALANCE: {
    readonly agent: AgentId;
    readonly asset: string;
    readonly needed: string;
    readonly available: string;
  };
  SAME_AGENT: { readonly agent: AgentId; readonly asset: string };
  /** Always a bug of ours or of a port, never of the caller's numbers. */
  INVARIANT_VIOLATED: { readonly invariant: string; readonly message: string };
}

/** An error of the kernel: see {@link KernelErrors} for the codes. */
export class KernelError<Code extends keyof KernelErrors = keyof KernelErrors> extends BagehotError<
  KernelErrors,
  Code
> {
  override get name(): string {
    return 'KernelError';
  }
}

/**
 * The refusal of one argument: names the field, shows the value, says what is allowed.
 *
 * @returns a `BAD_KERNEL_INPUT` error, to be thrown by the caller
 */
export function badInput(field: string, value: unknown, allowed: string): KernelError<'BAD_KERNEL_INPUT'> {
  const shown = String(value);
  return new KernelError(
    'BAD_KERNEL_INPUT',
    { field, value: shown, allowed },
    `${field} must be ${allowed}, but is ${shown}`,
  );
}
