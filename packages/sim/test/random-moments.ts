import { createRandom } from '@bagehot/kernel';

/** Moments that a seed decides: of this day, or the one the environment names, so that what was seen once can be sought again. */
export interface Moments {
  readonly seed: number;
  /** Milliseconds from one bound to the other. */
  next(least: number, most: number): number;
}

/** Says which seed it is. */
export function randomMoments(what: string): Moments {
  const { BAGEHOT_SEED: chosen } = process.env;
  const seed = chosen === undefined ? Date.now() % 1_000_000 : Number(chosen);
  console.log(`${what}: moments of BAGEHOT_SEED=${seed}`);
  const random = createRandom(seed).stream(what);
  return { seed, next: (least, most) => random.nextInt(least, most) };
}
