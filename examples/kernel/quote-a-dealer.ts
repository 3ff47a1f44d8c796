/** A dealer of two tickets and two of cash sells until its shelf is empty: worked example 4 of the dealer specification. */
import { type DealerQuote, decimal, outsideQuote, quoteDealer } from '@bagehot/kernel';

const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
const outside = outsideQuote({ mid: decimal(1), spread: decimal('0.30') }, params);

export const quotes: DealerQuote[] = [];
let position = { ticketCount: 2, cash: decimal(2) };
for (;;) {
  const quote = quoteDealer(position, outside, params);
  quotes.push(quote);
  const { bid, ask, canSell, executionAsk } = quote;
  console.log(
    `holds ${position.ticketCount} and ${position.cash}: bid ${bid}, ask ${ask}, a buyer pays ${executionAsk}`,
  );
  if (!canSell) break; // the next buyer is passed through to the value-based trader
  position = { ticketCount: position.ticketCount - 1, cash: position.cash.plus(ask) };
}
