/** What an agent asks and bids for a unit of the good sold, in what pays. */
export interface Quote {
  /** Sells from this price; infinite for never. */
  readonly ask: number;
  /** Buys up to this price. */
  readonly bid: number;
  /** Lowest price at which it would sell, without the spread. */
  readonly pMin: number;
  /** Highest price at which it would buy, without the spread. */
  readonly pMax: number;
}

/** Prices above are held here; only "never" is infinite. */
const LARGEST_PRICE = 1e300;

/** Writes the quote of a pair of reservation prices into four columns at one place. */
export function writeQuote(
  lo: number,
  hi: number,
  spread: number,
  columns: {
    readonly asks: Float64Array;
    readonly bids: Float64Array;
    readonly pMin: Float64Array;
    readonly pMax: Float64Array;
  },
  at: number,
): void {
  // A utility whose terms cancel or overflow gives no number: such an agent does not trade.
  const never = Number.isNaN(lo) || Number.isNaN(hi) || (lo === Number.POSITIVE_INFINITY && hi <= 0);
  const low = never ? Number.POSITIVE_INFINITY : Math.max(0, Math.min(lo, LARGEST_PRICE));
  // A price below 0 times 1 - spread would be a bid where the spread is above 1: who would rather have less bids nothing.
  const high = never ? 0 : Math.max(0, Math.min(hi, LARGEST_PRICE));
  columns.asks[at] = low * (1 + spread);
  columns.bids[at] = Math.max(0, high * (1 - spread));
  columns.pMin[at] = low;
  columns.pMax[at] = high;
}
