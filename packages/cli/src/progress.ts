import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Runs shorter than this draw nothing. */
const QUIET_MS = 400;

/** Shows how far a long run has come. */
export interface Progress {
  day(day: number): void;
  stop(): void;
}

/** A bar over days on standard error when somebody watches it, and nothing otherwise. */
export function dayProgress(terminal: Terminal, maxDays: number): Progress {
  if (!terminal.isWatched) return { day: () => undefined, stop: () => undefined };
  const started = performance.now();
  const bar = new SingleBar({
    format: 'day {value} of at most {total} {bar} {duration_formatted}',
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
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
