import type { AgentId, ContractId } from '@bagehot/kernel';

/** A pending order as plain JSON. Its number follows from the counters. */
export interface OrderSnapshot {
  readonly agentId: AgentId;
  readonly amount: string;
  /** Null: at any rate. */
  readonly limitRate: string | null;
  /** Of a supply whose lender is ready to lend again of what is due to it: how much. */
  readonly renewed?: string;
}

/** A leg of an open loan as plain JSON. */
export interface LegSnapshot {
  readonly lenderId: AgentId;
  /** Number of the supply. */
  readonly supply: number;
  readonly amount: string;
  readonly interest: string;
  /** Received already. */
  readonly paid: string;
  /** Where legs have rates of their own. */
  readonly rate?: string;
}

/** An open loan as plain JSON. */
export interface LoanSnapshot {
  readonly number: number;
  /** Number of the request it began with. */
  readonly request: number;
  readonly borrowerId: AgentId;
  readonly rate: string;
  readonly originTick: number;
  readonly dueTick: number;
  readonly rollovers: number;
  readonly legs: readonly LegSnapshot[];
  readonly contract: ContractId | null;
}

/** A session as plain JSON. Totals follow from the orders. */
export interface SessionSnapshot {
  readonly tick: number;
  readonly session: number;
  readonly rule: string;
  readonly policyRate: string;
  readonly callRate: string;
  readonly spread: string;
  readonly liquidityRatio: string | null;
  readonly supplies: readonly (OrderSnapshot & {
    readonly effective: string;
    readonly drawn: string;
    /** In netted mode: the money that was not lent. */
    readonly unlent?: string;
  })[];
  readonly requests: readonly (OrderSnapshot & {
    readonly granted: string;
    /** Number of its loan, and what it costs; null where there is none. */
    readonly loan: number | null;
    readonly rate: string | null;
  })[];
  /** Request and supply by position, and how much. */
  readonly legs: readonly (readonly [number, number, string])[];
  readonly ratePerLeg?: readonly string[];
}

/** A call market between two calls, as plain JSON: what ledger and register do not know. */
export interface CallMarketSnapshot {
  readonly kind: 'call-market';
  readonly version: 1;
  readonly tick: number;
  /** The last tick that was begun; null before the first. */
  readonly settledTick: number | null;
  /** Sessions of that tick. */
  readonly sessions: number;
  /** Numbers of the first pending supply and request, and of the next loan. */
  readonly counters: { readonly supply: number; readonly request: number; readonly loan: number };
  readonly supplies: readonly OrderSnapshot[];
  readonly requests: readonly OrderSnapshot[];
  /** In loan order. */
  readonly loans: readonly LoanSnapshot[];
  /** Borrower and tick of default, in order of default. */
  readonly barred: readonly (readonly [AgentId, number])[];
  readonly last: SessionSnapshot | null;
}
