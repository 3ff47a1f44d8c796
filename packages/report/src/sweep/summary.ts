import type { Decimal } from '@bagehot/kernel';
import { type MetricTree, metric, readMetrics } from '../metric-tree.js';
import { entriesOf } from '../name-value.js';
import { readDecimal } from '../record.js';

/** Lists of more entries than this are shortened in the list of all figures. */
const LONGEST = 40;
const DEEPEST = 8;

/** A lower and an upper end. */
export interface Interval {
  readonly lower: Decimal;
  readonly upper: Decimal;
}

/** A part of the summary with its figures at hand. */
export interface SummaryPart {
  readonly source: object;
  readonly tree: MetricTree;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && readDecimal(value) === undefined;
}

function partOf(source: object): SummaryPart {
  return { source, tree: readMetrics(source) };
}

/** Every object of the summary, those nearest the top first, with the name it goes by. */
function* objectsOf(source: object): Generator<readonly [string, object]> {
  let level: (readonly [string, object])[] = [['', source]];
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth++) {
    yield* level;
    level = level.flatMap(([, part]) =>
      entriesOf(part).flatMap(([name, value]) => (isObject(value) ? [[name, value] as const] : [])),
    );
  }
}

/** What an object says it is about. */
function subjectOf(part: object): unknown {
  return ['treatment', 'arm', 'name']
    .map((field): unknown => Reflect.get(part, field))
    .find((name) => typeof name === 'string');
}

/** The part of the summary that is about an arm: named so, or saying so; the whole when there is none. */
export function partAbout(summary: object, arm: string): SummaryPart {
  for (const [name, part] of objectsOf(summary)) {
    if (Array.isArray(part) || part === summary) continue;
    if (name === arm || subjectOf(part) === arm) return partOf(part);
  }
  return partOf(summary);
}

/** The object or list of a name that is nearest the top. */
export function child(source: object, ...names: readonly string[]): object | undefined {
  for (const wanted of names) for (const [name, part] of objectsOf(source)) if (name === wanted) return part;
  return undefined;
}

/** A 95 % interval: `lower` and `upper` of a part. */
export function intervalOf(part: object | undefined): Interval | undefined {
  if (part === undefined) return undefined;
  const [lower, upper] = Array.isArray(part)
    ? [readDecimal(part[0]), readDecimal(part[1])]
    : [metric(readMetrics(part), 'lower', 'low'), metric(readMetrics(part), 'upper', 'high')];
  return lower === undefined || upper === undefined ? undefined : { lower, upper };
}

/** Figures by level of one parameter, as the summary has them: by the text of the level. */
export function levelsOf({ source }: SummaryPart, axis: string): ReadonlyMap<string, SummaryPart> {
  const groups = child(source, 'by_parameter', 'by_level');
  const found = groups === undefined ? undefined : groupNamed(groups, axis);
  const listed = found === undefined ? undefined : (child(found, 'levels') ?? found);
  const levels = new Map<string, SummaryPart>();
  if (listed === undefined) return levels;
  for (const [name, part] of entriesOf(listed)) {
    if (!isObject(part)) continue;
    const level: unknown = Reflect.get(part, 'level') ?? Reflect.get(part, 'value') ?? name;
    levels.set(String(level), partOf(part));
  }
  return levels;
}

function groupNamed(groups: object, axis: string): object | undefined {
  for (const [name, part] of entriesOf(groups)) {
    if (!isObject(part)) continue;
    if (name === axis || ['parameter', 'axis', 'name', 'path'].some((field) => Reflect.get(part, field) === axis))
      return part;
  }
  return undefined;
}

/**
 * The summary for the list of all figures: worsened pairs have a table of their own, and long lists end early.
 *
 * @returns the rest, and whether a list was shortened
 */
export function shortened(summary: object): { readonly figures: object; readonly cut: boolean } {
  let cut = false;
  const copy = (value: object, depth: number): object => {
    const entries = entriesOf(value).filter(([name]) => name !== 'worsened_pairs');
    const kept = Array.isArray(value) && entries.length > LONGEST ? entries.slice(0, LONGEST) : entries;
    if (kept.length < entries.length) cut = true;
    return kept.map(([name, part]) => [name, isObject(part) && depth < DEEPEST ? copy(part, depth + 1) : part]);
  };
  return { figures: copy(summary, 0), cut };
}
