import { Worker } from 'node:worker_threads';
import { SimError } from '../errors.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';
import type { Batch, SweepRunner } from './sweep-runner.js';

/** Batches handed out per worker and not yet taken: enough that none waits, few enough that results do not pile up. */
const AHEAD = 3;

/** A thread's new objects: runs leave little behind, and what fits the processor's cache is collected fastest (48, which is usual, is 3 % slower over two threads). */
const YOUNG_MB = 32;

/** A batch that is under way. */
interface Ticket {
  readonly batch: Batch;
  readonly lines: Promise<readonly string[]>;
  done(lines: readonly string[]): void;
  failed(error: unknown): void;
}

/** A runner over threads of this process. A thread is told the plan once, then batches as pairs of numbers; what comes back is text. */
export class WorkerRunner implements SweepRunner {
  readonly #workers: readonly SweepThread[];

  /** @param plan - has been read and found right: a thread could only fail over it */
  constructor(plan: SweepPlan, workers: number) {
    const text = JSON.stringify(plan);
    this.#workers = Array.from({ length: workers }, () => new SweepThread(text));
  }

  async *map(batches: Iterable<Batch>): AsyncGenerator<readonly string[], void, void> {
    const open: Ticket[] = [];
    const most = AHEAD * this.#workers.length;
    for (const batch of batches) {
      if (open.length >= most) yield await (open.shift() as Ticket).lines;
      open.push(this.#handOut(batch));
    }
    for (const { lines } of open) yield await lines;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  /** To the thread with the least to do; the first of several. */
  #handOut(batch: Batch): Ticket {
    const ticket = makeTicket(batch);
    const idlest = this.#workers.reduce((best, worker) => (worker.load < best.load ? worker : best));
    idlest.take(ticket);
    return ticket;
  }
}

/** One thread and the batches it was given, which it does in their order. */
class SweepThread {
  readonly #worker: Worker;
  readonly #tickets: Ticket[] = [];
  /** Why it does no more batches. */
  #end: unknown;

  constructor(plan: string) {
    // Options of this process, such as `--input-type`, are not the thread's business.
    this.#worker = new Worker(new URL('./sweep-worker.js', import.meta.url), {
      workerData: plan,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (lines: readonly string[]) => this.#tickets.shift()?.done(lines));
    this.#worker.on('error', (error) => this.#giveUp(error));
    this.#worker.on('exit', (code) => this.#giveUp(lost(code, this.#tickets[0]?.batch)));
  }

  /** Batches given and not yet done. */
  get load(): number {
    return this.#tickets.length;
  }

  take(ticket: Ticket): void {
    if (this.#end !== undefined) ticket.failed(this.#end);
    else {
      this.#tickets.push(ticket);
      this.#worker.postMessage(ticket.batch);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #giveUp(error: unknown): void {
    this.#end ??= error;
    for (const ticket of this.#tickets.splice(0)) ticket.failed(error);
  }
}

function makeTicket(batch: Batch): Ticket {
  let done: (lines: readonly string[]) => void = () => {};
  let failed: (error: unknown) => void = () => {};
  const lines = new Promise<readonly string[]>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  // Nobody may be waiting yet when a thread is lost: whoever takes the batch later hears of it.
  lines.catch(() => {});
  return { batch, lines, done, failed };
}

function lost(code: number, batch: Batch | undefined): SimError<'WORKER_LOST'> {
  const details = { code, from: batch?.from ?? -1, to: batch?.to ?? -1 };
  const work = batch === undefined ? '' : ` before it had done runs ${batch.from} to ${batch.to - 1}`;
  return new SimError('WORKER_LOST', details, `a worker thread ended with code ${code}${work}`);
}
