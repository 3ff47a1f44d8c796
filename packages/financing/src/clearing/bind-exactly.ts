import type { ClearingColumns } from './clearing-columns.js';

/** Values of a row in whole numbers: of the offers of the pass, and of these with all that is executed already. */
interface RowValues {
  readonly buying: bigint;
  readonly selling: bigint;
  readonly buyingAndBought: bigint;
  readonly sellingAndSold: bigint;
}

/**
 * One row of the agents' step in whole integers: what is beyond doubles, or too near a limit for them.
 *
 * @returns whether the row broke a bound
 */
export function bindExactly(columns: ClearingColumns, row: number, exclude: boolean): boolean {
  const { orders, grid } = columns;
  const { buying, buyingAndBought, sellingAndSold } = valuesOf(columns, row);
  const onSales = ((orders.coefficient[row] as bigint) * sellingAndSold) / orders.coefficientOne;
  const excess = buyingAndBought - onSales - (orders.fixed[row] as bigint);
  if (excess <= grid.tolerance) return bindSalesExactly(columns, row, exclude);
  if (exclude) emptyRow(columns, row);
  else {
    scaleSide(columns, row, 1, buying - excess, buying);
    bindSalesExactly(columns, row, exclude);
  }
  return true;
}

/** The second half of the step: the limit on claims, once purchases are settled. */
export function bindSalesExactly(columns: ClearingColumns, row: number, exclude: boolean): boolean {
  const claims = columns.orders.claimLimit[row] as bigint | null;
  if (claims === null) return false;
  const { selling, buyingAndBought, sellingAndSold } = valuesOf(columns, row);
  const excess = sellingAndSold - buyingAndBought - claims;
  if (excess <= columns.grid.tolerance) return false;
  if (exclude) emptyRow(columns, row);
  else scaleSide(columns, row, -1, selling - excess, selling);
  return true;
}

/** Leaves a row out of the rest of the stage. */
export function emptyRow({ amounts, goods }: ClearingColumns, row: number): void {
  amounts.fill(0, row * goods, (row + 1) * goods);
}

function valuesOf({ amounts, done, goods, grid }: ClearingColumns, row: number): RowValues {
  let buying = 0n;
  let selling = 0n;
  let buyingAndBought = 0n;
  let sellingAndSold = 0n;
  for (let g = 0; g < goods; g++) {
    const amount = amounts[row * goods + g] as number;
    // Both have one sign and their sum is part of a request, hence exact.
    const withDone = amount + (done[row * goods + g] as number);
    const unit = grid.units[g] as bigint;
    if (withDone > 0) {
      buying += unit * BigInt(amount);
      buyingAndBought += unit * BigInt(withDone);
    } else if (withDone < 0) {
      selling -= unit * BigInt(amount);
      sellingAndSold -= unit * BigInt(withDone);
    }
  }
  return { buying, selling, buyingAndBought, sellingAndSold };
}

/** Each amount of one side of the row times limit / value, rounded down. */
function scaleSide({ amounts, goods }: ClearingColumns, row: number, side: 1 | -1, limit: bigint, value: bigint): void {
  const part = limit > 0n ? limit : 0n;
  for (let cell = row * goods; cell < (row + 1) * goods; cell++) {
    const amount = side * (amounts[cell] as number);
    if (amount > 0) amounts[cell] = side * Number((BigInt(amount) * part) / value);
  }
}
