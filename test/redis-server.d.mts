/** A Redis server of one's own: a process on a free port, that keeps what it is told in a file. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Starts it again with what it had kept. */
  start(): Promise<void>;
  /** Takes it away without a word, as a power cut does. */
  kill(): Promise<void>;
  /** Ends it, and removes what it kept. */
  stop(): Promise<void>;
}

/** Starts a server. Rejects, and says what to install, where there is none. */
export function startRedis(): Promise<RedisServer>;
