import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Runs shorter than this draw nothing. */
const QUIET_MS = 400;

/** Shows how far a long run has come. */
export interface Progress {
  day(day: number): void;
  stop(): void;
}

/** A bar over days where somebody watches it, and nothing otherwise. */
export function dayProgress({ progress: stream }: Pick<Terminal, 'progress'>, maxDays: number): Progress {
  if (stream === undefined) return { day: () => undefined, stop: () => undefined };
  const started = performance.now();
  const bar = new SingleBar({
    format: 'day {value} of at most {total} {bar} {duration_formatted}',
    clearOnComplete: true,
    hideCursor: true,
    stream,
    // Whoever interrupts the run stops the bar too.
    gracefulExit: false,
  });
  let shown = false;
  return {
    day(day) {
      if (!shown && performance.now() - started < QUIET_MS) return;
      if (!shown) bar.start(maxDays, day);
      shown = true;
      bar.update(day);
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}
