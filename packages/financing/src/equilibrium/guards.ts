import type { Participants } from '../participants.js';
import { activeWeights } from './active-weights.js';
import { type Endowments, endowmentsOf } from './endowments.js';
import type { EquilibriumReason, EquilibriumStatus } from './equilibrium.js';
import type { MissingGoods } from './price-options.js';

/** Participants among whom prices may form. */
export interface GuardedMarket {
  readonly endowments: Endowments;
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
  const endowments = endowmentsOf(participants);
  if (endowments.count < 2) return off('insufficient_viable_agents');
  const owned = endowments.supply.map((quanta) => quanta > 0n);
  const columns = owned.flatMap((has, g) => (has ? [g] : []));
  if (columns.length === goods) return { endowments, weights, columns };
  if (missingGoods === 'skip') return off('no_equilibrium', 'missing_good');
  const inForce = activeWeights(weights, goods, owned);
  if (owned[0] !== true) return off('no_equilibrium', 'missing_numeraire', inForce);
  if (columns.length < 2) return off('insufficient_goods', null, inForce);
  if (anyWithoutWeight(inForce, goods, endowments)) return off('no_equilibrium', 'no_active_weight', inForce);
  return { endowments, weights: inForce, columns };
}

/** Does somebody who owns anything want none of the goods left? */
function anyWithoutWeight(weights: Float64Array, goods: number, { viable }: Endowments): boolean {
  return viable.some(
    (owns, row) => owns === 1 && weights.subarray(row * goods, (row + 1) * goods).every((weight) => weight === 0),
  );
}
