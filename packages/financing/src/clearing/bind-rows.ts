import { bindExactly, bindSalesExactly, emptyRow } from './bind-exactly.js';
import type { ClearingColumns } from './clearing-columns.js';
import { productError, ROUNDING, sumError } from './double-double.js';

/**
 * The agents' step of a pass: cuts back what breaks the bounds of a row. With `exclude` a row that breaks one is emptied instead.
 *
 * @returns whether any row broke a bound
 */
export function bindRows(columns: ClearingColumns, exclude: boolean): boolean {
  const { filteredRows, exactRows } = columns;
  let broken = false;
  for (let i = 0; i < filteredRows.length; i++) if (bindRow(columns, filteredRows[i] as number, exclude)) broken = true;
  for (let i = 0; i < exactRows.length; i++) if (bindExactly(columns, exactRows[i] as number, exclude)) broken = true;
  return broken;
}

/**
 * A row at first sight: plain doubles see most rows at rest and settle most cuts. What they leave open is looked at more closely.
 *
 * Values are added up with a rounding for each price, product and sum, and three more for the bound: with n goods, n + 4 parts in 2^53 of the row's size.
 * As much of the tolerance more than makes up for rounding that.
 *
 * An agent that has just been cut back to a limit it may spend its sales up to cannot have too many claims: its purchases are at most one quantum of each good
 * below the limit, half the tolerance. Its sales are then not looked at.
 */
function bindRow(columns: ClearingColumns, row: number, exclude: boolean): boolean {
  if (exclude) return bindClosely(columns, row, exclude);
  const { amounts, done, goods, prices, bounds } = columns;
  const { hi, tolerance } = prices;
  const start = row * goods;
  let buys = 0;
  let sells = 0;
  for (let g = 0; g < goods; g++) {
    const value = (hi[g] as number) * ((amounts[start + g] as number) + (done[start + g] as number));
    buys += Math.max(value, 0);
    sells += Math.max(-value, 0);
  }
  const spendsSales = bounds.salesPart[row] as number;
  const overFixed = buys - spendsSales * sells - (bounds.fixedHi[row] as number);
  const overClaims = sells - buys - (bounds.claimsHi[row] as number);
  const doubt = ((bounds.size[row] as number) + tolerance) * (goods + 4) * ROUNDING;
  const surelyMore = tolerance + 2 * doubt;
  const surelyLess = tolerance - 2 * doubt;
  if (overFixed > surelyMore) {
    const cut = cutBack(columns, row, 1, overFixed, doubt);
    if (cut === CUT_TO_LIMIT && spendsSales === 1) return true;
    return bindClosely(columns, row, exclude) || cut !== CUT_UNDECIDED;
  }
  if (overFixed < surelyLess) {
    if (overClaims < surelyLess) return false;
    if (overClaims > surelyMore && cutBack(columns, row, -1, overClaims, doubt) !== CUT_UNDECIDED) return true;
  }
  return bindClosely(columns, row, exclude);
}

/**
 * A row in sums of two doubles, where they can tell, else in whole integers.
 *
 * The excess over a limit (value of purchases less the limit, or value of sales less theirs) is within {@link excessDoubt} of the true one, and rounding it to
 * a single double adds one part in 2^53 of the excess itself. So a comparison with the tolerance is certain as soon as both are further apart than that.
 */
function bindClosely(columns: ClearingColumns, row: number, exclude: boolean): boolean {
  const { prices, bounds, net } = columns;
  const { tolerance } = prices;
  const spendsSales = bounds.salesPart[row] as number;
  weigh(columns, row, spendsSales);
  const doubt = (bounds.size[row] as number) * excessDoubt(columns.goods);
  const overFixed = excessOf(
    net[0] as number,
    net[1] as number,
    bounds.fixedHi[row] as number,
    bounds.fixedLo[row] as number,
  );
  let broken = false;
  if (isNear(overFixed, tolerance, doubt)) return bindExactly(columns, row, exclude);
  if (overFixed > tolerance) {
    if (exclude) {
      emptyRow(columns, row);
      return true;
    }
    const cut = cutBack(columns, row, 1, overFixed, doubt);
    if (cut === CUT_UNDECIDED) return bindExactly(columns, row, exclude);
    if (cut === CUT_TO_LIMIT && spendsSales === 1) return true;
    broken = true;
  }
  const claims = bounds.claimsHi[row] as number;
  if (claims === Number.POSITIVE_INFINITY) return broken;
  if (broken || spendsSales === 0) weigh(columns, row, 1);
  const overClaims = excessOf(-(net[0] as number), -(net[1] as number), claims, bounds.claimsLo[row] as number);
  if (isNear(overClaims, tolerance, doubt)) return bindSalesExactly(columns, row, exclude) || broken;
  if (overClaims <= tolerance) return broken;
  if (exclude) emptyRow(columns, row);
  else if (cutBack(columns, row, -1, overClaims, doubt) === CUT_UNDECIDED) bindSalesExactly(columns, row, exclude);
  return true;
}

/**
 * The value of what the row has bought and offers to buy, less its sales times `salesPart`, into `net` as a sum of two doubles.
 *
 * Amounts offered and executed add up to a part of a request, so their sum is exact. What rounding takes off the products and sums of leading parts is known
 * exactly and collected in the lower part; see {@link excessDoubt} for what is lost.
 */
function weigh({ amounts, done, goods, prices, net }: ClearingColumns, row: number, salesPart: number): void {
  const { hi, lo, head, tail } = prices;
  let sum = 0;
  let low = 0;
  for (let g = 0, cell = row * goods; g < goods; g++, cell++) {
    const amount = (amounts[cell] as number) + (done[cell] as number);
    const counted = Math.max(amount, salesPart * amount);
    const product = (hi[g] as number) * counted;
    const next = sum + product;
    low +=
      sumError(sum, product, next) +
      (productError(head[g] as number, tail[g] as number, counted, product) + (lo[g] as number) * counted);
    sum = next;
  }
  net[0] = sum;
  net[1] = low;
}

/**
 * The error of a row's excess over a bound, before it is rounded to one double, as a part of the row's size: with n goods, in units of 2^-106, at most 1 for
 * prices cut off at two doubles; for each good 1 for the product with the price's lower part, 2 for adding that to the rounding error of the leading
 * product, 3 for adding the rounding error of the sum, and as many as there are goods so far, and 2 more, for adding it to the lower parts so far; 2 n + 9
 * for taking off the bound. That is less than (n + 9)^2.
 */
function excessDoubt(goods: number): number {
  return (goods + 9) * (goods + 9) * 2 ** -106;
}

/** A value less a bound, rounded once: the leading parts cancel without loss. */
function excessOf(hi: number, lo: number, boundHi: number, boundLo: number): number {
  const difference = hi - boundHi;
  return difference + (sumError(hi, -boundHi, difference) + (lo - boundLo));
}

/** Are they too near each other to be compared? */
function isNear(excess: number, tolerance: number, doubt: number): boolean {
  return Math.abs(excess - tolerance) <= doubt + 4 * ROUNDING * (Math.abs(excess) + tolerance);
}

const CUT_UNDECIDED = 0;
const CUT_TO_LIMIT = 1;
const CUT_TO_NOTHING = 2;

/**
 * Scales one side of the row down by limit / value, rounded down: amount - ceil(amount * excess / value), as the limit is the value less the excess.
 *
 * In this form the error is a part of the cut, not of the amount, and the cuts get smaller from pass to pass. The parts: those of the excess (one rounding and
 * its doubt), of the value (a rounding for each price, product and sum), of the quotient and of the product. Where the cut may be on either side of a whole
 * number, and where the limit may be on either side of 0, nothing is changed and the row is left to whole integers.
 */
function cutBack(
  { amounts, goods, prices, trial }: ClearingColumns,
  row: number,
  side: 1 | -1,
  excess: number,
  doubt: number,
): number {
  const { hi } = prices;
  const start = row * goods;
  let value = 0;
  for (let g = 0; g < goods; g++) value += (hi[g] as number) * Math.max(side * (amounts[start + g] as number), 0);
  const relative = (2 * goods + 16) * ROUNDING;
  const limit = value - excess;
  if (Math.abs(limit) <= doubt + relative * (value + excess)) return CUT_UNDECIDED;
  if (limit < 0) {
    for (let cell = start; cell < start + goods; cell++)
      amounts[cell] = side * Math.min(side * (amounts[cell] as number), 0);
    return CUT_TO_NOTHING;
  }
  const ratio = excess / value;
  const error = relative + (2 * doubt) / excess;
  for (let g = 0; g < goods; g++) {
    const amount = amounts[start + g] as number;
    const cut = Math.max(side * amount, 0) * ratio;
    const least = Math.ceil(cut - cut * error);
    if (least !== Math.ceil(cut + cut * error)) return CUT_UNDECIDED;
    trial[g] = amount - side * least;
  }
  for (let g = 0; g < goods; g++) amounts[start + g] = trial[g] as number;
  return CUT_TO_LIMIT;
}
