import { availableParallelism } from 'node:os';
import type { Shard } from '@bagehot/sim/node';
import { badOption, readCount } from '../option-value.js';
import { FORMATS, type Format } from './row-file.js';
import type { SweepRunOptions } from './sweep-options.js';

/** How a sweep is run, read from the options. */
export interface SweepRequest {
  readonly workers: number;
  /** The part that is run; undefined for all of it. */
  readonly shard: Shard | undefined;
  readonly formats: readonly Format[];
  readonly reports: number;
}

/** @throws CommandError with exit code 2 naming the option that is wrong */
export function readRequest(options: Omit<SweepRunOptions, 'outDir'>): SweepRequest {
  return {
    workers: options.workers === 'auto' ? availableParallelism() : readCount('--workers', options.workers, 0),
    shard: options.shard === undefined ? undefined : readShard(options.shard),
    formats: readFormats(options.format),
    reports: readCount('--reports', options.reports, 0),
  };
}

/** Formats in their usual order; the first one is always among them. @throws CommandError with exit code 2 */
export function readFormats(text: string): readonly Format[] {
  const wanted = text.split(',').map((part) => part.trim());
  const unknown = wanted.find((name) => !(FORMATS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw badOption('--format', `must be of ${FORMATS.join(', ')}, separated by commas, but has "${unknown}"`);
  return FORMATS.filter((format, k) => k === 0 || wanted.includes(format));
}

function readShard(text: string): Shard {
  const [, index, of] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  if (index === undefined || of === undefined || Number(index) >= Number(of))
    throw badOption('--shard', `must be i/n with i from 0 to n-1, but is ${text}`);
  return { index: Number(index), of: Number(of) };
}
