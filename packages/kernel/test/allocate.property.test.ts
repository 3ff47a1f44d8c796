import { allocate, decimal, sum } from '@bagehot/kernel';
import { allocateQuanta, divRound } from '@bagehot/kernel/quanta';
import { amount, oracleAllocate, weights } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const quanta = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 2n ** 80n }));
// Sums of weights below and above 2^64, beyond which remainders are sorted by their leading bits; the last kind differs in trailing bits only.
const integers = fc.oneof(
  fc.array(fc.bigInt({ min: 0n, max: 4n }), { minLength: 1, maxLength: 30 }),
  fc.array(fc.bigInt({ min: 0n, max: 2n ** 62n }), { minLength: 1, maxLength: 20 }),
  fc.array(fc.bigInt({ min: 2n ** 62n, max: 2n ** 70n }), { minLength: 1, maxLength: 20 }),
  fc.array(fc.bigInt({ min: 2n ** 90n, max: 2n ** 90n + 7n }), { minLength: 1, maxLength: 20 }),
);

describe('allocate', () => {
  it('equals the plain big.js version on 10,000 cases, as texts', () => {
    const cent = decimal('0.01');
    const fine = decimal('0.000000000001');
    const odd = decimal('0.25');
    const cases = fc.oneof(
      fc.tuple(amount({ max: 3 }), fc.constant(cent)),
      fc.tuple(amount({ max: 1_000_000, quantum: fine }), fc.constant(fine)),
      fc.tuple(amount({ max: 100, quantum: odd }), fc.constant(odd)),
    );
    fc.assert(
      fc.property(cases, weights({ maxLength: 16 }), ([total, quantum], parts) => {
        const texts = allocate(total, parts, { quantum }).map(String);
        expect(texts).toEqual(oracleAllocate(total, parts, { quantum }).map(String));
      }),
      { numRuns: 10_000 },
    );
  });

  it('adds up to the total, each share within a quantum of the exact one', () => {
    const quantum = decimal('0.01');
    fc.assert(
      fc.property(amount({ min: -500, max: 500 }), weights(), (total, parts) => {
        const shares = allocate(total, parts, { quantum });
        expect(sum(shares).eq(total)).toBe(true);
        const whole = sum(parts);
        for (const [i, share] of shares.entries()) {
          const exact = total.times(parts[i] ?? 0);
          expect(share.times(whole).minus(exact).abs().lt(quantum.times(whole))).toBe(true);
        }
      }),
    );
  });
});

describe('allocateQuanta', () => {
  it('floors every share and gives the rest to the largest remainders, ties to the lower index', () => {
    fc.assert(
      fc.property(quanta, integers, (total, parts) => {
        const whole = parts.reduce((a, b) => a + b, 0n);
        fc.pre(whole > 0n);
        const claims = parts.map((part, index) => {
          const floor = divRound(total * part, whole, 'floor');
          return { index, floor, rest: total * part - floor * whole };
        });
        const left = Number(claims.reduce((rest, claim) => rest - claim.floor, total));
        const order = claims.slice().sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.index - b.index));
        const lucky = new Set(order.slice(0, left).map((claim) => claim.index));
        const expected = claims.map(({ index, floor }) => floor + (lucky.has(index) ? 1n : 0n));
        expect(allocateQuanta(total, parts)).toEqual(expected);
        expect(allocateQuanta(-total, parts)).toEqual(expected.map((share) => -share));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads typed columns like lists', () => {
    expect(allocateQuanta(10n, BigInt64Array.of(1n, 1n, 1n))).toEqual([4n, 3n, 3n]);
    expect(allocateQuanta(2n ** 70n, BigInt64Array.of(0n, 5n))).toEqual([0n, 2n ** 70n]);
  });

  it('shares nothing among anybody, and something among nobody never', () => {
    expect(allocateQuanta(0n, [])).toEqual([]);
    expect(allocateQuanta(0n, [0n, 0n])).toEqual([0n, 0n]);
    for (const parts of [[], [0n, 0n]])
      expect(() => allocateQuanta(7n, parts)).toThrow(
        expect.objectContaining({ code: 'ZERO_WEIGHTS', details: { total: '7' } }),
      );
    expect(() => allocateQuanta(7n, [1n, -1n])).toThrow(
      expect.objectContaining({ message: 'weights[1] must be at least 0, but is -1' }),
    );
  });
});

describe('the arguments of allocate', () => {
  const one = [decimal(1)];
  it.each([
    ['OFF_GRID', decimal('0.005'), one, decimal('0.01')],
    ['OFF_GRID', decimal('0.1'), one, decimal('0.25')],
    ['ZERO_WEIGHTS', decimal(1), [decimal(0)], decimal('0.01')],
    ['BAD_KERNEL_INPUT', decimal(1), [decimal(-1)], decimal('0.01')],
    ['BAD_KERNEL_INPUT', decimal(1), one, decimal(0)],
  ])('are refused with %s', (code, total, parts, quantum) => {
    expect(() => allocate(total, parts, { quantum })).toThrow(expect.objectContaining({ code }));
  });

  it('may be on any grid', () => {
    const shares = allocate(decimal('100'), [decimal('0.5'), decimal('1e-15'), decimal('0.5')], {
      quantum: decimal(5),
    });
    expect(shares.map(String)).toEqual(['50', '0', '50']);
  });
});
