import type { ScenarioProblemCode } from '../errors.js';
import type { StructureIssue } from '../schema-issues.js';
import { type Path, Problems, pathText, shown } from './problems.js';
import { ringIssues } from './schema.js';

/** Which code a value of the wrong form gets, by where it stands (ring specification, section 15.3). The first that matches counts. */
const CODES: readonly (readonly [RegExp, ScenarioProblemCode])[] = [
  [/^version$/, 'E_VERSION'],
  [/^params\.n_agents/, 'E_RING_AGENTS'],
  [/^params\.kappa/, 'E_RING_KAPPA'],
  [/^params\.([qQ]_total|liquidity\.total)/, 'E_RING_TOTALS'],
  [/^params\.liquidity/, 'E_RING_LIQUIDITY'],
  [/^params\.inequality\.monotonicity/, 'E_RING_MONOTONICITY'],
  [/^params\.inequality/, 'E_RING_INEQUALITY'],
  [/^params\.maturity/, 'E_RING_MATURITY'],
  [/^params\.(scale|min_amount)/, 'E_RING_SCALE'],
  [/^params\.draws/, 'E_RING_DRAWS'],
  [/^dealer\.buckets/, 'E_BUCKETS'],
  [/(^|\.)(amount|face|ticket_size|buffer_B)$|^scale$/, 'E_AMOUNT'],
  [/(^|\.)(day|due_day|maturity_distance)$/, 'E_DUE_DAY'],
];

/** Checks the form of a scenario: unknown fields, missing ones, values of the wrong type. */
export function checkStructure(
  input: unknown,
  issues: (input: unknown) => readonly StructureIssue[] = ringIssues,
): Problems {
  const problems = new Problems();
  for (const { path, message, unknownKey } of issues(input)) {
    const code = unknownKey ? 'E_UNKNOWN_KEY' : codeAt(pathText(path));
    problems.add(code, path, unknownKey ? message : `${message}, but is ${shown(valueAt(input, path))}`);
  }
  return problems;
}

/** The parameters in the note of a compiled scenario, and those of an economy's ring, get the codes of the generator's own. */
function codeAt(place: string): ScenarioProblemCode {
  const rule = place.replace(/^(generated\.params|ring)\./, 'params.');
  return CODES.find(([pattern]) => pattern.test(rule))?.[1] ?? 'E_VALUE';
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
