import type { AgentId, Decimal } from '@bagehot/kernel';
import type { ClearingBook, ClearingOutcome } from './clearing.js';

/** What a request came to. */
export interface RequestResult {
  readonly requestId: string;
  readonly borrowerId: AgentId;
  readonly requested: Decimal;
  readonly granted: Decimal;
  /** Null where no loan came of it. */
  readonly loanId: string | null;
}

/** What a supply came to. */
export interface SupplyResult {
  readonly supplyId: string;
  readonly lenderId: AgentId;
  readonly offered: Decimal;
  /** What of it the lender still had at the time of the session. */
  readonly effective: Decimal;
  /** What of it was lent. */
  readonly drawn: Decimal;
  /** The money of it that was not lent. In netted mode an offer may be more than money. */
  readonly unlent: Decimal;
}

/** A session, with names and decimals that are made when they are read. `book` and `outcome` are the same in integers. */
export interface ClearingReport {
  readonly tick: number;
  /** From 1 in each tick. */
  readonly session: number;
  /** Name of the rule. */
  readonly rule: string;
  readonly policyRate: Decimal;
  readonly callRate: Decimal;
  readonly spread: Decimal;
  /** Null when nothing was requested. */
  readonly liquidityRatio: Decimal | null;
  readonly supplied: Decimal;
  readonly requested: Decimal;
  readonly volume: Decimal;
  /** Nothing was traded. */
  readonly indicative: boolean;
  /** By request, in order of submission. */
  readonly grants: readonly RequestResult[];
  /** By supply, in order of submission. */
  readonly draws: readonly SupplyResult[];
  readonly book: ClearingBook;
  readonly outcome: ClearingOutcome;
}

/** What a leg of a settled loan came to. */
export interface SettledLeg {
  readonly lenderId: AgentId;
  readonly supplyId: string;
  readonly amount: Decimal;
  readonly interest: Decimal;
  /** In all, principal first. */
  readonly received: Decimal;
  readonly principalLoss: Decimal;
  /** A memo: interest is not accrued before it is due. */
  readonly interestForgone: Decimal;
  /** Principal that goes on in the loan's successor. */
  readonly rolled: Decimal;
}

/** What a settled loan came to. */
export interface SettledLoan {
  readonly loanId: string;
  readonly requestId: string;
  readonly borrowerId: AgentId;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly due: Decimal;
  readonly paid: Decimal;
  readonly legs: readonly SettledLeg[];
  /** How it was repaid where that is not by its borrower's payment. */
  readonly cause?: 'renewal' | 'netting';
}

/** A loan that goes on. */
export interface RolledLoan extends SettledLoan {
  /** Principal that goes on. */
  readonly rolled: Decimal;
  readonly newLoanId: string;
  readonly newRate: Decimal;
}

/** What settling came to; each list in loan order. */
export interface SettlementReport {
  readonly tick: number;
  readonly repaid: readonly SettledLoan[];
  readonly rolled: readonly RolledLoan[];
  readonly defaulted: readonly SettledLoan[];
  /** Principal lost, of those who lost any. */
  readonly lossByLender: ReadonlyMap<AgentId, Decimal>;
}
