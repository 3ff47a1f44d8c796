import { ONE, ZERO } from '@bagehot/kernel';
import type { FinancingBounds } from '../agent-orders.js';
import { commonUnits, readAmount } from '../bounds.js';
import type { Problems } from '../problems.js';
import type { OrdersQuanta } from '../round-quanta.js';
import { valueUnits } from '../valuation.js';

/** The bounds that trades must keep, as columns. */
export type BoundColumns = Pick<OrdersQuanta, 'fixed' | 'coefficient' | 'coefficientOne' | 'claimLimit'>;

/** Reads everybody's bounds and notes every problem as `MODE_BOUND_INVALID`. Amounts are cut to whole value units, downwards. */
export function readBounds(
  bounds: readonly FinancingBounds[],
  valueDecimals: number,
  path: (index: number) => string,
  problems: Problems,
): BoundColumns {
  const amountOf = (index: number, field: 'fixed' | 'claimLimit' | 'salesCoefficient') => {
    const given = bounds[index]?.[field] ?? undefined;
    const amount = readAmount(given);
    if (amount === undefined)
      problems.add('MODE_BOUND_INVALID', `${path(index)}.bounds.${field}`, given, 'a decimal of at least 0');
    return amount ?? ZERO;
  };
  const shares = bounds.map((_, index) => {
    const share = amountOf(index, 'salesCoefficient');
    if (share.gt(ONE))
      problems.add('MODE_BOUND_INVALID', `${path(index)}.bounds.salesCoefficient`, share, 'a decimal from 0 to 1');
    return share;
  });
  const { units, decimals } = commonUnits(shares, 0);
  return {
    fixed: bounds.map((_, index) => valueUnits(amountOf(index, 'fixed'), valueDecimals, 'floor')),
    coefficient: units,
    coefficientOne: 10n ** BigInt(decimals),
    claimLimit: bounds.map(({ claimLimit }, index) =>
      claimLimit === null ? null : valueUnits(amountOf(index, 'claimLimit'), valueDecimals, 'floor'),
    ),
  };
}
