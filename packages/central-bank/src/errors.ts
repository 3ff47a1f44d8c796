import { type AgentId, BagehotError, type InputProblems } from '@bagehot/kernel';

/** One argument that was refused: which field, what it was, and what would have been right. */
export interface RefusedInput {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

/** What the package may complain about, and the details each complaint carries. */
export interface MoneyMarketErrors {
  INVALID_AGENT_ID: RefusedInput;
  INVALID_AMOUNT: RefusedInput;
  INVALID_RATE: RefusedInput;
  INVALID_POLICY_RATE: RefusedInput;
  INVALID_TICK: RefusedInput;
  /** The policy rate's history has strictly increasing ticks. */
  NON_MONOTONIC_TICK: RefusedInput & { readonly last: number };
  INVALID_QUANTITY: RefusedInput;
  BOND_PRICING: RefusedInput;
  INSUFFICIENT_BONDS: { readonly quantity: number; readonly held: number };
  /** `code` is the treasury's own reason. */
  TREASURY_OPERATION_FAILED: { readonly code: string; readonly quantity: number; readonly price: string };
  /** Nobody lends and borrows in one session. */
  OPPOSITE_SIDE: { readonly agent: AgentId };
  INSUFFICIENT_RESERVES: { readonly agent: AgentId; readonly needed: string; readonly available: string };
  ALREADY_CLEARED: { readonly tick: number; readonly sessions: number };
  UNKNOWN_REQUEST: { readonly requestId: string };
  TOO_MANY_LEGS: { readonly legs: number; readonly maxLegs: number };
  /** A clearing rule gave an outcome that cannot be: always a bug of the rule. */
  CLEARING_INVARIANT: { readonly rule: string; readonly violation: string };
  INVALID_PLEDGE: RefusedInput;
  INVALID_CONFIG: InputProblems;
  INVALID_SNAPSHOT: InputProblems;
}

/**
 * Root of the package's errors. `code` tells which one it is, and so does the class: `error.name` is the class name, as the design of the money market
 * has it. Economic outcomes (a default, too little liquidity) are results and events, never errors.
 *
 * @see central bank specification, section 13
 */
export class MoneyMarketError<Code extends keyof MoneyMarketErrors = keyof MoneyMarketErrors> extends BagehotError<
  MoneyMarketErrors,
  Code
> {
  override get name(): string {
    return 'MoneyMarketError';
  }
}

/** An agent nobody has registered. */
export class InvalidAgentIDError extends MoneyMarketError<'INVALID_AGENT_ID'> {
  override get name(): string {
    return 'InvalidAgentIDError';
  }
}

/** No amount, a negative one, or none on the money grid. */
export class InvalidAmountError extends MoneyMarketError<'INVALID_AMOUNT'> {
  override get name(): string {
    return 'InvalidAmountError';
  }
}

/** No rate, or one with more than 12 decimals. */
export class InvalidRateError extends MoneyMarketError<'INVALID_RATE'> {
  override get name(): string {
    return 'InvalidRateError';
  }
}

/** No rate, or a policy rate outside its bounds. */
export class InvalidPolicyRateError extends MoneyMarketError<'INVALID_POLICY_RATE'> {
  override get name(): string {
    return 'InvalidPolicyRateError';
  }
}

/** No safe integer of at least 0, or a tick in the past. */
export class InvalidTickError extends MoneyMarketError<'INVALID_TICK'> {
  override get name(): string {
    return 'InvalidTickError';
  }
}

/** A policy rate for a tick before the last one's. */
export class NonMonotonicTickError extends MoneyMarketError<'NON_MONOTONIC_TICK'> {
  override get name(): string {
    return 'NonMonotonicTickError';
  }
}

/** No whole number of bonds. */
export class InvalidQuantityError extends MoneyMarketError<'INVALID_QUANTITY'> {
  override get name(): string {
    return 'InvalidQuantityError';
  }
}

/** The bond pricing port failed, or gave no positive price. */
export class BondPricingError extends MoneyMarketError<'BOND_PRICING'> {
  override get name(): string {
    return 'BondPricingError';
  }
}

/** The central bank cannot sell bonds it does not hold. */
export class InsufficientBondsError extends MoneyMarketError<'INSUFFICIENT_BONDS'> {
  override get name(): string {
    return 'InsufficientBondsError';
  }
}

/** The treasury refused, failed or settled another amount. */
export class TreasuryOperationError extends MoneyMarketError<'TREASURY_OPERATION_FAILED'> {
  override get name(): string {
    return 'TreasuryOperationError';
  }
}

/** The agent already stands on the other side of the session. */
export class OppositeSideError extends MoneyMarketError<'OPPOSITE_SIDE'> {
  override get name(): string {
    return 'OppositeSideError';
  }
}

/** Nobody offers more reserves than it holds. */
export class InsufficientReservesError extends MoneyMarketError<'INSUFFICIENT_RESERVES'> {
  override get name(): string {
    return 'InsufficientReservesError';
  }
}

/** The tick has had its sessions. */
export class AlreadyClearedError extends MoneyMarketError<'ALREADY_CLEARED'> {
  override get name(): string {
    return 'AlreadyClearedError';
  }
}

/** No request of that id, or one of a session long over. */
export class UnknownRequestError extends MoneyMarketError<'UNKNOWN_REQUEST'> {
  override get name(): string {
    return 'UnknownRequestError';
  }
}

/** Proportional legs would be more than allowed. */
export class TooManyLegsError extends MoneyMarketError<'TOO_MANY_LEGS'> {
  override get name(): string {
    return 'TooManyLegsError';
  }
}

/** A clearing rule broke a law of clearing. */
export class ClearingInvariantError extends MoneyMarketError<'CLEARING_INVARIANT'> {
  override get name(): string {
    return 'ClearingInvariantError';
  }
}

/** Something that cannot be pledged, or that nobody has pledged. */
export class InvalidPledgeError extends MoneyMarketError<'INVALID_PLEDGE'> {
  override get name(): string {
    return 'InvalidPledgeError';
  }
}

/** Everything that is wrong with a configuration. */
export class InvalidConfigError extends MoneyMarketError<'INVALID_CONFIG'> {
  override get name(): string {
    return 'InvalidConfigError';
  }
}

/** Everything that is wrong with a snapshot. */
export class SnapshotError extends MoneyMarketError<'INVALID_SNAPSHOT'> {
  override get name(): string {
    return 'SnapshotError';
  }
}
