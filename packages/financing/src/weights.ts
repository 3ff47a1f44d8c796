import { type Decimal, type DecimalInput, decimal, decimalPlaces, ONE, sum } from '@bagehot/kernel';
import { allocateQuanta, fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { WEIGHT_DECIMALS } from './participants.js';
import { Problems, refusal } from './problems.js';

/**
 * Turns non-negative numbers with a positive sum into weights that add up to exactly 1: units of 10^-places are shared in proportion, largest remainder
 * first, ties to the lower index.
 *
 * @param places - decimals of the weights, 0 to 12
 * @throws FinancingError `WEIGHT_NEGATIVE` for each negative number, `WEIGHTS_NOT_NORMALISED` when all are 0, `INVALID_OPTION` for `places` out of range
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
  const least = decimal(min);
  const free = ONE.minus(least.times(raw.length));
  if (least.lt(0) || free.lt(0))
    throw refusal('INVALID_OPTION', 'min', least, `from 0 to 1 / ${raw.length}, one good's part of 1`);
  const weights = readWeights(raw);
  const whole = sum(weights);
  // Times the whole: the same proportions without a division.
  return normalizeWeights(weights.map((weight) => least.times(whole).plus(free.times(weight))));
}

function readWeights(raw: readonly DecimalInput[]): readonly Decimal[] {
  const weights = raw.map((weight) => decimal(weight));
  const problems = new Problems();
  for (const [index, weight] of weights.entries())
    if (weight.lt(0)) problems.add('WEIGHT_NEGATIVE', `weights[${index}]`, weight, 'at least 0');
  problems.check();
  if (!weights.some((weight) => weight.gt(0)))
    throw refusal('WEIGHTS_NOT_NORMALISED', 'weights', `[${weights.join(', ')}]`, 'numbers with a positive sum');
  return weights;
}
