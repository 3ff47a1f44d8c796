import { createRandom, decimal } from '@bagehot/kernel';
import { type ScenarioProblem, SimError } from '../errors.js';
import { parseScenario } from '../scenario/read.js';
import type { RingScenario } from '../scenario/scenario.js';
import { isGeneratorForm } from '../scenario/schema.js';
import { gridPoints } from './grid.js';
import { latinHypercube } from './latin-hypercube.js';
import { PlanProblems } from './plan-problems.js';
import { stepsOf, withPart } from './scenario-path.js';
import type { ArmPlan, Coordinate, DesignPoints, PointValues, SweepDesign } from './sweep-design.js';

/** An experiment as data: a scenario, the fields that are varied, and how often each point is drawn anew. */
export interface SweepPlan {
  /** The scenario as it would stand in a file: plain data with the file's field names. */
  readonly base: object;
  readonly design: SweepDesign;
  /**
   * Regimes under which every run is made, on the same world and with the same draws. The first one is what the others are compared with.
   *
   * @defaultValue one, called `run`: the scenario as it is
   */
  readonly arms?: readonly ArmPlan[];
  /**
   * Runs per point, each with a seed of its own.
   *
   * @defaultValue 1
   */
  readonly replicates?: number;
  /**
   * Seed of the first run; run k has the k-th after it.
   *
   * @defaultValue 42
   */
  readonly baseSeed?: number;
}

/** A regime at one point of the design. */
export interface SweepArm {
  readonly name: string;
  readonly scenario: RingScenario;
}

/** A scenario with its market against the same without it: the arms `control` and `dealers`. */
export const MARKET_ARMS: readonly ArmPlan[] = [
  { name: 'control', set: [{ path: 'dealer.enabled', value: false }] },
  { name: 'dealers', set: [] },
];

const ONE_ARM: readonly ArmPlan[] = [{ name: 'run', set: [] }];

/** Where a run of a sweep stands in its design. */
export interface RunPlace {
  /** 0 to count - 1: point times replicates, plus replicate. */
  readonly index: number;
  /** Number of the point in the design. */
  readonly point: number;
  /** 0 to replicates - 1. */
  readonly replicate: number;
  /** Seed of the ring and of everything drawn in the run. */
  readonly seed: number;
  /** The fields that vary, in the order of the axes. */
  readonly coordinates: readonly Coordinate[];
}

/** One run of a sweep: where it stands, and what is to be run. */
export interface SweepRun extends RunPlace {
  /** In the order of the plan; at least one. */
  readonly arms: readonly SweepArm[];
}

/** A plan that was read and found right. Run k is a function of the plan and k alone: no run knows of another. */
export interface Sweep {
  /** Number of runs. */
  readonly count: number;
  /** Number of points: runs by replicates. */
  readonly points: number;
  /** Names of the arms. */
  readonly arms: readonly string[];
  /** @throws SimError `INVALID_OPTIONS` when there is no such run */
  place(index: number): RunPlace;
  /** @throws SimError `INVALID_OPTIONS` when there is no such run, `SCENARIO_INVALID` when the point's fields do not go together */
  run(index: number): SweepRun;
}

/**
 * Reads a plan: run 0 up to `count - 1` can then be had in any order, on any machine.
 *
 * Every value of every axis is tried in the base scenario beforehand, so that a misspelt field or a value out of range is found before anything is run.
 *
 * @throws SimError `SWEEP_INVALID` with every problem found
 * @example
 * const sweep = planSweep({
 *   base: { version: 1, generator: 'ring_explorer_v1', params: { n_agents: 100, q_total: 10000, kappa: 1 } },
 *   design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.25', '0.5', 1, 2, 4] }] },
 *   replicates: 20,
 * });
 * @see ring specification, sections 12.1 and 13
 */
export function planSweep(plan: SweepPlan): Sweep {
  const { base, design, arms = ONE_ARM, replicates = 1, baseSeed = 42 } = plan;
  const problems = new PlanProblems();
  problems.count('replicates', replicates, 1);
  problems.count('baseSeed', baseSeed, 0);
  problems.design(design);
  problems.arms(arms, design);
  problems.finish();
  tryEverything(problems, design, (coordinates) => arms.map(({ set }) => placed(base, [...coordinates, ...set])));
  problems.finish();
  const points: DesignPoints =
    design.kind === 'grid'
      ? gridPoints(design.axes)
      : latinHypercube(design.axes, design.samples, createRandom(baseSeed));
  const count = points.count * replicates;
  if (!Number.isSafeInteger(baseSeed + count)) problems.add('design', `has too many runs: ${count}`);
  problems.finish();
  const paths = design.axes.map(({ path }) => path);
  const place = (index: number): RunPlace => {
    if (!Number.isInteger(index) || index < 0 || index >= count) throw noSuchRun(index, count);
    const point = Math.floor(index / replicates);
    const coordinates = points.at(point).map((value, k) => ({ path: paths[k] as string, value }));
    return { index, point, replicate: index % replicates, seed: baseSeed + index, coordinates };
  };
  return {
    count,
    points: points.count,
    arms: arms.map(({ name }) => name),
    place,
    run(index) {
      const here = place(index);
      const scenarioOf = ({ set }: ArmPlan): RingScenario =>
        parseScenario(seeded(placed(base, [...here.coordinates, ...set]), here.seed));
      return { ...here, arms: arms.map((arm) => ({ name: arm.name, scenario: scenarioOf(arm) })) };
    },
  };
}

/** The base scenario with the fields of a point. */
function placed(base: unknown, coordinates: readonly Coordinate[]): unknown {
  return coordinates.reduce((data, { path, value }) => withPart(data, stepsOf(path) ?? [], value), base);
}

/** The scenario with the run's seed: of its ring, where one is drawn, and of its markets. */
function seeded(data: unknown, seed: number): unknown {
  const run = withPart(data, ['run', 'seed'], seed);
  return isGeneratorForm(run) ? withPart(run, ['params', 'seed'], seed) : run;
}

/** Tries one axis at a time, the others at their first value, under every arm: as many trials as all axes have values. */
function tryEverything(
  problems: PlanProblems,
  design: SweepDesign,
  arms: (coordinates: readonly Coordinate[]) => readonly unknown[],
): void {
  const ends = design.axes.map((axis) => ({
    path: axis.path,
    values: 'values' in axis ? axis.values : [decimal(axis.from).toFixed(), decimal(axis.to).toFixed()],
  }));
  const first = ends.map(({ path, values }): Coordinate => ({ path, value: values[0] as PointValues[number] }));
  const ofBase = problemsOf(arms(first));
  for (const { path, message } of ofBase) problems.add(`base${path === '' ? '' : `.${path}`}`, message);
  if (ofBase.length > 0) return;
  ends.forEach(({ path, values }, k) => {
    values.slice(1).forEach((value, at) => {
      const moved = first.map((coordinate) => (coordinate.path === path ? { path, value } : coordinate));
      for (const problem of problemsOf(arms(moved)))
        problems.add(
          `design.axes[${k}]`,
          `at ${JSON.stringify(value)} (value ${at + 2}): ${problem.path} ${problem.message}`,
        );
    });
  });
}

/** Problems of the first of several scenarios that has any. */
function problemsOf(scenarios: readonly unknown[]): readonly ScenarioProblem[] {
  try {
    for (const scenario of scenarios) parseScenario(scenario);
    return [];
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems;
    throw error;
  }
}

function noSuchRun(index: number, count: number): SimError<'INVALID_OPTIONS'> {
  const reason = `must be a whole number from 0 to ${count - 1}, but is ${index}`;
  return new SimError('INVALID_OPTIONS', { field: 'index', reason }, `index ${reason}`);
}
