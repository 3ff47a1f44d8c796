import type { Decimal } from '@bagehot/kernel';
import type { Interval } from '../interval.js';
import { entriesOf } from '../name-value.js';
import { readDecimal } from '../record.js';

/** Lists of more entries than this are shortened in the list of all figures. */
const LONGEST = 24;
const DEEPEST = 8;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && readDecimal(value) === undefined;
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

/** The first object that holds a text under a field. */
function objectWith(summary: object, field: string, text: string): object | undefined {
  for (const [, part] of objectsOf(summary)) if (!Array.isArray(part) && Reflect.get(part, field) === text) return part;
  return undefined;
}

/** What the summary says of a treatment against the control; a summary that names no treatment is about the only one. */
export function partOfTreatment(summary: object, treatment: string, alone: boolean): object {
  return objectWith(summary, 'treatment', treatment) ?? (alone ? summary : {});
}

/** What the summary says of an arm by itself. */
export function partOfArm(summary: object, arm: string): object | undefined {
  return objectWith(child(summary, 'arms') ?? {}, 'arm', arm);
}

/** A figure of a part of the summary, under the first of the names that it has. */
export function figureIn(part: object, ...names: readonly string[]): Decimal | undefined {
  for (const name of names) {
    const value = readDecimal(Reflect.get(part, name));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The object or list of a name that is nearest the top. */
export function child(source: object, wanted: string): object | undefined {
  for (const [name, part] of objectsOf(source)) if (name === wanted) return part;
  return undefined;
}

/** A 95 % interval: `lower` and `upper` of a part. */
export function intervalOf(part: object): Interval | undefined {
  const [lower, upper] = ['lower', 'upper'].map((end) => readDecimal(Reflect.get(part, end)));
  return lower === undefined || upper === undefined ? undefined : { lower, upper };
}

/** Figures by level of one parameter, as the summary has them: by the text of the level. */
export function levelsOf(source: object, axis: string): ReadonlyMap<string, object> {
  const groups = child(source, 'by_parameter');
  const found = groups === undefined ? undefined : groupNamed(groups, axis);
  const listed = found === undefined ? undefined : (child(found, 'levels') ?? found);
  const levels = new Map<string, object>();
  if (listed === undefined) return levels;
  for (const [name, part] of entriesOf(listed)) {
    if (!isObject(part)) continue;
    const level: unknown = Reflect.get(part, 'level') ?? name;
    levels.set(String(level), part);
  }
  return levels;
}

function groupNamed(groups: object, axis: string): object | undefined {
  for (const [name, part] of entriesOf(groups)) {
    if (!isObject(part)) continue;
    if (name === axis || Reflect.get(part, 'parameter') === axis) return part;
  }
  return undefined;
}

/** What an entry of a list is about, where it says so. */
function subjectOf(part: unknown): string | undefined {
  if (!isObject(part)) return undefined;
  const subject = ['treatment', 'arm', 'parameter', 'regime', 'level', 'name']
    .map((field): unknown => Reflect.get(part, field))
    .find((text) => typeof text === 'string');
  return subject as string | undefined;
}

/**
 * The summary for the list of all figures: worsened pairs have a table of their own, and long lists end early.
 *
 * @returns the rest, and whether a list was shortened
 */
export function shortened(summary: object): { readonly figures: object; readonly cut: boolean } {
  let cut = false;
  const copy = (value: object, depth: number): object => {
    const entries = entriesOf(value)
      .filter(([name]) => name !== 'worsened_pairs')
      .map(([name, part]) => [Array.isArray(value) ? (subjectOf(part) ?? name) : name, part] as const);
    const kept = Array.isArray(value) && entries.length > LONGEST ? entries.slice(0, LONGEST) : entries;
    if (kept.length < entries.length) cut = true;
    return kept.map(([name, part]) => [name, isObject(part) && depth < DEEPEST ? copy(part, depth + 1) : part]);
  };
  return { figures: copy(summary, 0), cut };
}
