import { SimError } from '../errors.js';
import { field } from '../scenario/field.js';
import { shown } from '../scenario/problems.js';
import type { ArmData } from './arm-data.js';
import { type DesignPart, designParts } from './design-parts.js';
import { searchOf } from './frontier.js';
import { PlanProblems } from './plan-problems.js';
import { tryEverything } from './plan-trial.js';
import { readOnce, withPart } from './scenario-path.js';
import type { ArmPlan, Coordinate, FieldValue, FrontierSearch, SweepDesign } from './sweep-design.js';
import type { NamedData, SweptScenario } from './swept-model.js';
import { SWEPT_MODELS, sweptModelOf } from './swept-models.js';

/** An experiment as data: a scenario, the fields that are varied, and how often each point is drawn anew. */
export interface SweepPlan {
  /** For people; changes nothing that comes out. */
  readonly name?: string;
  /** The scenario of a ring or of an economy as it would stand in a file: plain data with the file's field names. */
  readonly base: object;
  readonly design: SweepDesign;
  /**
   * Regimes under which every run is made, on the same world and with the same draws. The first one is what the others are compared with. An economy has one.
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
  readonly scenario: SweptScenario;
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
  /** Seed of the world and of everything drawn in the run. */
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
  readonly plan: SweepPlan;
  /** Number of runs. */
  readonly count: number;
  /** Number of points: runs by replicates. */
  readonly points: number;
  /** Runs per point. */
  readonly replicates: number;
  /** Names of the arms. */
  readonly arms: readonly string[];
  /** Fields that vary, in the order in which the designs name them. Points of a joined design need not have all of them. */
  readonly axes: readonly string[];
  /** @throws SimError `INVALID_OPTIONS` when there is no such run */
  place(index: number): RunPlace;
  /** What is searched there, with its defaults; undefined where the design is no frontier. @throws as `place` */
  search(index: number): Required<FrontierSearch> | undefined;
  /**
   * @param value - of the searched field, at a point of a frontier; its low end unless given
   * @throws SimError `INVALID_OPTIONS` when there is no such run, `SCENARIO_INVALID` when the point's fields do not go together
   */
  run(index: number, value?: FieldValue): SweepRun;
  /** The arms of a run as plain data, unread: what run ids are made from, and what a file of an arm holds. @throws as `place` */
  data(index: number, value?: FieldValue): readonly ArmData[];
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
  const model = sweptModelOf(base);
  const { data, stepsOf: read, written } = model.base(base);
  const stepsOf = readOnce(read);
  const problems = new PlanProblems(model, stepsOf);
  const said = field(base, 'model');
  if (said !== undefined && !SWEPT_MODELS.some((known) => known === said))
    problems.add('base.model', `must be ${SWEPT_MODELS.map(shown).join(' or ')}, but is ${shown(said)}`);
  problems.count('replicates', replicates, 1);
  problems.count('baseSeed', baseSeed, 0);
  problems.design(design);
  problems.arms(arms, design);
  problems.finish();
  // A path that is none leads nowhere.
  const dataAt = (coordinates: readonly Coordinate[]): unknown =>
    coordinates.reduce((part, { path, value }) => {
      const steps = stepsOf(path) ?? [];
      return withPart(part, steps, model.valueAt(steps, value));
    }, data);
  tryEverything(problems, design, (coordinates) => arms.map(({ set }) => dataAt([...coordinates, ...set])), {
    read: model.read,
    written,
  });
  problems.finish();
  const parts = designParts(design, baseSeed);
  const points = parts.reduce((total, part) => total + part.points.count, 0);
  const count = points * replicates;
  if (!Number.isSafeInteger(baseSeed + count)) problems.add('design', `has too many runs: ${count}`);
  problems.finish();

  const partAt = (index: number): DesignPart => {
    if (!Number.isInteger(index) || index < 0 || index >= count) throw noSuchRun(index, count);
    const point = Math.floor(index / replicates);
    return parts.findLast(({ first }) => first <= point) as DesignPart;
  };
  const place = (index: number): RunPlace => {
    const { paths, points: inPart, first } = partAt(index);
    const point = Math.floor(index / replicates);
    const coordinates = inPart.at(point - first).map((value, k) => ({ path: paths[k] as string, value }));
    return { index, point, replicate: index % replicates, seed: baseSeed + index, coordinates };
  };
  const search = (index: number): Required<FrontierSearch> | undefined => {
    const { search: found } = partAt(index);
    return found === undefined ? undefined : searchOf(found);
  };
  const armsAt = ({ coordinates, seed, index }: RunPlace, value?: FieldValue): readonly NamedData[] => {
    const found = search(index);
    const searched = found === undefined ? [] : [{ path: found.path, value: value ?? String(found.low) }];
    return arms.map(({ name, set }) => ({
      name,
      data: model.seeded(dataAt([...coordinates, ...searched, ...set]), seed),
    }));
  };
  return {
    plan,
    count,
    points,
    replicates,
    arms: arms.map(({ name }) => name),
    axes: [...new Set(parts.flatMap(({ paths }) => paths))],
    place,
    search,
    run(index, value) {
      const here = place(index);
      return {
        ...here,
        arms: armsAt(here, value).map(({ name, data: arm }) => ({ name, scenario: model.read(arm) })),
      };
    },
    data: (index, value) => model.fairData(armsAt(place(index), value)),
  };
}

function noSuchRun(index: number, count: number): SimError<'INVALID_OPTIONS'> {
  const reason = `must be a whole number from 0 to ${count - 1}, but is ${index}`;
  return new SimError('INVALID_OPTIONS', { field: 'index', reason }, `index ${reason}`);
}
