import { pow } from '@bagehot/kernel';

/** Steps from one cell to another: the Manhattan distance. */
export function distance(x1: number, y1: number, x2: number, y2: number): number {
  return Math.abs(x1 - x2) + Math.abs(y1 - y2);
}

/** What a thing so far away is still worth. */
export interface Discount {
  /** The farthest distance that matters: what is seen, as far as the grid goes. */
  readonly reach: number;
  /** `factor[d]` is beta to the power d, for d from 0 to reach. */
  readonly factor: Float64Array;
  /** `most[d]` is the largest factor from d on: exactly an upper bound even where powers were not to fall from one unit in the last place to the next. */
  readonly most: Float64Array;
}

/**
 * Powers of the discount factor.
 *
 * @param beta - above 0, at most 1
 * @param vision - in steps
 * @param side - of the grid
 */
export function discountOf(beta: number, vision: number, side: number): Discount {
  const reach = Math.min(vision, 2 * (side - 1));
  const factor = Float64Array.from({ length: reach + 1 }, (_, d) => pow(beta, d));
  const most = Float64Array.from(factor);
  for (let d = reach - 1; d >= 0; d--) most[d] = Math.max(most[d] as number, most[d + 1] as number);
  return { reach, factor, most };
}
