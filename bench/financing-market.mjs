import { createRandom } from '@bagehot/kernel';

const STOCK = 10_000_000_000_000;
const WEIGHT_ONE = 1_000_000_000_000;

/**
 * Participants of a market who carry half of what they own: the family of the financing specification's measurements. Weights are uniform numbers
 * normalised, stocks uniform from 0 to 10.
 */
export function halfLoaded(count, goods, seed) {
  const random = createRandom(seed).stream('bench/financing');
  const weights = new Float64Array(count * goods);
  const home = new BigInt64Array(count * goods);
  const personal = new BigInt64Array(count * goods);
  for (let row = 0; row < count; row++) {
    const raw = Array.from({ length: goods }, () => random.nextInt(1, 1_000_000));
    const whole = raw.reduce((a, b) => a + b, 0);
    let rest = WEIGHT_ONE;
    for (let g = 0; g < goods; g++) {
      const cell = row * goods + g;
      weights[cell] = g === goods - 1 ? rest : Math.floor((raw[g] / whole) * WEIGHT_ONE);
      rest -= weights[cell];
      const stock = BigInt(random.nextInt(0, STOCK));
      personal[cell] = stock / 2n;
      home[cell] = stock - personal[cell];
    }
  }
  const ids = Float64Array.from({ length: count }, (_, row) => row + 1);
  return { goods, count, quantityScale: 12, ids, weights, home, personal };
}
