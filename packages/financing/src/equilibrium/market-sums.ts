import type { Participants } from '../participants.js';
import { isWords } from './stock-words.js';
import { sumWords } from './word-sums.js';

/** What price formation needs to know of the participants as a whole. */
export interface MarketSums {
  /** 1 for each row that owns something, home and carried together. */
  readonly viable: Uint8Array;
  /** Rows that own something. */
  readonly count: number;
  /** M_gh = sum_i alpha_ig omega_ih over all goods, at g * goods + h, in units of 10^-12 quanta; exact. Column h adds up to 10^12 Omega_h. */
  readonly spending: readonly bigint[];
  /** The doubles nearest to these. */
  readonly spendingNumbers: Float64Array;
}

/**
 * Adds up what everybody would spend, exactly: the order of the participants makes no difference.
 *
 * @param weights - in force, agent-major over all participants and goods
 */
export function marketSums(participants: Participants, weights: Float64Array): MarketSums {
  const { home, personal } = participants;
  return isWords(home) && isWords(personal)
    ? sumWords(participants, weights, home, personal)
    : sumWide(participants, weights);
}

/** The definition, for stocks that do not fit 64 bits. */
function sumWide({ goods, count, home, personal }: Participants, weights: Float64Array): MarketSums {
  const viable = new Uint8Array(count);
  const spending = new Array<bigint>(goods * goods).fill(0n);
  let owners = 0;
  for (let row = 0; row < count; row++) {
    const start = row * goods;
    for (let h = 0; h < goods; h++) {
      const stock = (home[start + h] as bigint) + (personal[start + h] as bigint);
      if (stock === 0n) continue;
      viable[row] = 1;
      for (let g = 0; g < goods; g++)
        spending[g * goods + h] = (spending[g * goods + h] as bigint) + BigInt(weights[start + g] as number) * stock;
    }
    owners += viable[row] as number;
  }
  return { viable, count: owners, spending, spendingNumbers: Float64Array.from(spending, Number) };
}
