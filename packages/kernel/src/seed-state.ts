const ROUNDS_PER_CHARACTER = 2;
const FINAL_ROUNDS = 12;

/** Rotates the bits of a 32-bit word to the left. */
function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/**
 * Turns a seed and a label into the 128-bit state of a generator.
 *
 * Four words, the seed in two of them, are stirred by the quarter round of the ChaCha cipher (Bernstein 2008), which is a bijection; each UTF-16 unit of
 * the label is added in between. So for one label different seeds always give different states, and near seeds or labels give unrelated ones.
 *
 * @param seed - low and high word
 * @returns four 32-bit words, never all zero
 */
export function seedState(seed: readonly [number, number], label: string): readonly number[] {
  // The fractional bits of the square roots of 2 and 3: nothing up the sleeve.
  let a = seed[0] | 0;
  let b = seed[1] | 0;
  let c = 0x6a09e667;
  let d = 0xbb67ae85 | 0;
  for (let i = 0; i <= label.length; i++) {
    const last = i === label.length;
    // The length closes the label, so that none is the beginning of another.
    d = (d + (last ? label.length : label.charCodeAt(i)) + 1) | 0;
    for (let round = last ? FINAL_ROUNDS : ROUNDS_PER_CHARACTER; round > 0; round--) {
      a = (a + b) | 0;
      d = rotate(d ^ a, 16);
      c = (c + d) | 0;
      b = rotate(b ^ c, 12);
      a = (a + b) | 0;
      d = rotate(d ^ a, 8);
      c = (c + d) | 0;
      b = rotate(b ^ c, 7);
      // Another word leads the next round; the constant keeps a state of zeros from standing still.
      const first = a;
      a = b;
      b = c;
      c = d;
      d = (first + 0x3c6ef372) | 0;
    }
  }
  return (a | b | c | d) === 0 ? [1, 0, 0, 0] : [a, b, c, d];
}
