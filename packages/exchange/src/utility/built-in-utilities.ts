import type { Good } from '../goods.js';
import { createCes } from './ces.js';
import { createCobbDouglas } from './cobb-douglas.js';
import { createLinear } from './linear.js';
import type { Parameters } from './parameters.js';
import { createQuadratic } from './quadratic.js';
import { createStoneGeary } from './stone-geary.js';
import { createTranslog } from './translog.js';
import type { UtilityFn } from './utility.js';

/** A utility that comes with the package. */
export interface BuiltInUtility {
  readonly type: string;
  /** Exactly so many goods; any number from two if undefined. */
  readonly goods?: number;
  create(parameters: Parameters, goods: readonly Good[]): UtilityFn;
}

/** The six utilities of the specification, section 3. */
export const BUILT_IN_UTILITIES: readonly BuiltInUtility[] = [
  { type: 'ces', create: createCes },
  { type: 'cobb_douglas', create: createCobbDouglas },
  { type: 'linear', create: createLinear },
  { type: 'stone_geary', create: createStoneGeary },
  { type: 'quadratic', goods: 2, create: createQuadratic },
  { type: 'translog', goods: 2, create: createTranslog },
];
