import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Runs shorter than this draw nothing. */
const QUIET_MS = 400;

/** Shows how far a long run has come. */
export interface Progress {
  day(day: number): void;
  stop(): void;
}

/** A bar over days, rounds or ticks where somebody watches it, and nothing otherwise. */
export function dayProgress(
  { progress: stream }: Pick<Terminal, 'progress'>,
  maxDays: number,
  unit: 'day' | 'round' | 'tick' = 'day',
): Progress {
  if (stream === undefined) return { day: () => undefined, stop: () => undefined };
  const bar = new LateBar(stream, `${unit} {value} of at most {total} {bar} {duration_formatted}`);
  return {
    day: (day) => bar.draw(day, maxDays, () => ({})),
    stop: () => bar.stop(),
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
  const bar = new LateBar(stream, `{bar} {value} of {total} ${unit} {rate} {left}`);
  let before: number | undefined;
  return {
    rows(done, all) {
      // What an earlier call did says nothing about the speed of this one.
      const first = before ?? done - 1;
      before = first;
      bar.draw(done, all, (elapsed) => {
        const perSecond = (1000 * (done - first)) / elapsed;
        return { rate: `${figure(perSecond)}/s`, left: `${duration((all - done) / perSecond)} left` };
      });
    },
    stop: () => bar.stop(),
  };
}

/** A bar that is not drawn before there is something to wait for. */
class LateBar {
  readonly #bar: SingleBar;
  readonly #started: number = performance.now();
  #isShown = false;

  constructor(stream: NodeJS.WriteStream, format: string) {
    this.#bar = new SingleBar({
      format,
      clearOnComplete: true,
      hideCursor: true,
      stream,
      // Whoever interrupts the run stops the bar too.
      gracefulExit: false,
    });
  }

  /** @param figures - what the format shows besides, after so many milliseconds */
  draw(value: number, total: number, figures: (elapsedMs: number) => object): void {
    const elapsed = performance.now() - this.#started;
    if (!this.#isShown && elapsed < QUIET_MS) return;
    const shown = figures(elapsed);
    if (!this.#isShown) this.#bar.start(total, value, shown);
    this.#isShown = true;
    this.#bar.update(value, shown);
  }

  stop(): void {
    if (this.#isShown) this.#bar.stop();
  }
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
