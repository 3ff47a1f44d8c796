import type { AgentId, Decimal } from '@bagehot/kernel';
import type { AmountInput } from '../numbers.js';

/** Who is paid, or who pays, how much. */
export interface SettlementPart {
  readonly holder: AgentId;
  readonly amount: Decimal;
}

/** A treasury's answer to the central bank. */
export interface TreasurySaleResponse {
  readonly success: boolean;
  readonly details: string;
  /** The reason, for programs, when it refused. */
  readonly code?: string;
  /** Adds up to the cash of the operation; the treasury's own account when absent. */
  readonly settlement?: readonly SettlementPart[];
}

/** What an operation came to, told to the treasury before it is committed. */
export interface SettledOperation {
  /** Seen from the treasury: it sold bonds to the central bank, or bought them from it. */
  readonly direction: 'sold' | 'bought';
  /** More than 0. */
  readonly quantity: number;
  readonly price: Decimal;
  readonly cash: Decimal;
}

/**
 * Port: the other side of open market operations. It is asked inside the operation's transaction. One that keeps its state on the ledger, or joins it with
 * `ledger.onRollback`, needs nothing more; one that keeps it elsewhere offers `checkpoint` and `restore`.
 *
 * A treasury may move the bonds, all of them, between their holders and the central bank; if it moves none, they are issued by the agent `treasury` or
 * returned to it.
 */
export interface TreasuryService {
  /** The central bank buys `quantity` bonds, more than 0. A refusal changes nothing. */
  sellBondsToCentralBank(quantity: number, price: Decimal): TreasurySaleResponse;
  /** The central bank sells `quantity` bonds, more than 0. A refusal changes nothing. */
  buyBondsFromCentralBank(quantity: number, price: Decimal): TreasurySaleResponse;
  /** Inside the operation's transaction, once it is posted. */
  onSettled?(operation: SettledOperation): void;
  /** State to return to when the operation fails. */
  checkpoint?(): unknown;
  /** Returns to what `checkpoint` gave. */
  restore?(token: unknown): void;
}

/** A treasury of one method: a quantity of less than 0 asks it to buy. */
export interface SignedTreasury {
  /** Sells bonds to the central bank (more than 0), or buys them from it (less than 0). A refusal changes nothing. */
  sellBondsToCentralBank(quantity: number, price: Decimal): TreasurySaleResponse;
}

/** What a treasury does with the cash of its issues. */
export interface PassThrough {
  /** Of the cash that is spent, and of a buyback that is levied; from 0 to 1, at most 12 decimals. */
  readonly fraction: AmountInput;
  /** Shares among agents, all different: whole numbers of at least 0, not all 0. */
  readonly recipients: readonly { readonly agentId: AgentId; readonly weight: number }[];
}

/** An issue or a buyback in the treasury's debt ledger. */
export interface DebtLedgerEntry {
  /** From 1. */
  readonly entryId: number;
  readonly tick: number;
  readonly kind: 'issue' | 'buyback';
  readonly quantity: number;
  readonly price: Decimal;
  readonly cash: Decimal;
  readonly faceAmount: Decimal;
  /** What the treasury gained: cash less face of an issue, face less cash of a buyback. */
  readonly result: Decimal;
  /** Bonds in anybody's hands but the treasury's. */
  readonly outstandingAfter: number;
}

/** How the treasury stands. */
export interface TreasuryPosition {
  /** Its account at the central bank. */
  readonly deposit: Decimal;
  /** Bonds it may still issue; infinite where nothing limits it. */
  readonly inventory: number;
  /** Bonds in anybody's hands but its own. */
  readonly outstanding: number;
  /** Gains of issues and buybacks, so far. */
  readonly issueResult: Decimal;
  readonly spending: Decimal;
  readonly levies: Decimal;
  /** Issue result less spending plus levies. */
  readonly netResult: Decimal;
}

/** A treasury between two operations, as plain JSON. */
export interface TreasurySnapshot {
  readonly kind: 'treasury';
  readonly version: 1;
  /** Bonds it may still issue; null where nothing limits it. */
  readonly inventory: number | null;
  /** As the ledger has it, too. */
  readonly outstanding: number;
  readonly spending: string;
  readonly levies: string;
  readonly debtLedger: readonly {
    readonly tick: number;
    readonly kind: 'issue' | 'buyback';
    readonly quantity: number;
    readonly price: string;
    readonly cash: string;
    readonly outstandingAfter: number;
  }[];
  /** Agents whose bonds are brokered, in order of registration: how many each holds, as the ledger has it, too. */
  readonly holdings: readonly (readonly [AgentId, number])[];
}

/** A treasury that can be stored and continued. */
export interface StoredTreasury extends TreasuryService {
  /** The state beside the ledger, as plain JSON. */
  snapshot(): TreasurySnapshot;
  /**
   * Continues from a snapshot.
   *
   * @throws SnapshotError `INVALID_SNAPSHOT` with everything that is wrong with it; nothing has changed then
   */
  restore(snapshot: unknown): void;
}

/** A treasury that issues and buys back its own bonds, with an account at the central bank. */
export interface LedgerTreasury extends StoredTreasury {
  /** Account, bonds and results as they stand now. */
  position(): TreasuryPosition;
  /** Every issue and buyback, in order. */
  debtLedger(): readonly DebtLedgerEntry[];
  /**
   * Pays an agent out of the treasury's account.
   *
   * @throws InvalidAgentIDError `INVALID_AGENT_ID`, InvalidAmountError `INVALID_AMOUNT`
   * @throws InsufficientReservesError `INSUFFICIENT_RESERVES` beyond what the account holds
   */
  spend(agentId: AgentId, amount: AmountInput, memo?: string): void;
  /**
   * Takes money from an agent.
   *
   * @throws as {@link LedgerTreasury.spend}, beyond what the agent holds
   */
  levy(agentId: AgentId, amount: AmountInput, memo?: string): void;
}

/** A treasury that brings the central bank and the agents that hold bonds together. */
export interface BrokeredTreasury extends StoredTreasury {
  /** Agents whose bonds are brokered, in order of registration. */
  holdings(): readonly { readonly agentId: AgentId; readonly quantity: number }[];
}
