import type { AgentId, Decimal } from '@bagehot/kernel';
import type { AmountInput } from '../numbers.js';

/** An overnight loan that is asked for. */
export interface CallLoanRequest {
  readonly borrowerId: AgentId;
  readonly amount: AmountInput;
  /** Borrows at this rate or less; at any unless given. */
  readonly maxRate?: AmountInput;
}

/** How a request stands. */
export interface CallLoanResponse {
  readonly success: boolean;
  readonly status: 'pending' | 'granted' | 'prorated' | 'unfilled' | 'rejected';
  /** Null only when rejected. */
  readonly requestId: string | null;
  /** Set when a loan exists. */
  readonly loanId: string | null;
  readonly amountRequested: Decimal;
  readonly amountGranted: Decimal;
  /** Null until a loan exists. */
  readonly interestRate: Decimal | null;
  readonly message: string;
}

/** Port: a call market as others see it. */
export interface CallMarket {
  requestLoan(request: CallLoanRequest): CallLoanResponse;
  supplyReserves(lenderId: AgentId, amount: AmountInput, minRate?: AmountInput): void;
  /** @returns the call rate */
  processMarketClearing(policyRate: AmountInput): Decimal;
}

/** What one lender gave to a loan out of one supply. */
export interface CallLoanLeg {
  readonly lenderId: AgentId;
  readonly supplyId: string;
  readonly amount: Decimal;
}

/** An open loan. */
export interface CallLoan {
  readonly loanId: string;
  readonly requestId: string;
  readonly borrowerId: AgentId;
  readonly principal: Decimal;
  readonly rate: Decimal;
  readonly originTick: number;
  readonly dueTick: number;
  readonly rollovers: number;
  readonly legs: readonly CallLoanLeg[];
}
