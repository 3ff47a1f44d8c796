import { type Decimal, decimal } from '@bagehot/kernel';
import { type Accounts, type Column, fromUnits, halfEvenDiv, type MoneyGrid, unitsOf } from '@bagehot/kernel/quanta';
import { TREASURY } from './money.js';
import { PRICE_DP } from './numbers.js';

/** The asset of government bonds: counted in pieces, issued by the treasury. */
export const BOND = 'bond';
/** Reason of an operation's transfers in the ledger's journal. */
export const OPEN_MARKET = 'OpenMarketOperation';

const PRICE_ONE = 10n ** BigInt(PRICE_DP);

/** The column of bonds, declared if nobody has. Asked for anew wherever it is used, since a transaction that declared it may be undone. */
export function bondColumn(accounts: Accounts): Column {
  if (!accounts.hasAsset(BOND)) accounts.issue(BOND, TREASURY, { decimals: 0 });
  return accounts.column(BOND);
}

/** How many bonds an agent holds. */
export function bondsOf(accounts: Accounts, agent: number): number {
  return agent === -1 || !accounts.hasAsset(BOND) ? 0 : Number(accounts.column(BOND).get(agent));
}

/** How many bonds are in anybody's hands but the treasury's. */
export function bondsOutstanding(accounts: Accounts): number {
  if (!accounts.hasAsset(BOND)) return 0;
  const bonds = accounts.column(BOND);
  return Number(-bonds.get(bonds.issuer));
}

/** The money for so many bonds at a price in units of 10^-8: half-even on the money grid. */
export function cashFor(quantity: number, price: bigint, grid: MoneyGrid): bigint {
  return halfEvenDiv(BigInt(quantity) * price * grid.one, PRICE_ONE);
}

/** A price in units of 10^-8; undefined unless it is a decimal of at most 8 digits after the point. */
export function priceUnits(price: Decimal): bigint | undefined {
  return unitsOf(decimal(price), PRICE_DP);
}

/** The price of so many units of 10^-8. */
export function priceOf(units: bigint): Decimal {
  return fromUnits(units, PRICE_DP);
}
