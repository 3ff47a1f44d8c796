import { isDecimal } from '@bagehot/kernel';

/** A named value; nested names are joined with dots: `dealer.buckets.short.M`. */
export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** What a caller may give as parameters or metrics: a nested plain object, a Map, or an ordered list of names and values. */
export type NameValues = object | readonly (readonly [string, unknown])[];

/** A list with more scalars than this is shown by its first ones and its length. */
const LONGEST_LIST = 12;
const DEEPEST = 8;

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** The entries of an object, a Map or a list of pairs, in their order; entries of a list go by their `name` or `id` if they have one, else they are counted from 0. */
export function entriesOf(source: object): readonly (readonly [string, unknown])[] {
  if (source instanceof Map) return [...source].map(([name, value]) => [String(name), value]);
  if (!Array.isArray(source)) return Object.entries(source);
  return source.map((part: unknown, index) => {
    if (Array.isArray(part) && part.length === 2 && typeof part[0] === 'string') return [part[0], part[1]] as const;
    if (typeof part === 'object' && part !== null && 'name' in part && 'value' in part) {
      return [String(part.name), part.value] as const;
    }
    return [nameIn(part) ?? String(index), part] as const;
  });
}

/** What an entry of a list calls itself, as the buckets of a market do. */
function nameIn(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  return ['name', 'id']
    .map((field): unknown => Reflect.get(part, field))
    .find((name) => typeof name === 'string' && name !== '') as string | undefined;
}

/** A scalar as it is written; nothing where there is nothing. */
export function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function isNamed(value: readonly unknown[]): boolean {
  return value.some((part) => !isScalar(part));
}

/** Flattens parameters to dotted names, in their order. Long lists of scalars are shortened, and say so. */
export function flatten(source: NameValues, prefix = '', depth = 0): readonly NameValue[] {
  const rows: NameValue[] = [];
  for (const [key, value] of entriesOf(source)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value !== 'object' || value === null || isDecimal(value)) {
      if (value !== undefined) rows.push({ name, value: scalarText(value) });
    } else if (depth === DEEPEST) {
      rows.push({ name, value: '…' });
    } else if (Array.isArray(value) && !isNamed(value)) {
      const shown = value.slice(0, LONGEST_LIST).map(scalarText).join(', ');
      rows.push({ name, value: value.length > LONGEST_LIST ? `${shown}, … (${value.length} values)` : shown || '–' });
    } else {
      rows.push(...flatten(value, name, depth + 1));
    }
  }
  return rows;
}
