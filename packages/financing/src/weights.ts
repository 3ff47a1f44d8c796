import { type Decimal, type DecimalInput, decimalPlaces, ONE, sum, ZERO } from '@bagehot/kernel';
import { allocateQuanta, fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { readDecimal } from './agent.js';
import { WEIGHT_DECIMALS } from './participants.js';
import { Problems, refusal } from './problems.js';

/**
 * Turns non-negative numbers with a positive sum into weights that add up to exactly 1: units of 10^-places are shared in proportion, largest remainder
 * first, ties to the lower index.
 *
 * @param places - decimals of the weights, 0 to 12
 * @throws FinancingError `WEIGHT_NEGATIVE` for each negative number, `WEIGHTS_NOT_NORMALISED` when all are 0, `INVALID_OPTION` for `places` out of range
 * and for each text that is no number
 * @see financing specification, section 1
 */
export function normalizeWeights(raw: readonly DecimalInput[], places: number = WEIGHT_DECIMALS): readonly Decimal[] {
  if (!Number.isInteger(places) || places < 0 || places > WEIGHT_DECIMALS)
    throw refusal('INVALID_OPTION', 'places', places, `an integer from 0 to ${WEIGHT_DECIMALS}`);
  const weights = readWeights(raw);
  const decimals = Math.max(...weights.map(decimalPlaces));
  const units = weights.map((weight) => unitsOf(weight, decimals) as bigint);
  return allocateQuanta(10n ** BigInt(places), units).map((unit) => fromUnits(unit, places));
}

/**
 * Weights of at least about `min` each: `min` for every good, the rest in proportion to the numbers given.
 *
 * @param min - at least 0; all minima together at most 1
 * @throws FinancingError `INVALID_OPTION` when `min` is out of range; what `normalizeWeights` throws
 * @see financing specification, section 1
 */
export function interiorWeights(raw: readonly DecimalInput[], min: DecimalInput = '0.05'): readonly Decimal[] {
  const least = readLeast(min);
  const free = ONE.minus(least.times(raw.length));
  if (least.lt(0) || free.lt(0))
    throw refusal('INVALID_OPTION', 'min', least, `from 0 to 1 / ${raw.length}, one good's part of 1`);
  const weights = readWeights(raw);
  const whole = sum(weights);
  // Times the whole: the same proportions without a division.
  return normalizeWeights(weights.map((weight) => least.times(whole).plus(free.times(weight))));
}

function readWeights(raw: readonly DecimalInput[]): readonly Decimal[] {
  const problems = new Problems();
  const weights = raw.map((input, index) => {
    const path = `weights[${index}]`;
    const weight = readDecimal(input, path, problems) ?? ZERO;
    if (weight.lt(0)) problems.add('WEIGHT_NEGATIVE', path, weight, 'at least 0');
    return weight;
  });
  problems.check();
  if (!weights.some((weight) => weight.gt(0)))
    throw refusal('WEIGHTS_NOT_NORMALISED', 'weights', `[${weights.join(', ')}]`, 'numbers with a positive sum');
  return weights;
}

function readLeast(min: DecimalInput): Decimal {
  const problems = new Problems();
  const least = readDecimal(min, 'min', problems);
  problems.check();
  return least as Decimal;
}
