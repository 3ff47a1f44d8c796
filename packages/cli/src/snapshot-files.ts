import { existsSync, readdirSync, rmSync } from 'node:fs';
import type { Day } from '@bagehot/kernel';
import { keepsSnapshot, type RunSnapshot, type RunView, snapshotFile } from '@bagehot/sim';
import type { OutputFolder } from './output-folder.js';
import { writing } from './write-error.js';

/** The opening states of a run's days, which one goes back to for a branch: one every so many days, in a folder of their own. */
export class SnapshotFiles {
  /** Days that are kept, ascending. */
  readonly days: Day[] = [];
  readonly #folder: OutputFolder;
  readonly #every: number;

  /** @param every - 0 keeps the first day only */
  constructor(folder: OutputFolder, every: number) {
    this.#folder = folder;
    this.#every = every;
  }

  /** Removes those of an earlier run. @throws CommandError with exit code 3 when that cannot be done */
  clear(): void {
    const place = this.#folder.pathOf('snapshots');
    const names = existsSync(place) ? readdirSync(place) : [];
    writing(place, () => {
      for (const name of names) if (/^\d+\.json$/.test(name)) rmSync(this.#folder.pathOf(`snapshots/${name}`));
    });
  }

  /** The run is about to begin a day, or to be over: its state is kept if it is the turn of that day and the run goes on. */
  offer(day: Day, run: RunView): void {
    const isFirst = this.days.length === 0;
    if (isFirst || keepsSnapshot(day, this.#every, this.days[0] as Day)) this.keep(run.snapshot());
  }

  /** @throws CommandError with exit code 3 when it cannot be written */
  keep(snapshot: RunSnapshot): void {
    const { day, outcome } = snapshot.ring;
    if (outcome !== null) return;
    this.#folder.write(snapshotFile(day), `${JSON.stringify(snapshot)}\n`);
    this.days.push(day);
  }
}
