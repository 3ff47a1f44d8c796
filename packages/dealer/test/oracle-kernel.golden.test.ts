import { quoteLiterally } from '@bagehot/dealer/testing';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from './oracle-golden.js';

type Cell = string | number | boolean | null;

/** How far ratios computed with one 24-digit division may be from the exact ones of the file. */
const RATIO_TOLERANCE = '1e-24';

describe('literal quotes', () => {
  const columns = goldenCases<string>('kernel.json', 'columns');
  const rows = goldenCases<readonly Cell[]>('kernel.json', 'rows').map(
    (row) => new Map(columns.map((column, position) => [column, row[position] ?? null])),
  );

  it('agree with every recorded row', () => {
    for (const row of rows) {
      const amount = (column: string) => decimal(String(row.get(column)));
      const quote = quoteLiterally({
        ...{
          tickets: Number(row.get('a')),
          cash: amount('C'),
          mid: amount('M'),
          spread: amount('O'),
          size: amount('S'),
        },
        ...{ guardMid: amount('M_min'), clip: row.get('clip') === true, parCap: false, moneyDecimals: 12 },
      });
      const id = String(row.get('id'));
      for (const field of ['x', 'V', 'X', 'A', 'B'] as const) {
        // The file has A and B before they are posted.
        const recorded = field === 'A' || field === 'B' ? amount(field).round(12, 2) : amount(field);
        expect(quote[field].toString(), `${id} ${field}`).toBe(recorded.toString());
      }
      expect(Number(quote.K), `${id} K`).toBe(row.get('K'));
      expect(Number(quote.N), `${id} N`).toBe(row.get('N'));
      for (const field of ['lambda', 'I', 'midline'] as const) {
        const difference = quote[field].minus(amount(field)).abs();
        expect(difference.lte(RATIO_TOLERANCE), `${id} ${field}: ${quote[field]}`).toBe(true);
      }
      expect(quote.ask.toString(), `${id} ask`).toBe(row.get('ask_posted'));
      expect(quote.bid.toString(), `${id} bid`).toBe(row.get('bid_posted'));
      const { pinAsk, pinBid, guard, canBuy, canSell } = quote;
      const flags = ['pin_ask', 'pin_bid', 'guard', 'can_buy', 'can_sell'].map((column) => row.get(column));
      expect([pinAsk, pinBid, guard, canBuy, canSell], `${id} flags`).toEqual(flags);
    }
  });
});
