import { type DecimalInput, decimalPlaces, ZERO } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { quantityScaleOf, readDecimal } from '../agent.js';
import type { AgentOrders } from '../agent-orders.js';
import type { PriceInput } from '../prices.js';
import { Problems } from '../problems.js';
import { clearOrders } from './clear-orders.js';
import { type ClearingResult, clearingResult } from './clearing-result.js';
import { readOrders } from './order-columns.js';
import type { ClearingRules } from './plain-clearing.js';

/** How a market is cleared. */
export interface ClearingOptions {
  /** Later stages offer what the earlier ones left; 1 is plain single-pass rationing. @defaultValue 4 */
  readonly stages?: number | undefined;
  /** After so many passes of a stage an agent that breaks its bound is left out of the stage. @defaultValue 256 */
  readonly maxPasses?: number | undefined;
  /** Largest volume of each good, a multiple of the quantum; null for no limit. @defaultValue no limits */
  readonly capacity?: readonly (DecimalInput | null)[] | null | undefined;
}

/**
 * Clears a market: offers are rationed in proportion on both sides and the agents' bounds are enforced in turn, until both hold. Orders carry their bounds,
 * so any mode is cleared alike, even several in one market.
 *
 * @param orders - in any order; each agent once
 * @param prices - those the orders were made at, one per good; null for a good that has left the round. Orders do not say their prices: bounds would be held at others, too
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
