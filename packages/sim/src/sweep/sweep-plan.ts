import { createRandom, decimal } from '@bagehot/kernel';
import { type ScenarioProblem, SimError } from '../errors.js';
import { parseScenario } from '../scenario/read.js';
import type { RingScenario } from '../scenario/scenario.js';
import { isGeneratorForm } from '../scenario/schema.js';
import { gridPoints } from './grid.js';
import { latinHypercube } from './latin-hypercube.js';
import { PlanProblems } from './plan-problems.js';
import { stepsOf, withPart } from './scenario-path.js';
import type { DesignPoints, PointValues, SweepDesign } from './sweep-design.js';

/** An experiment as data: a scenario, the fields that are varied, and how often each point is drawn anew. */
export interface SweepPlan {
  /** The scenario as it would stand in a file: plain data with the file's field names. */
  readonly base: object;
  readonly design: SweepDesign;
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

/** One field of the scenario at a point. */
export interface Coordinate {
  readonly path: string;
  readonly value: PointValues[number];
}

/** One run of a sweep: what is to be run, and where in the design it stands. */
export interface SweepRun {
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
  readonly scenario: RingScenario;
}

/** A plan that was read and found right. Run k is a function of the plan and k alone: no run knows of another. */
export interface Sweep {
  /** Number of runs. */
  readonly count: number;
  /** Number of points: runs by replicates. */
  readonly points: number;
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
  const { base, design, replicates = 1, baseSeed = 42 } = plan;
  const problems = new PlanProblems();
  problems.count('replicates', replicates, 1);
  problems.count('baseSeed', baseSeed, 0);
  problems.design(design);
  problems.finish();
  tryEverything(problems, plan);
  problems.finish();
  const points: DesignPoints =
    design.kind === 'grid'
      ? gridPoints(design.axes)
      : latinHypercube(design.axes, design.samples, createRandom(baseSeed));
  const count = points.count * replicates;
  if (!Number.isSafeInteger(baseSeed + count)) problems.add('design', `has too many runs: ${count}`);
  problems.finish();
  const paths = design.axes.map(({ path }) => path);
  return {
    count,
    points: points.count,
    run(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) throw noSuchRun(index, count);
      const point = Math.floor(index / replicates);
      const seed = baseSeed + index;
      const coordinates = points.at(point).map((value, k) => ({ path: paths[k] as string, value }));
      const scenario = parseScenario(seeded(placed(base, coordinates), seed));
      return { index, point, replicate: index % replicates, seed, coordinates, scenario };
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

/** The base with one axis moved at a time, the others at their first value: the number of trials is the sum of the axes' lengths. */
function tryEverything(problems: PlanProblems, { base, design }: SweepPlan): void {
  const ends = design.axes.map((axis) => ({
    path: axis.path,
    values: 'values' in axis ? axis.values : [decimal(axis.from).toFixed(), decimal(axis.to).toFixed()],
  }));
  const first = ends.map(({ path, values }): Coordinate => ({ path, value: values[0] as PointValues[number] }));
  const ofBase = problemsOf(placed(base, first));
  for (const { path, message } of ofBase) problems.add(`base${path === '' ? '' : `.${path}`}`, message);
  if (ofBase.length > 0) return;
  ends.forEach(({ path, values }, k) => {
    values.slice(1).forEach((value, at) => {
      const moved = first.map((coordinate) => (coordinate.path === path ? { path, value } : coordinate));
      for (const problem of problemsOf(placed(base, moved)))
        problems.add(
          `design.axes[${k}]`,
          `at ${JSON.stringify(value)} (value ${at + 2}): ${problem.path} ${problem.message}`,
        );
    });
  });
}

function problemsOf(data: unknown): readonly ScenarioProblem[] {
  try {
    parseScenario(data);
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
