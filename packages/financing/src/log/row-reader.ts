import { decimal } from '@bagehot/kernel';
import type { Problems } from '../problems.js';
import { type FinancingLogRow, LOG_FIELDS, type LogField, type LogFieldShape } from './log-schema.js';

/** What a JSON object may hold. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Newest minor version whose fields we know. */
const KNOWN_MINOR = 2;
const VERSION = /^(\d+)\.(\d+)(?:\.\d+)?$/;
const NAMES: ReadonlySet<string> = new Set(LOG_FIELDS.map(({ name }) => name));

/**
 * Reads a row of a version 1.x. What is wrong is noted under `path`; the row is undefined then.
 *
 * @param path - of the row, such as `line 3`
 */
export function readRow(json: JsonObject, path: string, problems: Problems): FinancingLogRow | undefined {
  const minor = readMinor(json, path, problems);
  if (minor === undefined) return undefined;
  const cells: [string, unknown][] = [];
  const extra = new Map<string, unknown>();
  let sound = true;
  for (const field of LOG_FIELDS) {
    const { name } = field;
    const given = Object.hasOwn(json, name) ? json[name] : undefined;
    const cell = given === undefined && field.since > 0 ? null : readCell(field, given);
    cells.push([name, cell ?? null]);
    if (cell !== undefined) continue;
    // Another simulator may have given the name to a column of its own, where the schema has no say.
    if (field.since > minor || (field.since > 1 && minor > KNOWN_MINOR)) {
      extra.set(name, given);
      continue;
    }
    sound = false;
    problems.add('LOG_ROW_INVALID', `${path}, ${name}`, shown(given), allowed(field));
  }
  for (const [name, value] of Object.entries(json)) if (!NAMES.has(name)) extra.set(name, value);
  sound = checkLengths(json, cells, path, problems) && sound;
  if (!sound) return undefined;
  if (extra.size > 0) cells.push(['extra', extra]);
  return Object.fromEntries(cells) as FinancingLogRow & JsonObject;
}

function readMinor(json: JsonObject, path: string, problems: Problems): number | undefined {
  const { core_schema_version: version } = json;
  const at = `${path}, core_schema_version`;
  const [, major, minor] = typeof version === 'string' ? (VERSION.exec(version) ?? []) : [];
  if (major === undefined) problems.add('LOG_ROW_INVALID', at, shown(version), 'a version such as "1.2.0"');
  else if (major !== '1') problems.add('LOG_VERSION_UNSUPPORTED', at, version, 'a version 1.x');
  else return Number(minor);
  return undefined;
}

/** The cell in its canonical form, undefined if it is none. */
function readCell({ shape, nullable }: LogField, given: unknown): unknown {
  if (given === null) return nullable ? null : undefined;
  return READERS[shape](given);
}

const some = (given: unknown, right: boolean): unknown => (right ? given : undefined);

const READERS: Readonly<Record<LogFieldShape, (given: unknown) => unknown>> = {
  integer: (given) => some(given, Number.isSafeInteger(given)),
  instant: (given) => some(given, Number.isInteger(given)),
  flag: (given) => some(given, typeof given === 'boolean'),
  text: (given) => some(given, typeof given === 'string'),
  decimal: readDecimalText,
  extended: (given) => (given === 'Infinity' ? given : readDecimalText(given)),
  decimals: (given) => readList(given, readDecimalText),
  partial: (given) => readList(given, (entry) => (entry === null ? null : readDecimalText(entry))),
};

function readList<T>(given: unknown, read: (entry: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const entries: T[] = [];
  for (const entry of given) {
    const cell = read(entry);
    if (cell === undefined) return undefined;
    entries.push(cell);
  }
  return entries;
}

/** Digits as this package writes them; read as they are. */
const CANONICAL = /^(?:0|-?(?:[1-9]\d{0,99}|0(?=\.))(?:\.\d{0,99}[1-9])?)$/;

/** A decimal as text without an exponent or trailing zeros. A number is read through its shortest decimal text. */
function readDecimalText(given: unknown): string | undefined {
  if (typeof given === 'string' && CANONICAL.test(given)) return given;
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  try {
    return decimal(given).abs().eq(0) ? '0' : decimal(given).toFixed();
  } catch {
    return undefined;
  }
}

/** Every list of a row has one entry per good, unless it is empty. */
function checkLengths(
  json: JsonObject,
  cells: readonly [string, unknown][],
  path: string,
  problems: Problems,
): boolean {
  let goods: { readonly name: string; readonly length: number } | undefined;
  let sound = true;
  for (const [name, cell] of cells) {
    if (!Array.isArray(cell) || cell.length === 0) continue;
    goods ??= { name, length: cell.length };
    if (cell.length === goods.length) continue;
    sound = false;
    problems.add('LOG_ROW_INVALID', `${path}, ${name}`, shown(json[name]), `${goods.length} long, as ${goods.name} is`);
  }
  return sound;
}

const SHAPES: Readonly<Record<LogFieldShape, string>> = {
  integer: 'an integer',
  instant: 'an integer',
  flag: 'true or false',
  text: 'a text',
  decimal: 'a finite decimal',
  extended: 'a decimal or "Infinity"',
  decimals: 'a list of finite decimals',
  partial: 'a list of finite decimals or nulls',
};

function allowed({ shape, nullable, since }: LogField): string {
  return `${SHAPES[shape]}${nullable ? ' or null' : ''}${since === 0 ? ', as in every row' : ''}`;
}

/** A value for a message: JSON, cut short; `undefined` for a field that is not there. */
function shown(given: unknown): string {
  const text = given === undefined ? 'absent' : JSON.stringify(given);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
