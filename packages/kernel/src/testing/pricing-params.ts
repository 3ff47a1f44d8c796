import { type Arbitrary, boolean, constantFrom, record } from 'fast-check';
import type { PricingParams } from '../dealer-quote.js';
import { decimal } from '../decimal.js';

/** Pricing parameters: usual and unusual ticket sizes, with and without a guard and the clip of negative bids. */
export function pricingParams(): Arbitrary<PricingParams> {
  return record({
    ticketSize: constantFrom('1', '0.25', '0.5', '3', '5', '20', '100').map((size) => decimal(size)),
    guardMid: constantFrom('0', '0.02', '0.5').map((mid) => decimal(mid)),
    clipBidAtZero: boolean(),
  });
}
