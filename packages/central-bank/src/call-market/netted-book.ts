import type { AgentId } from '@bagehot/kernel';
import type { ClearingOutcome, RequestOrder, SupplyOrder } from '../protocols/clearing.js';

/** An offer whose lender adds what it is to get back today. `units` is the part that is money, no more than the lender has. */
export interface NettedSupply extends SupplyOrder {
  /** How much of what is due to the lender today it is ready to lend again. */
  readonly renewed: bigint;
}

/** A loan that is due and not settled yet. */
export interface DueLoan {
  readonly borrower: AgentId;
  /** What is owed, by holder; more than 0 each. */
  readonly claims: readonly DueClaim[];
}

/** Somebody's share in a loan. */
export interface DueClaim {
  readonly holder: AgentId;
  readonly face: bigint;
}

/** A session's orders, in the order of submission, and the loans due, in their order. Integers throughout, as in a clearing book. */
export interface NettedBook {
  readonly tick: number;
  readonly policyRate: bigint;
  readonly supplies: readonly NettedSupply[];
  readonly requests: readonly RequestOrder[];
  readonly due: readonly DueLoan[];
}

/** What an agent gets (more than 0) or pays. */
export interface NetPosition {
  readonly agent: AgentId;
  readonly amount: bigint;
}

/** A session in which new loans pay for old ones. */
export interface NettedOutcome {
  readonly clearing: ClearingOutcome;
  /** How often the book was cleared. */
  readonly passes: number;
  /** By supply: what came into the session, money and renewed. */
  readonly effective: readonly bigint[];
  /** By loan due: what of it is paid out of new loans. */
  readonly discharged: readonly bigint[];
  /** By loan due and claim: who gets it. */
  readonly receipts: readonly (readonly bigint[])[];
  /** By supply: the money that was not lent. */
  readonly unlent: readonly bigint[];
  /** Everybody who pays or gets something, in order of first appearance in the book. Adds up to 0. */
  readonly net: readonly NetPosition[];
  /** New loans, and what is paid of old ones: what would move without netting. */
  readonly gross: bigint;
  /** What moves. */
  readonly moved: bigint;
}
