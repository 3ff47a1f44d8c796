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

/** Shows how far a sweep has come, how fast it goes, and how long it will take. */
export interface RowProgress {
  rows(done: number, all: number): void;
  stop(): void;
}

/** A bar over the runs of a sweep where somebody watches it, and nothing otherwise. */
export function rowProgress({ progress: stream }: Pick<Terminal, 'progress'>, unit: string): RowProgress {
  if (stream === undefined) return { rows: () => undefined, stop: () => undefined };
  const started = performance.now();
  const bar = new SingleBar({
    format: `{bar} {value} of {total} ${unit} {rate} {left}`,
    clearOnComplete: true,
    hideCursor: true,
    stream,
    gracefulExit: false,
  });
  let shown = false;
  let before: number | undefined;
  return {
    rows(done, all) {
      // What an earlier call did says nothing about the speed of this one.
      before ??= done - 1;
      const elapsed = performance.now() - started;
      if (!shown && elapsed < QUIET_MS) return;
      const perSecond = (1000 * (done - before)) / elapsed;
      const payload = { rate: `${figure(perSecond)}/s`, left: `${duration((all - done) / perSecond)} left` };
      if (!shown) bar.start(all, done, payload);
      shown = true;
      bar.update(done, payload);
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}

/** A rate in as many digits as can be read in passing. */
function figure(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

/** Seconds in the largest units that matter. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
