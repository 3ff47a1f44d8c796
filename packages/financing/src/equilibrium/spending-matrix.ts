import type { Participants } from '../participants.js';

/** M_gh = sum_i alpha_ig omega_ih over all goods, at g * goods + h, in units of 10^-12 quanta. */
export interface SpendingMatrix {
  /** Exact. */
  readonly integers: readonly bigint[];
  /** Within a few units in the last place of each cell. */
  readonly numbers: Float64Array;
}

/** Sums up what everybody would spend. */
export function spendingMatrix(participants: Participants, weights: Float64Array): SpendingMatrix {
  const { goods, count, home, personal } = participants;
  const integers = new Array<bigint>(goods * goods).fill(0n);
  for (let row = 0; row < count; row++)
    for (let h = 0; h < goods; h++) {
      const held = row * goods + h;
      const stock = (home[held] as bigint) + (personal[held] as bigint);
      if (stock === 0n) continue;
      for (let g = 0; g < goods; g++) {
        const cell = g * goods + h;
        integers[cell] = (integers[cell] as bigint) + BigInt(weights[row * goods + g] as number) * stock;
      }
    }
  return { integers, numbers: Float64Array.from(integers, Number) };
}
