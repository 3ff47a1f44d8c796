import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnSum } from '../../src/clearing/column-sum.js';
import {
  headOf,
  isLess,
  productError,
  quotientOf,
  sumError,
  type Wide,
  wholeOf,
  wideOf,
  wideSum,
} from '../../src/clearing/double-double.js';

const MOST = 2 ** 53 - 1;

/** Whole numbers below 2^53 of every length, and the ends of the range. */
const amounts = fc.oneof(
  fc.nat(MOST),
  fc.tuple(fc.nat(MOST), fc.integer({ min: 0, max: 52 })).map(([amount, bits]) => Math.floor(amount / 2 ** bits)),
  fc.constantFrom(0, 1, 2, 3, 2 ** 26 - 1, 2 ** 26, 2 ** 26 + 1, 2 ** 27 + 1, MOST - 1, MOST),
);
/** Whole numbers of up to 53 significant bits and any size that clearing meets. */
const wholes = fc.tuple(amounts, fc.integer({ min: 0, max: 400 })).map(([amount, bits]) => amount * 2 ** bits);
const signed = fc.tuple(wholes, fc.constantFrom(1, -1)).map(([whole, sign]) => whole * sign);

const bits = (n: bigint): number => n.toString(2).length;
const integer = (most: number): fc.Arbitrary<bigint> =>
  fc.integer({ min: 1, max: most }).chain((length) => fc.bigInt({ min: 0n, max: 2n ** BigInt(length) - 1n }));

/** A double as a fraction of 2^600, which every double above 2^-547 is a multiple of. */
function scaled(x: number): bigint {
  return BigInt(x * 2 ** 600);
}

describe('error-free transformations against whole integers', () => {
  it('cut a double in two halves of 26 bits', () => {
    fc.assert(
      fc.property(wholes, (x) => {
        const head = headOf(x);
        expect(BigInt(head) + BigInt(x - head)).toBe(BigInt(x));
        for (const half of [head, x - head]) {
          const magnitude = BigInt(Math.abs(half));
          expect(magnitude === 0n ? 0 : bits(magnitude / (magnitude & -magnitude))).toBeLessThanOrEqual(26);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('tell what rounding took off a sum', () => {
    fc.assert(
      fc.property(signed, signed, (a, b) => {
        expect(BigInt(a + b) + BigInt(sumError(a, b, a + b))).toBe(BigInt(a) + BigInt(b));
      }),
      { numRuns: 3000 },
    );
  });

  it('tell what rounding took off a product', () => {
    fc.assert(
      fc.property(signed, amounts, (a, b) => {
        const head = headOf(a);
        const product = a * b;
        expect(BigInt(product) + BigInt(productError(head, a - head, b, product))).toBe(BigInt(a) * BigInt(b));
      }),
      { numRuns: 3000 },
    );
  });

  it('tell what rounding took off a product with a ratio', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, (a, b, c) => {
        const ratio = Math.min(a, b) / Math.max(a, b, 1);
        const head = headOf(ratio);
        const product = ratio * c;
        const error = productError(head, ratio - head, c, product);
        expect(scaled(product) + scaled(error)).toBe(scaled(ratio) * BigInt(c));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('sums of two doubles', () => {
  it('hold whole numbers of up to 106 bits, the leading one rounded', () => {
    fc.assert(
      fc.property(integer(106), (whole) => {
        const wide = wideOf(whole);
        expect(wide.hi).toBe(Number(whole));
        expect(wholeOf(wide)).toBe(whole);
      }),
      { numRuns: 2000 },
    );
  });

  it('hold longer ones within 2^-106', () => {
    fc.assert(
      fc.property(integer(400), (whole) => {
        const error = wholeOf(wideOf(whole)) - whole;
        expect((error < 0n ? -error : error) * 2n ** 106n <= whole).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('compare as the numbers do', () => {
    const pairs = fc.oneof(
      fc.tuple(integer(106), integer(106)),
      integer(105).chain((a) => fc.constantFrom(-1n, 0n, 1n).map((step) => [a + 1n, a + 1n + step] as const)),
    );
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(isLess(wideOf(a), wideOf(b))).toBe(a < b);
      }),
      { numRuns: 2000 },
    );
  });

  it('divide within 2^-102', () => {
    const pairs = fc.tuple(integer(79), integer(79)).filter(([a, b]) => a !== b && a > 0n && b > 0n);
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const { hi, lo } = quotientOf(wideOf(less), wideOf(more));
        const error = (scaled(hi) + scaled(lo)) * more - less * 2n ** 600n;
        expect((error < 0n ? -error : error) * 2n ** 102n <= less * 2n ** 600n).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('add up columns exactly', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 60 }), fc.constantFrom(1, -1), (column, sign) => {
        const { hi, lo }: Wide = columnSum(
          Float64Array.from(column, (amount) => sign * amount),
          Int32Array.from(column.keys()),
        );
        expect(BigInt(hi) + BigInt(lo)).toBe(BigInt(sign) * column.reduce((sum, amount) => sum + BigInt(amount), 0n));
        expect(wideSum(hi, lo)).toEqual({ hi, lo });
      }),
      { numRuns: 1000 },
    );
  });
});
