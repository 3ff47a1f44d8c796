import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { divRound, unitsOf } from '@bagehot/kernel/quanta';
import type { Participants } from './participants.js';
import { type PriceGrid, rowValue } from './price-grid.js';
import type { ValuationQuanta } from './round-quanta.js';
import { INFINITE } from './travel.js';

/** Decimals of a value: products of prices and quantities. */
export function valueDecimals(prices: PriceGrid, { quantityScale }: Pick<Participants, 'quantityScale'>): number {
  return prices.decimals + quantityScale;
}

/**
 * What everybody is worth at the round's prices, and what it may size its orders with: wealth less debts of earlier rounds less travel cost, never less than 0.
 *
 * @param outstanding - debts of earlier rounds, in value units, one per row; undefined when nobody has any
 * @see financing specification, section 5
 */
export function valuationQuanta(
  participants: Participants,
  prices: PriceGrid,
  outstanding?: readonly bigint[],
): ValuationQuanta {
  const { count, home, personal } = participants;
  const personalWealth = new Array<bigint>(count);
  const totalWealth = new Array<bigint>(count);
  for (let row = 0; row < count; row++) {
    const carried = rowValue(prices, personal, row);
    personalWealth[row] = carried;
    totalWealth[row] = carried + rowValue(prices, home, row);
  }
  const net = outstanding === undefined ? totalWealth : totalWealth.map((value, row) => less(value, outstanding[row]));
  return {
    personalWealth,
    totalWealth,
    outstanding,
    ...budgets(net, participants, valueDecimals(prices, participants)),
  };
}

function budgets(
  net: readonly bigint[],
  { travel }: Participants,
  decimals: number,
): Pick<ValuationQuanta, 'effectiveBudget' | 'budgetDecimals'> {
  if (travel === undefined) return { effectiveBudget: net, budgetDecimals: decimals };
  const budgetDecimals = Math.max(decimals, travel.decimals);
  const finer = 10n ** BigInt(budgetDecimals - decimals);
  const costUnit = 10n ** BigInt(budgetDecimals - travel.decimals);
  const effectiveBudget = net.map((wealth, row) => {
    const cost = travel.amounts[row] as bigint;
    return cost === INFINITE ? 0n : less(wealth * finer, cost * costUnit);
  });
  return { effectiveBudget, budgetDecimals };
}

/** What is left, at least 0. */
export function less(amount: bigint, taken: bigint | undefined): bigint {
  return taken === undefined ? amount : amount > taken ? amount - taken : 0n;
}

/** Whole value units of an amount in the numeraire. */
export function valueUnits(amount: Decimal, decimals: number, rounding: 'floor' | 'ceiling'): bigint {
  const places = Math.max(decimals, decimalPlaces(amount));
  return divRound(unitsOf(amount, places) as bigint, 10n ** BigInt(places - decimals), rounding);
}
