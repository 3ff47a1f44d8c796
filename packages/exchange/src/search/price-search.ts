import type { Deal, DealSearch } from './deal.js';

/** Prices `t/dX` are tried for t up to this. */
const LARGEST_NUMERATOR = 19;
/** Prices between ask and bid that are tried beside those. */
const STEPS = 4;

/** Most prices of one quantity. */
export const MOST_PRICES: number = LARGEST_NUMERATOR + STEPS + 1;

/** The first block at the lowest workable price of the smallest quantity. */
export const MINIMUM_SEARCH: DealSearch = Object.freeze({
  name: 'minimum',
  find: (deal: Deal) => firstBlock(deal) > 0,
});

/** As `minimum`, then as much as the price found allows. */
export const MAXIMUM_SEARCH: DealSearch = Object.freeze({
  name: 'maximum',
  find(deal: Deal): boolean {
    const price = firstBlock(deal);
    if (price === 0) return false;
    let last = deal.dX;
    while (last < deal.top && deal.accepts(last + 1, rounded(price * (last + 1)))) last++;
    return true;
  },
});

/** The price at which the first acceptable block was found; 0 for none. */
function firstBlock(deal: Deal): number {
  const { prices } = deal;
  if (!(deal.ask <= deal.bid) || deal.spendable < 1) return 0;
  for (let dX = 1; dX <= deal.top; dX++) {
    const count = candidatePrices(prices, deal.ask, deal.bid, dX);
    let tried = 0;
    for (let k = 0; k < count; k++) {
      const price = prices[k] as number;
      const dY = rounded(price * dX);
      // Prices that come to the same payment are one candidate.
      if (dY === tried) continue;
      if (dY > deal.spendable) break;
      if (deal.accepts(dX, dY)) return price;
      tried = dY;
    }
  }
  return 0;
}

/** Writes the distinct prices to be tried for a quantity, ascending; gives their number. */
function candidatePrices(prices: Float64Array, ask: number, bid: number, dX: number): number {
  const last = Math.min(Math.trunc(bid * dX + 1), LARGEST_NUMERATOR);
  let count = 0;
  let t = 1;
  for (let k = 0; k <= STEPS; k++) {
    const sample = ask + (k * (bid - ask)) / STEPS;
    for (; t <= last && t / dX <= sample; t++) {
      const price = t / dX;
      if (price >= ask && price <= bid) count = push(prices, price, count);
    }
    count = push(prices, sample, count);
  }
  // Rounding may leave the last sample below the bid.
  for (; t <= last && t / dX <= bid; t++) count = push(prices, t / dX, count);
  return count;
}

/** Adds a price unless it is the last one again. */
function push(prices: Float64Array, price: number, count: number): number {
  if (count > 0 && prices[count - 1] === price) return count;
  prices[count] = price;
  return count + 1;
}

/** To the nearest whole number, halves up. */
export function rounded(x: number): number {
  return Math.floor(x + 0.5);
}
