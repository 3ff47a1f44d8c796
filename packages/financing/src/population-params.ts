import { type Decimal, type DecimalInput, decimalPlaces, ONE, ZERO } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { quantityScaleOf, readDecimal } from './agent.js';
import { FinancingError, type FinancingProblem } from './errors.js';
import { WEIGHT_DECIMALS } from './participants.js';
import { homeCells } from './population-cells.js';
import { Problems } from './problems.js';
import type { GridInput } from './space/grid.js';

/** Numbers that are equally likely: every one with so many decimals from `min` to `max`, both included. */
export interface NumberRange {
  /** @defaultValue 0 */
  readonly min?: DecimalInput | undefined;
  readonly max: DecimalInput;
  /** @defaultValue 4, or the decimals of `min` and `max` where these have more */
  readonly decimals?: number | undefined;
}

/** What a random population looks like: how many people with how much of what, which tastes, and where they live. */
export interface PopulationParams {
  /** People, with the ids 1 to n. At least 1. */
  readonly agents: number;
  /** Goods, at least 2; good 0 is the numeraire. */
  readonly goods: number;
  /** Where homes may be. Everybody can walk to the market: no home is shut in by obstacles. */
  readonly grid: GridInput;
  /**
   * What each person owns of a good: one range for all goods, or one for each.
   *
   * @defaultValue `{ min: 0, max: 10, decimals: 4 }`
   */
  readonly stocks?: NumberRange | readonly NumberRange[] | undefined;
  /**
   * Probability that a person owns anything of a good; low makes specialists.
   *
   * @defaultValue 1
   */
  readonly ownership?: DecimalInput | undefined;
  /** How tastes are drawn. */
  readonly weights?:
    | {
        /**
         * Least weight of every good (`interiorWeights`); 0 leaves the draws as they are (`normalizeWeights`).
         *
         * @defaultValue 0
         */
        readonly minimum?: DecimalInput | undefined;
        /**
         * Decimals of the weights, 1 to 12; under a `minimum` those of the draws, and the weights have 12.
         *
         * @defaultValue 4
         */
        readonly decimals?: number | undefined;
      }
    | undefined;
  /**
   * Share of every stock that is carried from the start, rounded down to the decimals of the stock; the rest is at home.
   *
   * @defaultValue 0
   */
  readonly carried?: DecimalInput | undefined;
  /**
   * Whether somebody may live on a market cell.
   *
   * @defaultValue 'outside_market'
   */
  readonly homes?: 'outside_market' | 'anywhere' | undefined;
  /** Each person's own share of home stocks that is loaded before a trip; left to the economy when absent. */
  readonly loadFraction?: NumberRange | undefined;
  /**
   * Decimals of quantities, 0 to 18: no stock may have more.
   *
   * @defaultValue 12
   */
  readonly quantityScale?: number | undefined;
}

/** A range on its grid: whole numbers of 10^-decimals, both ends included. */
export interface UnitRange {
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
}

/** Parameters in the form that draws are made with. */
export interface ReadPopulation {
  readonly agents: number;
  /** One range per good. */
  readonly stocks: readonly UnitRange[];
  readonly ownership: Decimal;
  readonly weights: { readonly minimum: Decimal; readonly decimals: number };
  readonly carried: Decimal;
  readonly homes: readonly (readonly [number, number])[];
  readonly loadFraction: UnitRange | undefined;
}

/** Largest market or population that makes sense to draw; more is a slip of the pen. */
const MOST_AGENTS = 1_000_000;
const DEFAULT_DECIMALS = 4;
const DEFAULT_STOCKS: NumberRange = { min: 0, max: 10 };
const NO_RANGE: UnitRange = { min: 0, max: 0, decimals: 0 };

/** All that is wrong with the parameters of a population; empty when `generatePopulation` accepts them. */
export function checkPopulationParams(params: PopulationParams): readonly FinancingProblem[] {
  try {
    readPopulation(params);
    return [];
  } catch (error) {
    if (error instanceof FinancingError) return error.details.problems;
    throw error;
  }
}

/** @throws FinancingError with every problem found */
export function readPopulation(params: PopulationParams): ReadPopulation {
  const problems = new Problems();
  const { weights = {} } = params;
  const scale = quantityScaleOf(params.quantityScale, problems);
  const agents = readWhole(params.agents, 'agents', 1, MOST_AGENTS, problems);
  const goods = readWhole(params.goods, 'goods', 2, Number.MAX_SAFE_INTEGER, problems);
  const read: ReadPopulation = {
    agents,
    stocks: readStocks(params.stocks ?? DEFAULT_STOCKS, goods, scale, problems),
    ownership: readShare(params.ownership ?? ONE, 'ownership', problems),
    weights: {
      minimum: readMinimum(weights.minimum ?? ZERO, goods, problems),
      decimals: readWhole(weights.decimals ?? DEFAULT_DECIMALS, 'weights.decimals', 1, WEIGHT_DECIMALS, problems),
    },
    carried: readShare(params.carried ?? ZERO, 'carried', problems),
    homes: homeCells(params.grid, params.homes ?? 'outside_market', problems),
    loadFraction: readLoad(params.loadFraction, problems),
  };
  problems.check();
  return read;
}

function readWhole(value: number, path: string, least: number, most: number, problems: Problems): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  problems.add('INVALID_OPTION', path, value, `a whole number from ${least} to ${most}`);
  return least;
}

function readShare(value: DecimalInput, path: string, problems: Problems): Decimal {
  const share = readDecimal(value, path, problems) ?? ZERO;
  if (share.lt(0) || share.gt(1)) problems.add('INVALID_OPTION', path, share, 'from 0 to 1');
  return share;
}

function readMinimum(value: DecimalInput, goods: number, problems: Problems): Decimal {
  const path = 'weights.minimum';
  const minimum = readDecimal(value, path, problems) ?? ZERO;
  if (minimum.lt(0) || minimum.times(goods).gt(1))
    problems.add('INVALID_OPTION', path, minimum, `from 0 to 1 / ${goods}, one good's part of 1`);
  return minimum;
}

function readStocks(
  stocks: NonNullable<PopulationParams['stocks']>,
  goods: number,
  scale: number,
  problems: Problems,
): readonly UnitRange[] {
  if (!isList(stocks)) {
    const range = readRange(stocks, 'stocks', scale, problems);
    // Of goods without number nothing can be drawn; that there are too many is no problem of the stocks.
    return Array.from({ length: Math.min(goods, MOST_AGENTS) }, () => range);
  }
  if (stocks.length !== goods)
    problems.add('DIMENSION_MISMATCH', 'stocks', `${stocks.length} long`, `one range, or ${goods}, one per good`);
  return stocks.map((range, g) => readRange(range, `stocks[${g}]`, scale, problems));
}

function isList(stocks: NonNullable<PopulationParams['stocks']>): stocks is readonly NumberRange[] {
  return Array.isArray(stocks);
}

function readLoad(range: NumberRange | undefined, problems: Problems): UnitRange | undefined {
  if (range === undefined) return undefined;
  const max = readDecimal(range.max, 'loadFraction.max', problems);
  if (max?.gt(1) === true) problems.add('LOAD_FRACTION_OUT_OF_RANGE', 'loadFraction.max', max, 'at most 1');
  return readRange(range, 'loadFraction', Number.MAX_SAFE_INTEGER, problems);
}

/** @param mostDecimals - those of the grid the numbers must lie on */
function readRange(range: NumberRange, path: string, mostDecimals: number, problems: Problems): UnitRange {
  const min = readDecimal(range.min ?? ZERO, `${path}.min`, problems);
  const max = readDecimal(range.max, `${path}.max`, problems);
  if (min === undefined || max === undefined) return NO_RANGE;
  if (min.lt(0)) problems.add('NEGATIVE_QUANTITY', `${path}.min`, min, 'at least 0');
  if (max.lt(min)) problems.add('INVALID_OPTION', `${path}.max`, max, `at least the minimum, ${min}`);
  const own = Math.max(decimalPlaces(min), decimalPlaces(max));
  const decimals = range.decimals ?? Math.min(mostDecimals, Math.max(DEFAULT_DECIMALS, own));
  if (!Number.isInteger(decimals) || decimals < own || decimals > mostDecimals) {
    problems.add(
      'QUANTITY_OFF_GRID',
      `${path}.decimals`,
      decimals,
      `a whole number from ${own}, the decimals of the range, to ${mostDecimals}, those of quantities`,
    );
    return NO_RANGE;
  }
  const most = Number(unitsOf(max, decimals));
  if (Number.isSafeInteger(most)) return { min: Number(unitsOf(min, decimals)), max: most, decimals };
  problems.add('INVALID_OPTION', path, `${max} with ${decimals} decimals`, 'at most 2^53 units of its last decimal');
  return NO_RANGE;
}
