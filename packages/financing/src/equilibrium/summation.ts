import type { Participants } from '../participants.js';
import type { MarketSums } from './market-sums.js';
import { isWords } from './stock-words.js';
import { sumWords } from './word-sums.js';

/**
 * Adds up what everybody would spend, exactly: the order of the participants makes no difference.
 *
 * @param weights - in force, agent-major over all participants and goods; those of everybody who owns anything add up to 10^12
 */
export function marketSums(participants: Participants, weights: Float64Array): MarketSums {
  const { home, personal } = participants;
  return isWords(home) && isWords(personal)
    ? sumWords(participants, weights, home, personal)
    : sumWide(participants, weights);
}

/** The definition, for stocks that do not fit 64 bits. */
function sumWide({ goods, count, home, personal }: Participants, weights: Float64Array): MarketSums {
  const poor: number[] = [];
  const spending = new Array<bigint>(goods * goods).fill(0n);
  for (let row = 0; row < count; row++) {
    const start = row * goods;
    let owns = false;
    for (let h = 0; h < goods; h++) {
      const stock = (home[start + h] as bigint) + (personal[start + h] as bigint);
      if (stock === 0n) continue;
      owns = true;
      for (let g = 0; g < goods; g++)
        spending[g * goods + h] = (spending[g * goods + h] as bigint) + BigInt(weights[start + g] as number) * stock;
    }
    if (!owns) poor.push(row);
  }
  return { poor, spending, spendingNumber: (cell) => Number(spending[cell]) };
}
