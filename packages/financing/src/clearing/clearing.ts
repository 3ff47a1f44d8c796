import { type Decimal, type DecimalInput, decimalPlaces, ONE, ZERO } from '@bagehot/kernel';
import { fromUnits, halfEvenDiv, unitsOf } from '@bagehot/kernel/quanta';
import { quantityScaleOf, readDecimal } from '../agent.js';
import type { AgentOrders } from '../agent-orders.js';
import { gapQuanta } from '../gaps.js';
import { type PriceGrid, rowValue } from '../price-grid.js';
import type { PriceInput } from '../prices.js';
import { Problems } from '../problems.js';
import type { ClearingQuanta, OrdersQuanta } from '../round-quanta.js';
import { buysOf, type Rows, sellsOf } from '../signed-rows.js';
import { clearOrders } from './clear-orders.js';
import { readOrders } from './order-columns.js';
import type { ClearingRules } from './plain-clearing.js';

/** Decimals of reported ratios. */
const RATIO_DECIMALS = 12;
const RATIO_UNITS = 10n ** BigInt(RATIO_DECIMALS);

/** How a market is cleared. */
export interface ClearingOptions {
  /** Later stages offer what the earlier ones left; 1 is plain single-pass rationing. @defaultValue 4 */
  readonly stages?: number | undefined;
  /** After so many passes of a stage an agent that breaks its bound is left out of the stage. @defaultValue 256 */
  readonly maxPasses?: number | undefined;
  /** Largest volume of each good, a multiple of the quantum; null for no limit. @defaultValue no limits */
  readonly capacity?: readonly (DecimalInput | null)[] | null | undefined;
}

/** What became of an agent's orders: one entry per good. */
export interface AgentClearing extends AgentOrders {
  readonly executedBuys: readonly Decimal[];
  readonly executedSells: readonly Decimal[];
  /** Requested less executed. */
  readonly unmetBuys: readonly Decimal[];
  readonly unmetSells: readonly Decimal[];
  /** Executed over requested, half-even to 12 decimals; 1 where nothing was requested. */
  readonly fillRateBuys: readonly Decimal[];
  readonly fillRateSells: readonly Decimal[];
  /** Desired less executed purchases. */
  readonly liquidityGap: readonly Decimal[];
  /** Desired less executed sales. */
  readonly sellGap: readonly Decimal[];
  /** What the bound on purchases leaves, in the numeraire; may be below 0 by the tolerance. */
  readonly valueFeasibilitySlack: Decimal;
}

/** What became of the orders of a good. */
export interface GoodClearing {
  readonly good: number;
  /** Null for a good that has left the round. */
  readonly price: Decimal | null;
  /** Bought, which is what was sold. */
  readonly volume: Decimal;
  readonly desiredDemand: Decimal;
  readonly desiredSupply: Decimal;
  /** Desired demand less volume. */
  readonly liquidityGap: Decimal;
  /** Desired supply less volume. */
  readonly sellGap: Decimal;
  /** Requested less executed. */
  readonly unmetDemand: Decimal;
  readonly unmetSupply: Decimal;
}

/** A market after clearing. */
export interface ClearingResult {
  /** By ascending id. */
  readonly agents: readonly AgentClearing[];
  readonly goods: readonly GoodClearing[];
  /** Passes of each stage. */
  readonly passes: readonly number[];
  /** Volume over volume and unmet demand, half-even to 12 decimals; 1 where there is neither. */
  readonly clearingEfficiency: Decimal;
  /** The liquidity gaps at the round's prices. */
  readonly liquidityGapValue: Decimal;
}

/**
 * Clears a market: offers are rationed in proportion on both sides and the agents' bounds are enforced in turn, until both hold. Orders carry their bounds,
 * so any mode is cleared alike, even several in one market.
 *
 * @param orders - in any order; each agent once
 * @param prices - one per good, the numeraire's 1; null for a good that has left the round
 * @throws FinancingError with every problem found: `DIMENSION_MISMATCH`, `NUMERAIRE_NOT_ONE`, `PRICE_NOT_POSITIVE`, `DUPLICATE_AGENT_ID`, `NEGATIVE_QUANTITY`,
 * `QUANTITY_OFF_GRID`, `SELL_CAPACITY_VIOLATED`, `MODE_BOUND_INVALID`, `STAGES_INVALID`, `CAPACITY_NEGATIVE`, `INVALID_OPTION`
 * @see financing specification, section 6
 */
export function clearMarket(
  orders: readonly AgentOrders[],
  prices: PriceInput,
  options: ClearingOptions & { readonly quantityScale?: number | undefined } = {},
): ClearingResult {
  const problems = new Problems();
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const columns = readOrders(orders, prices, quantityScale, problems);
  const rules = readClearingOptions(options, prices.length, quantityScale, problems);
  problems.check();
  const clearing = clearOrders(columns.market, columns.prices, columns.orders, rules);
  return clearingResult(columns.market, columns.prices, columns.orders, clearing, columns.namedPrices, columns.rows);
}

const DEFAULT_STAGES = 4;
const DEFAULT_MAX_PASSES = 256;

/** Reads the options and notes every problem; what cannot be used becomes the default. */
export function readClearingOptions(
  { stages = DEFAULT_STAGES, maxPasses = DEFAULT_MAX_PASSES, capacity }: ClearingOptions,
  goods: number,
  quantityScale: number,
  problems: Problems,
): ClearingRules {
  if (!Number.isSafeInteger(stages) || stages < 1)
    problems.add('STAGES_INVALID', 'stages', stages, 'an integer of at least 1');
  if (!Number.isSafeInteger(maxPasses) || maxPasses < 1)
    problems.add('INVALID_OPTION', 'maxPasses', maxPasses, 'an integer of at least 1');
  return { stages, maxPasses, capacity: readCapacity(capacity ?? [], goods, quantityScale, problems) };
}

function readCapacity(
  capacity: readonly (DecimalInput | null)[],
  goods: number,
  quantityScale: number,
  problems: Problems,
): readonly (bigint | null)[] {
  if (capacity.length !== 0 && capacity.length !== goods)
    problems.add('DIMENSION_MISMATCH', 'capacity', `${capacity.length} long`, `${goods} long, one per good`);
  return Array.from({ length: goods }, (_, g) => {
    const input = capacity[g] ?? null;
    if (input === null) return null;
    const path = `capacity[${g}]`;
    const limit = readDecimal(input, path, problems) ?? ZERO;
    if (limit.lt(ZERO)) problems.add('CAPACITY_NEGATIVE', path, limit, 'at least 0, or null for no limit');
    if (decimalPlaces(limit) > quantityScale)
      problems.add('QUANTITY_OFF_GRID', path, limit, `a multiple of the quantum, 10^-${quantityScale}`);
    return unitsOf(limit, quantityScale) ?? 0n;
  });
}

/** The named face of a clearing. */
export function clearingResult(
  market: Rows,
  prices: PriceGrid,
  orders: OrdersQuanta,
  clearing: ClearingQuanta,
  namedPrices: readonly (Decimal | null)[],
  rows: readonly AgentOrders[],
): ClearingResult {
  const gaps = gapQuanta(orders, clearing);
  const { volume } = clearing;
  const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
  const named = (amounts: readonly bigint[], g: number): Decimal =>
    fromUnits(amounts[g] as bigint, market.quantityScale);
  return Object.freeze({
    agents: Object.freeze(rows.map((row, r) => agentClearing(market, prices, orders, clearing.executed, row, r))),
    goods: Object.freeze(
      namedPrices.map((price, good) =>
        Object.freeze({
          good,
          price,
          volume: named(volume, good),
          desiredDemand: named(gaps.desiredDemand, good),
          desiredSupply: named(gaps.desiredSupply, good),
          liquidityGap: named(gaps.liquidityGap, good),
          sellGap: named(gaps.sellGap, good),
          unmetDemand: named(gaps.unmetDemand, good),
          unmetSupply: named(gaps.unmetSupply, good),
        }),
      ),
    ),
    passes: Object.freeze(clearing.passes.slice()),
    clearingEfficiency: ratio(total(volume), total(volume) + total(gaps.unmetDemand)),
    liquidityGapValue: fromUnits(rowValue(prices, gaps.liquidityGap, 0), prices.decimals + market.quantityScale),
  });
}

function agentClearing(
  market: Rows,
  prices: PriceGrid,
  orders: OrdersQuanta,
  executed: readonly bigint[],
  row: AgentOrders,
  r: number,
): AgentClearing {
  const cells = Array.from({ length: market.goods }, (_, g) => r * market.goods + g);
  const rate = (cell: number, sign: bigint): Decimal => {
    const requested = sign * (orders.requested[cell] as bigint);
    return requested > 0n ? ratio(sign * (executed[cell] as bigint), requested) : ONE;
  };
  const unmet = cells.map((cell) => (orders.requested[cell] as bigint) - (executed[cell] as bigint));
  const gap = cells.map((cell) => (orders.desired[cell] as bigint) - (executed[cell] as bigint));
  const decimals = prices.decimals + market.quantityScale;
  return Object.freeze({
    ...row,
    executedBuys: buysOf(market, executed, r),
    executedSells: sellsOf(market, executed, r),
    unmetBuys: buysOf(market, unmet, 0),
    unmetSells: sellsOf(market, unmet, 0),
    fillRateBuys: Object.freeze(cells.map((cell) => rate(cell, 1n))),
    fillRateSells: Object.freeze(cells.map((cell) => rate(cell, -1n))),
    liquidityGap: buysOf(market, gap, 0),
    sellGap: sellsOf(market, gap, 0),
    valueFeasibilitySlack: fromUnits(slackUnits(prices, orders, executed, r), decimals),
  });
}

/**
 * What a row's bound on purchases leaves, in value units.
 *
 * @see financing specification, section 6
 */
export function slackUnits(
  prices: PriceGrid,
  { fixed, coefficient, coefficientOne }: Pick<OrdersQuanta, 'fixed' | 'coefficient' | 'coefficientOne'>,
  executed: ArrayLike<bigint>,
  row: number,
): bigint {
  const { units } = prices;
  let bought = 0n;
  let sold = 0n;
  for (let g = 0; g < units.length; g++) {
    const value = (units[g] as bigint) * (executed[row * units.length + g] as bigint);
    if (value > 0n) bought += value;
    else sold -= value;
  }
  return (fixed[row] as bigint) + ((coefficient[row] as bigint) * sold) / coefficientOne - bought;
}

/** Half-even to 12 decimals; 1 where the denominator is 0. */
function ratio(part: bigint, whole: bigint): Decimal {
  return whole === 0n ? ONE : fromUnits(halfEvenDiv(part * RATIO_UNITS, whole), RATIO_DECIMALS);
}
