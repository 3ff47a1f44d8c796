import { createRandom, exp, ln, pow, type RandomSource } from '@bagehot/kernel';
import { expError, lnError, powError } from '@bagehot/kernel/testing';
import { describe, expect, it } from 'vitest';
import { type Binary, expBinary, lnFixed, powBinary, sizeOf, thousandthsOfUlp } from './high-precision.js';

const { MAX_VALUE, MIN_VALUE, EPSILON } = Number;

/** A thousandth that 320 places and 160 round to different sides is no difference. */
const expectSame = (fast: number, result: number, exact: Binary): void =>
  expect(Math.abs(fast * 1000 - thousandthsOfUlp(result, exact))).toBeLessThan(1.001);

const edges = [MIN_VALUE, 5e-324 * 3, 2 ** -1022, 0.5, 1 - EPSILON / 2, 1 + EPSILON, 1.5, 2 - EPSILON, 2, 3, MAX_VALUE];

/** A double of any size. */
function anySize(random: RandomSource): number {
  return Math.max(MIN_VALUE, (random.nextInt(1, 2 ** 53 - 1) / 2 ** 52) * pow(2, random.nextInt(-1074, 1022)));
}

describe('the fast reference', () => {
  const random = createRandom(7).stream('fast-reference');

  it('agrees with that of 320 places', () => {
    for (const x of [...edges, ...Array.from({ length: 200 }, () => anySize(random))]) {
      expectSame(lnError(x), ln(x), sizeOf(lnFixed(x)));
      const power = ln(x);
      expectSame(expError(power), exp(power), expBinary(power));
      const y = random.nextInt(-(2 ** 40), 2 ** 40) / 2 ** 40;
      expectSame(powError(x, y), pow(x, y), powBinary(x, y));
    }
  });

  it('knows what has no distance, or all of it', () => {
    expect([lnError(1), expError(0), powError(3, 0), powError(2, 1024), powError(2, 2000)]).toEqual([0, 0, 0, 0, 0]);
    for (const error of [powError(3, 4), powError(9, 0.5), powError(0.5, 1074)]) expect(error).toBeLessThan(1e-9);
    expect(expError(-746)).toBeLessThan(0.5);
    expect(expError(709.7827128933841)).toBeLessThan(0.5);
  });
});

// A share of what bench/elementary-accuracy.bench.mjs measures a million times.
describe('of twenty thousand random arguments', () => {
  const random = createRandom(8).stream('accuracy');
  const unit = (): number => random.nextInt(-(2 ** 53) + 1, 2 ** 53 - 1) / 2 ** 53;
  const worst = (errors: (i: number) => number): number =>
    Array.from({ length: 20_000 }, (_, i) => errors(i)).reduce((a, b) => Math.max(a, b), 0);

  it('ln is off by at most 0.51 units in the last place', () => {
    expect(worst((i) => lnError(i % 2 === 0 ? anySize(random) : 1 + unit() / 4))).toBeLessThan(0.51);
  });

  it('exp is off by at most 0.75 units in the last place', () => {
    expect(worst((i) => expError(i % 2 === 0 ? unit() * 745 : unit()))).toBeLessThan(0.75);
  });

  it('pow is off by at most 0.75 units in the last place', () => {
    expect(worst((i) => powError(anySize(random), unit() * (i % 2 === 0 ? 1 : 3)))).toBeLessThan(0.75);
  });

  it('a subnormal result is rounded once', () => {
    // Rounded to 53 places first, these are off by more than 0.75.
    const errors = [expError(-708.7638939687976), expError(-708.9891143988173)];
    errors.push(powError(0.5473147197521326, 1175.7629810963795));
    for (const error of errors) expect(error).toBeLessThan(0.65);
    expect(worst(() => expError(-726.5 + unit() * 18.5))).toBeLessThan(0.65);
  });
});
