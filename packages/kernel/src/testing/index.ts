export { oracleAllocate } from './allocation-oracle.js';
export { amount } from './amount.js';
export { anchors } from './anchors.js';
export { dealerPosition } from './dealer-position.js';
export { ledgerInvariants } from './ledger-invariants.js';
export { pricingParams } from './pricing-params.js';
export { oracleOutsideQuote, oracleQuote } from './quote-oracle.js';
export { transfers } from './transfers.js';
export { weights } from './weights.js';
