import { createRandom } from '@bagehot/kernel';
import { expect, it } from 'vitest';

// The numbers of a stream are part of the promise "same seed, same run". They are derived here a second time, from the description alone and in whole
// 64- and 128-bit integers: changing how streams are made must be a decision, not an accident.

const WORD = 2n ** 32n;
const LONG = 2n ** 64n;
const rotl = (x: bigint, by: bigint, size: bigint): bigint => ((x << by) | (x >> (size - by))) % 2n ** size;

/** The quarter round of ChaCha on a list of four words. */
function quarterRound([a = 0n, b = 0n, c = 0n, d = 0n]: readonly bigint[]): readonly bigint[] {
  const a1 = (a + b) % WORD;
  const d1 = rotl(d ^ a1, 16n, 32n);
  const c1 = (c + d1) % WORD;
  const b1 = rotl(b ^ c1, 12n, 32n);
  const a2 = (a1 + b1) % WORD;
  const d2 = rotl(d1 ^ a2, 8n, 32n);
  const c2 = (c1 + d2) % WORD;
  return [a2, rotl(b1 ^ c2, 7n, 32n), c2, d2];
}

/** Seed and label stirred into four words. */
function stir(seed: bigint, label: string): readonly bigint[] {
  const two = BigInt.asUintN(64, seed);
  let words: readonly bigint[] = [two % WORD, two / WORD, 0x6a09e667n, 0xbb67ae85n];
  const inputs = [...Array.from({ length: label.length }, (_, i) => label.charCodeAt(i)), label.length];
  for (const [i, input] of inputs.entries()) {
    const rounds = i === label.length ? 12 : 2;
    for (let round = 0; round < rounds; round++) {
      const [a, b, c, d] = words as [bigint, bigint, bigint, bigint];
      const added = round === 0 ? (d + BigInt(input) + 1n) % WORD : d;
      const [w = 0n, x = 0n, y = 0n, z = 0n] = quarterRound([a, b, c, added]);
      words = [x, y, z, (w + 0x3c6ef372n) % WORD];
    }
  }
  return words;
}

/** xoroshiro128+ with shifts 24, 16, 37 (Blackman and Vigna 2018); the low half of each sum is the draw. */
function* words(seed: bigint, label: string): Generator<bigint, never> {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = stir(seed, label);
  let s0 = a * WORD + b;
  let s1 = c * WORD + d;
  for (;;) {
    yield ((s0 + s1) % LONG) % WORD;
    s1 ^= s0;
    s0 = rotl(s0, 24n, 64n) ^ s1 ^ ((s1 << 16n) % LONG);
    s1 = rotl(s1, 37n, 64n);
  }
}

/** Uniform below `count` <= 2^32 by cutting the words into `count` equal parts and rejecting what is left over. */
function below(source: Generator<bigint, never>, count: bigint): bigint {
  for (;;) {
    const value = source.next().value / (WORD / count);
    if (value < count) return value;
  }
}

it.each([
  [42, 'dealer/flow/3'],
  [0, 'ring/weights'],
  [Number.MAX_SAFE_INTEGER, 'x'],
  [-7, 'ring/order'],
  [2 ** 40 + 5, 'sim/lhs/κ \u{1f4b0}'],
])('the stream of seed %d and label %s is the derived one', (seed, label) => {
  const stream = createRandom(seed).stream(label);
  const derived = words(BigInt(seed), label);
  for (const count of [6, 1_000_000_000, 2, 3_000_000_000, 2 ** 32, 6, 100, 7])
    expect(stream.nextInt(0, count - 1)).toBe(Number(below(derived, BigInt(count))));
  // 53 bits from two words: 21 high bits of the first, all of the second.
  const [high, low] = [derived.next().value, derived.next().value];
  expect(stream.nextInt(0, Number.MAX_SAFE_INTEGER)).toBe(Number((high >> 11n) * WORD + low));
});
