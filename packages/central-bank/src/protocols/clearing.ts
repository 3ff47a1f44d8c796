import type { AgentId } from '@bagehot/kernel';

/** An offer of reserves in the book. */
export interface SupplyOrder {
  /** The number of the order: `S<seq>`. */
  readonly seq: number;
  readonly agent: AgentId;
  /** What it may lend, in money quanta: no more than the lender's balance allows now. */
  readonly units: bigint;
  /** Lends at this rate or more, in units of 10^-12; null at any. */
  readonly minRate: bigint | null;
}

/** A request for a loan in the book. */
export interface RequestOrder {
  /** The number of the order: `R<seq>`. */
  readonly seq: number;
  readonly agent: AgentId;
  /** What it asks for, in money quanta. */
  readonly units: bigint;
  /** Borrows at this rate or less, in units of 10^-12; null at any. */
  readonly maxRate: bigint | null;
}

/** A session's orders, in the order of submission. Integers throughout: money quanta, and rates in units of 10^-12. */
export interface ClearingBook {
  readonly tick: number;
  readonly policyRate: bigint;
  readonly supplies: readonly SupplyOrder[];
  readonly requests: readonly RequestOrder[];
}

/** So much of a grant that comes out of one supply. */
export interface ClearingLeg {
  /** Index in the book's requests. */
  readonly request: number;
  /** Index in the book's supplies. */
  readonly supply: number;
  readonly units: bigint;
}

/** Who gets what, at which rate. */
export interface ClearingOutcome {
  readonly callRate: bigint;
  /** Nothing was traded, so the rate is what it would have been. */
  readonly indicative: boolean;
  /** Supplied over requested, half-even; null when nothing was requested, or the rule has none. */
  readonly liquidityRatio: bigint | null;
  /** The call rate less the policy rate, before any corridor. */
  readonly spread: bigint;
  readonly supplied: bigint;
  readonly requested: bigint;
  readonly volume: bigint;
  /** By request. */
  readonly grants: readonly bigint[];
  /** By supply. */
  readonly draws: readonly bigint[];
  /** By loan, then by supply; each of more than 0. */
  readonly legs: readonly ClearingLeg[];
  /** By leg, where legs have rates of their own. */
  readonly ratePerLeg?: readonly bigint[];
}

/** Who gets and lends how much: the part of an outcome that says so. */
export type Shares = Pick<ClearingOutcome, 'grants' | 'draws'>;

/**
 * Port: how a session is cleared. Pure. The market checks every outcome before it posts anything.
 *
 * @see central bank specification, section 8.3
 */
export interface ClearingRule {
  readonly name: string;
  /** The rule does not look at limit rates, so a market warns about them. */
  readonly ignoresLimits?: boolean;
  /**
   * Who gets what, at which rate. It reads the book and nothing else, and changes nothing.
   *
   * @param shares - what `shares` has given for this book, where the caller has it already, so that it need not be worked out again; a rule may leave it unread
   */
  clear(book: ClearingBook, shares?: Shares): ClearingOutcome;
  /** The grants and draws of `clear` alone, where that is quicker: netted sessions clear a book again and again, and need legs only in the end. */
  shares?(book: ClearingBook): Shares;
}

/** How grants meet draws: one after the other, or everybody exposed to everybody. */
export type LegRule = 'sequential' | 'proportional';
