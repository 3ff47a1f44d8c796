import type { DuckDBVector } from '@duckdb/node-api';
import { NO_TEXT } from '../block-cells.js';

/** A word of validity of 32 items, all of them there. */
const ALL = 0xffff_ffff;

/**
 * Puts numbers into a vector of doubles, nothing for `NaN`. The vector's own array is written at once where it is at hand, which takes a fraction of the time that
 * its items take one by one: an item that is nothing costs two big integers there.
 */
export function setNumbers(vector: DuckDBVector, values: Float64Array, from: number, count: number): void {
  const items: unknown = Reflect.get(vector, 'items');
  const isMissing = (item: number): boolean => Number.isNaN(values[from + item]);
  if (items instanceof Float64Array && items.length === count) {
    items.set(values.subarray(from, from + count));
    if (markMissing(vector, count, isMissing)) return;
  }
  for (let item = 0; item < count; item++)
    vector.setItem(item, isMissing(item) ? null : (values[from + item] as number));
}

/** Texts by their ids, and the code of each in a dictionary of the database. */
export interface CodedTexts {
  readonly ids: Int32Array;
  readonly codeOf: Uint32Array;
  textOf(id: number): string;
}

/** Puts texts into a vector of codes, in the same way. */
export function setCodes(vector: DuckDBVector, { ids, codeOf, textOf }: CodedTexts, from: number, count: number): void {
  const items: unknown = Reflect.get(vector, 'items');
  const isMissing = (item: number): boolean => ids[from + item] === NO_TEXT;
  if (isCodes(items) && items.length === count) {
    for (let item = 0; item < count; item++) items[item] = codeOf[ids[from + item] as number] ?? 0;
    if (markMissing(vector, count, isMissing)) return;
  }
  for (let item = 0; item < count; item++)
    vector.setItem(item, isMissing(item) ? null : textOf(ids[from + item] as number));
}

function isCodes(items: unknown): items is Uint8Array | Uint16Array | Uint32Array {
  return items instanceof Uint8Array || items instanceof Uint16Array || items instanceof Uint32Array;
}

/**
 * Says of each item of a vector whether it is there.
 *
 * @returns whether that could be done; otherwise the items are to be set one by one
 */
function markMissing(vector: DuckDBVector, count: number, isMissing: (item: number) => boolean): boolean {
  let first = 0;
  while (first < count && !isMissing(first)) first++;
  if (first < count) vector.setItem(first, null);
  const validity: unknown = Reflect.get(vector, 'validity');
  if (typeof validity !== 'object' || validity === null) return false;
  const data: unknown = Reflect.get(validity, 'data');
  // Without words everything is there.
  if (data === null) return first === count;
  if (!(data instanceof BigUint64Array)) return false;
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
  words.fill(ALL);
  for (let item = first; item < count; item++)
    if (isMissing(item)) words[item >> 5] = (words[item >> 5] as number) & ~(1 << (item & 31));
  return true;
}
