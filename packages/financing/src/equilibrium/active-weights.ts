import { allocateQuanta } from '@bagehot/kernel/quanta';
import { WEIGHT_ONE } from '../participants.js';

/**
 * Weights over the goods that have a price: each row's remaining weights are normalised to add up to 1 again, as `normalizeWeights` does it. A row without any
 * weight left becomes zeros: such an agent wants nothing that can be had.
 *
 * @param weights - agent-major, in units of 10^-12, rows adding up to 10^12
 * @param priced - one per good
 * @returns the weights given when every good is priced, else new ones
 * @see financing specification, section 4.1
 */
export function activeWeights(weights: Float64Array, goods: number, priced: readonly boolean[]): Float64Array {
  if (priced.every((has) => has)) return weights;
  const active = new Float64Array(weights.length);
  for (let start = 0; start < weights.length; start += goods) {
    let left = 0;
    for (let g = 0; g < goods; g++) if (priced[g] === true) left += active[start + g] = weights[start + g] as number;
    if (left !== 0 && left !== WEIGHT_ONE) normalizeRow(active.subarray(start, start + goods));
  }
  return active;
}

function normalizeRow(row: Float64Array): void {
  const shares = allocateQuanta(BigInt(WEIGHT_ONE), Array.from(row, BigInt));
  for (let g = 0; g < row.length; g++) row[g] = Number(shares[g]);
}
