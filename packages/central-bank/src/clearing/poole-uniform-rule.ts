import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { halfEvenDiv, unitsOf } from '@bagehot/kernel/quanta';
import { InvalidAmountError } from '../errors.js';
import { optionProblems } from '../input-reading.js';
import { type AmountInput, RATE_ONE, readDecimal } from '../numbers.js';
import type { ClearingBook, ClearingRule } from '../protocols/clearing.js';
import { type CorridorSpreads, corridorBounds } from './corridor.js';
import type { LegOptions } from './legs.js';
import { clearingOutcome } from './outcome.js';
import { bookTotals, shareProRata } from './pro-rata.js';
import { readLegOptions } from './rule-options.js';

/** The corridor, what the banking system has to spare, and what may still happen to it. */
export interface PooleUniformOptions extends CorridorSpreads, LegOptions {
  /** After the market has closed, payments move every balance by up to so much, in money, either way, all amounts being equally likely; at least 0. */
  readonly shockHalfWidth: AmountInput;
  /** Port: reserves of all holders together less what they are required to hold, in money; may be negative. */
  readonly excessReserves: (book: ClearingBook) => AmountInput;
}

/**
 * The textbook corridor: the rate is the mean of the two facility rates, weighted by the probability of needing the one or the other at the end of the day.
 * Quantities are shared as by the ratio rule.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`; when clearing, InvalidAmountError `INVALID_AMOUNT` for excess reserves that are no decimal
 * @see central bank specification, section 11.1; Poole (1968)
 */
export function pooleUniformRule(options: PooleUniformOptions): ClearingRule {
  const boundsAt = corridorBounds(options);
  const problems = optionProblems();
  const legs = readLegOptions(problems, options);
  const shock = readDecimal(options.shockHalfWidth);
  if (shock === undefined || shock.lt(0))
    problems.add('INVALID_CONFIG', 'shockHalfWidth', options.shockHalfWidth, 'a decimal of at least 0');
  problems.check();
  return {
    name: 'poole-uniform',
    ignoresLimits: true,
    clear: (book) => {
      const { floor, ceiling } = boundsAt(book.policyRate);
      const { numerator, denominator } = shortageOdds(shock as Decimal, readExcess(options.excessReserves(book)));
      const callRate = floor + halfEvenDiv((ceiling - floor) * numerator, denominator);
      const totals = bookTotals(book);
      return clearingOutcome(book, { callRate, ...shareProRata(book, totals, legs) }, totals);
    },
  };
}

/**
 * The probability that reserves run short when they are moved by a uniform shock.
 *
 * @param shockHalfWidth - in money; at least 0
 * @param excessReserves - in money
 * @returns in units of 10^-12, half-even
 */
export function shortageProbability(shockHalfWidth: Decimal, excessReserves: Decimal): bigint {
  const { numerator, denominator } = shortageOdds(shockHalfWidth, excessReserves);
  return halfEvenDiv(numerator * RATE_ONE, denominator);
}

/** The same probability as an exact fraction. */
function shortageOdds(shock: Decimal, excess: Decimal): { readonly numerator: bigint; readonly denominator: bigint } {
  const places = Math.max(decimalPlaces(shock), decimalPlaces(excess));
  const a = unitsOf(shock, places) as bigint;
  const e = unitsOf(excess, places) as bigint;
  if (a === 0n && e === 0n) return { numerator: 1n, denominator: 2n };
  if (e >= a) return { numerator: 0n, denominator: 1n };
  if (e <= -a) return { numerator: 1n, denominator: 1n };
  return { numerator: a - e, denominator: 2n * a };
}

function readExcess(input: AmountInput): Decimal {
  const excess = readDecimal(input);
  if (excess !== undefined) return excess;
  const details = { field: 'excessReserves', value: String(input), allowed: 'a decimal' };
  throw new InvalidAmountError('INVALID_AMOUNT', details, `excessReserves must be a decimal, but is ${details.value}`);
}
