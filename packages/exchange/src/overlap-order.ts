import type { PairRow } from './pair-type.js';
import { groupsByQuote, type QuoteGroup } from './quote-groups.js';
import type { Traders } from './traders.js';

/** Two rows whose quotes overlap. */
export interface OverlappingRows {
  readonly low: number;
  readonly high: number;
}

/** Sellers by ask and buyers by bid of one pair type: overlaps fall along every row and column of the two. */
interface Market {
  readonly pair: PairRow;
  /** By ascending ask. */
  readonly sellers: readonly QuoteGroup[];
  /** By descending bid. */
  readonly buyers: readonly QuoteGroup[];
}

/** All sellers with one ask and all buyers with one bid. */
interface Cell {
  readonly market: Market;
  /** Place of the sellers. */
  readonly seller: number;
  /** Place of the buyers. */
  readonly buyer: number;
  readonly overlap: number;
}

/** The next pair of rows of a cell. */
interface Head {
  readonly pair: PairRow;
  readonly rest: Iterator<OverlappingRows, void, undefined>;
  next: OverlappingRows;
}

/**
 * Pairs of rows by descending overlap of their quotes, then by priority of the pair type, then by row: drawn one by one from a heap over the sorted quotes, so that
 * who needs k of n² pairs pays for about k.
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
  const heap = new CellHeap();
  for (const pair of regimeRules.search) pushFrom(heap, marketOf(traders, pair), 0, 0, params.improvementEpsilon, done);
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const heads: Head[] = [];
    // Rounding makes equals of unequal quotes: only all of them together can be put in order.
    for (let cell: Cell | undefined = top; cell !== undefined; cell = heap.popEqual(top.overlap)) {
      const { market, seller, buyer } = cell;
      pushFrom(heap, market, seller, buyer + 1, params.improvementEpsilon, done);
      if (buyer === 0) pushFrom(heap, market, seller + 1, 0, params.improvementEpsilon, done);
      const rest = pairsOf(market.sellers[seller] as QuoteGroup, market.buyers[buyer] as QuoteGroup, done);
      const first = rest.next();
      if (first.done !== true) heads.push({ pair: market.pair, rest, next: first.value });
    }
    for (let head = firstOf(heads); head !== undefined; head = firstOf(heads)) {
      const { next } = head;
      if (traders.isOpen(head.pair, next.low, next.high, barterOpen)) yield next;
      const following = head.rest.next();
      if (following.done === true) heads.splice(heads.indexOf(head), 1);
      else head.next = following.value;
    }
  }
}

function marketOf(traders: Traders, pair: PairRow): Market {
  const { count, holdings, width, asks, bids } = traders;
  const start = pair.index * count;
  const sells = (row: number): boolean =>
    (holdings[row * width + pair.x] as number) >= 1 && (asks[start + row] as number) < Number.POSITIVE_INFINITY;
  const buys = (row: number): boolean => (bids[start + row] as number) > 0 && traders.spendable(pair, row) >= 1;
  return {
    pair,
    sellers: groupsByQuote(asks.subarray(start, start + count), sells),
    buyers: groupsByQuote(bids.subarray(start, start + count), buys).reverse(),
  };
}

/** Puts the first cell from a place on that still has somebody onto the heap, if quotes overlap enough there. */
function pushFrom(
  heap: CellHeap,
  market: Market,
  seller: number,
  buyer: number,
  threshold: number,
  done: (row: number) => boolean,
): void {
  const { sellers, buyers } = market;
  let s = seller;
  let b = buyer;
  // The first column alone leads on to further sellers, so only there may sellers be stepped over, and no buyers.
  if (b === 0) while (sellers[s]?.isDone(done) === true) s++;
  else while (buyers[b]?.isDone(done) === true) b++;
  const sellerGroup = sellers[s];
  const buyerGroup = buyers[b];
  if (sellerGroup === undefined || buyerGroup === undefined || sellerGroup.isDone(done)) return;
  const overlap = buyerGroup.quote - sellerGroup.quote;
  if (overlap > threshold) heap.push({ market, seller: s, buyer: b, overlap });
}

/** Pairs of a seller and a buyer who are two, by their lower and then their higher row; one that could trade either way comes twice. */
function* pairsOf(
  sellers: QuoteGroup,
  buyers: QuoteGroup,
  done: (row: number) => boolean,
): Generator<OverlappingRows, void, undefined> {
  for (const { row: low, first, second } of merged(sellers.from(-1, done), buyers.from(-1, done))) {
    if (done(low)) continue;
    const partners = merged(first ? buyers.from(low, done) : [], second ? sellers.from(low, done) : []);
    for (const { row: high } of partners) {
      if (done(low)) break;
      if (!done(high)) yield { low, high };
    }
  }
}

/** The rows of two ascending lists, ascending, each once. */
function* merged(
  a: Iterable<number>,
  b: Iterable<number>,
): Generator<{ readonly row: number; readonly first: boolean; readonly second: boolean }, void, undefined> {
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  let x = left.next();
  let y = right.next();
  while (x.done !== true || y.done !== true) {
    const first = x.done !== true && (y.done === true || x.value <= y.value);
    const second = y.done !== true && (x.done === true || y.value <= x.value);
    yield { row: (first ? x.value : y.value) as number, first, second };
    if (first) x = left.next();
    if (second) y = right.next();
  }
}

/** The head that comes first. */
function firstOf(heads: readonly Head[]): Head | undefined {
  let [best] = heads;
  for (const head of heads) if (best !== undefined && compareHeads(head, best) < 0) best = head;
  return best;
}

function compareHeads(a: Head, b: Head): number {
  return a.pair.priority - b.pair.priority || a.next.low - b.next.low || a.next.high - b.next.high;
}

/** A heap with the largest overlap on top. */
class CellHeap {
  readonly #cells: Cell[] = [];

  push(cell: Cell): void {
    const cells = this.#cells;
    let at = cells.length;
    cells.push(cell);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = cells[parent] as Cell;
      if (above.overlap >= cell.overlap) break;
      cells[at] = above;
      at = parent;
    }
    cells[at] = cell;
  }

  /** The top, if its overlap is this. */
  popEqual(overlap: number): Cell | undefined {
    return this.#cells[0]?.overlap === overlap ? this.pop() : undefined;
  }

  pop(): Cell | undefined {
    const cells = this.#cells;
    const [top] = cells;
    const last = cells.pop();
    if (top === undefined || last === undefined || cells.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= cells.length) break;
      if (child + 1 < cells.length && (cells[child + 1] as Cell).overlap > (cells[child] as Cell).overlap) child++;
      const below = cells[child] as Cell;
      if (below.overlap <= last.overlap) break;
      cells[at] = below;
      at = child;
    }
    cells[at] = last;
    return top;
  }
}
