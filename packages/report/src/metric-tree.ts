import type { Decimal } from '@bagehot/kernel';
import { entriesOf, type NameValue, type NameValues, scalarText } from './name-value.js';
import { readDecimal } from './record.js';

/** Metrics of one run, found by name however deep they lie; `delta_total` and `deltaTotal` are one name. */
export interface MetricTree {
  /** Scalars by plain name and by plain dotted path; where a name occurs twice, the one nearest the top. */
  readonly scalars: ReadonlyMap<string, NameValue & { readonly raw: unknown }>;
  /** Rows per day, by day. */
  readonly days: ReadonlyMap<number, DayMetrics>;
  /** Lists of names, such as the agents rescued. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** The metrics of one day by plain name, and who lacked which share of the day's liquidity. */
interface DayMetrics {
  readonly values: ReadonlyMap<string, unknown>;
  readonly shares: readonly (readonly [string, unknown])[];
}

/** A name without underscores and capitals, so that both spellings of a field meet. */
function plain(name: string): string {
  return name.replaceAll(/[_\-\s]/g, '').toLowerCase();
}

function readDay(row: object): readonly [number, DayMetrics] | undefined {
  const values = new Map<string, unknown>();
  let shares: readonly (readonly [string, unknown])[] = [];
  for (const [name, value] of entriesOf(row)) {
    const key = plain(name);
    if (key === 'ds' || key === 'shortfallshares') {
      shares = typeof value === 'object' && value !== null ? sharesOf(value) : [];
    } else {
      values.set(key, value);
    }
  }
  const day = Number(values.get('day'));
  return Number.isSafeInteger(day) ? [day, { values, shares }] : undefined;
}

/** Shares as an object, a Map, pairs, or rows `{agent, share}`. */
function sharesOf(source: object): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(source)) return entriesOf(source);
  return source.flatMap((part: unknown): (readonly [string, unknown])[] => {
    if (Array.isArray(part)) return [[String(part[0]), part[1]]];
    if (typeof part !== 'object' || part === null) return [];
    return [[String(Reflect.get(part, 'agent')), Reflect.get(part, 'share')]];
  });
}

/** Reads metrics of any nesting. Rows per day are a list of objects with a `day`. */
export function readMetrics(source: NameValues): MetricTree {
  const scalars = new Map<string, NameValue & { readonly raw: unknown }>();
  const days = new Map<number, DayMetrics>();
  const lists = new Map<string, readonly string[]>();
  let level: (readonly [string, object])[] = [['', source]];
  for (let depth = 0; level.length > 0 && depth < 6; depth++) {
    const next: (readonly [string, object])[] = [];
    for (const [prefix, part] of level) {
      for (const [name, value] of entriesOf(part)) {
        const path = prefix === '' ? name : `${prefix}.${name}`;
        if (typeof value !== 'object' || value === null || readDecimal(value) !== undefined) {
          if (value === undefined) continue;
          const found = { name: path, value: scalarText(value), raw: value };
          for (const key of [plain(name), plain(path)]) if (!scalars.has(key)) scalars.set(key, found);
        } else if (Array.isArray(value)) {
          readList(name, value, days, lists);
        } else {
          next.push([path, value]);
        }
      }
    }
    level = next;
  }
  return { scalars, days, lists };
}

function readList(
  name: string,
  list: readonly unknown[],
  days: Map<number, DayMetrics>,
  lists: Map<string, readonly string[]>,
): void {
  if (list.every((part) => typeof part === 'string')) {
    if (!lists.has(plain(name))) lists.set(plain(name), list as readonly string[]);
    return;
  }
  if (days.size > 0) return; // the rows nearest the top are those of the first cohort
  for (const part of list) {
    const row = typeof part === 'object' && part !== null ? readDay(part) : undefined;
    if (row !== undefined) days.set(row[0], row[1]);
  }
}

/** The first of the names that the metrics hold as a number. */
export function metric(tree: MetricTree, ...names: readonly string[]): Decimal | undefined {
  for (const name of names) {
    const found = readDecimal(tree.scalars.get(plain(name))?.raw);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of the names that the metrics hold as a list of names. */
export function names(tree: MetricTree, name: string): readonly string[] | undefined {
  return tree.lists.get(plain(name));
}

/** A value of one day's row. */
export function dayMetric(tree: MetricTree, day: number, name: string): Decimal | undefined {
  return readDecimal(tree.days.get(day)?.values.get(plain(name)));
}

/** A number used as a measure in a drawing, where a dozen digits are plenty. */
export function toNumber(value: Decimal | string): number {
  return Number(typeof value === 'string' ? value : value.toString());
}
