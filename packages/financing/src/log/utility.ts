import { decimal, exp, ln } from '@bagehot/kernel';
import { WEIGHT_ONE } from '../participants.js';
import type { PopulationQuanta } from '../population-quanta.js';

/**
 * What each person's goods are worth to it: the product of stock^weight over home and carried stock together, as the exponential of weighted logarithms in the order
 * of the goods. 0 where a good with a weight is missing.
 *
 * In double precision, with the kernel's own logarithm and exponential: the same digits on every machine.
 *
 * @returns one per row of the population
 * @see financing specification, section 11
 */
export function populationUtilities(population: PopulationQuanta): Float64Array {
  const { goods, count, weights, home, personal } = population;
  const one = Number(10n ** BigInt(population.quantityScale));
  const utilities = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let logarithms = 0;
    for (let cell = row * goods; cell < (row + 1) * goods; cell++) {
      const weight = weights[cell] as number;
      if (weight === 0) continue;
      const stock = (home[cell] as bigint) + (personal[cell] as bigint);
      logarithms += (weight / WEIGHT_ONE) * ln(Number(stock) / one);
    }
    utilities[row] = exp(logarithms);
  }
  return utilities;
}

/** A finite number to 15 significant digits, without an exponent or trailing zeros. */
export function utilityText(utility: number): string {
  const text = utility.toPrecision(15);
  if (text.includes('e')) return decimal(text).toFixed();
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  return text.slice(0, text.charCodeAt(end - 1) === 46 ? end - 1 : end);
}
