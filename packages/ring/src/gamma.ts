import { type Decimal, decimal, ln, pow, type RandomSource } from '@bagehot/kernel';

const TWO_53 = 2 ** 53;
/** What a weight too small for a double becomes. */
const TINY = '1e-300';
/** Significant decimal digits of a weight. */
const DIGITS = 15;

/** Uniform on (0, 1] with 53 bits. Never 0, so that its logarithm exists. */
function uniform(random: RandomSource): number {
  return (random.nextInt(0, TWO_53 - 1) + 1) / TWO_53;
}

/** Standard normals in pairs by Marsaglia's polar method; only additions, multiplications, `Math.sqrt` and the kernel's logarithm. */
function normals(random: RandomSource): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform(random) - 1;
      const y = 2 * uniform(random) - 1;
      const size = x * x + y * y;
      if (size >= 1 || size === 0) continue;
      const stretch = Math.sqrt((-2 * ln(size)) / size);
      spare = y * stretch;
      return x * stretch;
    }
  };
}

/** Gamma(shape, 1) for a shape of at least 1: the squeeze of Marsaglia and Tsang. */
function gammaAtLeastOne(shape: number, random: RandomSource, normal: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = uniform(random);
    const square = x * x;
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (ln(u) < 0.5 * square + d * (1 - v + ln(v))) return d * v;
  }
}

/**
 * Draws weights Gamma(shape, 1): divided by their sum they are a symmetric Dirichlet sample. The same on every machine.
 *
 * A shape below 1 is drawn as shape + 1 and multiplied by u^(1/shape). Each weight is rounded to 15 significant digits; one that underflows to 0
 * becomes 1e-300.
 *
 * @param shape - concentration, greater than 0
 * @param random - a stream of its own
 * @see G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000); ring specification, section 4.2
 */
export function drawGammaWeights(count: number, shape: number, random: RandomSource): readonly Decimal[] {
  const normal = normals(random);
  const weights: Decimal[] = [];
  for (let i = 0; i < count; i++) {
    const value =
      shape >= 1
        ? gammaAtLeastOne(shape, random, normal)
        : gammaAtLeastOne(shape + 1, random, normal) * pow(uniform(random), 1 / shape);
    const text = value.toPrecision(DIGITS);
    weights.push(decimal(Number(text) === 0 ? TINY : text));
  }
  return weights;
}
