import { type Decimal, type DecimalInput, ZERO } from '@bagehot/kernel';
import { quantityScaleOf } from './agent.js';
import { clearOrders } from './clearing/clear-orders.js';
import { type ClearingOptions, readClearingOptions } from './clearing/clearing.js';
import type { ClearingRules } from './clearing/plain-clearing.js';
import { formPrices, type PricedMarket } from './equilibrium/price-formation.js';
import { type PriceOptions, type PriceRules, readPriceOptions } from './equilibrium/price-options.js';
import { type FinancingModeDefinition, type FinancingModes, financingModes } from './modes.js';
import { ordersQuanta } from './orders.js';
import type { Participants } from './participants.js';
import type { PriceGrid } from './price-grid.js';
import { Problems, refusal } from './problems.js';
import type { RoundQuanta } from './round-quanta.js';
import { withinDebtLimits } from './settlement/debt-limit.js';
import { deliver } from './settlement/deliver.js';
import { settlementQuanta } from './settlement/settlement.js';
import type { SettlementPolicy } from './settlement/settlement-policy.js';
import { readTravelRate, type TravelRate } from './travel.js';
import { valuationQuanta, valueDecimals, valueUnits } from './valuation.js';

/** How a market's round goes: who may pay with what, how prices form, how the market is cleared and debts are settled. */
export interface RoundOptions extends PriceOptions, ClearingOptions {
  /** Name of the financing mode. */
  readonly mode: string;
  /** Where it is looked up. @defaultValue the built-in ones */
  readonly modes?: FinancingModes | undefined;
  /** Decimals of quantities, 0 to 18. @defaultValue 12 */
  readonly quantityScale?: number | undefined;
  /** What a step of the way takes off the budget that orders are sized with; `Infinity` for all of it. @defaultValue 0 */
  readonly travelCost?: DecimalInput | undefined;
  /** How debts of the round are extinguished, or carried. @defaultValue `deliver` */
  readonly settlement?: SettlementPolicy | undefined;
}

/** The same, complete, checked, and in integers. */
export interface RoundRules {
  readonly mode: FinancingModeDefinition;
  readonly quantityScale: number;
  readonly price: PriceRules;
  /** Cost per step. */
  readonly travel: TravelRate;
  readonly clearing: ClearingRules;
  readonly settlement: SettlementPolicy;
}

/**
 * Reads the options of a round.
 *
 * @param goods - how many goods there are
 * @throws FinancingError with every problem found: `UNKNOWN_MODE`, `TRAVEL_COST_NEGATIVE`, `STAGES_INVALID`, `DIMENSION_MISMATCH`, `CAPACITY_NEGATIVE`,
 * `QUANTITY_OFF_GRID`, `INVALID_OPTION`
 */
export function roundRules(options: RoundOptions, goods: number): RoundRules {
  const problems = new Problems();
  const rules = readRoundRules(options, goods, problems);
  problems.check();
  return rules;
}

/** Reads the options of a round and notes every problem; call `problems.check` before using what it returns. */
export function readRoundRules(options: RoundOptions, goods: number, problems: Problems): RoundRules {
  return readRoundOptions(options, [options.mode], goods, problems)[0] as RoundRules;
}

/**
 * Reads the options of rounds that differ in their mode only, and notes every problem; call `problems.check` before using what it returns.
 *
 * @returns the rules under each mode
 */
export function readRoundOptions(
  options: Omit<RoundOptions, 'mode'>,
  modes: readonly string[],
  goods: number,
  problems: Problems,
): readonly RoundRules[] {
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const common = {
    quantityScale,
    price: readPriceOptions(options, problems),
    travel: readTravelRate(options.travelCost, 'travelCost', problems),
    clearing: readClearingOptions(options, goods, quantityScale, problems),
  };
  return modes.map((id) => {
    const mode = readMode(id, options.modes ?? financingModes, problems);
    return { ...common, mode, settlement: readSettlement(options.settlement, mode, problems) };
  });
}

function readMode(id: string, modes: FinancingModes, problems: Problems): FinancingModeDefinition {
  if (modes.ids().includes(id)) return modes.get(id);
  problems.add('UNKNOWN_MODE', 'mode', id, `one of ${modes.ids().join(', ')}`);
  return financingModes.get('PERSONAL');
}

function readSettlement(
  given: SettlementPolicy | undefined,
  mode: FinancingModeDefinition,
  problems: Problems,
): SettlementPolicy {
  const policy = given ?? deliver;
  if (typeof policy.settle !== 'function' || typeof policy.id !== 'string' || policy.id === '')
    problems.add('INVALID_OPTION', 'settlement', policy.id, 'a policy with an id and a function settle');
  if (mode.settlement !== undefined && mode.settlement !== policy.id)
    problems.add('INVALID_OPTION', 'settlement', policy.id, `${mode.settlement}, which the mode ${mode.id} goes with`);
  return policy;
}

/**
 * One round of a market in integers: prices, orders, clearing, settlement. Nothing is changed; the participants keep the stocks they came with.
 *
 * @param participants - with the rules' quantity scale
 * @returns all but the equilibrium null where no price formed
 * @throws FinancingError `MODE_BOUND_INVALID`, `MODE_BOUND_EXCEEDS_ENDOWMENT` for what a mode returns; what a settlement that breaks its laws is told
 * @see financing specification, section 3
 */
export function tradeRound(participants: Participants, rules: RoundRules): RoundQuanta {
  return tradeAt(formPrices(participants, rules.price), participants, rules);
}

/** The same at prices that have been formed. They do not depend on the mode. */
export function tradeAt(
  { equilibrium, weights, prices }: PricedMarket,
  participants: Participants,
  rules: RoundRules,
): RoundQuanta {
  const mode = rules.mode.id;
  const { prices: namedPrices } = equilibrium;
  if (prices === null || namedPrices === null)
    return {
      mode,
      participants,
      equilibrium,
      weights,
      prices: null,
      valuation: null,
      orders: null,
      clearing: null,
      settlement: null,
    };
  const valuation = valuationQuanta(participants, prices, outstandingQuanta(participants, prices, rules.settlement));
  const market = { participants, weights, prices, namedPrices, valuation };
  const orders = ordersQuanta(market, withinDebtLimits(rules.mode, rules.settlement));
  const clearing = clearOrders(participants, prices, orders, rules.clearing);
  const settlement = settlementQuanta(participants, prices, orders, clearing.executed, rules.settlement);
  return { mode, participants, equilibrium, weights, prices, valuation, orders, clearing, settlement };
}

/** Debts of earlier rounds, in value units; undefined when the settlement carries none or nobody has any. */
function outstandingQuanta(
  participants: Participants,
  prices: PriceGrid,
  policy: SettlementPolicy,
): readonly bigint[] | undefined {
  if (policy.outstanding === undefined) return undefined;
  const decimals = valueDecimals(prices, participants);
  let any = false;
  const debts = Array.from(participants.ids, (id) => {
    const debt: Decimal = policy.outstanding?.(id) ?? ZERO;
    if (debt.lt(ZERO)) throw refusal('INVALID_OPTION', `${policy.id}.outstanding(${id})`, debt, 'at least 0');
    any ||= debt.gt(ZERO);
    return valueUnits(debt, decimals, 'ceiling');
  });
  return any ? debts : undefined;
}
