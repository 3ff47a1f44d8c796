import type { AgentId, Decimal } from '@bagehot/kernel';

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

/** Port: the other side of open market operations. */
export interface TreasuryService {
  /** The central bank buys `quantity` bonds, more than 0. A refusal changes nothing. */
  sellBondsToCentralBank(quantity: number, price: Decimal): TreasurySaleResponse;
  /** The central bank sells `quantity` bonds, more than 0. A refusal changes nothing. */
  buyBondsFromCentralBank(quantity: number, price: Decimal): TreasurySaleResponse;
  /** Inside the operation's transaction, once it is posted. */
  onSettled?(operation: SettledOperation): void;
  /** State to return to when the operation fails. */
  checkpoint?(): unknown;
  restore?(token: unknown): void;
}
