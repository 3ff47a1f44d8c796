import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { type SweepPlanFile, sweepPlanToYaml } from '@bagehot/sim';
import { planHash, type Shard, shardFile } from '@bagehot/sim/node';
import { CommandError, EXIT } from '../exit-code.js';
import { OutputFolder } from '../output-folder.js';
import { writeWhole } from '../whole-file.js';
import { readPlanFile } from './plan-source.js';

const PLAN = 'plan.yaml';
const SHARDS = 'shards';
const SHARD_NAME = /^shard-\d+-of-(\d+)\.[0-9a-f]+\.jsonl(?:\.partial)?$/;
const CHUNK_BYTES = 1 << 18;
const LINE_END = 0x0a;

/** How far a part of a sweep has come. */
export interface ShardState {
  readonly shard: Shard;
  /** Rows on the disk, the last of them perhaps cut off. */
  readonly rows: number;
  readonly state: 'complete' | 'partial' | 'missing';
}

/** The folder of a sweep: its plan, the rows of its shards, and what was made of them. */
export class SweepFolder extends OutputFolder {
  /** Where the rows are. */
  get shards(): string {
    return this.pathOf(SHARDS);
  }

  /** Is there a sweep in this folder? */
  get hasPlan(): boolean {
    return existsSync(this.pathOf(PLAN));
  }

  /**
   * The plan of the sweep.
   *
   * @throws CommandError with exit code 2 when there is none, or it cannot be read
   */
  plan(): SweepPlanFile {
    if (!this.hasPlan) throw new CommandError(EXIT.badInput, `there is no sweep in ${this.folder}: it has no ${PLAN}`);
    return readPlanFile(this.pathOf(PLAN));
  }

  /**
   * Makes the folder the plan's. A folder of another plan is refused, unless no row of that was ever finished.
   *
   * @returns the plan that is run: the one that is there, where it is the same by another name
   * @throws CommandError with exit code 2 when the folder belongs to another plan, 3 when it cannot be written
   */
  claim(plan: SweepPlanFile): SweepPlanFile {
    const { description } = plan;
    const text = sweepPlanToYaml(plan.plan, description === undefined ? {} : { description });
    const found = this.#planBesides(text);
    const isSame = found !== undefined && planHash(found.plan) === planHash(plan.plan);
    // Without shards it is a file of the user's.
    if (found !== undefined && !isSame && (!existsSync(this.shards) || this.#hasRows()))
      throw new CommandError(
        EXIT.badInput,
        `${this.folder} belongs to another plan, ${this.pathOf(PLAN)}: choose another --out-dir, or remove that folder`,
      );
    this.make();
    new OutputFolder(this.shards).make();
    if (isSame) return found;
    if (found !== undefined || !this.hasPlan) writeWhole(this.pathOf(PLAN), text);
    return plan;
  }

  /** Into how many shards the sweep was divided in this folder, in increasing order; nothing where no shard was begun. */
  divisions({ plan }: SweepPlanFile): readonly number[] {
    const ending = endingOf(path.basename(shardFile(plan, '', { index: 0, of: 1 })));
    const files = this.#shardFiles().filter((name) => endingOf(name) === ending);
    const counts = new Set(files.map((name) => Number(SHARD_NAME.exec(name)?.[1])));
    return [...counts].sort((a, b) => a - b);
  }

  /** How far the shards of a division have come. */
  states({ plan }: SweepPlanFile, of: number): readonly ShardState[] {
    return Array.from({ length: of }, (_, index): ShardState => {
      const shard = { index, of };
      const file = shardFile(plan, this.shards, shard);
      if (existsSync(file)) return { shard, rows: rowsIn(file), state: 'complete' };
      const partial = `${file}.partial`;
      return existsSync(partial)
        ? { shard, rows: rowsIn(partial), state: 'partial' }
        : { shard, rows: 0, state: 'missing' };
    });
  }

  /** The plan that is there, if it is not written with the same text. */
  #planBesides(text: string): SweepPlanFile | undefined {
    return this.hasPlan && readFileSync(this.pathOf(PLAN), 'utf8') !== text ? this.plan() : undefined;
  }

  #hasRows(): boolean {
    return this.#shardFiles().some((name) => rowsIn(path.join(this.shards, name)) > 0);
  }

  #shardFiles(): readonly string[] {
    return existsSync(this.shards) ? readdirSync(this.shards).filter((name) => SHARD_NAME.test(name)) : [];
  }
}

/** The part of a shard's name that tells the plan. */
function endingOf(name: string): string {
  return name.slice(name.indexOf('.')).replace(/\.partial$/, '');
}

/** Lines that have an end, but for the header. */
function rowsIn(file: string): number {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let lines = 0;
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const bytes = chunk.subarray(0, read);
      for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) lines++;
    }
    return Math.max(0, lines - 1);
  } finally {
    closeSync(descriptor);
  }
}
