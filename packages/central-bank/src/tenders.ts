import type { AgentId, Decimal } from '@bagehot/kernel';
import { allocateQuanta, fromUnits, halfEvenDiv, type MoneyGrid, moneyGrid } from '@bagehot/kernel/quanta';
import { fillSide, sideOf } from './clearing/order-side.js';
import { InvalidAgentIDError, InvalidConfigError } from './errors.js';
import { readAmount, readRate } from './input-reading.js';
import { type AmountInput, RATE_ONE, rateOf, readQuanta, readRateUnits } from './numbers.js';

interface AnyTender {
  /** Whether the central bank lends reserves or takes them in. */
  readonly direction: 'provide' | 'absorb';
  /**
   * Digits after the point of the money.
   *
   * @defaultValue 2
   */
  readonly moneyDecimals?: number;
}

/** Everybody deals at one rate that is announced; what is asked beyond the amount is cut pro rata. */
export interface FixedRateTender extends AnyTender {
  readonly type: 'fixed';
  readonly rate: AmountInput;
  /** What is allotted at most; without it, everything that is asked for. */
  readonly amount?: AmountInput;
  /** Everything that is asked for, whatever `amount` says. */
  readonly fullAllotment?: boolean;
}

/** Bids name their rates; the best are served first. */
export interface VariableRateTender extends AnyTender {
  readonly type: 'variable';
  readonly amount: AmountInput;
  /** All pay the marginal rate, or everybody what it bid. */
  readonly pricing: 'single' | 'multiple';
  /** Of a tender that provides reserves: lower bids are dropped. */
  readonly minimumBidRate?: AmountInput;
  /** Of a tender that absorbs them: higher bids are dropped. */
  readonly maximumBidRate?: AmountInput;
}

/** What is put out to tender, and how. */
export type TenderSpec = FixedRateTender | VariableRateTender;

/** What one bidder asks for; one may bid several times. */
export interface TenderBid {
  readonly bidder: AgentId;
  readonly amount: AmountInput;
  /** Needed where bids name their rates. */
  readonly rate?: AmountInput;
}

/** How a tender ended. */
export interface TenderResult {
  /** By bid. */
  readonly allotments: readonly Decimal[];
  readonly totalAllotted: Decimal;
  /** The worst rate that got something; null when nothing was allotted. */
  readonly marginalRate: Decimal | null;
  /** How much of what was bid at that rate is allotted: a fraction, half-even to 12 decimals. */
  readonly marginalPercentage: Decimal | null;
  /** By bid: the rate paid; null without an allotment. */
  readonly appliedRates: readonly (Decimal | null)[];
  /** Weighted by allotment, half-even to 12 decimals. */
  readonly weightedAverageRate: Decimal | null;
}

/** Allotments by bid in quanta, and where they end. */
interface Allotment {
  readonly units: readonly bigint[];
  readonly marginalRate: bigint | null;
  /** Allotted and bid at the marginal rate. */
  readonly atMargin: readonly [bigint, bigint];
}

/**
 * Runs a tender of the central bank. Pure: nothing is posted.
 *
 * @param capacity - by bidder, how much security it has left: its bids are cut to that first, in the order given. Whoever is missing has none; without
 * the map there is no limit
 * @throws InvalidConfigError `INVALID_CONFIG`; InvalidAgentIDError `INVALID_AGENT_ID`, InvalidAmountError `INVALID_AMOUNT` and InvalidRateError
 * `INVALID_RATE` for a bid
 * @see central bank specification, section 11.5
 */
export function runTender(
  spec: TenderSpec,
  bids: readonly TenderBid[],
  capacity?: ReadonlyMap<AgentId, AmountInput>,
): TenderResult {
  checkNames(spec);
  const grid = moneyGrid(spec.moneyDecimals ?? 2);
  const wanted = cutToCapacity(grid, bids, capacity);
  if (spec.type === 'fixed') {
    const rate = readSpecRate('rate', spec.rate);
    const all = spec.fullAllotment === true || spec.amount === undefined;
    const most = all ? null : readSpecAmount(grid, spec.amount as AmountInput);
    return resultOf(grid, allotFixed(wanted, rate, most), () => rate);
  }
  const rates = bids.map(({ rate }, i) => readRate(`bids[${i}].rate`, rate));
  const { limit, direction } = boundOf(spec);
  const valid = wanted.map((units, i) => {
    const rate = rates[i] as bigint;
    return limit !== null && (direction === 'provide' ? rate < limit : rate > limit) ? 0n : units;
  });
  const allotment = allotVariable(valid, rates, readSpecAmount(grid, spec.amount), direction);
  const single = spec.pricing === 'single';
  return resultOf(grid, allotment, (i) => (single ? (allotment.marginalRate as bigint) : (rates[i] as bigint)));
}

/** Tenders come from files, too. */
function checkNames(spec: TenderSpec): void {
  const { type, direction } = spec;
  if (type !== 'fixed' && type !== 'variable') throw badSpec('type', type, "'fixed' or 'variable'");
  if (direction !== 'provide' && direction !== 'absorb') throw badSpec('direction', direction, "'provide' or 'absorb'");
  if (type === 'variable' && spec.pricing !== 'single' && spec.pricing !== 'multiple')
    throw badSpec('pricing', spec.pricing, "'single' or 'multiple'");
}

/** Quanta by bid, after each bidder's security has been used up bid by bid. */
function cutToCapacity(
  grid: MoneyGrid,
  bids: readonly TenderBid[],
  capacity: ReadonlyMap<AgentId, AmountInput> | undefined,
): readonly bigint[] {
  const left = new Map<AgentId, bigint>();
  for (const [bidder, amount] of capacity ?? []) left.set(bidder, readAmount(`capacity of ${bidder}`, amount, grid));
  return bids.map(({ bidder, amount }, i) => {
    if (typeof bidder !== 'string' || bidder === '') {
      const details = { field: `bids[${i}].bidder`, value: String(bidder), allowed: 'an agent' };
      throw new InvalidAgentIDError('INVALID_AGENT_ID', details, `${details.field} must be an agent`);
    }
    const units = readAmount(`bids[${i}].amount`, amount, grid);
    if (capacity === undefined) return units;
    const room = left.get(bidder) ?? 0n;
    const cut = units < room ? units : room;
    left.set(bidder, room - cut);
    return cut;
  });
}

function allotFixed(wanted: readonly bigint[], rate: bigint, most: bigint | null): Allotment {
  const total = sumOf(wanted);
  const volume = most !== null && most < total ? most : total;
  return {
    units: volume === total ? wanted : allocateQuanta(volume, wanted),
    marginalRate: volume === 0n ? null : rate,
    atMargin: [volume, total],
  };
}

function allotVariable(
  wanted: readonly bigint[],
  rates: readonly bigint[],
  amount: bigint,
  direction: 'provide' | 'absorb',
): Allotment {
  const side = sideOf(wanted, rates, direction === 'provide' ? 'highest' : 'lowest');
  const total = sumOf(wanted);
  const { fills, marginal } = fillSide(side, amount < total ? amount : total, 'pro-rata');
  const own = marginal < 0 ? [] : [...side.order.subarray(side.starts[marginal], side.starts[marginal + 1])];
  const filled = sumOf(own.map((index) => fills[index] as bigint));
  return {
    units: fills,
    marginalRate: side.limits[marginal] ?? null,
    atMargin: [filled, side.units[marginal] ?? 0n],
  };
}

function resultOf(
  grid: MoneyGrid,
  { units, marginalRate, atMargin }: Allotment,
  rateOfBid: (bid: number) => bigint,
): TenderResult {
  const total = sumOf(units);
  const applied = units.map((each, i) => (each === 0n ? null : rateOfBid(i)));
  const weighted = sumOf(units.map((each, i) => each * (applied[i] ?? 0n)));
  const [filled, bid] = atMargin;
  return {
    allotments: units.map((each) => fromUnits(each, grid.decimals)),
    totalAllotted: fromUnits(total, grid.decimals),
    marginalRate: marginalRate === null ? null : rateOf(marginalRate),
    marginalPercentage: marginalRate === null ? null : rateOf(halfEvenDiv(filled * RATE_ONE, bid)),
    appliedRates: applied.map((rate) => (rate === null ? null : rateOf(rate))),
    weightedAverageRate: total === 0n ? null : rateOf(halfEvenDiv(weighted, total)),
  };
}

/** The rate beyond which bids are dropped; null for none. */
function boundOf(spec: VariableRateTender): {
  readonly limit: bigint | null;
  readonly direction: 'provide' | 'absorb';
} {
  const { direction } = spec;
  const [own, other] =
    direction === 'provide'
      ? (['minimumBidRate', 'maximumBidRate'] as const)
      : (['maximumBidRate', 'minimumBidRate'] as const);
  if (spec[other] !== undefined) throw badSpec(other, spec[other], `absent from a tender to ${direction} reserves`);
  const written = spec[own];
  return { limit: written === undefined ? null : readSpecRate(own, written), direction };
}

function readSpecRate(field: string, input: AmountInput): bigint {
  const units = readRateUnits(input);
  if (units === undefined) throw badSpec(field, input, 'a decimal with at most 12 digits after the point');
  return units;
}

function readSpecAmount(grid: MoneyGrid, input: AmountInput): bigint {
  const units = readQuanta(input, grid);
  if (units === undefined || units < 0n)
    throw badSpec('amount', input, `at least 0 with at most ${grid.decimals} digits after the point`);
  return units;
}

function badSpec(path: string, input: unknown, allowed: string): InvalidConfigError {
  const value = String(input);
  const message = `${path} must be ${allowed}, but is ${value}`;
  const problems = [{ code: 'INVALID_CONFIG', path, value, message }];
  return new InvalidConfigError('INVALID_CONFIG', { path, value, problems }, message);
}

function sumOf(units: readonly bigint[]): bigint {
  let total = 0n;
  for (const each of units) total += each;
  return total;
}
