import { fromUnits } from '@bagehot/kernel/quanta';
import { toNumber } from '../metric-tree.js';
import { type PairRates, RATE_DECIMALS } from './row.js';

/** Fields along each side of the square from 0 to 1. */
export const FIELDS = 50;
/** So many pairs are drawn one by one; more are counted by field. */
const MOST_POINTS = 600;

/** A pair in the square of both default rates; `side` is positive when the treatment lowered the rate. */
export interface Point {
  readonly control: number;
  readonly treated: number;
  readonly side: number;
}

/** Units of a rate as a measure in a drawing. */
export function measure(units: bigint): number {
  return toNumber(fromUnits(units, RATE_DECIMALS));
}

/** Pairs in the square of both default rates: one by one while they are few, else counted by field. Worsened ones are counted for themselves. */
export class Points {
  /** Every pair, in its order; undefined when there are too many to be drawn. */
  single: Point[] | undefined = [];
  /** Pairs not worsened by field, row by row from the lowest treatment rate. */
  readonly fields: Int32Array = new Int32Array(FIELDS * FIELDS);
  readonly worsened: Int32Array = new Int32Array(FIELDS * FIELDS);
  /** The largest rate on either side. */
  largest = 0;

  add(rates: PairRates): void {
    const [control, treated] = [measure(rates.control), measure(rates.treated)];
    this.largest = Math.max(this.largest, control, treated);
    const side = rates.reduction > 0n ? 1 : rates.reduction < 0n ? -1 : 0;
    if (this.single !== undefined) {
      if (this.single.length < MOST_POINTS) this.single.push({ control, treated, side });
      else this.single = undefined;
    }
    const field = (rate: number): number => Math.min(FIELDS - 1, Math.floor(rate * FIELDS));
    const fields = side < 0 ? this.worsened : this.fields;
    const place = field(treated) * FIELDS + field(control);
    fields[place] = (fields[place] as number) + 1;
  }
}
