import {
  type AgentId,
  allocate,
  type Day,
  type Decimal,
  ONE,
  quotient,
  type RandomSource,
  sum,
  ZERO,
} from '@bagehot/kernel';
import { toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import { RingError } from './errors.js';
import { drawGammaWeights } from './gamma.js';
import type { RingParams, RingParamsProblem } from './generator-params.js';
import { agentIndex, planRing, type RingPlan } from './generator-plan.js';
import { raiseToMinimum } from './minimum.js';
import type { RingWorld, WorldPayable } from './world.js';

/** Decimals of reported ratios, rounded half up. */
const RATIO_DECIMALS = 20;
const RATIO = { decimals: RATIO_DECIMALS, rounding: 'half-up' } as const;

/** What a ring turned out to be (ring specification, section 4.3). Ratios have 20 decimals. */
export interface RingStatistics {
  readonly totalDebt: Decimal;
  readonly totalCash: Decimal;
  /** S / L, debt over liquidity; null without cash. */
  readonly kappaRealised: Decimal | null;
  /** L / S. */
  readonly liquidityToDebt: Decimal;
  /** Herfindahl index of the debts: the sum of squared shares. */
  readonly hhi: Decimal;
  /** 1 / (n c + 1), the expected inequality. */
  readonly iota: Decimal;
  /** Days, modulo D, by which an agent pays after it is paid. */
  readonly leadSteps: number;
  /** Face-weighted mean of the days by which an agent must pay before it is paid. */
  readonly mismatchDays: Decimal;
}

/** A debt of a generated ring. */
export interface GeneratedPayable extends WorldPayable {
  readonly amount: Decimal;
  readonly alias: string;
  readonly maturityDistance: number;
}

/** A ring with everything that is known about how it came about. */
export interface GeneratedRing extends RingWorld {
  /** H1 to Hn. */
  readonly agents: readonly AgentId[];
  /** Opening cash of every agent, 0 included. */
  readonly cash: ReadonlyMap<AgentId, Decimal>;
  /** H1 owes H2, ..., Hn owes H1; aliases `P_H1_H2`. */
  readonly payables: readonly GeneratedPayable[];
  /** What chance decided; as `params.draws` they make this ring again. */
  readonly draws: { readonly weights: readonly Decimal[]; readonly adjacentSwaps: readonly number[] };
  readonly statistics: RingStatistics;
  /** What deserves a second look, such as a kappa that contradicts both totals. */
  readonly warnings: readonly string[];
}

/**
 * What is wrong with the parameters of a ring, all of it; empty when they are fine.
 */
export function checkRingParams(params: RingParams): readonly RingParamsProblem[] {
  const plan = planRing(params);
  return 'problems' in plan ? plan.problems : [];
}

/**
 * Makes a ring of debts: each agent owes the next one, sizes are a Dirichlet sample, due days are shifted against one another, cash is what kappa leaves.
 *
 * Amounts add up exactly to the total debt and cash to the total liquidity. Draws come from the streams `weights` and `order` of the given source alone, so
 * with `random.stream('ring')` from `ring/weights` and `ring/order`; draws that are given are used as written.
 *
 * @param random - the stream `ring` of a run
 * @throws RingError `INVALID_PARAMS` with every problem found
 * @example
 * const world = generateRing({ agents: 10, maturityDays: 5, kappa: '0.3', totalDebt: 500 }, createRandom(7).stream('ring'));
 * @see ring specification, section 4
 */
export function generateRing(params: RingParams, random: RandomSource): GeneratedRing {
  const plan = planRing(params);
  if ('problems' in plan) throw invalidParams(plan.problems);
  const { grid } = plan;

  const weights =
    plan.draws?.weights ?? drawGammaWeights(plan.agents, Number(plan.concentration), random.stream('weights'));
  const quanta = allocate(plan.totalDebt, weights, grid).map((amount) => toQuanta(grid, amount));
  raiseToMinimum(quanta, toQuanta(grid, plan.minAmount));
  const adjacentSwaps = plan.draws?.adjacentSwaps ?? drawSwaps(plan, random);
  const amounts = orderSizes(
    quanta.map((amount) => toDecimal(grid, amount)),
    plan.monotonicity,
    adjacentSwaps,
  );
  const leadSteps = leadStepsOf(plan.mu, plan.maturityDays);
  const dueDays = ringDueDays(plan.agents, plan.maturityDays, plan.mu);
  const shares = allocate(plan.totalLiquidity, cashWeights(plan), grid);

  const agents = Array.from({ length: plan.agents }, (_, i): AgentId => `H${i + 1}`);
  const payables = agents.map((debtor, i): GeneratedPayable => {
    const creditor = agents[(i + 1) % agents.length] as AgentId;
    const dueDay = dueDays[i] as Day;
    const amount = amounts[i] as Decimal;
    return { debtor, creditor, amount, dueDay, alias: `P_${debtor}_${creditor}`, maturityDistance: dueDay };
  });
  return {
    agents,
    cash: new Map(agents.map((agent, i) => [agent, shares[i] as Decimal])),
    payables,
    draws: { weights, adjacentSwaps },
    statistics: statisticsOf(plan, amounts, dueDays, leadSteps),
    warnings: plan.warnings,
  };
}

/** A ring's name in tables: `<prefix> (n=.., kappa=.., c=.., mu=..)`, numbers without trailing zeros. */
export function ringName(prefix: string, params: RingParams): string {
  const plan = planRing(params);
  if ('problems' in plan) throw invalidParams(plan.problems);
  return `${prefix} (n=${plan.agents}, kappa=${plan.kappa}, c=${plan.concentration}, mu=${plan.mu})`;
}

/**
 * The due days round a ring: 1 everywhere when D = 1 or nothing leads; else each debt is due `lead` days, modulo D, after the debt of the predecessor.
 *
 * @param mu - 0 to 1; the lead is round(mu (D - 1)), half-even
 * @see ring specification, section 4.2
 */
export function ringDueDays(agents: number, maturityDays: number, mu: Decimal): readonly Day[] {
  const lead = leadStepsOf(mu, maturityDays);
  return Array.from({ length: agents }, (_, i) =>
    lead === 0 ? 1 : ((maturityDays + ((i * lead) % maturityDays) - lead) % maturityDays) + 1,
  );
}

function leadStepsOf(mu: Decimal, maturityDays: number): number {
  return Math.min(maturityDays - 1, Math.max(0, Number(mu.times(maturityDays - 1).round(0, 2))));
}

function drawSwaps(plan: RingPlan, random: RandomSource): readonly number[] {
  if (plan.swapCount === 0) return [];
  const order = random.stream('order');
  return Array.from({ length: plan.swapCount }, () => order.nextInt(0, plan.agents - 2));
}

function orderSizes(amounts: readonly Decimal[], monotonicity: Decimal, swaps: readonly number[]): readonly Decimal[] {
  if (monotonicity.eq(0)) return amounts;
  const descending = monotonicity.gt(0);
  const ordered = amounts.slice().sort((a, b) => (descending ? b.cmp(a) : a.cmp(b)));
  for (const position of swaps) {
    const left = ordered[position] as Decimal;
    ordered[position] = ordered[position + 1] as Decimal;
    ordered[position + 1] = left;
  }
  return ordered;
}

function cashWeights({ agents, liquidity, vector }: RingPlan): readonly Decimal[] {
  if (liquidity.mode === 'vector') return vector;
  const weights = new Array<Decimal>(agents).fill(liquidity.mode === 'uniform' ? ONE : ZERO);
  if (liquidity.mode === 'single_at') weights[agentIndex(liquidity.agent, agents) as number] = ONE;
  return weights;
}

function statisticsOf(
  plan: RingPlan,
  amounts: readonly Decimal[],
  dueDays: readonly Day[],
  leadSteps: number,
): RingStatistics {
  const { totalDebt, totalLiquidity } = plan;
  const early = amounts.map((amount, i) => {
    const paidOn = dueDays[(i + amounts.length - 1) % amounts.length] as Day;
    return amount.times(Math.max(0, paidOn - (dueDays[i] as Day)));
  });
  return {
    totalDebt,
    totalCash: totalLiquidity,
    kappaRealised: totalLiquidity.eq(0) ? null : quotient(totalDebt, totalLiquidity, RATIO),
    liquidityToDebt: quotient(totalLiquidity, totalDebt, RATIO),
    hhi: quotient(sum(amounts.map((amount) => amount.times(amount))), totalDebt.times(totalDebt), RATIO),
    iota: plan.iota,
    leadSteps,
    mismatchDays: quotient(sum(early), totalDebt, RATIO),
  };
}

function invalidParams(problems: readonly RingParamsProblem[]): RingError<'INVALID_PARAMS'> {
  const [first] = problems as readonly [RingParamsProblem, ...RingParamsProblem[]];
  const text = problems.map(({ code, path, message }) => `${path}: ${message} (${code})`).join('; ');
  return new RingError('INVALID_PARAMS', { field: first.path, reason: first.message, problems }, text);
}
