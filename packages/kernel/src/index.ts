export { allocate } from './allocate.js';
export {
  type Claim,
  type Contract,
  type ContractRegister,
  type ContractView,
  createContracts,
} from './contracts/contracts.js';
export type { ContractSnapshot, ContractsSnapshot } from './contracts/contracts-snapshot.js';
export { type JournalOpening, replayJournal } from './contracts/replay.js';
export {
  type Anchors,
  type DealerPosition,
  type DealerQuote,
  type OutsideQuote,
  outsideQuote,
  type PricingParams,
  quoteDealer,
} from './dealer-quote.js';
export {
  type Decimal,
  type DecimalInput,
  decimal,
  decimalPlaces,
  isDecimal,
  max,
  min,
  ONE,
  RATIO_DP,
  sum,
  ZERO,
} from './decimal.js';
export { quotient, type Rounding } from './div-round.js';
export { exp, ln, pow } from './elementary/elementary.js';
export { BagehotError, KernelError, type KernelErrors } from './errors.js';
export { createEventLog, type EventBase, type EventLog, type EventOf, type EventSink, tee } from './events.js';
export type { AgentId, BucketId, ContractId, Day, TicketId } from './identity.js';
export { assertInvariants, type Invariant, type Violation } from './invariants.js';
export type { AgentOptions } from './ledger/agent-table.js';
export { committed } from './ledger/committed.js';
export type { JournalEntries, JournalEntry } from './ledger/journal-entry.js';
export { createLedger, type Ledger, type LedgerOptions, type LedgerView, type Transfer } from './ledger/ledger.js';
export type { LedgerSnapshot } from './ledger/ledger-snapshot.js';
export type { JournalLevel } from './ledger/transactions.js';
export { type InputProblem, type InputProblems, ProblemList } from './problems.js';
export { createRandom, type RandomSnapshot, type RandomSource } from './random.js';
export {
  type CompactEvent,
  createRecordCodec,
  createRecordSink,
  type EventRecord,
  plainEvent,
  type RecordCodec,
  type RecordValue,
  recordLine,
} from './record.js';
export { type ClaimDue, planSettlement, type SettlementPlan } from './shortfall.js';
export type { TableColumn, TableSpec } from './table.js';
export type { CutContract, WindowSnapshot } from './window/window-snapshot.js';
