import { exp, ln } from '@bagehot/kernel';
import type { ExchangeAgentInput } from './agent.js';
import { createAgents } from './agent-reading.js';
import type { LambdaUpdate } from './money-mode.js';
import { LINEAR_MONEY } from './money-utility.js';
import { refusal } from './problems.js';
import { createTraders } from './row-traders.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import type { Traders } from './traders.js';

/** The rows one sees at the end of a tick, its own included, ascending. */
export type VisibleRows = (row: number) => ArrayLike<number>;

/**
 * New marginal utilities of money, by row, from the quotes as they are; none of them is set yet. Rows whose λ stays are left out.
 *
 * @param perceived - if given, row-major by good: the prices that estimates were made from are written into it, `NaN` where there is none
 * @throws ExchangeError `PORT_ANSWER_INVALID` when a money mode of one's own gives something that is no λ
 * @see exchange specification, section 9
 */
export function lambdaUpdates(
  traders: Traders,
  visible: VisibleRows,
  perceived?: Float64Array,
): ReadonlyMap<number, LambdaUpdate> {
  const { moneyModeRules } = traders.rules;
  const updates = new Map<number, LambdaUpdate>();
  if (moneyModeRules.estimatesLambda === true) {
    const prices = new Float64Array(traders.count);
    for (let row = 0; row < traders.count; row++) {
      const update = estimateOf(traders, row, visible(row), prices, perceived);
      if (update !== null && update.new !== update.old) updates.set(row, update);
    }
    return updates;
  }
  return moneyModeRules.update === undefined ? updates : namedUpdates(traders, visible);
}

/** Sets new marginal utilities of money all together, and writes the quotes of those rows again. */
export function applyLambdas(traders: Traders, updates: ReadonlyMap<number, LambdaUpdate>): void {
  for (const [row, update] of updates) traders.setLambda(row, update.new);
  for (const row of updates.keys()) traders.refreshQuotes(row);
}

/**
 * What each of some agents who all see one another would take for the marginal utility of its money, by id, as the mode `kkt_lambda` estimates it. Agents whose
 * λ stays are left out.
 *
 * At an optimum a good's marginal utility is its price times that of money, so prices in sight say what money is worth.
 */
export function estimateLambda(
  agents: Iterable<ExchangeAgentInput>,
  input: Rules | RulesInput = {},
): ReadonlyMap<number, LambdaUpdate> {
  const rules = createRules(input);
  const traders = createTraders(createAgents(agents, rules), rules);
  const everybody = traders.ids.map((_, row) => row);
  const updates = new Map<number, LambdaUpdate>();
  const prices = new Float64Array(traders.count);
  for (const [row, id] of traders.ids.entries()) {
    const update = estimateOf(traders, row, everybody, prices);
    if (update !== null && update.new !== update.old) updates.set(id, update);
  }
  return updates;
}

/**
 * @param prices - room for a price of everybody in sight
 * @param perceived - room for the price of each good of each row, also of goods that the row lacks
 */
function estimateOf(
  traders: Traders,
  row: number,
  visible: ArrayLike<number>,
  prices: Float64Array,
  perceived?: Float64Array,
): LambdaUpdate | null {
  const { rules, holdings, width } = traders;
  const { moneyScale, lambdaEstimator, lambdaUpdateRate, lambdaBounds } = rules.params;
  const marginal = traders.marginalUtilities(row);
  const perLambda = lambdaPerMarginal(traders, row);
  const hats = rules.goods.map((_, good): number | null => {
    const isCorner = lambdaEstimator.corner === 'skip' && (holdings[row * width + good] as number) < 1;
    if (isCorner && perceived === undefined) return null;
    const mu = marginal[good] as number;
    const price = priceInSight(traders, row, good, visible, prices);
    if (perceived !== undefined) perceived[row * (width - 1) + good] = price ?? Number.NaN;
    if (isCorner) return null;
    if (!(mu > 0) || price === null) return null;
    const hat = ((mu * moneyScale) / price) * perLambda;
    return Number.isFinite(hat) && hat > 0 ? hat : null;
  });
  const found = hats.filter((hat) => hat !== null);
  if (found.length === 0) return null;
  const { combine } = lambdaEstimator;
  const hat =
    combine === 'geometric' ? geometricMean(found) : combine === 'min' ? Math.min(...found) : Math.max(...found);
  const old = traders.lambda[row] as number;
  const moved = (1 - lambdaUpdateRate) * old + lambdaUpdateRate * hat;
  const clampType = moved < lambdaBounds.lambdaMin ? 'lower' : moved > lambdaBounds.lambdaMax ? 'upper' : null;
  const held = clampType === null ? moved : clampType === 'lower' ? lambdaBounds.lambdaMin : lambdaBounds.lambdaMax;
  return Object.freeze({ old, new: held, hats: Object.freeze(hats), hat, clamped: clampType !== null, clampType });
}

/** What turns the marginal utility of money into λ: 1 where they are the same. */
function lambdaPerMarginal(traders: Traders, row: number): number {
  if (traders.rules.moneyUtility === LINEAR_MONEY) return 1;
  return (traders.lambda[row] as number) / traders.marginalMoney(row);
}

/** The price of a good among those in sight who have it; null for none. */
function priceInSight(
  traders: Traders,
  row: number,
  good: number,
  visible: ArrayLike<number>,
  prices: Float64Array,
): number | null {
  const { rules, holdings, width, count } = traders;
  const { priceBasis, aggregate, corner } = rules.params.lambdaEstimator;
  const column = priceBasis === 'ask' ? traders.asks : traders.pMin;
  const start = (rules.pairs.moneyStart + good) * count;
  let length = 0;
  for (let k = 0; k < visible.length; k++) {
    const other = visible[k] as number;
    const counts = (holdings[other * width + good] as number) >= 1 || (corner === 'keep' && other === row);
    const price = column[start + other] as number;
    if (!counts || !(price > 0 && price < Number.POSITIVE_INFINITY)) continue;
    prices[length] = price;
    length++;
  }
  if (length === 0) return null;
  const sorted = prices.subarray(0, length).sort();
  const upper = sorted[length >> 1] as number;
  if (length % 2 === 1) return upper;
  const lower = sorted[(length >> 1) - 1] as number;
  return aggregate === 'median_lower' ? lower : geometricMean([lower, upper]);
}

/** Of positive numbers. */
function geometricMean(values: readonly number[]): number {
  const [first = 1, second = 1] = values;
  if (values.length === 1) return first;
  if (values.length > 2) return exp(values.reduce((total, value) => total + ln(value), 0) / values.length);
  const product = first * second;
  // The product of two very large or small numbers is out of range; the product of their roots is not.
  return product > 0 && product < Number.POSITIVE_INFINITY ? Math.sqrt(product) : Math.sqrt(first) * Math.sqrt(second);
}

/** The answer of a money mode of one's own, checked. */
function namedUpdates(traders: Traders, visible: VisibleRows): ReadonlyMap<number, LambdaUpdate> {
  const { rules, ids } = traders;
  const agents = Array.from(ids, (_, row) => traders.view(row));
  const answer = rules.moneyModeRules.update?.(agents, {
    params: rules.params,
    goods: rules.goods,
    visible: (id) => Array.from(visible(traders.rowOf(id)), (row) => traders.view(row)),
  });
  const rows = [...(answer ?? [])].map(([id, update]) => {
    const row = traders.rowOf(id);
    const where = `moneyMode ${rules.moneyMode}.update of agent ${id}`;
    if (row < 0) throw refusal('PORT_ANSWER_INVALID', where, id, 'the id of one of the agents');
    if (!(update.new > 0 && update.new < Number.POSITIVE_INFINITY))
      throw refusal('PORT_ANSWER_INVALID', where, update.new, 'a finite number above 0');
    return [row, update] as const;
  });
  return new Map(rows.filter(([row, update]) => update.new !== traders.lambda[row]).sort(([a], [b]) => a - b));
}
