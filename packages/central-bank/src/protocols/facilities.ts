import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';

/** What standing facilities read of a session: `ClearingReport` has it, and more. */
export interface RecourseSession {
  /** When it was held. A session that says so is answered once, and in its own tick only. */
  readonly tick?: number;
  /** From 1 in each tick. @defaultValue 1 */
  readonly session?: number;
  /** By request, in order of submission. */
  readonly grants: readonly {
    readonly requestId: string;
    readonly borrowerId: AgentId;
    readonly requested: Decimal;
    readonly granted: Decimal;
  }[];
  /** By supply, in order of submission. */
  readonly draws: readonly {
    readonly supplyId: string;
    readonly lenderId: AgentId;
    readonly effective: Decimal;
    readonly drawn: Decimal;
    /** The money of the supply that was not lent; the effective supply less what was drawn unless given. */
    readonly unlent?: Decimal;
  }[];
}

/** What somebody asked the lending facility for, and got. */
export interface FacilityLendingResult {
  readonly agentId: AgentId;
  readonly shortfall: Decimal;
  readonly amount: Decimal;
  readonly unmet: Decimal;
  readonly rate: Decimal;
  /** Due with the amount, one term later. */
  readonly interest: Decimal;
  /** Null when nothing was lent. */
  readonly loanId: string | null;
  /** Why something was refused; null when nothing was. */
  readonly reason: FacilityRefusal | null;
}

/** Why the lending facility gave less than it was asked for. */
export type FacilityRefusal = 'collateral' | 'cap' | 'frozen';

/** What somebody left with the deposit facility. */
export interface FacilityDepositResult {
  readonly agentId: AgentId;
  readonly amount: Decimal;
  readonly rate: Decimal;
  /** Due with the amount, one term later; less than 0 where deposits are charged. */
  readonly interest: Decimal;
  /** Null when nothing was deposited. */
  readonly depositId: string | null;
}

/** What a call gives back. */
export interface ResultOptions {
  /**
   * Whether it lists what it did. Without, the lists are empty, and what happened is on the ledger and in the log all the same; with hundreds of deposits a day that
   * saves their making.
   *
   * @defaultValue true
   */
  readonly results?: boolean;
}

/** Recourse to the facilities after a session. */
export interface Recourse {
  /** One for each shortfall, in order of submission, also where nothing was lent. */
  readonly lending: readonly (FacilityLendingResult & { readonly requestId: string })[];
  /** One for each supply of which something was left, in order of submission. */
  readonly deposits: readonly (FacilityDepositResult & { readonly supplyId: string })[];
}

/** An open loan of the central bank, or a deposit with it. */
export interface FacilityAccount {
  /** `F<n>` of a loan, `D<n>` of a deposit. */
  readonly id: string;
  readonly agentId: AgentId;
  readonly principal: Decimal;
  readonly rate: Decimal;
  readonly interest: Decimal;
  /** Principal not paid yet. */
  readonly outstanding: Decimal;
  /** All that is not paid yet. */
  readonly due: Decimal;
  readonly originTick: number;
  readonly dueTick: number;
  /** Null when nothing is due. */
  readonly contract: ContractId | null;
}

/** What a loan came to. */
export interface SettledFacilityLoan {
  readonly loanId: string;
  readonly agentId: AgentId;
  readonly principal: Decimal;
  readonly interest: Decimal;
  /** In money, since it was granted. */
  readonly paid: Decimal;
  /** Covered by pledges at the end. */
  readonly seized: Decimal;
  /** What the central bank lost. */
  readonly principalLoss: Decimal;
  /** A memo: interest is not accrued before it is due. */
  readonly interestForgone: Decimal;
}

/** A deposit paid out. */
export interface ReturnedDeposit {
  readonly depositId: string;
  readonly agentId: AgentId;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly paid: Decimal;
}

/** What settling came to. */
export interface FacilitySettlement {
  readonly tick: number;
  /** In order of origin. */
  readonly deposits: readonly ReturnedDeposit[];
  readonly loans: readonly SettledFacilityLoan[];
  /** What is to be covered until the next tick, in the ledger's order of agents. */
  readonly marginCalls: readonly { readonly agentId: AgentId; readonly amount: Decimal }[];
}

/** What the facilities came to so far; sums, not balances. */
export interface FacilityFigures {
  /** Principal of open loans. */
  readonly lent: Decimal;
  /** Principal of open deposits. */
  readonly deposited: Decimal;
  /** On loans that are over. */
  readonly interestEarned: Decimal;
  /** On deposits that are over. */
  readonly interestPaid: Decimal;
  readonly creditLosses: Decimal;
  /** What pledges taken were worth, surplus paid out included. */
  readonly collateralTaken: Decimal;
}
