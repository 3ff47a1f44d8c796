import { checkGoods, ExchangeError } from '@bagehot/exchange';
import { expect, it } from 'vitest';

it('keeps the declared order', () => {
  expect(checkGoods(['wheat', 'A', 'B_2'])).toEqual(['wheat', 'A', 'B_2']);
});

it('tells every name that is none', () => {
  const read = () => checkGoods(['A', 'M', '2B', 'A', '']);
  expect(read).toThrow(ExchangeError);
  expect(read).toThrow(/goods\[1\] must be .* but is M; goods\[2\].*; goods\[3\].*not taken.*; goods\[4\]/u);
  expect(() => checkGoods(['A'])).toThrow(expect.objectContaining({ code: 'GOODS_INVALID' }));
});
