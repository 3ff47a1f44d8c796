import type { ClearingBook } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { formatUnits, unitsOf } from '@bagehot/kernel/quanta';

/** An order as a vector writes it. */
export interface WrittenOrder {
  readonly agent: string;
  readonly amount: string;
  readonly limit?: string | null;
}

const RATE_DP = 12;

/** The units of a written decimal. */
function unitsIn(text: string, decimals: number): bigint {
  const units = unitsOf(decimal(text), decimals);
  if (units === undefined) throw new Error(`${text} has more than ${decimals} digits after the point`);
  return units;
}

/** The units of 10^-12 of a written rate. */
export function rateUnits(text: string): bigint {
  return unitsIn(text, RATE_DP);
}

/** A rate as vectors write it. */
export function rateText(units: bigint): string {
  return formatUnits(units, RATE_DP);
}

/** An amount as vectors write it: with all its decimals. */
export function amountText(units: bigint, moneyDp: number): string {
  const [whole = '0', part = ''] = formatUnits(units, moneyDp).split('.');
  return moneyDp === 0 ? whole : `${whole}.${part.padEnd(moneyDp, '0')}`;
}

/** The book of a vector's orders, numbered from 1 on each side. */
export function bookOf(
  moneyDp: number,
  policyRate: string,
  orders: { readonly supplies: readonly WrittenOrder[]; readonly requests: readonly WrittenOrder[] },
): ClearingBook {
  const limitOf = ({ limit }: WrittenOrder): bigint | null =>
    limit === null || limit === undefined ? null : rateUnits(limit);
  const numbered = (written: WrittenOrder, i: number): { seq: number; agent: string; units: bigint } => ({
    seq: i + 1,
    agent: written.agent,
    units: unitsIn(written.amount, moneyDp),
  });
  return {
    tick: 1,
    policyRate: rateUnits(policyRate),
    supplies: orders.supplies.map((order, i) => ({ ...numbered(order, i), minRate: limitOf(order) })),
    requests: orders.requests.map((order, i) => ({ ...numbered(order, i), maxRate: limitOf(order) })),
  };
}
