/** What losses do to the outside quotes: worked example 3 of the dealer specification, two of three tickets unpaid. */
import { lossRate, updateAnchors } from '@bagehot/dealer';
import { type Anchors, type Decimal, decimal, type OutsideQuote, outsideQuote } from '@bagehot/kernel';

const rule = { midSensitivity: decimal(1), spreadSensitivity: decimal('0.6'), minSpread: decimal(0) };
const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };

const before: Anchors = { mid: decimal(1), spread: decimal('0.30') };
export const loss: Decimal = lossRate(3, 1);
export const after: Anchors = updateAnchors(before, loss, rule);
export const clipped: OutsideQuote = outsideQuote(after, params);
export const negative: OutsideQuote = outsideQuote(after, { ...params, clipBidAtZero: false });

console.log(`loss rate ${loss.toFixed(4)}: mid ${after.mid.toFixed(4)}, spread ${after.spread.toFixed(4)}`);
console.log(`a buyer pays ${clipped.ask.toFixed(4)}, a seller gets ${clipped.bid}`);
console.log(`without the clip a seller would have to pay ${negative.bid.neg().toFixed(4)} to be rid of a ticket`);
