import type { AgentId, Day, Decimal } from '@bagehot/kernel';
import { defaultRateOf, type Relief, reliefOf } from '@bagehot/ring';
import type { SimMetrics } from './run-metrics.js';
import { type EconomyResult, runScenarioByDay, type ScenarioOptions, type ScenarioResult } from './run-scenario.js';
import { compileArms } from './scenario/compile.js';
import {
  type ExplicitScenario,
  hasMarket,
  MARKET_DECIMALS,
  moneyDecimalsOf,
  type RingScenario,
} from './scenario/scenario.js';

/** The two runs of a pair, in the order in which they are run. */
export type ArmName = 'baseline' | 'treatment';

/** What each arm has of its own beyond its scenario. A phase or a sink keeps state: each arm needs one of its own. */
export type ComparisonOptions = Partial<Readonly<Record<ArmName, Omit<ScenarioOptions, 'from' | 'moneyDecimals'>>>>;

/** A paired comparison: the same world under two regimes (ring specification, section 12.2). */
export interface Comparison<Run extends ScenarioResult | EconomyResult = ScenarioResult> {
  readonly baseline: SimMetrics;
  readonly treatment: SimMetrics;
  /** Did both arms run to an end of their own? If not, what follows from both is null. */
  readonly completed: boolean;
  /** Default rates of both arms, their difference and its share; null unless completed. */
  readonly relief: Relief | null;
  /** (d0 - d1) / d0; null also where only the treatment has defaults. */
  readonly liquidityReliefRatio: Decimal | null;
  /** d0 - d1. */
  readonly deltaReduction: Decimal | null;
  /** Traders that default in the baseline but not in the treatment, in agent order. */
  readonly rescued: readonly AgentId[];
  /** The reverse. */
  readonly induced: readonly AgentId[];
  readonly runs: Readonly<Record<ArmName, Run>>;
}

/** A day of one arm that has just been run. */
export interface ComparisonStep {
  readonly arm: ArmName;
  readonly day: Day;
}

/**
 * Runs two scenarios as a pair and compares their default rates.
 *
 * Both arms get what a fair pair needs: one money grid, and where money is short one way of sharing it (`proportional` as soon as either arm has a market or
 * a phase), unless a scenario chooses otherwise. Draws are keyed by seed and label, so that scenarios with the same seeds have the same ring, and a market in one
 * of them shifts nothing in the other.
 *
 * @throws as `runScenario`
 * @example
 * const { liquidityReliefRatio } = compare({ ...scenario, dealer: undefined }, scenario);
 */
export function compare(baseline: RingScenario, treatment: RingScenario, options: ComparisonOptions = {}): Comparison {
  const days = compareByDay(baseline, treatment, options);
  let step = days.next();
  while (step.done !== true) step = days.next();
  return step.value;
}

/** A scenario with its market against the same scenario without it. @throws as `runScenario` */
export function compareMarket(scenario: RingScenario, options: ComparisonOptions = {}): Comparison {
  return compare(withoutMarket(scenario), scenario, options);
}

/** The same scenario with nobody to trade with. */
export function withoutMarket<S extends RingScenario>(scenario: S): S {
  return { ...scenario, dealer: undefined };
}

/** `compare`, one day of one arm per step: for progress displays and Ctrl-C. */
export function* compareByDay(
  baseline: RingScenario,
  treatment: RingScenario,
  options: ComparisonOptions = {},
): Generator<ComparisonStep, Comparison, void> {
  const hasPhases = [options.baseline, options.treatment].some((arm) => (arm?.phases?.length ?? 0) > 0);
  const fair = fairArms(compileArms([baseline, treatment]), hasPhases);
  const [first, second] = fair.scenarios as [ExplicitScenario, ExplicitScenario];
  const before = yield* runArm('baseline', first, fair.moneyDecimals, options.baseline);
  const after = yield* runArm('treatment', second, fair.moneyDecimals, options.treatment);
  return comparisonOf(before, after);
}

/** What follows from two runs of one world. */
export function comparisonOf<Run extends ScenarioResult | EconomyResult>(before: Run, after: Run): Comparison<Run> {
  const completed = ranToItsEnd(before) && ranToItsEnd(after);
  const relief = completed
    ? reliefOf(defaultRateOf(before.metrics.summary), defaultRateOf(after.metrics.summary))
    : null;
  return {
    baseline: before.metrics,
    treatment: after.metrics,
    completed,
    relief,
    liquidityReliefRatio: relief?.reliefRatio ?? null,
    deltaReduction: relief?.reduction ?? null,
    rescued: completed ? defaultedOnlyIn(before, after) : [],
    induced: completed ? defaultedOnlyIn(after, before) : [],
    runs: { baseline: before, treatment: after },
  };
}

/** Scenarios of one world under several regimes, made fair, and the grid their ledgers share. */
export interface FairArms {
  readonly scenarios: readonly ExplicitScenario[];
  readonly moneyDecimals: number;
}

/** Gives all arms one grid and one way of sharing what is short: `proportional` as soon as anybody trades, unless a scenario chooses otherwise. */
export function fairArms(scenarios: readonly ExplicitScenario[], hasPhases = false): FairArms {
  const trades = hasPhases || scenarios.some(hasMarket);
  return {
    scenarios: trades ? scenarios.map(sharingInProportion) : scenarios,
    moneyDecimals: Math.max(...scenarios.map(moneyDecimalsOf), trades ? MARKET_DECIMALS : 0),
  };
}

function sharingInProportion(scenario: ExplicitScenario): ExplicitScenario {
  const { rules } = scenario.run;
  return {
    ...scenario,
    run: { ...scenario.run, rules: { ...rules, distribution: rules.distribution ?? 'proportional' } },
  };
}

function* runArm(
  arm: ArmName,
  scenario: ExplicitScenario,
  moneyDecimals: number,
  options: ScenarioOptions = {},
): Generator<ComparisonStep, ScenarioResult, void> {
  const days: Iterator<Day, ScenarioResult, void> = runScenarioByDay(scenario, { ...options, moneyDecimals });
  try {
    let step = days.next();
    while (step.done !== true) {
      yield { arm, day: step.value };
      step = days.next();
    }
    return step.value;
  } finally {
    // Left in the middle: the arm ends as aborted, and its sinks are let go.
    days.return?.();
  }
}

/** Did the run come to an end of its own? */
export function ranToItsEnd({ stopped }: Pick<ScenarioResult, 'stopped'>): boolean {
  return stopped !== 'error' && stopped !== 'aborted';
}

/** Agents of the scenario, in its order, that default in one run only. */
function defaultedOnlyIn(run: ScenarioResult | EconomyResult, other: typeof run): readonly AgentId[] {
  const here = new Set(run.defaulted);
  const there = new Set(other.defaulted);
  return run.scenario.agents.flatMap(({ id }) => (here.has(id) && !there.has(id) ? [id] : []));
}
