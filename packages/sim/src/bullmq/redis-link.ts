import { clearTimeout, setTimeout } from 'node:timers';
import { Redis, type RedisOptions } from 'ioredis';
import { SimError } from '../errors.js';

/** Tries to connect again after so many milliseconds at most. */
const RETRY_MS = 500;

/** A client that knows the copies made of it, so that none outlives it: a queue makes one for the command that waits for work. */
class CountedRedis extends Redis {
  readonly #copies: Redis[] = [];

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    this.#copies.push(copy);
    return copy;
  }

  disconnectAll(): void {
    for (const copy of this.#copies) copy.disconnect();
    this.disconnect();
  }
}

/**
 * A connection that sits out a server that is away, but not for ever: it asks for a sign of life now and then, and when none has come for as long as its
 * patience lasts it is lost for good, with everything that waits for it.
 */
export class RedisLink {
  readonly #client: CountedRedis;
  readonly #patienceMs: number;
  /** Those who wait for an answer. A promise of the loss instead, raced against each answer, would remember every answer there ever was. */
  readonly #waiting: Set<(error: unknown) => void> = new Set();
  #timer: NodeJS.Timeout | undefined;
  #lastProblem = 'no answer';
  readonly #over = new AbortController();

  constructor(connection: string | RedisOptions, patienceMs: number) {
    this.#patienceMs = patienceMs;
    const options: RedisOptions = {
      // Commands outlive a restart of the server; whether it comes back at all is the pulse's business.
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(times * 50, RETRY_MS),
    };
    this.#client =
      typeof connection === 'string'
        ? new CountedRedis(connection, options)
        : new CountedRedis({ ...connection, ...options });
    this.#client.on('error', ({ message }) => {
      this.#lastProblem = message;
    });
    this.#pulse();
  }

  get client(): Redis {
    return this.#client;
  }

  /** Aborted when there is no connection any more, with the error that says why. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** What the server answers. @throws SimError `QUEUE_UNREACHABLE` when it does not */
  async guard<Answer>(answer: Promise<Answer>): Promise<Answer> {
    let lose: (error: unknown) => void = () => {};
    try {
      return await new Promise<Answer>((resolve, reject) => {
        answer.then(resolve, reject);
        lose = reject;
        this.#waiting.add(lose);
        if (this.over.aborted) reject(this.over.reason);
      });
    } catch (error) {
      // A command that was cut off when the connection was given up says less than what made us give up.
      throw this.over.reason ?? error;
    } finally {
      this.#waiting.delete(lose);
    }
  }

  close(): void {
    this.#end(this.#unreachable('the queue has been closed', 0));
  }

  #pulse(): void {
    if (this.over.aborted) return;
    this.#timer = setTimeout(() => this.#end(this.#unreachable(this.#lastProblem, this.#patienceMs)), this.#patienceMs);
    this.#client.ping().then(
      () => this.#rest(),
      // A server that does not let us in is as good as none.
      (error: Error) => {
        this.#lastProblem = error.message;
      },
    );
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (this.over.aborted) return;
    this.#lastProblem = 'no answer';
    this.#timer = setTimeout(() => this.#pulse(), this.#patienceMs / 4);
  }

  #end(error: unknown): void {
    if (this.over.aborted) return;
    clearTimeout(this.#timer);
    this.#over.abort(error);
    for (const lose of this.#waiting) lose(error);
    this.#client.disconnectAll();
  }

  #unreachable(reason: string, waitedMs: number): SimError<'QUEUE_UNREACHABLE'> {
    const { host, port, path } = this.#client.options;
    const server = path ?? `${host}:${port}`;
    const waited = waitedMs === 0 ? '' : ` for ${waitedMs} ms`;
    return new SimError(
      'QUEUE_UNREACHABLE',
      { server, waitedMs, reason },
      `the queue's server ${server} is not to be had${waited}: ${reason}`,
    );
  }
}
