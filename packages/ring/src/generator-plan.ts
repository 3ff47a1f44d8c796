import { type AgentId, type Decimal, type DecimalInput, decimal, ONE, quotient } from '@bagehot/kernel';
import { type MoneyGrid, moneyGrid } from '@bagehot/kernel/quanta';
import type { LiquidityAllocation, RingDraws, RingParams, RingParamsProblem } from './generator-params.js';

/** Parameters as the algorithm wants them: every default filled in, every number exact. */
export interface RingPlan {
  readonly agents: number;
  readonly maturityDays: number;
  readonly kappa: Decimal;
  readonly totalDebt: Decimal;
  readonly totalLiquidity: Decimal;
  readonly liquidity: LiquidityAllocation;
  /** The weights of a `vector` allocation; empty for the others. */
  readonly vector: readonly Decimal[];
  readonly concentration: Decimal;
  readonly iota: Decimal;
  readonly monotonicity: Decimal;
  readonly mu: Decimal;
  /** Grid of the generated amounts. */
  readonly grid: MoneyGrid;
  readonly minAmount: Decimal;
  readonly swapCount: number;
  readonly draws: PlannedDraws | undefined;
  readonly warnings: readonly string[];
}

interface PlannedDraws {
  readonly weights: readonly Decimal[];
  readonly adjacentSwaps: readonly number[];
}

type ProblemCode = RingParamsProblem['code'];

/** What may differ between `kappa` and S / L, relative to kappa, before it is worth a warning. */
const KAPPA_TOLERANCE: Decimal = decimal('1e-9');
const MAX_SCALE = 12;
const LEAST_AGENTS = 3;
/** Decimals of iota, and of a concentration that iota implies. */
const INEQUALITY_DECIMALS = 20;

const ABOVE_ZERO = { allowed: 'a decimal greater than 0', accepts: (value: Decimal): boolean => value.gt(0) };
const UNIT_INTERVAL = {
  allowed: 'a decimal from 0 to 1',
  accepts: (value: Decimal): boolean => value.gte(0) && value.lte(1),
};
const SIGNED_UNIT_INTERVAL = {
  allowed: 'a decimal from -1 to 1',
  accepts: (value: Decimal): boolean => value.gte(-1) && value.lte(1),
};
const INSIDE_UNIT_INTERVAL = {
  allowed: 'a decimal between 0 and 1',
  accepts: (value: Decimal): boolean => value.gt(0) && value.lt(1),
};

/** Reads parameters one by one and remembers everything that is wrong. */
class ParamsReader {
  readonly problems: RingParamsProblem[] = [];

  report(code: ProblemCode, path: string, message: string): void {
    this.problems.push({ code, path, message });
  }

  decimal(
    code: ProblemCode,
    path: string,
    value: DecimalInput,
    domain: { readonly allowed: string; accepts(value: Decimal): boolean },
  ): Decimal | undefined {
    try {
      const parsed = decimal(value);
      if (domain.accepts(parsed)) return parsed;
    } catch {
      // Not a decimal at all: the same complaint.
    }
    this.report(code, path, `must be ${domain.allowed}, but is ${String(value)}`);
    return undefined;
  }

  /** A whole number in a range, or the range's lower end with a problem. */
  integer(code: ProblemCode, path: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    const allowed = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    this.report(code, path, `must be a whole number ${allowed}, but is ${value}`);
    return least;
  }
}

/**
 * Checks the parameters of a ring and completes them. Every problem is found at once.
 *
 * @returns the plan, or what is wrong with the parameters
 * @see ring specification, section 4.1
 */
export function planRing(params: RingParams): RingPlan | { readonly problems: readonly RingParamsProblem[] } {
  const reader = new ParamsReader();
  const agents = reader.integer('E_RING_AGENTS', 'agents', params.agents ?? 5, LEAST_AGENTS);
  const maturityDays = reader.integer('E_RING_MATURITY', 'maturityDays', params.maturityDays ?? 1, 1);
  const grid = moneyGrid(reader.integer('E_RING_SCALE', 'scale', params.scale ?? 0, 0, MAX_SCALE));
  const mu = reader.decimal('E_RING_MATURITY', 'mu', params.mu ?? 0, UNIT_INTERVAL);
  const order = reader.decimal('E_RING_MONOTONICITY', 'monotonicity', params.monotonicity ?? 0, SIGNED_UNIT_INTERVAL);
  const inequality = readInequality(reader, params, agents);
  const totals = readTotals(reader, params, grid);
  const minAmount = readMinimum(reader, params, grid);
  if (totals !== undefined && minAmount.times(agents).gt(totals.debt))
    reader.report(
      'E_RING_TOO_SMALL',
      params.totalDebt === undefined ? 'totalLiquidity' : 'totalDebt',
      `${agents} debts of at least ${minAmount} do not fit into a total debt of ${totals.debt}`,
    );
  const liquidity = params.liquidity ?? { mode: 'uniform' };
  const vector = readLiquidity(reader, liquidity, agents);
  const swapCount = order === undefined ? 0 : swapsFor(order, agents);
  const draws = params.draws === undefined ? undefined : readDraws(reader, params.draws, agents, swapCount);
  const { problems } = reader;
  if (problems.length > 0 || mu === undefined || order === undefined || !inequality || !totals) return { problems };
  return {
    agents,
    maturityDays,
    kappa: totals.kappa,
    totalDebt: totals.debt,
    totalLiquidity: totals.cash,
    liquidity,
    vector,
    concentration: inequality.concentration,
    iota: inequality.iota,
    monotonicity: order,
    mu,
    grid,
    minAmount,
    swapCount,
    draws,
    warnings: totals.warnings,
  };
}

/** Concentration c and iota = 1 / (n c + 1): one is given, the other follows. */
function readInequality(reader: ParamsReader, params: RingParams, agents: number) {
  const code = 'E_RING_INEQUALITY';
  const decimals = INEQUALITY_DECIMALS;
  if (params.iota === undefined) {
    const concentration = reader.decimal(code, 'concentration', params.concentration ?? 1, ABOVE_ZERO);
    if (concentration === undefined) return undefined;
    const iota = quotient(ONE, concentration.times(agents).plus(1), { decimals, rounding: 'half-up' });
    return { concentration, iota };
  }
  if (params.concentration !== undefined)
    reader.report(code, 'iota', 'cannot be given together with a concentration: one follows from the other');
  const iota = reader.decimal(code, 'iota', params.iota, INSIDE_UNIT_INTERVAL);
  if (iota === undefined) return undefined;
  const concentration = quotient(ONE.minus(iota), iota.times(agents), { decimals });
  if (concentration.eq(0)) reader.report(code, 'iota', `is too close to 1, no inequality is that large: ${iota}`);
  return { concentration, iota };
}

/** Total debt S and liquidity L on the grid, the missing one from kappa. */
function readTotals(reader: ParamsReader, params: RingParams, grid: MoneyGrid) {
  const { totalDebt, totalLiquidity, kappaConvention = 'debt_to_liquidity' } = params;
  const kappa = reader.decimal('E_RING_KAPPA', 'kappa', params.kappa, ABOVE_ZERO);
  const isDebtFirst = kappaConvention === 'debt_to_liquidity';
  if (!isDebtFirst && kappaConvention !== 'liquidity_to_debt')
    reader.report('E_RING_KAPPA', 'kappaConvention', 'must be debt_to_liquidity or liquidity_to_debt');
  if (totalDebt === undefined && totalLiquidity === undefined)
    reader.report('E_RING_TOTALS', 'totalDebt', 'is missing: give a total debt, a total liquidity, or both');
  const read = (path: string, value: DecimalInput | undefined): Decimal | undefined =>
    value === undefined ? undefined : reader.decimal('E_RING_TOTALS', path, value, ABOVE_ZERO)?.round(grid.decimals, 2);
  const givenDebt = read('totalDebt', totalDebt);
  const givenCash = read('totalLiquidity', totalLiquidity);
  if (kappa === undefined) return undefined;
  // S / L = up / down
  const [up, down] = isDebtFirst ? [kappa, ONE] : [ONE, kappa];
  const { decimals } = grid;
  const debt = givenDebt ?? (givenCash === undefined ? undefined : quotient(givenCash.times(up), down, { decimals }));
  if (debt === undefined) return undefined;
  const cash = givenCash ?? quotient(debt.times(down), up, { decimals });
  const warnings: string[] = [];
  if (givenDebt !== undefined && givenCash !== undefined) {
    // |S down / (L up) - 1| > tolerance, without dividing
    const expected = cash.times(up);
    if (debt.times(down).minus(expected).abs().gt(expected.times(KAPPA_TOLERANCE)))
      warnings.push(`kappa ${kappa} does not fit a total debt of ${debt} and a total liquidity of ${cash}`);
  }
  return { kappa, debt, cash, warnings };
}

function readMinimum(reader: ParamsReader, { minAmount }: RingParams, { quantum, decimals }: MoneyGrid): Decimal {
  if (minAmount === undefined) return quantum;
  const domain = {
    allowed: `a multiple of ${quantum} greater than 0`,
    accepts: (value: Decimal): boolean => value.gt(0) && value.round(decimals, 0).eq(value),
  };
  return reader.decimal('E_RING_TOO_SMALL', 'minAmount', minAmount, domain) ?? quantum;
}

function readLiquidity(reader: ParamsReader, liquidity: LiquidityAllocation, agents: number): readonly Decimal[] {
  switch (liquidity.mode) {
    case 'uniform':
      return [];
    case 'single_at':
      if (agentIndex(liquidity.agent, agents) === undefined) {
        const message = `must be one of H1 to H${agents}, but is ${JSON.stringify(liquidity.agent)}`;
        reader.report('E_RING_LIQUIDITY_AGENT', 'liquidity.agent', message);
      }
      return [];
    case 'vector': {
      const { vector } = liquidity;
      if (vector.length !== agents) {
        const message = `must have one weight per agent, ${agents}, but has ${vector.length}`;
        reader.report('E_RING_LIQUIDITY', 'liquidity.vector', message);
      }
      return vector.map(
        (value, i) => reader.decimal('E_RING_LIQUIDITY', `liquidity.vector[${i}]`, value, ABOVE_ZERO) ?? ONE,
      );
    }
    default:
      reader.report('E_RING_LIQUIDITY', 'liquidity.mode', 'must be uniform, single_at or vector');
      return [];
  }
}

function readDraws(reader: ParamsReader, draws: RingDraws, agents: number, swapCount: number): PlannedDraws {
  const { weights, adjacentSwaps = [] } = draws;
  const code = 'E_RING_DRAWS';
  if (weights.length !== agents)
    reader.report(code, 'draws.weights', `must have one weight per agent, ${agents}, but has ${weights.length}`);
  if (adjacentSwaps.length !== swapCount) {
    const message = `must have ${swapCount} positions for this monotonicity, but has ${adjacentSwaps.length}`;
    reader.report(code, 'draws.adjacentSwaps', message);
  }
  adjacentSwaps.forEach((position, k) => {
    reader.integer(code, `draws.adjacentSwaps[${k}]`, position, 0, agents - 2);
  });
  const parsed = weights.map((value, i) => reader.decimal(code, `draws.weights[${i}]`, value, ABOVE_ZERO) ?? ONE);
  return { weights: parsed, adjacentSwaps };
}

/** Position of `H<k>` in a ring of so many agents; undefined for any other name. */
export function agentIndex(name: AgentId, agents: number): number | undefined {
  const match = /^H([1-9][0-9]*)$/.exec(name);
  const position = match === null ? 0 : Number(match[1]);
  return position >= 1 && position <= agents ? position - 1 : undefined;
}

/** How many neighbours are swapped: (1 - |m|) n (n - 1), half-even, at most n (n - 1); none for m = 0. */
function swapsFor(monotonicity: Decimal, agents: number): number {
  if (monotonicity.eq(0)) return 0;
  const pairs = agents * (agents - 1);
  return Math.min(pairs, Number(ONE.minus(monotonicity.abs()).times(pairs).round(0, 2)));
}
