import { halfEvenDiv } from '@bagehot/kernel/quanta';
import { optionProblems } from '../input-reading.js';
import { type AmountInput, readRateUnits } from '../numbers.js';
import type { ClearingBook, ClearingLeg, ClearingOutcome, ClearingRule } from '../protocols/clearing.js';
import { sequentialLegs } from './legs.js';
import { matchOrders, type OrderBookMatch } from './order-book.js';
import type { Rationing } from './order-side.js';
import { clearingOutcome } from './outcome.js';
import { nearestRate } from './rate-interval.js';

/**
 * Which rate of the equilibrium interval is paid.
 *
 * - `reference`: the one nearest to the policy rate
 * - `midpoint`: the middle, half-even to 12 decimals; as `reference` where the interval has no end
 * - `marginal-midpoint`: the middle of the marginal bid and the marginal offer, which may lie outside the interval; more supply may raise it
 * - `pairwise`: by leg, the middle of its two limits (for a market order: the policy rate, as far as the other limit allows); the call rate is
 *   their mean, weighted by amount
 */
export type OrderBookPricing = 'reference' | 'midpoint' | 'marginal-midpoint' | 'pairwise';

/** How an order book is priced and rationed. */
export interface OrderBookRuleOptions {
  /** @defaultValue 'reference' */
  readonly pricing?: OrderBookPricing;
  /** @defaultValue 'pro-rata', but 'time' with pairwise pricing */
  readonly rationing?: Rationing;
  /**
   * What an unfilled market bid counts as having bid, and an unfilled market offer as having asked. Where market orders are left over no rate balances
   * the book, so this is the rate: put it within what the model can bear, or the rule into a corridor.
   *
   * @defaultValue highest '1000000000', lowest '-1000000000'
   */
  readonly marketRates?: { readonly lowest: AmountInput; readonly highest: AmountInput };
}

interface MarketRates {
  readonly lowest: bigint;
  readonly highest: bigint;
}

const PRICINGS: readonly string[] = ['reference', 'midpoint', 'marginal-midpoint', 'pairwise'];
const RATIONINGS: readonly string[] = ['pro-rata', 'time'];

/**
 * An order book with limit rates: whoever bids most is served first by whoever asks least. Legs are sequential, best orders first.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 * @see central bank specification, section 11.2
 */
export function orderBookRule(options: OrderBookRuleOptions = {}): ClearingRule {
  const { pricing = 'reference' } = options;
  const { rationing = pricing === 'pairwise' ? 'time' : 'pro-rata' } = options;
  const { lowest = '-1000000000', highest = '1000000000' } = options.marketRates ?? {};
  const problems = optionProblems();
  if (!PRICINGS.includes(pricing)) problems.add('INVALID_CONFIG', 'pricing', pricing, `one of ${PRICINGS.join(', ')}`);
  if (!RATIONINGS.includes(rationing))
    problems.add('INVALID_CONFIG', 'rationing', rationing, `one of ${RATIONINGS.join(', ')}`);
  const lowestUnits = readRateUnits(lowest);
  const highestUnits = readRateUnits(highest);
  if (lowestUnits === undefined || highestUnits === undefined || lowestUnits > highestUnits)
    problems.add('INVALID_CONFIG', 'marketRates', `${lowest} to ${highest}`, 'rates, the lowest not above the highest');
  problems.check();
  const marketRates = { lowest: lowestUnits as bigint, highest: highestUnits as bigint };
  return { name: `order-book (${pricing})`, clear: (book) => clearOrderBook(book, pricing, rationing, marketRates) };
}

function clearOrderBook(
  book: ClearingBook,
  pricing: OrderBookPricing,
  rationing: Rationing,
  marketRates: MarketRates,
): ClearingOutcome {
  const match = matchOrders(book, rationing);
  const { volume, grants, draws } = match;
  const legs = sequentialLegs(grants, draws, match.bidOrder, match.offerOrder);
  const ratePerLeg = pricing === 'pairwise' ? legs.map((leg) => legRate(book, leg)) : undefined;
  const callRate =
    ratePerLeg === undefined
      ? uniformRate(book.policyRate, match, pricing, marketRates)
      : meanRate(book, legs, ratePerLeg, volume);
  return clearingOutcome(
    book,
    { callRate, grants, draws, legs, ...(ratePerLeg !== undefined && { ratePerLeg }) },
    match,
  );
}

/** One rate for all. */
function uniformRate(
  policyRate: bigint,
  match: OrderBookMatch,
  pricing: OrderBookPricing,
  marketRates: MarketRates,
): bigint {
  const { volume, marginalBid, marginalOffer, unbounded } = match;
  if (volume === 0n) return policyRate;
  const [a, b] = pricing === 'marginal-midpoint' ? [marginalBid, marginalOffer] : [match.low, match.high];
  if (pricing !== 'reference' && a !== null && b !== null) return halfEvenDiv(a + b, 2n);
  // Unfilled market orders push the rate to their bound, but never past the limit of somebody who trades.
  if (unbounded === 'above') return nearestRate(policyRate, largest(marketRates.highest, marginalOffer), null);
  if (unbounded === 'below') return nearestRate(policyRate, null, smallest(marketRates.lowest, marginalBid));
  return nearestRate(policyRate, match.low, match.high);
}

/** The middle of a leg's two limits. */
function legRate({ policyRate, requests, supplies }: ClearingBook, { request, supply }: ClearingLeg): bigint {
  const most = requests[request]?.maxRate ?? null;
  const least = supplies[supply]?.minRate ?? null;
  return most !== null && least !== null ? halfEvenDiv(most + least, 2n) : nearestRate(policyRate, least, most);
}

/** The mean of the legs' rates, weighted by amount, half-even; the policy rate without legs. */
function meanRate(
  { policyRate }: ClearingBook,
  legs: readonly ClearingLeg[],
  rates: readonly bigint[],
  volume: bigint,
): bigint {
  if (volume === 0n) return policyRate;
  let sum = 0n;
  for (let i = 0; i < legs.length; i++) sum += (legs[i] as ClearingLeg).units * (rates[i] as bigint);
  return halfEvenDiv(sum, volume);
}

function largest(a: bigint, b: bigint | null): bigint {
  return b !== null && b > a ? b : a;
}

function smallest(a: bigint, b: bigint | null): bigint {
  return b !== null && b < a ? b : a;
}
