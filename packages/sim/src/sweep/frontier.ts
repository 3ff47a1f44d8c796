import { type Decimal, decimal, quotient } from '@bagehot/kernel';
import type { ExactRate } from '@bagehot/ring';
import type { FrontierSearch } from './sweep-design.js';

/** One value that was tried. */
export interface FrontierStep {
  /** Of the searched field, as text. */
  readonly value: string;
  /** Default rate as text, with 20 decimals; null where the run could not be finished. */
  readonly rate: string | null;
}

/** How far a field can go before too much goes unpaid: plain data, decimals as text. */
export interface Frontier {
  /** Was any value safe? */
  readonly feasible: boolean;
  /** Largest value tried below which the search found no way back; null when not feasible. */
  readonly safe: string | null;
  /** Smallest value tried above it that was too much; null when even the high end was safe. The default rate need not be monotone between the two. */
  readonly unsafe: string | null;
  /** In the order tried. */
  readonly steps: readonly FrontierStep[];
}

/** A finished search, and the run it stands for. */
export interface FrontierResult<T> {
  readonly frontier: Frontier;
  /** The run at the safe end; at the lowest value tried where none was safe. */
  readonly run: T;
}

/** A run at one value: its default rate, null when it came to no end of its own. */
export interface FrontierTrial<T> {
  readonly rate: ExactRate | null;
  readonly run: T;
}

/** Digits of a value tried. */
const VALUE_DECIMALS = 6;
const RATE = { decimals: 20, rounding: 'half-up' } as const;
const HALF_EVEN = 2;
const SHRINKS = 4;
const SHRINK = '1.5';

/** A search with its defaults. */
export function searchOf(search: FrontierSearch): Required<FrontierSearch> {
  const { path, low = '0.1', high = 4, tolerance = '0.02', iterations = 6 } = search;
  return { path, low, high, tolerance, iterations };
}

/**
 * Looks for the largest safe value: first at the low end, which is divided by 1.5 up to four times while it is not safe, then at the high end, then by halving
 * what is between the last safe and the first unsafe value in ratio.
 *
 * @param trial - the run at a value, always with the same seed
 * @see ring specification, section 13
 */
export function findFrontier<T>(search: FrontierSearch, trial: (value: string) => FrontierTrial<T>): FrontierResult<T> {
  const { iterations, ...given } = searchOf(search);
  const tolerance = decimal(given.tolerance);
  const steps: FrontierStep[] = [];
  const tried = (value: Decimal): { readonly safe: boolean; readonly run: T } => {
    const { rate, run } = trial(value.toFixed());
    steps.push({ value: value.toFixed(), rate: rate === null ? null : rateText(rate) });
    return { safe: rate?.part.lte(tolerance.times(rate.whole)) ?? false, run };
  };

  let safe = decimal(given.low);
  let unsafe: Decimal | undefined;
  let here = tried(safe);
  for (let shrink = 0; !here.safe && shrink < SHRINKS; shrink++) {
    unsafe = safe;
    safe = quotient(safe, decimal(SHRINK), { decimals: VALUE_DECIMALS });
    here = tried(safe);
  }
  if (!here.safe) return { frontier: { feasible: false, safe: null, unsafe: safe.toFixed(), steps }, run: here.run };
  let { run } = here;
  if (unsafe === undefined) {
    const high = decimal(given.high);
    const end = tried(high);
    if (end.safe) return { frontier: { feasible: true, safe: high.toFixed(), unsafe: null, steps }, run: end.run };
    unsafe = high;
  }
  for (let k = 0; k < iterations; k++) {
    const middle = middleOf(safe, unsafe);
    // The two are neighbours on the grid of values.
    if (middle.lte(safe) || middle.gte(unsafe)) break;
    const next = tried(middle);
    if (next.safe) {
      safe = middle;
      ({ run } = next);
    } else unsafe = middle;
  }
  return { frontier: { feasible: true, safe: safe.toFixed(), unsafe: unsafe.toFixed(), steps }, run };
}

/** The geometric mean: half-way in ratio. IEEE 754 fixes the root to the last bit. */
function middleOf(low: Decimal, high: Decimal): Decimal {
  const root = Math.sqrt(Number(low.times(high).toFixed()));
  return decimal(root).round(VALUE_DECIMALS, HALF_EVEN);
}

function rateText({ part, whole }: ExactRate): string {
  return whole.eq(0) ? '0' : quotient(part, whole, RATE).toFixed();
}
