export { allocateQuanta } from './allocate.js';
export { Balances } from './balances.js';
export type { ClaimOf } from './contracts/claim-pool.js';
export type { ContractBook, Terms } from './contracts/contract-book.js';
export { Register } from './contracts/register.js';
export type { WindowOptions } from './contracts/register-window.js';
export { formatUnits, fromUnits, unitsOf } from './decimal.js';
export { divRound, floorDiv, halfEvenDiv, type Rounding } from './div-round.js';
export { quanta } from './faces.js';
export { formatQuanta, type MoneyGrid, moneyGrid, toDecimal, toQuanta } from './grid.js';
export { IdSet } from './id-set.js';
export { int32Columns, NO_ENTRIES } from './int32-columns.js';
export { lazyDecimal } from './lazy-decimal.js';
export { Accounts } from './ledger/accounts.js';
export { Column } from './ledger/column.js';
export { Journal, type JournalRow } from './ledger/journal.js';
export type { JournalObserver } from './ledger/transactions.js';
export {
  createQuote,
  type OutsideQuanta,
  outsideQuanta,
  type QuoteQuanta,
  type QuoteRules,
  quoteQuanta,
} from './pricing.js';
export { roundedDouble } from './rounded-double.js';
export { RunningSum } from './running-sum.js';
export { type PaymentPlan, planPayments } from './shortfall.js';
export type { IssuerIndex } from './window/issuer-index.js';
export { createTicketColumns, type TicketArrays } from './window/stand-alone.js';
export { TicketWindow } from './window/ticket-window.js';
