import type { ExchangeProblem } from '../errors.js';
import { nearestKey } from '../nearest-key.js';
import { objectText, type Problems } from '../problems.js';
import type { ScenarioWarning, ScenarioWarningCode } from './exchange-scenario.js';

/** Long texts are cut in messages. */
const LONGEST = 60;

/** What a value looks like in a message. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'object') return objectText(value);
  const text = String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

/** What is noted about a scenario while it is read. */
export interface ScenarioNotes {
  readonly problems: Problems;
  readonly warnings: ScenarioWarning[];
}

/** Notes something that is probably not meant. */
export function warn(
  warnings: ScenarioWarning[],
  code: ScenarioWarningCode,
  path: string,
  value: unknown,
  remark: string,
): void {
  warnings.push({ code, path, value: shown(value), message: `${path} is ${shown(value)}: ${remark}` });
}

/** An object of a file, whose keys are all known: others are refused with the nearest one. A null is as good as nothing. */
export class FieldReader {
  readonly path: string;
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #problems: Problems;

  /**
   * @param path - empty for the whole
   * @param code - of keys that are not known
   */
  constructor(
    value: unknown,
    path: string,
    keys: readonly string[],
    problems: Problems,
    code: ExchangeProblem['code'] = 'UNKNOWN_KEY',
  ) {
    this.path = path;
    this.#problems = problems;
    this.#fields = isObject(value) ? value : {};
    if (!isObject(value)) problems.add('SCENARIO_INVALID', path === '' ? 'scenario' : path, shown(value), 'an object');
    for (const key of Object.keys(this.#fields)) {
      if (keys.includes(key)) continue;
      problems.add(code, this.at(key), key, `a known key; the nearest is "${nearestKey(key, keys)}"`);
    }
  }

  /** Where a field stands. */
  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** Undefined when it is missing or null. */
  get(key: string): unknown {
    return Object.hasOwn(this.#fields, key) ? (this.#fields[key] ?? undefined) : undefined;
  }

  /** Notes that a field must not be there, if it is. */
  refuse(key: string, why: string): void {
    if (this.has(key)) this.#problems.add('SCENARIO_INVALID', this.at(key), shown(this.get(key)), why);
  }

  /** A text that is not empty. */
  text(key: string): string {
    const value = this.get(key);
    if (typeof value === 'string' && value !== '') return value;
    this.#problems.add('SCENARIO_INVALID', this.at(key), shown(value), 'a text that is not empty');
    return '';
  }

  /** A whole number in a range. */
  whole(key: string, least: number, most: number): number {
    const value = this.get(key);
    if (isWhole(value, least, most)) return value;
    this.#problems.add('SCENARIO_INVALID', this.at(key), shown(value), `a whole number from ${least} to ${most}`);
    return least;
  }

  /** One of the texts; the first when there is none. */
  choice<Choice extends string>(key: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const value = this.get(key);
    if (value === undefined) return choices[0];
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    this.#problems.add('SCENARIO_INVALID', this.at(key), shown(value), `one of ${choices.join(', ')}`);
    return choices[0];
  }

  /** A list; empty when there is none. */
  list(key: string): readonly unknown[] {
    const value = this.get(key);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value as readonly unknown[];
    this.#problems.add('SCENARIO_INVALID', this.at(key), shown(value), 'a list');
    return [];
  }
}

/** Is this an object with fields? */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Is this a whole number in the range? */
export function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}
