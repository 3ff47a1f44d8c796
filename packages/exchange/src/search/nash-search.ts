import type { Deal, DealSearch } from './deal.js';
import { rounded } from './price-search.js';

/** Payments are looked at up to here, well within whole doubles. */
const LARGEST_PAYMENT = 1e15;
/** So few payments are tried one by one. */
const FEW = 8;
/** Half the distance from 1 to the next double. */
const UNIT = 2 ** -53;

/**
 * The block with the largest product of gains, over every quantity and every payment that some price between ask and bid rounds to; the smaller quantity, then
 * the smaller payment among equals.
 *
 * Where money is worth the same at every payment, the product is a parabola in what is paid: only payments next to its vertex are tried, as many as rounding
 * could lift to the top. The block is the one a full scan finds.
 *
 * @see exchange specification, section 6
 */
export const NASH_SEARCH: DealSearch = Object.freeze({ name: 'nash', find: bestBlock });

/** The best so far. */
interface Best {
  product: number;
  dX: number;
  dY: number;
  sellerGain: number;
  buyerGain: number;
}

function bestBlock(deal: Deal): boolean {
  const { ask, bid, top, spendable } = deal;
  if (!(ask <= bid) || spendable < 1) return false;
  const best: Best = { product: 0, dX: 0, dY: 0, sellerGain: 0, buyerGain: 0 };
  for (let dX = 1; dX <= top; dX++) {
    const first = Math.max(1, rounded(Math.min(ask * dX, LARGEST_PAYMENT)));
    const last = Math.min(spendable, rounded(Math.min(bid * dX, LARGEST_PAYMENT)));
    if (deal.straight && last - first >= FEW) aroundVertex(deal, dX, first, last, best);
    else scan(deal, dX, first, last, best);
  }
  if (best.dX === 0) return false;
  deal.dX = best.dX;
  deal.dY = best.dY;
  deal.sellerGain = best.sellerGain;
  deal.buyerGain = best.buyerGain;
  return true;
}

function scan(deal: Deal, dX: number, first: number, last: number, best: Best): void {
  for (let dY = first; dY <= last; dY++) {
    if (!deal.accepts(dX, dY)) continue;
    const product = deal.sellerGain * deal.buyerGain;
    if (product > best.product || best.dX === 0) {
      best.product = product;
      best.dX = dX;
      best.dY = dY;
      best.sellerGain = deal.sellerGain;
      best.buyerGain = deal.buyerGain;
    }
  }
}

/** Scans only those payments whose product could come out largest. */
function aroundVertex(deal: Deal, dX: number, first: number, last: number, best: Best): void {
  const { sellerLambda, buyerLambda, moneyScale, threshold } = deal;
  const sellerGoods = deal.sellerGoods(dX);
  const buyerGoods = deal.buyerGoods(dX);
  // Both gains, in the very operations that decide: monotone in what is paid, so acceptable payments are an interval.
  const sellerGain = (dY: number): number => sellerGoods + (sellerLambda * dY) / moneyScale;
  const buyerGain = (dY: number): number => buyerGoods + (buyerLambda * -dY) / moneyScale;
  if (!(sellerGain(last) > threshold && buyerGain(first) > threshold)) return;
  const from = boundary(first, last, (dY) => sellerGain(dY) > threshold);
  const to = last + first - boundary(first, last, (dY) => buyerGain(last + first - dY) > threshold);
  if (from > to) return;
  const vertex = ((buyerGoods / buyerLambda - sellerGoods / sellerLambda) * moneyScale) / 2;
  const most = sellerGain(to);
  const mostBack = buyerGain(from);
  // Rounding moves a gain by a few units of its largest term, and the product by that times the other gain.
  const sellerError = UNIT * ((2 * sellerLambda * to) / moneyScale + most);
  const buyerError = UNIT * ((2 * buyerLambda * to) / moneyScale + mostBack);
  const error = most * buyerError + mostBack * sellerError + UNIT * most * mostBack;
  const curvature = ((sellerLambda / moneyScale) * buyerLambda) / moneyScale;
  const reach = Math.sqrt((4 * error) / curvature) + 3 + Math.abs(vertex) * 16 * UNIT;
  if (!(Number.isFinite(vertex) && Number.isFinite(reach))) {
    scan(deal, dX, from, to, best);
    return;
  }
  const middle = Math.min(Math.max(rounded(vertex), from), to);
  scan(deal, dX, Math.max(from, middle - Math.ceil(reach)), Math.min(to, middle + Math.ceil(reach)), best);
}

/** The least whole number from which a condition holds, which does so at `last` and, once it does, further on. */
function boundary(first: number, last: number, holds: (value: number) => boolean): number {
  let no = first - 1;
  let yes = last;
  while (yes - no > 1) {
    const middle = no + Math.floor((yes - no) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
