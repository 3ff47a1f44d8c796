import type { Problems } from '../problems.js';
import { exactSolver } from './exact-solver.js';
import type { EquilibriumSolver } from './market.js';

/** What becomes of a round in which nobody owns some good: no prices (`skip`), or prices of the other goods (`restrict`). */
export type MissingGoods = 'skip' | 'restrict';

/** How prices are formed. */
export interface PriceOptions {
  /** @defaultValue `exactSolver` */
  readonly solver?: EquilibriumSolver | undefined;
  /** @defaultValue 'skip' */
  readonly missingGoods?: MissingGoods | undefined;
  /** Significant digits of prices, 15 to 40. @defaultValue 20 */
  readonly priceDigits?: number | undefined;
}

/** The same, complete and checked. */
export interface PriceRules {
  readonly solver: EquilibriumSolver;
  readonly missingGoods: MissingGoods;
  readonly priceDigits: number;
}

const DEFAULT_PRICE_DIGITS = 20;
const MIN_PRICE_DIGITS = 15;
const MAX_PRICE_DIGITS = 40;

/** Reads the options and notes every problem as `INVALID_OPTION`; what cannot be used becomes the default. */
export function readPriceOptions(options: PriceOptions, problems: Problems): PriceRules {
  const { solver = exactSolver, missingGoods = 'skip', priceDigits = DEFAULT_PRICE_DIGITS } = options;
  if (typeof solver?.solve !== 'function' || typeof solver.name !== 'string' || solver.name === '')
    problems.add('INVALID_OPTION', 'solver', shown(solver), 'a solver with a name and a function solve');
  if (missingGoods !== 'skip' && missingGoods !== 'restrict')
    problems.add('INVALID_OPTION', 'missingGoods', missingGoods, "'skip' or 'restrict'");
  if (!Number.isInteger(priceDigits) || priceDigits < MIN_PRICE_DIGITS || priceDigits > MAX_PRICE_DIGITS)
    problems.add(
      'INVALID_OPTION',
      'priceDigits',
      priceDigits,
      `an integer from ${MIN_PRICE_DIGITS} to ${MAX_PRICE_DIGITS}`,
    );
  return { solver, missingGoods, priceDigits };
}

function shown(solver: unknown): string {
  return typeof solver === 'object' && solver !== null ? 'an object without these' : String(solver);
}
