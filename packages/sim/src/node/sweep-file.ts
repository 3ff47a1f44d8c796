import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { SimError } from '../errors.js';
import { planSweep, type SweepPlan } from '../sweep/sweep-plan.js';
import { type RunSweepOptions, runSweep } from './run-sweep.js';

/** A part of a sweep: shard `index` of `of` equal stretches of its runs. */
export interface Shard {
  /** 0 to of - 1. */
  readonly index: number;
  readonly of: number;
}

/** How a shard is run into a file. */
export interface ShardOptions extends Pick<RunSweepOptions, 'workers' | 'batchSize'> {
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
  readonly shard: number;
  readonly of: number;
  readonly from: number;
  readonly to: number;
}

const LINE_END = 0x0a;

/** SHA-256 of a plan, hexadecimal: equal for plans that are equal as data, whatever the order of their fields. */
export function planHash(plan: SweepPlan): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, part]) => [name, sorted(part)]),
    );
  };
  return createHash('sha256')
    .update(JSON.stringify(sorted(JSON.parse(JSON.stringify(plan)))))
    .digest('hex');
}

/** Where a shard's rows are once they are complete: `shard-<i>-of-<n>.<first 16 digits of the plan's hash>.jsonl`. */
export function shardFile(plan: SweepPlan, folder: string, { index, of }: Shard): string {
  return path.join(folder, `shard-${index}-of-${of}.${planHash(plan).slice(0, 16)}.jsonl`);
}

/**
 * Runs a shard of a sweep into a file of lines: a header, then the rows in order. The file gets its name when it is complete and on the disk; until then it is
 * called `.partial`, and a run that was interrupted at any moment goes on from there without repeating or losing a row. A shard that is complete is left alone.
 *
 * One process at a time may work on a shard in a folder.
 *
 * @throws SimError `SWEEP_INVALID`, `INVALID_OPTIONS`, `WORKER_LOST`; `SWEEP_FILE` when the file is of another plan or part; whatever the file system says
 */
export async function runShard(plan: SweepPlan, folder: string, options: ShardOptions = {}): Promise<ShardResult> {
  const { shard = { index: 0, of: 1 }, onRow, ...how } = options;
  const header = headerOf(plan, shard);
  const all = header.to - header.from;
  const file = shardFile(plan, folder, shard);
  if (existsSync(file)) {
    requireHeader(file, readFileSync(file, 'utf8').split('\n', 1)[0], header);
    return { file, rows: all, found: all };
  }
  const partial = `${file}.partial`;
  const descriptor = openSync(partial, existsSync(partial) ? 'r+' : 'w+');
  try {
    const at = wholeLines(partial, header);
    ftruncateSync(descriptor, at.size);
    const found = at.rows;
    if (at.size === 0) at.size = append(descriptor, 0, `${JSON.stringify(header)}\n`);
    for await (const line of runSweep(plan, { ...how, from: header.from + found, to: header.to })) {
      at.size = append(descriptor, at.size, `${line}\n`);
      at.rows++;
      onRow?.(at.rows, all);
    }
    fsyncSync(descriptor);
    renameSync(partial, file);
    return { file, rows: all, found };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The rows of a sweep from the files of its shards, in order. Every file must be there, complete, and of this plan; every run must be in it, at its place.
 *
 * @param of - number of shards
 * @throws SimError `SWEEP_INCOMPLETE` with the shards that are missing, `SWEEP_FILE` for a file that does not belong or is damaged
 */
export function* mergeShards(plan: SweepPlan, folder: string, of: number): Generator<string, void, void> {
  const shards = Array.from({ length: of }, (_, index): Shard => ({ index, of }));
  const missing = shards.filter((shard) => !existsSync(shardFile(plan, folder, shard))).map(({ index }) => index);
  if (missing.length > 0)
    throw new SimError(
      'SWEEP_INCOMPLETE',
      { missing, of },
      `shards ${missing.join(', ')} of ${of} are missing in ${folder}`,
    );
  for (const shard of shards) {
    const file = shardFile(plan, folder, shard);
    const header = headerOf(plan, shard);
    const [first, ...lines] = readFileSync(file, 'utf8').split('\n');
    requireHeader(file, first, header);
    if (lines.pop() !== '' || lines.length !== header.to - header.from)
      throw wrongFile(file, `holds ${lines.length} rows instead of ${header.to - header.from}`);
    for (const [k, line] of lines.entries()) {
      if (indexOf(line) !== header.from + k) throw wrongFile(file, `line ${k + 2} is not run ${header.from + k}`);
      yield line;
    }
  }
}

function headerOf(plan: SweepPlan, { index, of }: Shard): Header {
  const { count } = planSweep(plan);
  if (!(Number.isInteger(of) && of >= 1 && Number.isInteger(index) && index >= 0 && index < of)) {
    const reason = `must be i of n with 0 <= i < n, but is ${index} of ${of}`;
    throw new SimError('INVALID_OPTIONS', { field: 'shard', reason }, `shard ${reason}`);
  }
  const from = Math.floor((index * count) / of);
  return { sweep: 1, plan: planHash(plan), shard: index, of, from, to: Math.floor(((index + 1) * count) / of) };
}

/** How many rows an interrupted run left, and where the last whole line ends. A line that was cut off, and whatever follows it, does not count. */
function wholeLines(file: string, header: Header): { rows: number; size: number } {
  const bytes = readFileSync(file);
  let rows = -1;
  let size = 0;
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, size)) {
    const line = bytes.toString('utf8', size, end);
    if (rows === -1) requireHeader(file, line, header);
    else if (indexOf(line) !== header.from + rows) break;
    rows++;
    size = end + 1;
  }
  return { rows: Math.max(rows, 0), size };
}

function indexOf(line: string): number | undefined {
  try {
    const { index } = JSON.parse(line) as { readonly index?: unknown };
    return typeof index === 'number' ? index : undefined;
  } catch {
    return undefined;
  }
}

function requireHeader(file: string, line: string | undefined, header: Header): void {
  if (line !== JSON.stringify(header)) throw wrongFile(file, 'belongs to another plan or another part of it');
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
