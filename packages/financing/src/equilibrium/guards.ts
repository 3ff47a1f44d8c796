import type { Participants } from '../participants.js';
import { activeWeights } from './active-weights.js';
import type { EquilibriumReason, EquilibriumStatus } from './equilibrium.js';
import { type MarketSums, viableRows } from './market-sums.js';
import type { MissingGoods } from './price-options.js';
import { marketSums } from './summation.js';

/** Participants among whom prices may form. */
export interface GuardedMarket {
  readonly sums: MarketSums;
  /** In force: agent-major over all goods and participants. */
  readonly weights: Float64Array;
  /** The goods that take part, ascending. */
  readonly columns: readonly number[];
}

/** Participants among whom no prices form. */
export interface GuardedOff {
  readonly status: EquilibriumStatus;
  readonly reason: EquilibriumReason | null;
  readonly weights: Float64Array;
}

/**
 * What has to hold before prices are looked for, in the order in which it is asked.
 *
 * @see financing specification, section 4.1, steps 1 and 2
 */
export function guardMarket(participants: Participants, missingGoods: MissingGoods): GuardedMarket | GuardedOff {
  const { goods, count, weights } = participants;
  const off = (status: EquilibriumStatus, reason: EquilibriumReason | null = null, inForce = weights): GuardedOff => ({
    status,
    reason,
    weights: inForce,
  });
  if (count === 0) return off('no_participants');
  if (goods < 2) return off('insufficient_goods');
  if (count === 1) return off('insufficient_participants');
  const sums = marketSums(participants, weights);
  if (count - sums.poor.length < 2) return off('insufficient_viable_agents');
  const columns = ownedGoods(sums, goods);
  if (columns.length === goods) return { sums, weights, columns };
  if (missingGoods === 'skip') return off('no_equilibrium', 'missing_good');
  const inForce = activeWeights(
    weights,
    goods,
    Array.from({ length: goods }, (_, g) => columns.includes(g)),
  );
  if (columns[0] !== 0) return off('no_equilibrium', 'missing_numeraire', inForce);
  if (columns.length < 2) return off('insufficient_goods', null, inForce);
  if (viableRows(count, sums).some((row) => wantsNothing(inForce, goods, row)))
    return off('no_equilibrium', 'no_active_weight', inForce);
  return { sums: marketSums(participants, inForce), weights: inForce, columns };
}

/** The goods that somebody owns, ascending: everybody would spend all of them on something. */
function ownedGoods(sums: MarketSums, goods: number): readonly number[] {
  const owned: number[] = [];
  for (let h = 0; h < goods; h++) {
    let g = 0;
    while (g < goods && sums.spendingNumber(g * goods + h) === 0) g++;
    if (g < goods) owned.push(h);
  }
  return owned;
}

function wantsNothing(weights: Float64Array, goods: number, row: number): boolean {
  return weights.subarray(row * goods, (row + 1) * goods).every((weight) => weight === 0);
}
