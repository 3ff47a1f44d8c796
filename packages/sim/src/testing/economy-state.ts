import type { FacilitiesSnapshot, LoanSnapshot, SessionSnapshot } from '@bagehot/central-bank';
import type { ContractRegister, ContractsSnapshot, Day, JournalEntry, Ledger, LedgerSnapshot } from '@bagehot/kernel';

/** What an asset's issuer has given out and taken back since somebody began to watch, in quanta. */
export interface AssetFlow {
  /** In circulation when the watch began: what the issuer owed. */
  readonly opening: bigint;
  /** By reason: given out less taken back. */
  readonly byReason: ReadonlyMap<string, bigint>;
}

/** A piece of a run: the state it began with, and every change since. */
export interface JournalPart {
  readonly ledger: LedgerSnapshot;
  readonly contracts: ContractsSnapshot;
  readonly entries: Iterable<JournalEntry>;
}

/** What the laws of an economy look at, between two parts of a day. */
export interface EconomyState {
  readonly day: Day;
  /** What has just ended: `B1`, the name of a phase, `B3`, `C`, or `day`. */
  readonly phase: string;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  /** Everything that was due by this day has been settled. */
  readonly settledUntil: Day;
  /** A stop has cut the day short in the middle of its settlement, whose outcome nobody's books have taken up. */
  readonly isCutShort: boolean;
  /** Has the agent of this index defaulted? */
  hasDefaulted(agent: number): boolean;
  /** Open loans of the call markets; undefined without one. */
  readonly callLoans: readonly LoanSnapshot[] | undefined;
  /** The last session of each call market that has had one. */
  readonly sessions: readonly SessionSnapshot[];
  /** What the standing facilities have in their books, one entry per window. */
  readonly facilities: readonly FacilitiesSnapshot[];
  /** By asset. */
  readonly flows: ReadonlyMap<string, AssetFlow>;
  /** Money given out less taken back as events told it, by reason: of those that have events. */
  readonly told: ReadonlyMap<string, bigint>;
  /** Why an asset may be issued or taken back. */
  isReason(asset: string, reason: string): boolean;
  /** Where balances or claims are not what the journal's rows come to; undefined when they are. */
  untold(): string | undefined;
  /** Who paid or received something else in settlement than the log tells; undefined when nobody did, and where there are banks. */
  misPaid(): string | undefined;
  /** The changes since the last look, where the ledger's journal is kept: null otherwise. */
  readonly journal: JournalPart | null;
}
