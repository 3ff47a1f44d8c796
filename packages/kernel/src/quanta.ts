export { allocateQuanta } from './allocate.js';
export { Balances } from './balances.js';
export { formatUnits, fromUnits, unitsOf } from './decimal.js';
export { divRound, floorDiv, halfEvenDiv, type Rounding } from './div-round.js';
export { formatQuanta, type MoneyGrid, moneyGrid, toDecimal, toQuanta } from './grid.js';
export { IdSet } from './id-set.js';
export {
  createQuote,
  type OutsideQuanta,
  outsideQuanta,
  type QuoteQuanta,
  type QuoteRules,
  quoteQuanta,
} from './pricing.js';
export { type PaymentPlan, planPayments } from './shortfall.js';
