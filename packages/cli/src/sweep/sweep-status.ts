import { existsSync } from 'node:fs';
import { planSweep } from '@bagehot/sim';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Terminal } from '../terminal.js';
import { sweepFailure } from './sweep-error.js';
import { type ShardState, SweepFolder } from './sweep-folder.js';

/** Says how far the shards of a sweep have come. */
export function sweepStatus(path: string, options: { readonly json?: boolean }, terminal: Terminal): ExitCode {
  const folder = new SweepFolder(path);
  const plan = folder.plan();
  try {
    const { count } = planSweep(plan.plan);
    const [of = 1] = folder.divisions(plan);
    const shards = folder.states(plan, of).map((state) => ({ ...state, all: rowsOf(count, state) }));
    const complete = shards.every(({ state }) => state === 'complete');
    const written = existsSync(folder.pathOf('manifest.json'));
    if (options.json === true)
      terminal.out(
        JSON.stringify({
          name: plan.name,
          complete,
          written,
          rows: shards.reduce((sum, { rows }) => sum + rows, 0),
          runs: count,
          shards: shards.map(({ shard, rows, all, state }) => ({ shard: shard.index, of, state, rows, all })),
        }),
      );
    else {
      const width = String(of - 1).length;
      for (const { shard, rows, all, state } of shards)
        terminal.out(
          `shard ${String(shard.index).padStart(width)} of ${of}  ${state.padEnd(8)}  ${rows} of ${all} rows`,
        );
      terminal.out(verdict(complete, written, path));
    }
    return complete ? EXIT.ok : EXIT.failed;
  } catch (error) {
    throw sweepFailure(path, error);
  }
}

/** How many rows a shard has when it is complete: every shard takes its stretch of the runs. */
function rowsOf(count: number, { shard: { index, of } }: ShardState): number {
  return Math.floor(((index + 1) * count) / of) - Math.floor((index * count) / of);
}

function verdict(complete: boolean, written: boolean, path: string): string {
  if (!complete) return 'not complete';
  return written ? 'complete; tables, summary and dashboard are written' : `complete; now: bagehot sweep merge ${path}`;
}
