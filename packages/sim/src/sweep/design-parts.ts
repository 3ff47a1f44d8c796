import { createRandom, type RandomSource } from '@bagehot/kernel';
import { gridPoints } from './grid.js';
import { latinHypercube } from './latin-hypercube.js';
import type { DesignPoints, FrontierDesign, JoinedDesign, SweepDesign } from './sweep-design.js';

/** A design that is not made of others. */
export type SimpleDesign = Exclude<SweepDesign, JoinedDesign>;

/** A design that is not made of others, and where it stands in the plan: `design`, or `design.designs[1]`. */
export interface PlacedDesign {
  readonly place: string;
  readonly design: SimpleDesign;
}

/** A stretch of a sweep's points that belong to one design. */
export interface DesignPart {
  /** Fields that vary, in the order of the axes. */
  readonly paths: readonly string[];
  readonly points: DesignPoints;
  /** Number of its first point among all. */
  readonly first: number;
  /** What is searched at each of its points. */
  readonly search: FrontierDesign | undefined;
}

/** A design and those it joins, in their order. */
export function simpleDesigns(design: SweepDesign, place = 'design'): readonly PlacedDesign[] {
  if (design.kind !== 'joined') return [{ place, design }];
  return design.designs.flatMap((one, k) => simpleDesigns(one, `${place}.designs[${k}]`));
}

/**
 * The points of a design that was found right.
 *
 * A second Latin hypercube draws from streams of its own, so that it is no copy of the first.
 */
export function designParts(design: SweepDesign, seed: number): readonly DesignPart[] {
  const random = createRandom(seed);
  const parts: DesignPart[] = [];
  let first = 0;
  let hypercubes = 0;
  for (const { design: one } of simpleDesigns(design)) {
    const source = one.kind === 'latin-hypercube' && hypercubes++ > 0 ? random.stream(`sim/lhs-${hypercubes}`) : random;
    const points = pointsOf(one, source);
    const search = one.kind === 'frontier' ? one : undefined;
    parts.push({ paths: one.axes.map(({ path }) => path), points, first, search });
    first += points.count;
  }
  return parts;
}

function pointsOf(design: SimpleDesign, random: RandomSource): DesignPoints {
  return design.kind === 'latin-hypercube'
    ? latinHypercube(design.axes, design.samples, random)
    : gridPoints(design.axes);
}
