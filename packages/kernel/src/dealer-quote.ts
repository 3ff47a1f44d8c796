import { type Decimal, type DecimalInput, decimal, max, min, ONE, ZERO } from './decimal.js';
import { quotient } from './div-round.js';
import { badInput } from './errors.js';
import { type MoneyGrid, moneyGrid, toDecimal, toQuanta } from './grid.js';
import { createQuote, outsideQuanta, quoteQuanta } from './pricing.js';

/** Decimals of the money grid unless a caller says otherwise. */
const MONEY_DECIMALS = 12;

/** Where the value-based trader stands: M and O, money per ticket. */
export interface Anchors {
  /** M, what a ticket is thought to be worth. */
  readonly mid: Decimal;
  /** O, the distance between its ask and its bid; at least 0. */
  readonly spread: Decimal;
}

/** The value-based trader's quotes: the band no dealer quote leaves. Money per ticket. */
export interface OutsideQuote {
  /** B, what it pays for a ticket. */
  readonly bid: Decimal;
  /** A, what it asks for one. */
  readonly ask: Decimal;
  readonly mid: Decimal;
  readonly spread: Decimal;
}

/** What a dealer has. */
export interface DealerPosition {
  /** a, tickets on its home shelf: an integer, at least 0. */
  readonly ticketCount: number;
  /** C, money; negative only for an overdrawn dealer. */
  readonly cash: Decimal;
}

/** What is fixed for a market. */
export interface PricingParams {
  /** S, face of one ticket; greater than 0. */
  readonly ticketSize: Decimal;
  /** M_min: at an outside mid of this or less the dealer only passes orders through. At least 0, money per ticket. */
  readonly guardMid: Decimal;
  /** Whether a negative outside bid becomes 0. */
  readonly clipBidAtZero: boolean;
  /**
   * Whether no quote may exceed the ticket's face: a claim without coupon never pays more.
   * @defaultValue false
   */
  readonly parCap?: boolean;
  /**
   * Digits of the money grid that prices are posted on, 0 to 18.
   * @defaultValue 12
   */
  readonly moneyDecimals?: number;
}

/** A dealer's quotes with every quantity on the way to them. Prices are money per ticket; the posted ones lie on the money grid. */
export interface DealerQuote {
  /** What the dealer pays for one more ticket. */
  readonly bid: Decimal;
  /** What the dealer asks for a ticket it holds. */
  readonly ask: Decimal;
  /** p(x), the centre of the quotes, shaded against the inventory; 24 decimals. */
  readonly midline: Decimal;
  /** I = λO, 24 decimals. */
  readonly insideWidth: Decimal;
  /** λ = S / (X* + S), 24 decimals. */
  readonly layoffProbability: Decimal;
  /** X* = S K*, face the dealer could hold. */
  readonly capacity: Decimal;
  /** K*, the same in tickets; exact up to 2^53. */
  readonly maxFundableTickets: number;
  /** x = S a, face it holds. */
  readonly inventory: Decimal;
  /** V = C + M a. */
  readonly equity: Decimal;
  /** b(x) = p - I/2 before clipping and rounding; under guard the value-based trader's bid before rounding. */
  readonly interiorBid: Decimal;
  /** a(x) = p + I/2 before clipping and rounding; under guard the value-based trader's ask before rounding. */
  readonly interiorAsk: Decimal;
  /** The bid equals the outside bid. */
  readonly bidPinned: boolean;
  /** The ask equals the outside ask. */
  readonly askPinned: boolean;
  /** The ask would have been below the bid and was raised to it. */
  readonly askFloored: boolean;
  /** The outside mid is at or below the guard: both sides pass through. */
  readonly guarded: boolean;
  /** The dealer itself takes the next ticket a customer sells. */
  readonly canBuy: boolean;
  /** The dealer itself delivers the next ticket a customer buys. */
  readonly canSell: boolean;
  /** What a seller gets now: the bid, or the outside bid when the dealer cannot buy. */
  readonly executionBid: Decimal;
  /** What a buyer pays now: the ask, or the outside ask when the dealer cannot sell. */
  readonly executionAsk: Decimal;
}

/** Reads a decimal argument, naming its field when it is none. */
function read(field: string, value: DecimalInput): Decimal {
  try {
    return decimal(value);
  } catch {
    throw badInput(field, value, 'a finite decimal');
  }
}

/** The same for amounts that may not be negative. */
function readNonNegative(field: string, value: DecimalInput): Decimal {
  const amount = read(field, value);
  if (amount.lt(0)) throw badInput(field, amount, 'at least 0');
  return amount;
}

/** Grid, ticket size and its cap, checked. */
function readParams(params: PricingParams): { grid: MoneyGrid; size: Decimal; parCap: bigint | undefined } {
  const grid = moneyGrid(params.moneyDecimals ?? MONEY_DECIMALS);
  const size = read('params.ticketSize', params.ticketSize);
  if (!size.gt(0)) throw badInput('params.ticketSize', size, 'greater than 0');
  return { grid, size, parCap: params.parCap === true ? toQuanta(grid, size) : undefined };
}

/**
 * Quotes the value-based trader from its anchors: ask M + O/2, bid M - O/2, half-even on the money grid.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` naming the field when the spread is negative or the ticket size is not positive; `OFF_GRID` when an anchor is
 * no multiple of the quantum
 * @see dealer specification, section 5
 */
export function outsideQuote(anchors: Anchors, params: PricingParams): OutsideQuote {
  const { grid, parCap } = readParams(params);
  const mid = read('anchors.mid', anchors.mid);
  const spread = readNonNegative('anchors.spread', anchors.spread);
  const { bid, ask } = outsideQuanta(toQuanta(grid, mid), toQuanta(grid, spread), params.clipBidAtZero, parCap);
  return { bid: toDecimal(grid, bid), ask: toDecimal(grid, ask), mid, spread };
}

/**
 * Quotes one bucket's dealer from its position and the outside quotes.
 *
 * The dealer earns a width that shrinks as it can absorb more (I = λO) and shades its midline against its inventory, so that it is bought from when long
 * and sold to when short. Quotes never leave the outside band.
 *
 * @param position - tickets held (count, at least 0) and cash (money)
 * @param outside - the value-based trader's quotes, money per ticket
 * @param params - ticket size S, guard level M_min, and the grid prices are posted on
 * @returns bid and ask on the money grid, with every intermediate quantity for inspection
 * @throws KernelError `BAD_KERNEL_INPUT` naming the field that is outside its domain; `OFF_GRID` when money is no multiple of the quantum
 * @example
 * const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
 * const outside = outsideQuote({ mid: decimal(1), spread: decimal('0.30') }, params);
 * const { bid, ask } = quoteDealer({ ticketCount: 2, cash: decimal(2) }, outside, params); // 0.97, 1.03
 * @see dealer specification, section 7
 */
export function quoteDealer(position: DealerPosition, outside: OutsideQuote, params: PricingParams): DealerQuote {
  const { grid, size, parCap } = readParams(params);
  const { ticketCount } = position;
  if (!Number.isSafeInteger(ticketCount) || ticketCount < 0)
    throw badInput('position.ticketCount', ticketCount, 'an integer of at least 0');
  const cash = toQuanta(grid, read('position.cash', position.cash));
  const guardMid = toQuanta(grid, readNonNegative('params.guardMid', params.guardMid));
  const mid = read('outside.mid', outside.mid);
  const spread = readNonNegative('outside.spread', outside.spread);
  const band = {
    mid: toQuanta(grid, mid),
    spread: toQuanta(grid, spread),
    bid: toQuanta(grid, read('outside.bid', outside.bid)),
    ask: toQuanta(grid, read('outside.ask', outside.ask)),
  };
  if (band.ask < band.bid) throw badInput('outside.ask', outside.ask, `at least the outside bid ${outside.bid}`);

  const quote = createQuote();
  quoteQuanta(ticketCount, cash, band, { guardMid, parCap }, quote);
  const fundable = decimal(quote.maxFundableTickets.toString());
  const insideWidth = quotient(spread, fundable.plus(1));
  // p = M - O (2x - X*) / (2 (X* + 2S)); S cancels.
  const lean = decimal(2 * ticketCount).minus(fundable);
  const midline = quote.guarded ? mid : mid.minus(quotient(spread.times(lean), fundable.plus(2).times(2)));
  const halfWidth = insideWidth.times('0.5');
  let interiorBid = midline.minus(halfWidth);
  let interiorAsk = midline.plus(halfWidth);
  if (quote.guarded) {
    if (params.clipBidAtZero) interiorBid = max(interiorBid, ZERO);
    if (params.parCap === true) {
      interiorBid = min(interiorBid, size);
      interiorAsk = min(interiorAsk, size);
    }
    interiorAsk = max(interiorAsk, interiorBid);
  }
  return {
    bid: toDecimal(grid, quote.bid),
    ask: toDecimal(grid, quote.ask),
    midline,
    insideWidth,
    layoffProbability: quotient(ONE, fundable.plus(1)),
    capacity: size.times(fundable),
    maxFundableTickets: Number(quote.maxFundableTickets),
    inventory: size.times(ticketCount),
    equity: toDecimal(grid, quote.equity),
    interiorBid,
    interiorAsk,
    bidPinned: quote.bidPinned,
    askPinned: quote.askPinned,
    askFloored: quote.askFloored,
    guarded: quote.guarded,
    canBuy: quote.canBuy,
    canSell: quote.canSell,
    executionBid: toDecimal(grid, quote.executionBid),
    executionAsk: toDecimal(grid, quote.executionAsk),
  };
}
