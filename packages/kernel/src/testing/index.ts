export { oracleAllocate } from './allocation-oracle.js';
export { amount } from './amount.js';
export { anchors } from './anchors.js';
export { dealerPosition } from './dealer-position.js';
export { pricingParams } from './pricing-params.js';
export { oracleOutsideQuote, oracleQuote } from './quote-oracle.js';
export { weights } from './weights.js';
