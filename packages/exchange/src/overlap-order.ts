import type { PairRow } from './pair-type.js';
import type { Traders } from './traders.js';

/** Two rows, and by how much their quotes overlap in the pair type that says most. */
export interface OverlappingRows {
  /** The lower row. */
  readonly low: number;
  readonly high: number;
  readonly overlap: number;
  /** Of the pair type: lower comes first among equal overlaps. */
  readonly priority: number;
}

/** Sellers by ask and buyers by bid of one pair type: overlaps fall along every row and column. */
interface Side {
  readonly pair: PairRow;
  /** By ascending ask. */
  readonly sellers: Int32Array;
  readonly asks: Float64Array;
  /** By descending bid. */
  readonly buyers: Int32Array;
  readonly bids: Float64Array;
}

/** The best overlap not yet given of one seller with the buyers of a pair type. */
interface Candidate extends OverlappingRows {
  readonly side: Side;
  /** Place of the seller among the sellers. */
  readonly seller: number;
  /** Place of the buyer among the buyers. */
  readonly buyer: number;
}

/**
 * Pairs of rows by descending overlap of their quotes, then by priority of the pair type, then by row: drawn one by one from a heap over the sorted quotes, so that
 * who needs k of n² pairs pays for k.
 *
 * A pair of rows comes once per pair type and direction in which its quotes overlap by more than `improvementEpsilon`; the first time tells its score.
 *
 * @param barterOpen - whether the liquidity gate is open
 * @param done - rows that need not come any more; may say more of them as the drawing goes on
 * @see exchange specification, section 17
 */
export function* overlapsDescending(
  traders: Traders,
  barterOpen: boolean,
  done: (row: number) => boolean,
): Generator<OverlappingRows, void, undefined> {
  const { regimeRules, params } = traders.rules;
  const threshold = params.improvementEpsilon;
  const heap = new CandidateHeap();
  for (const pair of regimeRules.search) {
    const side = sideOf(traders, pair);
    if (side.sellers.length > 0) push(heap, side, 0, 0, threshold, done);
  }
  const equals: Candidate[] = [];
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    equals.length = 0;
    // Rounding makes equals of unequal quotes: only all of them together can be put in order.
    for (let next: Candidate | undefined = top; next !== undefined; next = heap.popEqual(top.overlap)) {
      equals.push(next);
      push(heap, next.side, next.seller, next.buyer + 1, threshold, done);
      if (next.buyer === 0) push(heap, next.side, next.seller + 1, 0, threshold, done);
    }
    equals.sort((a, b) => a.priority - b.priority || a.low - b.low || a.high - b.high);
    for (const candidate of equals)
      if (
        candidate.low !== candidate.high &&
        traders.isOpen(candidate.side.pair, candidate.low, candidate.high, barterOpen)
      )
        yield candidate;
  }
}

function sideOf(traders: Traders, pair: PairRow): Side {
  const { count, holdings, width } = traders;
  const start = pair.index * count;
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const asks = traders.asks.subarray(start, start + count);
  const bids = traders.bids.subarray(start, start + count);
  const ask = (row: number): number => asks[row] as number;
  const bid = (row: number): number => bids[row] as number;
  const sellers = rows
    .filter((row) => (holdings[row * width + pair.x] as number) >= 1 && ask(row) < Number.POSITIVE_INFINITY)
    .sort((a, b) => ask(a) - ask(b) || a - b);
  const buyers = rows
    .filter((row) => bid(row) > 0 && traders.spendable(pair, row) >= 1)
    .sort((a, b) => bid(b) - bid(a) || a - b);
  return { pair, sellers, buyers, asks, bids };
}

/** Puts a seller's overlap with the next buyer that is still about onto the heap, if it is large enough. */
function push(
  heap: CandidateHeap,
  side: Side,
  seller: number,
  from: number,
  threshold: number,
  done: (row: number) => boolean,
): void {
  const { sellers, buyers, asks, bids } = side;
  let place = seller;
  // Only the first column leads on to the next seller, so a seller that is done is stepped over there.
  while (from === 0 && place < sellers.length && done(sellers[place] as number)) place++;
  if (place >= sellers.length) return;
  const sellerRow = sellers[place] as number;
  if (from > 0 && done(sellerRow)) return;
  let buyer = from;
  while (from > 0 && buyer < buyers.length && done(buyers[buyer] as number)) buyer++;
  if (buyer >= buyers.length) return;
  const buyerRow = buyers[buyer] as number;
  const overlap = (bids[buyerRow] as number) - (asks[sellerRow] as number);
  if (!(overlap > threshold)) return;
  heap.push({
    side,
    seller: place,
    buyer,
    overlap,
    priority: side.pair.priority,
    low: Math.min(sellerRow, buyerRow),
    high: Math.max(sellerRow, buyerRow),
  });
}

/** A heap with the largest overlap on top. */
class CandidateHeap {
  readonly #items: Candidate[] = [];

  push(item: Candidate): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] as Candidate;
      if (above.overlap >= item.overlap) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  /** The top, if its overlap is this. */
  popEqual(overlap: number): Candidate | undefined {
    return this.#items[0]?.overlap === overlap ? this.pop() : undefined;
  }

  pop(): Candidate | undefined {
    const items = this.#items;
    const [top] = items;
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] as Candidate).overlap > (items[child] as Candidate).overlap)
        child++;
      const below = items[child] as Candidate;
      if (below.overlap <= last.overlap) break;
      items[at] = below;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
