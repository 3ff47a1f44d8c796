import { decimal, outsideQuote, quoteDealer } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { goldenRows } from '../../../test/golden.js';

/** |actual - expected| <= tolerance, as exact decimals; the message shows both. */
function expectNear(actual: { toString(): string }, expected: unknown, tolerance: string, name: string): void {
  const gap = decimal(String(actual)).minus(String(expected)).abs();
  expect(gap.lte(tolerance), `${name}: ${actual} against ${expected}, apart by ${gap}`).toBe(true);
}

const RATIO = '1e-24';
const POSTED = '5.1e-13';

for (const row of goldenRows('dealer/kernel.json')) {
  it(`${row.get('id')} ${row.get('tag')}`, () => {
    const text = (column: string): string => String(row.get(column));
    const params = {
      ticketSize: decimal(text('S')),
      guardMid: decimal(text('M_min')),
      clipBidAtZero: row.get('clip') === true,
    };
    const outside = outsideQuote({ mid: decimal(text('M')), spread: decimal(text('O')) }, params);
    const position = { ticketCount: Number(row.get('a')), cash: decimal(text('C')) };
    const quote = quoteDealer(position, outside, params);

    expect({
      K: quote.maxFundableTickets,
      N: quote.maxFundableTickets + 1,
      x: quote.inventory.toString(),
      V: quote.equity.toString(),
      X: quote.capacity.toString(),
      ask_posted: quote.ask.toString(),
      bid_posted: quote.bid.toString(),
      pin_ask: quote.askPinned,
      pin_bid: quote.bidPinned,
      guard: quote.guarded,
      floored: quote.askFloored,
      can_buy: quote.canBuy,
      can_sell: quote.canSell,
    }).toEqual(
      Object.fromEntries(
        'K N x V X ask_posted bid_posted pin_ask pin_bid guard floored can_buy can_sell'
          .split(' ')
          .map((column) => [column, row.get(column)]),
      ),
    );
    expectNear(quote.layoffProbability, row.get('lambda'), RATIO, 'lambda');
    expectNear(quote.insideWidth, row.get('I'), RATIO, 'I');
    expectNear(quote.midline, row.get('midline'), RATIO, 'midline');
    expectNear(quote.interiorAsk, row.get('interior_ask'), RATIO, 'interior_ask');
    expectNear(quote.interiorBid, row.get('interior_bid'), RATIO, 'interior_bid');
    expectNear(outside.ask, row.get('A'), POSTED, 'A');
    expectNear(outside.bid, row.get('B'), POSTED, 'B');
    expectNear(quote.ask, row.get('ask'), POSTED, 'ask');
    expectNear(quote.bid, row.get('bid'), POSTED, 'bid');
    expect(quote.executionBid).toEqual(quote.canBuy ? quote.bid : outside.bid);
    expect(quote.executionAsk).toEqual(quote.canSell ? quote.ask : outside.ask);
  });
}
