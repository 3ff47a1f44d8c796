import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import type { AmountInput } from '../numbers.js';
import type { ClearingReport, SettlementReport } from './call-market-reports.js';
import type { CallMarketSnapshot } from './call-market-snapshot.js';
import type { MoneyMarketWarning } from './ports.js';

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

/** What an offer may say beside its amount. */
export interface SupplyOptions {
  /**
   * What the lender is ready to lend again of that which is due to it this tick: in netted mode only.
   *
   * @defaultValue 0
   */
  readonly renewed?: AmountInput;
}

/** Port: a call market as others see it. */
export interface CallMarket {
  /**
   * Asks for a loan in the coming session. A request for nothing, or of a borrower barred since its default, is answered `rejected`, any other `pending`.
   *
   * @throws InvalidAgentIDError `INVALID_AGENT_ID`, InvalidAmountError `INVALID_AMOUNT`, InvalidRateError `INVALID_RATE`
   * @throws OppositeSideError `OPPOSITE_SIDE` for somebody who lends in this session
   * @see central bank specification, section 7
   */
  requestLoan(request: CallLoanRequest): CallLoanResponse;
  /**
   * Offers reserves in the coming session. Nothing is moved or set aside: what the lender has then is what counts. An offer of nothing is none.
   *
   * @throws InvalidAgentIDError `INVALID_AGENT_ID`, InvalidAmountError `INVALID_AMOUNT`, InvalidRateError `INVALID_RATE`
   * @throws OppositeSideError `OPPOSITE_SIDE` for somebody who borrows in this session
   * @throws InsufficientReservesError `INSUFFICIENT_RESERVES` when its offers together are more than it has
   * @see central bank specification, section 7
   */
  supplyReserves(lenderId: AgentId, amount: AmountInput, minRate?: AmountInput, options?: SupplyOptions): void;
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
  /** For the whole term; known at origin. */
  readonly interest: Decimal;
  readonly rate: Decimal;
  readonly originTick: number;
  readonly dueTick: number;
  readonly rollovers: number;
  readonly legs: readonly CallLoanLeg[];
  /** The contract that carries it; null when nothing is due, which takes a very negative rate. */
  readonly contract: ContractId | null;
}

/** An order that waits for the session. */
export interface PendingOrder {
  /** `S<n>` or `R<n>`. */
  readonly orderId: string;
  readonly agentId: AgentId;
  readonly amount: Decimal;
  /** Null: at any rate. */
  readonly limitRate: Decimal | null;
  /** Of a supply: what its lender is ready to lend again of that which is due to it. */
  readonly renewed?: Decimal;
}

/**
 * The call market: orders, sessions, and what follows from them.
 *
 * @see central bank specification, sections 7 to 9
 */
export interface CallMarketService extends CallMarket {
  /** What the market had to assume, and what happened last of each other kind. */
  readonly warnings: readonly MoneyMarketWarning[];
  /**
   * Begins a tick: settles the loans due by then. Calling it again in the same tick does nothing. In netted mode nothing is settled here.
   *
   * @param tick - the clock's unless given; without a clock, the ledger's day, which is set to it
   * @throws InvalidTickError `INVALID_TICK` for a tick before the last one, or another one than the clock's
   */
  beginTick(tick?: number): SettlementReport;
  /** Settles what is due and still open: in netted mode what the session left of it. */
  settleDue(): SettlementReport;
  /**
   * How a request stands: pending, or the outcome of the last session.
   *
   * @throws UnknownRequestError `UNKNOWN_REQUEST` for other ids, and those of sessions before the last
   */
  getLoanResponse(requestId: string): CallLoanResponse;
  /** The orders of the session to come, in order of submission. */
  pendingOrders(): { readonly supplies: readonly PendingOrder[]; readonly requests: readonly PendingOrder[] };
  /** The last session; null before the first. */
  lastClearing(): ClearingReport | null;
  /**
   * What a session now would come to. Changes nothing.
   *
   * @throws InvalidPolicyRateError `INVALID_POLICY_RATE`, ClearingInvariantError `CLEARING_INVARIANT`, what the rule throws
   */
  indicativeClearing(policyRate: AmountInput): ClearingReport;
  /** In loan order. */
  openLoans(): readonly CallLoan[];
  /** Defaulters who may not borrow, in order of default. */
  barredBorrowers(): readonly AgentId[];
  /** @throws InvalidAgentIDError `INVALID_AGENT_ID` */
  reinstate(borrowerId: AgentId): void;
  /**
   * Completes the record of a loan that somebody else has settled, such as a ring: shares what was paid over its legs, tells what was lost, and bars the
   * borrower if it was less than is due. If the contract still stands, it is removed.
   *
   * @param paid - from 0 to what is due
   * @returns null when the contract is none of this market's open loans
   * @throws InvalidAmountError `INVALID_AMOUNT`
   */
  recordSettlement(contract: ContractId, paid: AmountInput): SettlementReport | null;
  /** The state beside ledger and register, as plain JSON. */
  snapshot(): CallMarketSnapshot;
  /**
   * Replaces the state by that of a snapshot. Ledger and register must be those that were there, or restored from their own snapshots.
   *
   * @throws SnapshotError `INVALID_SNAPSHOT` with every problem found; nothing has changed then
   */
  restore(snapshot: unknown): void;
}
