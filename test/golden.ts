import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';

/** Where recorded truth lies: the repository's own folder, or the one the environment names. */
export interface GoldenFolder {
  readonly path: string;
  /** Named by `BAGEHOT_GOLDEN`: may hold a part of the files only. */
  readonly chosen: boolean;
}

/** The folder of this run. A relative `BAGEHOT_GOLDEN` is meant from the working directory. */
export function goldenFolder(environment: Readonly<Record<string, string | undefined>> = process.env): GoldenFolder {
  const { BAGEHOT_GOLDEN: chosen } = environment;
  if (chosen !== undefined && chosen !== '') return { path: path.resolve(chosen), chosen: true };
  return { path: path.resolve(import.meta.dirname, '../golden'), chosen: false };
}

/**
 * Reads a golden file.
 *
 * @param file - such as `dealer/kernel.json`
 * @returns undefined when the file is missing and the folder was named by the environment
 * @throws Error when the file is missing otherwise, or is no JSON
 */
export function readGolden<File>(file: string, folder: GoldenFolder = goldenFolder()): File | undefined {
  const full = path.join(folder.path, file);
  if (!existsSync(full)) {
    if (folder.chosen) return undefined;
    throw new Error(`golden file ${full} is missing`);
  }
  return JSON.parse(readFileSync(full, 'utf8')) as File;
}

/**
 * The cases under one key of a golden file.
 *
 * @param key - field of the file that lists the cases, such as `cases` or `rows`
 * @returns undefined when the file may be missing and is
 * @throws Error when the file is missing otherwise, or holds no case under the key
 */
export function findCases<Case>(file: string, key: string, folder: GoldenFolder): readonly Case[] | undefined {
  const content = readGolden<Readonly<Record<string, unknown>>>(file, folder);
  if (content === undefined) return undefined;
  const { [key]: cases } = content;
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`golden file ${file} holds no case under "${key}"`);
  return cases as readonly Case[];
}

/**
 * The cases a golden test runs over. Call it where tests are registered (in `describe` or at the top of a file), not inside a test: when the file is missing
 * from a folder named by `BAGEHOT_GOLDEN`, there is no case, and a test that is skipped with a note stands in their place.
 *
 * @throws Error as `findCases`
 * @example
 * for (const one of goldenCases<Payment>('dealer/settlement.json', 'cases')) it(one.id, () => expect(pay(one)).toEqual(one.payouts));
 */
export function goldenCases<Case>(
  file: string,
  key: string,
  folder: GoldenFolder = goldenFolder(),
  skip: (note: string) => void = skipWithNote,
): readonly Case[] {
  const cases = findCases<Case>(file, key, folder);
  if (cases === undefined) skip(`${file} is not in ${folder.path}: not checked`);
  return cases ?? [];
}

/** A row of a table of cases, by column. */
export type GoldenRow = ReadonlyMap<string, string | number | boolean | null>;

/**
 * The rows of a golden file that is a table: `columns`, and `rows` in their order.
 *
 * @throws Error as `findCases`
 */
export function goldenRows(file: string): readonly GoldenRow[] {
  const columns = readGolden<{ readonly columns: readonly string[] }>(file)?.columns ?? [];
  return goldenCases<readonly (string | number | boolean | null)[]>(file, 'rows').map(
    (cells) => new Map(columns.map((column, position) => [column, cells[position] ?? null])),
  );
}

/** A vitest file without tests would fail: the note takes their place in the report. */
function skipWithNote(note: string): void {
  process.stderr.write(`note: ${note}\n`);
  it(note, ({ skip }) => skip(note));
}
