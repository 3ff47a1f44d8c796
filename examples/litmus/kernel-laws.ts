/** Laws of the kernel under the user's own generators. */
import { allocate, decimal, outsideQuote, quoteDealer, sum } from '@bagehot/kernel';
import { amount, anchors, dealerPosition, pricingParams, weights } from '@bagehot/kernel/testing';
import fc from 'fast-check';

const cent = decimal('0.01');
fc.assert(
  fc.property(amount({ max: '1000000', quantum: '0.01' }), weights({ minLength: 1 }), (total, parts) =>
    sum(allocate(total, parts, { quantum: cent })).eq(total),
  ),
);

fc.assert(
  fc.property(anchors(), dealerPosition(), pricingParams(), (anchor, position, params) => {
    const outside = outsideQuote(anchor, params);
    const quote = quoteDealer(position, outside, params);
    return quote.bid.gte(outside.bid) && quote.ask.lte(outside.ask);
  }),
);

console.log('the shares add up, and no quote leaves the outside band');
