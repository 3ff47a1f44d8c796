/** What price formation needs to know of the participants as a whole. */
export interface MarketSums {
  /** Rows that own nothing, home and carried together; ascending. */
  readonly poor: readonly number[];
  /** M_gh = sum_i alpha_ig omega_ih over all goods, at g * goods + h, in units of 10^-12 quanta; exact. Column h adds up to 10^12 Omega_h. */
  readonly spending: readonly bigint[];
  /** One cell of it as the nearest double. */
  spendingNumber(cell: number): number;
}

/** The rows that own something, ascending. */
export function viableRows(count: number, { poor }: MarketSums): readonly number[] {
  const rows: number[] = [];
  let next = 0;
  for (let row = 0; row < count; row++)
    if (row === poor[next]) next++;
    else rows.push(row);
  return rows;
}
