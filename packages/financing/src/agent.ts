import { type Decimal, type DecimalInput, decimal, decimalPlaces, ONE, sum, ZERO } from '@bagehot/kernel';
import { DEFAULT_QUANTITY_SCALE, WEIGHT_DECIMALS } from './participants.js';
import { Problems } from './problems.js';

/** Finest grid of quantities. */
const MAX_QUANTITY_SCALE = 18;

/** Somebody with tastes and goods. Arrays have one entry per good; good 0 is the numeraire. */
export interface FinancingAgent {
  /** A whole number of at least 0, unique in a market. Every order of agents is that of their ids. */
  readonly id: number;
  /** Cobb-Douglas weights: the share of wealth spent on each good. */
  readonly alpha: readonly Decimal[];
  /** Stocks at home, which cannot be sold. */
  readonly home: readonly Decimal[];
  /** Stocks carried, the only ones that can be sold. */
  readonly personal: readonly Decimal[];
  /** Steps travelled since leaving home. */
  readonly tripDistance: Decimal;
}

/** An agent as a market knows it: where it comes from matters only through what the way has cost. */
export type AgentAtMarket = Omit<FinancingAgent, 'tripDistance'>;

/** An agent as a caller writes it. */
export interface FinancingAgentInput {
  readonly id: number;
  /** At least 0, at most 12 decimals, adding up to exactly 1: see `normalizeWeights`. */
  readonly alpha: readonly DecimalInput[];
  /** Multiples of the quantum. */
  readonly home: readonly DecimalInput[];
  /** Multiples of the quantum. */
  readonly personal: readonly DecimalInput[];
  /** @defaultValue 0 */
  readonly tripDistance?: DecimalInput;
}

/**
 * An agent, checked.
 *
 * @param options.quantityScale - decimals of quantities, 0 to 18, 12 unless given
 * @throws FinancingError with every problem found: `DIMENSION_MISMATCH`, `WEIGHT_NEGATIVE`, `WEIGHTS_NOT_NORMALISED`, `NEGATIVE_QUANTITY`, `QUANTITY_OFF_GRID`,
 * `TRAVEL_COST_NEGATIVE`, `INVALID_OPTION` (an id or a text that is none)
 * @example
 * const baker = createAgent({ id: 1, alpha: ['0.3', '0.7'], home: [2, 0], personal: [3, 0] });
 * @see financing specification, section 1
 */
export function createAgent(
  input: FinancingAgentInput,
  options: { readonly quantityScale?: number } = {},
): FinancingAgent {
  const problems = new Problems();
  const agent = readAgent(input, quantityScaleOf(options.quantityScale, problems), 'agent', problems);
  problems.check();
  return agent;
}

/** Decimals of quantities: 12 unless given. */
export function quantityScaleOf(scale: number | undefined, problems: Problems): number {
  if (scale === undefined) return DEFAULT_QUANTITY_SCALE;
  if (Number.isInteger(scale) && scale >= 0 && scale <= MAX_QUANTITY_SCALE) return scale;
  problems.add('INVALID_OPTION', 'quantityScale', scale, `an integer from 0 to ${MAX_QUANTITY_SCALE}`);
  return DEFAULT_QUANTITY_SCALE;
}

/** Reads one agent and notes every problem under `path`. What cannot be read becomes 0. */
export function readAgent(
  input: FinancingAgentInput,
  quantityScale: number,
  path: string,
  problems: Problems,
): FinancingAgent {
  const { id } = input;
  if (!Number.isSafeInteger(id) || id < 0)
    problems.add('INVALID_OPTION', `${path}.id`, id, `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  const goods = input.alpha.length;
  return Object.freeze({
    id,
    alpha: readWeights(input.alpha, `${path}.alpha`, problems),
    home: readStocks(input.home, goods, quantityScale, `${path}.home`, problems),
    personal: readStocks(input.personal, goods, quantityScale, `${path}.personal`, problems),
    tripDistance: readDistance(input.tripDistance ?? ZERO, `${path}.tripDistance`, problems),
  });
}

/** Reads a decimal; what is none is noted and becomes undefined. */
export function readDecimal(value: DecimalInput, path: string, problems: Problems): Decimal | undefined {
  try {
    return decimal(value);
  } catch {
    problems.add('INVALID_OPTION', path, value, 'a finite decimal such as "12.50"');
    return undefined;
  }
}

function readWeights(input: readonly DecimalInput[], path: string, problems: Problems): readonly Decimal[] {
  let readable = true;
  const weights = input.map((value, index) => {
    const at = `${path}[${index}]`;
    const weight = readDecimal(value, at, problems);
    if (weight?.lt(0) === true) problems.add('WEIGHT_NEGATIVE', at, weight, 'at least 0');
    if (weight !== undefined && decimalPlaces(weight) > WEIGHT_DECIMALS)
      problems.add('WEIGHTS_NOT_NORMALISED', at, weight, `a weight of at most ${WEIGHT_DECIMALS} decimals`);
    readable &&= weight !== undefined;
    return weight ?? ZERO;
  });
  const whole = sum(weights);
  if (readable && !whole.eq(ONE))
    problems.add('WEIGHTS_NOT_NORMALISED', path, `[${weights.join(', ')}]`, `weights adding up to 1, not ${whole}`);
  return Object.freeze(weights);
}

function readStocks(
  input: readonly DecimalInput[],
  goods: number,
  quantityScale: number,
  path: string,
  problems: Problems,
): readonly Decimal[] {
  if (input.length !== goods)
    problems.add('DIMENSION_MISMATCH', path, `${input.length} long`, `${goods} long, as alpha is`);
  return Object.freeze(
    input.map((value, index) => {
      const at = `${path}[${index}]`;
      const stock = readDecimal(value, at, problems);
      if (stock?.lt(0) === true) problems.add('NEGATIVE_QUANTITY', at, stock, 'at least 0');
      if (stock !== undefined && decimalPlaces(stock) > quantityScale)
        problems.add('QUANTITY_OFF_GRID', at, stock, `a multiple of the quantum, 10^-${quantityScale}`);
      return stock ?? ZERO;
    }),
  );
}

function readDistance(value: DecimalInput, path: string, problems: Problems): Decimal {
  const distance = readDecimal(value, path, problems);
  if (distance?.lt(0) === true) problems.add('TRAVEL_COST_NEGATIVE', path, distance, 'at least 0');
  return distance ?? ZERO;
}
