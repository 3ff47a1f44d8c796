import { quoteLiterally } from '@bagehot/dealer/testing';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { type GoldenRow, goldenRows } from '../../../test/golden.js';

/** How far ratios computed with one 24-digit division may be from the exact ones of the file. */
const RATIO_TOLERANCE = '1e-24';

function checkRow(row: GoldenRow): void {
  const amount = (column: string) => decimal(String(row.get(column)));
  const quote = quoteLiterally({
    ...{ tickets: Number(row.get('a')), cash: amount('C'), mid: amount('M'), spread: amount('O'), size: amount('S') },
    ...{ guardMid: amount('M_min'), clip: row.get('clip') === true, parCap: false, moneyDecimals: 12 },
  });
  for (const field of ['x', 'V', 'X'] as const) expect(quote[field].toString(), field).toBe(row.get(field));
  // The file has A and B before they are posted.
  for (const field of ['A', 'B'] as const) {
    expect(quote[field].toString(), field).toBe(amount(field).round(12, 2).toString());
  }
  for (const field of ['lambda', 'I', 'midline'] as const) {
    const difference = quote[field].minus(amount(field)).abs();
    expect(difference.lte(RATIO_TOLERANCE), `${field}: ${quote[field]}`).toBe(true);
  }
  expect({
    ...{ K: Number(quote.K), N: Number(quote.N), ask_posted: quote.ask.toString(), bid_posted: quote.bid.toString() },
    ...{ pin_ask: quote.pinAsk, pin_bid: quote.pinBid, guard: quote.guard },
    ...{ can_buy: quote.canBuy, can_sell: quote.canSell },
  }).toMatchObject(Object.fromEntries(EXACT.map((column) => [column, row.get(column)])));
}

/** Columns that must agree to the letter. */
const EXACT = ['K', 'N', 'ask_posted', 'bid_posted', 'pin_ask', 'pin_bid', 'guard', 'can_buy', 'can_sell'];

describe('the literal quote', () => {
  for (const row of goldenRows('dealer/kernel.json')) it(`${row.get('id')} ${row.get('tag')}`, () => checkRow(row));
});
