import { type Decimal, type DecimalInput, ZERO } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { type FinancingAgentInput, quantityScaleOf, readAgent, readDecimal } from './agent.js';
import { columnsOf } from './agent-columns.js';
import { type BoundsQuanta, boundsQuanta } from './bounds.js';
import { activeWeights } from './equilibrium/active-weights.js';
import { type FinancingModeDefinition, type FinancingModes, financingModes } from './modes.js';
import { ordersQuanta } from './orders.js';
import type { Participants } from './participants.js';
import { type PriceGrid, priceGrid } from './price-grid.js';
import { type PriceInput, readPrices } from './prices.js';
import { Problems } from './problems.js';
import type { OrdersQuanta, ValuationQuanta } from './round-quanta.js';
import { buysOf, namedRow, sellsOf } from './signed-rows.js';
import { INFINITE, readTravelRate } from './travel.js';
import { valuationQuanta, valueDecimals, valueUnits } from './valuation.js';
import type { ValuedMarket } from './valued-market.js';

/** What an agent may pay with, in the numeraire, and why. */
export interface FinancingBounds {
  readonly mode: string;
  /** Value of what is carried. */
  readonly personalWealth: Decimal;
  /** Value of what is carried and at home. */
  readonly totalWealth: Decimal;
  readonly travelCostDeduction: Decimal | 'Infinity';
  /** Debts of earlier rounds. */
  readonly outstanding: Decimal;
  /** Wealth less debts less travel cost, at least 0. */
  readonly effectiveBudget: Decimal;
  /** Purchases are bound by `fixed + salesCoefficient * value sold`. */
  readonly fixed: Decimal;
  readonly salesCoefficient: Decimal;
  /** Sales are bound by the value bought plus this; null for no limit. */
  readonly claimLimit: Decimal | null;
  /** What is carried of each good: nothing else can be sold. */
  readonly sellCapacity: readonly Decimal[];
}

/** An agent's orders, one entry per good; never a purchase and a sale of the same good. */
export interface AgentOrders {
  readonly id: number;
  readonly bounds: FinancingBounds;
  /** What it would trade alone at these prices. */
  readonly desiredBuys: readonly Decimal[];
  readonly desiredSells: readonly Decimal[];
  /** What the mode lets it ask for. */
  readonly requestedBuys: readonly Decimal[];
  readonly requestedSells: readonly Decimal[];
}

/** What the rules for one agent take beside agent, prices and mode. */
export interface AgentOptions {
  /** What the way has cost: distance times rate, or Infinity. @defaultValue 0 */
  readonly travelCost?: DecimalInput | undefined;
  /** Debts of earlier rounds, in the numeraire. @defaultValue 0 */
  readonly outstanding?: DecimalInput | undefined;
  /** Where modes named by their id are looked up. @defaultValue the built-in ones */
  readonly modes?: FinancingModes | undefined;
  /** Decimals of quantities. @defaultValue 12 */
  readonly quantityScale?: number | undefined;
}

/**
 * What an agent may pay with at given prices.
 *
 * @param prices - one per good, the numeraire's 1; null for a good that has left the round
 * @param mode - a mode, or the name of one
 * @throws FinancingError with every problem found: what `createAgent` throws, `DIMENSION_MISMATCH`, `NUMERAIRE_NOT_ONE`, `PRICE_NOT_POSITIVE`,
 * `TRAVEL_COST_NEGATIVE`, `INVALID_OPTION`; `UNKNOWN_MODE`, `MODE_BOUND_INVALID`, `MODE_BOUND_EXCEEDS_ENDOWMENT`
 * @see financing specification, section 5
 */
export function computeFinancingBounds(
  agent: FinancingAgentInput,
  prices: PriceInput,
  mode: string | FinancingModeDefinition,
  options: AgentOptions = {},
): FinancingBounds {
  const { market, definition } = readQuestion(agent, prices, mode, options);
  return financingBounds(market, boundsQuanta(market, definition), definition.id, 0);
}

/**
 * An agent's orders at given prices: what it would trade, and what the mode lets it ask for.
 *
 * @param prices - one per good, the numeraire's 1; null for a good that has left the round
 * @param mode - a mode, or the name of one
 * @param travelCost - what the way has cost: distance times rate, or Infinity
 * @throws FinancingError what `computeFinancingBounds` throws
 * @example
 * const { requestedBuys } = generateOrders(baker, ['1', '2.5'], 'PERSONAL');
 * @see financing specification, section 5
 */
export function generateOrders(
  agent: FinancingAgentInput,
  prices: PriceInput,
  mode: string | FinancingModeDefinition,
  travelCost: DecimalInput = 0,
  options: Omit<AgentOptions, 'travelCost'> = {},
): AgentOrders {
  const { market, definition } = readQuestion(agent, prices, mode, { ...options, travelCost });
  return agentOrders(market, ordersQuanta(market, definition), definition.id, 0);
}

/** Reads what the rules for one agent are asked about: a market of one, and a mode. */
function readQuestion(
  agent: FinancingAgentInput,
  input: PriceInput,
  mode: string | FinancingModeDefinition,
  options: AgentOptions,
): { readonly market: ValuedMarket; readonly definition: FinancingModeDefinition } {
  const { modes = financingModes } = options;
  const problems = new Problems();
  const definition = typeof mode === 'string' ? problems.collect(() => modes.get(mode)) : mode;
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const row = readAgent(agent, quantityScale, 'agent', problems);
  const namedPrices = readPrices(input, agent.alpha.length, problems);
  const cost = readTravelRate(options.travelCost, 'travelCost', problems);
  const debt = readDecimal(options.outstanding ?? ZERO, 'outstanding', problems) ?? ZERO;
  if (debt.lt(ZERO)) problems.add('INVALID_OPTION', 'outstanding', debt, 'at least 0');
  problems.check();
  const prices = priceGrid(namedPrices);
  const columns = columnsOf([row], quantityScale);
  const participants =
    cost.units === 0n ? columns : { ...columns, travel: { decimals: cost.decimals, amounts: [cost.units] } };
  const outstanding = debt.eq(ZERO) ? undefined : [valueUnits(debt, valueDecimals(prices, participants), 'ceiling')];
  const weights = activeWeights(
    participants.weights,
    participants.goods,
    namedPrices.map((price) => price !== null),
  );
  const valuation = valuationQuanta(participants, prices, outstanding);
  return {
    market: { participants, weights, prices, namedPrices, valuation },
    definition: definition as FinancingModeDefinition,
  };
}

/** What a row's figures are read from. */
export interface NamedMarket {
  readonly participants: Participants;
  readonly prices: PriceGrid;
  readonly valuation: ValuationQuanta;
}

/** The named face of a row's bounds. */
function financingBounds(
  { participants, prices, valuation }: NamedMarket,
  bounds: Pick<BoundsQuanta, 'fixed' | 'coefficient' | 'coefficientOne' | 'claimLimit'>,
  mode: string,
  row: number,
): FinancingBounds {
  const { personal, travel } = participants;
  const decimals = valueDecimals(prices, participants);
  const value = (units: readonly bigint[]) => fromUnits(units[row] as bigint, decimals);
  const cost = travel?.amounts[row] ?? 0n;
  const claimLimit = bounds.claimLimit[row] as bigint | null;
  return Object.freeze({
    mode,
    personalWealth: value(valuation.personalWealth),
    totalWealth: value(valuation.totalWealth),
    travelCostDeduction: cost === INFINITE ? 'Infinity' : fromUnits(cost, travel?.decimals ?? 0),
    outstanding: valuation.outstanding === undefined ? ZERO : value(valuation.outstanding),
    effectiveBudget: fromUnits(valuation.effectiveBudget[row] as bigint, valuation.budgetDecimals),
    fixed: value(bounds.fixed),
    salesCoefficient: fromUnits(bounds.coefficient[row] as bigint, String(bounds.coefficientOne).length - 1),
    claimLimit: claimLimit === null ? null : fromUnits(claimLimit, decimals),
    sellCapacity: namedRow(participants, personal, row),
  });
}

/** The named face of a row's orders. */
export function agentOrders(market: NamedMarket, orders: OrdersQuanta, mode: string, row: number): AgentOrders {
  const { ids } = market.participants;
  return Object.freeze({
    id: ids[row] as number,
    bounds: financingBounds(market, orders, mode, row),
    desiredBuys: buysOf(market.participants, orders.desired, row),
    desiredSells: sellsOf(market.participants, orders.desired, row),
    requestedBuys: buysOf(market.participants, orders.requested, row),
    requestedSells: sellsOf(market.participants, orders.requested, row),
  });
}
