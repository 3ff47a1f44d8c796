import { decimal } from '@bagehot/kernel';
import { type ScenarioProblem, SimError } from '../errors.js';
import { type PlacedDesign, type SimpleDesign, simpleDesigns } from './design-parts.js';
import { searchOf } from './frontier.js';
import type { PlanProblems } from './plan-problems.js';
import type { Coordinate, FieldValue, SweepDesign } from './sweep-design.js';
import type { SweptBase, SweptModel } from './swept-model.js';

/** A field and the values it is tried at, and where they stand in the plan. */
interface Trial {
  readonly place: string;
  readonly path: string;
  readonly values: readonly FieldValue[];
}

/**
 * Tries each design one axis at a time, the others at their first value, under every arm: as many trials as all axes have values, however many points
 * there are.
 *
 * @param arms - the scenarios of all arms at some coordinates
 * @param trial - how they are read, and how the plan writes a place in them
 */
export function tryEverything(
  problems: PlanProblems,
  design: SweepDesign,
  arms: (coordinates: readonly Coordinate[]) => readonly unknown[],
  { read, written }: Pick<SweptModel, 'read'> & Pick<SweptBase, 'written'>,
): void {
  const problemsAt = (coordinates: readonly Coordinate[]): readonly ScenarioProblem[] =>
    problemsOf(arms(coordinates), read).map((problem) => ({ ...problem, path: written(problem.path) }));
  for (const [k, placed] of simpleDesigns(design).entries()) {
    const trials = trialsOf(placed);
    const first = trials.map(({ path, values }): Coordinate => ({ path, value: values[0] as FieldValue }));
    const ofBase = problemsAt(first);
    // What is wrong with the base is said once, not once per design.
    if (k === 0 || problems.list.length === 0)
      for (const { path, message } of ofBase) problems.add(`base${path === '' ? '' : `.${path}`}`, message);
    if (ofBase.length > 0) continue;
    for (const { place, path, values } of trials)
      values.slice(1).forEach((value, at) => {
        const moved = first.map((coordinate) => (coordinate.path === path ? { path, value } : coordinate));
        for (const problem of problemsAt(moved))
          problems.add(place, `at ${JSON.stringify(value)} (value ${at + 2}): ${problem.path} ${problem.message}`);
      });
  }
}

function trialsOf({ place, design }: PlacedDesign): readonly Trial[] {
  const trials = axisValues(design).map(
    ({ path, values }, k): Trial => ({ place: `${place}.axes[${k}]`, path, values }),
  );
  if (design.kind !== 'frontier') return trials;
  const { path, low, high } = searchOf(design);
  return [...trials, { place, path, values: [decimal(low).toFixed(), decimal(high).toFixed()] }];
}

function axisValues(
  design: SimpleDesign,
): readonly { readonly path: string; readonly values: readonly FieldValue[] }[] {
  if (design.kind !== 'latin-hypercube') return design.axes;
  return design.axes.map(({ path, from, to }) => ({ path, values: [decimal(from).toFixed(), decimal(to).toFixed()] }));
}

/** Problems of the first of several scenarios that has any. */
function problemsOf(scenarios: readonly unknown[], read: SweptModel['read']): readonly ScenarioProblem[] {
  try {
    for (const scenario of scenarios) read(scenario);
    return [];
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems;
    throw error;
  }
}
