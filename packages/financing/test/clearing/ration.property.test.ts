import { allocateQuanta } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wideOf } from '../../src/clearing/double-double.js';
import { ration, rationSpace } from '../../src/clearing/ration.js';

/** Rations offers scattered over every second cell, and tells what became of them. */
function rationed(offers: readonly bigint[], total: bigint, sign: 1 | -1): readonly bigint[] {
  const amounts = new Float64Array(2 * offers.length).fill(7);
  const cells = Int32Array.from(offers, (_, i) => 2 * i + 1);
  for (const [i, offer] of offers.entries()) amounts[2 * i + 1] = sign * Number(offer);
  const whole = offers.reduce((sum, offer) => sum + offer, 0n);
  ration({ amounts, cells, sign, total: wideOf(total), whole: wideOf(whole) }, rationSpace(offers.length));
  expect(amounts.every((amount, cell) => cell % 2 === 1 || amount === 7)).toBe(true);
  return offers.map((_, i) => BigInt(amounts[2 * i + 1] as number));
}

function expectExact(offers: readonly bigint[], total: bigint): void {
  const expected = allocateQuanta(total, offers).join();
  expect(rationed(offers, total, 1).join()).toBe(expected);
  expect(
    rationed(offers, total, -1)
      .map((share) => -share)
      .join(),
  ).toBe(expected);
}

const MOST = 2n ** 53n - 1n;

/** A total below the sum of the offers: anywhere, near an end, or a simple part of it. */
function shared(columns: fc.Arbitrary<bigint[]>): fc.Arbitrary<readonly [bigint[], bigint]> {
  return columns
    .map((offers) => [offers, offers.reduce((sum, offer) => sum + offer, 0n)] as const)
    .filter(([, whole]) => whole > 0n)
    .chain(([offers, whole]) =>
      fc
        .oneof(
          fc.bigInt({ min: 0n, max: whole - 1n }),
          fc.bigInt({ min: 0n, max: 40n }).map((few) => (few < whole ? few : whole - 1n)),
          fc.bigInt({ min: 1n, max: 40n }).map((few) => (few < whole ? whole - few : 0n)),
          fc.tuple(fc.bigInt({ min: 1n, max: 9n }), fc.constant(10n)).map(([part, of]) => (whole * part) / of),
        )
        .map((total) => [offers, total] as const),
    );
}

const column = (offer: fc.Arbitrary<bigint>, maxLength = 40): fc.Arbitrary<bigint[]> =>
  fc.array(offer, { minLength: 1, maxLength });

const kinds = {
  'a few quanta': column(fc.bigInt({ min: 0n, max: 5n })),
  'equal offers': fc
    .tuple(fc.bigInt({ min: 1n, max: MOST }), fc.integer({ min: 1, max: 40 }))
    .map(([offer, count]) => new Array<bigint>(count).fill(offer)),
  'nearly equal offers': fc
    .tuple(
      fc.bigInt({ min: 4n, max: MOST }),
      fc.array(fc.bigInt({ min: 0n, max: 2n }), { minLength: 1, maxLength: 40 }),
    )
    .map(([offer, less]) => less.map((few) => offer - few)),
  'stocks of everyday size': column(fc.bigInt({ min: 0n, max: 10n ** 13n })),
  'the largest that fit': column(fc.bigInt({ min: MOST - 1000n, max: MOST })),
  'any size': column(fc.bigInt({ min: 0n, max: 53n }).chain((bits) => fc.bigInt({ min: 0n, max: 2n ** bits - 1n }))),
};

describe('rationing a column equals the exact allocation of quanta', () => {
  for (const [kind, columns] of Object.entries(kinds))
    it(kind, () => {
      fc.assert(
        fc.property(shared(columns), ([offers, total]) => expectExact(offers, total)),
        { numRuns: 800 },
      );
    });

  it('columns of thousands', () => {
    let state = 1;
    const next = (): number => {
      state = (state * 48271) % 2147483647;
      return state;
    };
    for (const count of [1000, 4000])
      for (const size of [3, 2 ** 20, 10 ** 13, 2 ** 53 - 1]) {
        const offers = Array.from({ length: count }, () => BigInt(Math.floor((next() / 2147483647) * size)));
        const whole = offers.reduce((sum, offer) => sum + offer, 0n);
        for (const total of [1n, 999n, whole / 3n, whole - 500n]) expectExact(offers, total);
      }
  });

  it('ties go to the first, in whole integers where doubles see none', () => {
    // Half of everything: each share ends in exactly one half.
    expectExact([1n, 3n, 5n, 7n, 9n, 11n], 18n);
    // Fractional parts that differ by less than 2^-53.
    const offers = [MOST, MOST - 1n, MOST - 2n, MOST - 3n, MOST - 4n, MOST - 5n];
    const whole = offers.reduce((sum, offer) => sum + offer, 0n);
    for (let cut = 1n; cut < 12n; cut++) expectExact(offers, whole - cut);
    for (let total = 1n; total < 12n; total++) expectExact(offers, total);
  });
});
