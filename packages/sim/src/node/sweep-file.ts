import { createHash } from 'node:crypto';
import { closeSync, constants, existsSync, fsyncSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { ENGINE_VERSION } from '../engine-version.js';
import { SimError } from '../errors.js';
import { planSweep, type SweepPlan } from '../sweep/sweep-plan.js';
import type { SweepRow } from '../sweep/sweep-rows.js';
import { canonicalText } from './canonical-text.js';
import { type RunSweepOptions, runSweep } from './run-sweep.js';
import { nameFile, storing } from './storage.js';
import { wholeLines } from './whole-lines.js';

/** A part of a sweep: shard `index` of `of` equal stretches of its runs. */
export interface Shard {
  /** 0 to of - 1. */
  readonly index: number;
  readonly of: number;
}

/** How a shard is run into a file. */
export interface ShardOptions extends Pick<RunSweepOptions, 'workers' | 'batchSize' | 'runner'> {
  /** @defaultValue the whole sweep: shard 0 of 1 */
  readonly shard?: Shard;
  /** Told after every row how many of the shard's are on the disk. */
  readonly onRow?: (done: number, all: number) => void;
}

/** What became of a shard. */
export interface ShardResult {
  readonly file: string;
  /** Rows in the file. */
  readonly rows: number;
  /** Those of them that an earlier, interrupted run had made. */
  readonly found: number;
}

/** The first line of a file of rows: which plan, and which part of it. */
interface Header {
  readonly sweep: 1;
  /** SHA-256 of the plan. */
  readonly plan: string;
  /** Version of the engine that makes the rows. */
  readonly engine: string;
  readonly shard: number;
  readonly of: number;
  readonly from: number;
  readonly to: number;
}

/** SHA-256 of a plan, hexadecimal: equal for plans that are equal as data, whatever they are called and whatever the order of their fields. */
export function planHash({ name: _, ...plan }: SweepPlan): string {
  return createHash('sha256').update(canonicalText(plan)).digest('hex');
}

/** Where a shard's rows are once they are complete: `shard-<i>-of-<n>.<first 16 digits of the plan's hash>.jsonl`. */
export function shardFile(plan: SweepPlan, folder: string, shard: Shard): string {
  return hashedShardFile(planHash(plan), folder, shard);
}

/** The same for a plan of which only the hash is at hand. */
export function hashedShardFile(hash: string, folder: string, { index, of }: Shard): string {
  return path.join(folder, `shard-${index}-of-${of}.${hash.slice(0, 16)}.jsonl`);
}

/**
 * Runs a shard of a sweep into a file of lines: a header, then the rows in order. The file gets its name when it is complete and on the disk; until then it is
 * called `.partial`, and a run that was interrupted at any moment goes on from there without repeating or losing a row. A shard that is complete is left alone.
 *
 * One process is enough for a shard in a folder. Two that work on it at the same time, as after a false alarm of a queue, do the work twice and write the same
 * bytes to the same places; the first that is done names the file.
 *
 * @throws SimError `SWEEP_INVALID`, `INVALID_OPTIONS`, `WORKER_LOST`; `SWEEP_FILE` when the file is of another plan, part or version; `SWEEP_STORAGE` when it cannot be
 * written: what is there stays, and is taken up again
 */
export async function runShard(plan: SweepPlan, folder: string, options: ShardOptions = {}): Promise<ShardResult> {
  const { shard = { index: 0, of: 1 }, onRow, ...how } = options;
  const header = headerOf(planHash(plan), planSweep(plan).count, shard);
  const all = header.to - header.from;
  const file = hashedShardFile(header.plan, folder, shard);
  const partial = `${file}.partial`;
  if (existsSync(file)) {
    requireHeader(file, header);
    if (existsSync(partial)) storing(partial, () => rmSync(partial, { force: true }));
    return { file, rows: all, found: all };
  }
  // Never emptied here: somebody else may be writing the same.
  const descriptor = storing(partial, () => openSync(partial, constants.O_RDWR | constants.O_CREAT));
  try {
    const at = rowsLeft(partial, header);
    const found = at.rows;
    const write = (line: string): void => {
      at.size = storing(partial, () => append(descriptor, at.size, `${line}\n`));
    };
    if (at.size === 0) write(JSON.stringify(header));
    for await (const line of runSweep(plan, { ...how, from: header.from + found, to: header.to })) {
      write(line);
      at.rows++;
      onRow?.(at.rows, all);
    }
    storing(partial, () => {
      ftruncateSync(descriptor, at.size);
      fsyncSync(descriptor);
    });
    nameFile(partial, file);
    return { file, rows: all, found };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The rows of a sweep from the files of its shards, in order. Every file must be there, complete, and of this plan and version; every run must be in it, at its place.
 *
 * @param of - number of shards
 * @throws SimError `SWEEP_INCOMPLETE` with the shards that are missing, `SWEEP_FILE` for a file that does not belong or is damaged, `SWEEP_STORAGE` for one that
 * cannot be read
 */
export function* mergeShards(plan: SweepPlan, folder: string, of: number): Generator<string, void, void> {
  for (const { text } of linesOf(plan, folder, of)) yield text;
}

/**
 * The same rows as data: each line is read once, for whoever wants its fields.
 *
 * @throws SimError as `mergeShards`
 */
export function* mergedRows(plan: SweepPlan, folder: string, of: number): Generator<SweepRow, void, void> {
  for (const { row } of linesOf(plan, folder, of)) yield row;
}

/** A row in both its forms. */
interface RowLine {
  readonly text: string;
  readonly row: SweepRow;
}

function* linesOf(plan: SweepPlan, folder: string, of: number): Generator<RowLine, void, void> {
  const hash = planHash(plan);
  const { count } = planSweep(plan);
  // The first one says whether there can be so many.
  const headers = [headerOf(hash, count, { index: 0, of })];
  for (let index = 1; index < of; index++) headers.push(headerOf(hash, count, { index, of }));
  const files = headers.map(({ shard }) => hashedShardFile(hash, folder, { index: shard, of }));
  const missing = headers.flatMap(({ shard }) => (existsSync(files[shard] as string) ? [] : [shard]));
  if (missing.length > 0)
    throw new SimError(
      'SWEEP_INCOMPLETE',
      { missing, of },
      `shards ${missing.join(', ')} of ${of} are missing in ${folder}`,
    );
  for (const header of headers) yield* rowsOf(files[header.shard] as string, header);
}

/** The rows of a complete file. */
function* rowsOf(file: string, header: Header): Generator<RowLine, void, void> {
  requireHeader(file, header);
  const expected = header.to - header.from;
  let rows = -1;
  for (const _ of wholeLines(file)) rows++;
  if (rows !== expected) throw wrongFile(file, `holds ${rows} rows instead of ${expected}`);
  let line = 0;
  for (const { text } of wholeLines(file)) {
    line++;
    if (line === 1) continue;
    const index = header.from + line - 2;
    const row = rowIn(text);
    if (row?.index !== index) throw wrongFile(file, `line ${line} is not run ${index}`);
    yield { text, row };
  }
}

function headerOf(plan: string, count: number, { index, of }: Shard): Header {
  if (!(Number.isInteger(of) && of >= 1 && Number.isInteger(index) && index >= 0 && index < of)) {
    const reason = `must be i of n with 0 <= i < n, but is ${index} of ${of}`;
    throw new SimError('INVALID_OPTIONS', { field: 'shard', reason }, `shard ${reason}`);
  }
  const from = Math.floor((index * count) / of);
  return { sweep: 1, plan, engine: ENGINE_VERSION, shard: index, of, from, to: Math.floor(((index + 1) * count) / of) };
}

/**
 * How many rows an interrupted run left, and where the last of them ends. A line that was cut off, and whatever follows a wrong one, does not count: it is
 * written over. What of it sticks out behind the last new row is the end of a row, which is no JSON, or a right one.
 */
function rowsLeft(file: string, header: Header): { rows: number; size: number } {
  const left = { rows: 0, size: 0 };
  for (const { text, end } of wholeLines(file)) {
    if (left.size === 0) requireHeader(file, header);
    else if (rowIn(text)?.index === header.from + left.rows) left.rows++;
    else break;
    left.size = end;
  }
  return left;
}

/** The row of a line; undefined when it is none. */
function rowIn(line: string): SweepRow | undefined {
  try {
    const row = JSON.parse(line) as SweepRow | null;
    return typeof row?.index === 'number' ? row : undefined;
  } catch {
    return undefined;
  }
}

function requireHeader(file: string, header: Header): void {
  const [first] = wholeLines(file);
  if (first?.text === JSON.stringify(header)) return;
  const engine = engineOf(first?.text ?? '');
  throw wrongFile(
    file,
    engine === undefined || engine === header.engine
      ? 'belongs to another plan or another part of it'
      : `was made by version ${engine}; this is version ${header.engine}, whose results may differ`,
  );
}

/** The version a header names. */
function engineOf(line: string): string | undefined {
  try {
    const { engine } = JSON.parse(line) as { readonly engine?: unknown };
    return typeof engine === 'string' ? engine : undefined;
  } catch {
    return undefined;
  }
}

function wrongFile(file: string, reason: string): SimError<'SWEEP_FILE'> {
  return new SimError('SWEEP_FILE', { file, reason }, `${file} ${reason}`);
}

/** Writes all of a text behind what is there, and says where it ends. */
function append(descriptor: number, at: number, text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  let done = 0;
  // A single write may take only a part.
  while (done < bytes.length) done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
  return at + done;
}
