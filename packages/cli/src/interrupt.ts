/** Runs `body` while Ctrl-C asks it to stop, instead of killing the process; a second Ctrl-C kills it. */
export async function interruptible<T>(body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await body(controller.signal);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

/** Takes a run to its end, a step at a time, and lets signals and timers have their turn in between. */
export async function toItsEnd<Step, Result>(
  steps: Generator<Step, Result, void>,
  onStep: (step: Step) => void,
): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    onStep(step.value);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
