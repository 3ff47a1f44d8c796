import { type Decimal, decimalPlaces, ONE } from '@bagehot/kernel';
import { divRound, fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { readAmount } from '../bounds.js';
import type { BoundsContext, FinancingModeDefinition, ModeBounds } from '../modes.js';
import { refusal } from '../problems.js';
import type { SettlementPolicy } from './settlement-policy.js';

/** Decimals of a sales coefficient that had to be worked out. */
const COEFFICIENT_PLACES = 12;

/**
 * A mode under a settlement that does not let everybody owe what the mode would. Whoever is limited to a debt of `L` buys for at most `L` more than it sells, and for
 * no more than the mode allows: the bound is the highest line under both. With `L = 0` and a mode that lets one buy for all one owns these are the
 * purchases of `PERSONAL`.
 *
 * @returns the mode itself under a settlement without limits
 */
export function withinDebtLimits(mode: FinancingModeDefinition, policy: SettlementPolicy): FinancingModeDefinition {
  const { debtLimit } = policy;
  if (debtLimit === undefined) return mode;
  const { id, sizingBudget } = mode;
  return {
    id,
    ...(sizingBudget === undefined ? {} : { sizingBudget: (context) => sizingBudget.call(mode, context) }),
    bounds(context) {
      const bounds = mode.bounds(context);
      const limit = debtLimit.call(policy, context.agent.id);
      if (limit === null) return bounds;
      const most = readAmount(limit);
      if (most === undefined)
        throw refusal('INVALID_OPTION', `${policy.id}.debtLimit(${context.agent.id})`, limit, 'null, or at least 0');
      return limited(bounds, most, context);
    },
  };
}

function limited(bounds: ModeBounds, most: Decimal, { personalWealth }: BoundsContext): ModeBounds {
  // What a mode must not return is refused by those who read it.
  const fixed = readAmount(bounds?.fixed);
  const coefficient = readAmount(bounds?.salesCoefficient);
  if (fixed === undefined || coefficient === undefined || fixed.lte(most) || coefficient.gt(ONE)) return bounds;
  // From `most` where nothing is sold to what the mode allows where all that is carried is.
  const rise = fixed.minus(most).plus(coefficient.times(personalWealth));
  const salesCoefficient = rise.gte(personalWealth) ? ONE : ratio(rise, personalWealth);
  return { fixed: most, salesCoefficient, claimLimit: bounds.claimLimit };
}

function ratio(part: Decimal, whole: Decimal): Decimal {
  const places = Math.max(decimalPlaces(part), decimalPlaces(whole));
  const units = (unitsOf(part, places) as bigint) * 10n ** BigInt(COEFFICIENT_PLACES);
  return fromUnits(divRound(units, unitsOf(whole, places) as bigint, 'floor'), COEFFICIENT_PLACES);
}
