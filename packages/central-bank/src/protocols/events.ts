import type { AgentId, ContractId, Decimal, EventBase } from '@bagehot/kernel';

interface Event<Kind extends string> extends EventBase {
  readonly kind: Kind;
  /** The tick. */
  readonly day: number;
}

/** The central bank set its rate. */
export interface PolicyRateSet extends Event<'PolicyRateSet'> {
  readonly rate: Decimal;
  readonly previousRate: Decimal;
}

/** Bonds were bought (quantity more than 0) or sold by the central bank. */
export interface OpenMarketOperation extends Event<'OpenMarketOperation'> {
  readonly quantity: number;
  readonly price: Decimal;
  readonly priceSource: 'market' | 'face';
  /** Signed: paid out by the central bank, or received. */
  readonly cash: Decimal;
  readonly bookValueAfter: Decimal;
  readonly holdingsAfter: number;
  readonly realisedGain: Decimal;
}

/** An operation that was undone. */
export interface OpenMarketOperationFailed extends Event<'OpenMarketOperationFailed'> {
  readonly quantity: number;
  readonly code: string;
  readonly message: string;
}

/** What one agent got or paid. */
export interface AgentAmount {
  readonly agentId: AgentId;
  readonly amount: Decimal;
}

/** The treasury spent its money among agents, or took it from them. */
export interface TreasuryPayment extends Event<'TreasurySpending' | 'TreasuryLevy'> {
  readonly total: Decimal;
  readonly parts: readonly AgentAmount[];
}

/** A lender has less than it offered by the time of the session. */
export interface SupplyReduced extends Event<'SupplyReduced'> {
  readonly supplyId: string;
  readonly lenderId: AgentId;
  readonly offered: Decimal;
  readonly effective: Decimal;
}

/** More was requested than supplied. */
export interface InsufficientLiquidity extends Event<'InsufficientLiquidity'> {
  readonly supplied: Decimal;
  readonly requested: Decimal;
  readonly shortfall: Decimal;
  readonly ratio: Decimal;
  readonly callRate: Decimal;
}

/** A session is over. */
export interface CallMarketCleared extends Event<'CallMarketCleared'> {
  /** From 1 in each tick. */
  readonly session: number;
  readonly rule: string;
  readonly policyRate: Decimal;
  readonly callRate: Decimal;
  readonly spread: Decimal;
  readonly liquidityRatio: Decimal | null;
  readonly supplied: Decimal;
  readonly requested: Decimal;
  readonly volume: Decimal;
  readonly loans: number;
  readonly legs: number;
  readonly indicative: boolean;
}

/** What one lender gave, in an event. */
export interface LoanLeg {
  readonly lenderId: AgentId;
  readonly supplyId: string;
  readonly amount: Decimal;
}

/** A loan came into being. */
export interface CallLoanGranted extends Event<'CallLoanGranted'> {
  readonly loanId: string;
  readonly requestId: string;
  readonly borrowerId: AgentId;
  readonly principal: Decimal;
  readonly rate: Decimal;
  readonly dueTick: number;
  readonly legs: readonly LoanLeg[];
}

/** What one lender got back of its leg. */
export interface LegReceipt {
  readonly lenderId: AgentId;
  readonly amount: Decimal;
  readonly interest: Decimal;
  readonly received: Decimal;
  readonly principalLoss: Decimal;
}

/** A loan is over: repaid, renewed or lost. `cause` tells how it was repaid where that is not by its borrower's payment. */
export interface CallLoanEnded extends Event<'CallLoanRepaid' | 'CallLoanRolled' | 'CallLoanDefaulted'> {
  readonly loanId: string;
  readonly borrowerId: AgentId;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly paid: Decimal;
  readonly legs: readonly LegReceipt[];
  readonly cause?: 'renewal' | 'netting';
  /** Of a loan rolled over: what goes on, and as which loan. */
  readonly newLoanId?: string;
  readonly rolled?: Decimal;
  /** Of a default: the principal lost. */
  readonly loss?: Decimal;
}

/** What a lender lost on a borrower. */
export interface LenderLoss extends Event<'LenderLoss'> {
  readonly lenderId: AgentId;
  readonly borrowerId: AgentId;
  readonly principalLoss: Decimal;
  readonly interestForgone: Decimal;
}

/** The central bank lent to somebody, or took a deposit. */
export interface FacilityUse extends Event<'FacilityLending' | 'FacilityDeposit'> {
  readonly agentId: AgentId;
  readonly amount: Decimal;
  readonly rate: Decimal;
  readonly dueTick: number;
}

/** Somebody got less from the lending facility than it was short of. */
export interface FacilityRefused extends Event<'FacilityRefused'> {
  readonly agentId: AgentId;
  readonly amount: Decimal;
  readonly rate: Decimal;
  readonly reason: string;
}

/** Pledged security no longer covers what is owed. */
export interface MarginCall extends Event<'MarginCall'> {
  readonly agentId: AgentId;
  readonly amount: Decimal;
  readonly dueTick: number;
}

/** A claim went into the central bank's custody, came back from it, or became its own; `loan` is the occasion. */
export interface ClaimMoved extends Event<'ClaimPledged' | 'ClaimReleased' | 'ClaimSeized'> {
  /** The pledger. */
  readonly agent: AgentId;
  readonly contract: ContractId;
  readonly face: Decimal;
  readonly loan: string;
}

/** The central bank lost on a loan: what neither its borrower nor the pledges covered. */
export interface FacilityLoss extends Event<'FacilityLoss'> {
  readonly agentId: AgentId;
  readonly loan: string;
  readonly principalLoss: Decimal;
  readonly interestForgone: Decimal;
}

/** A session in which old loans were renewed out of new ones. */
export interface NettedSession extends Event<'NettedSession'> {
  /** New loans, and what they paid of old ones: what would have moved without netting. */
  readonly gross: Decimal;
  /** What passed the clearing house. */
  readonly net: Decimal;
  /** What was paid of old loans. */
  readonly renewed: Decimal;
  /** How often the book was cleared. */
  readonly passes: number;
}

/** Everything the package tells, after the commit. */
export type MoneyMarketEvent =
  | PolicyRateSet
  | OpenMarketOperation
  | OpenMarketOperationFailed
  | TreasuryPayment
  | SupplyReduced
  | InsufficientLiquidity
  | CallMarketCleared
  | CallLoanGranted
  | CallLoanEnded
  | LenderLoss
  | FacilityUse
  | FacilityRefused
  | FacilityLoss
  | MarginCall
  | ClaimMoved
  | NettedSession;
