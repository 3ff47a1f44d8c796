import { refusal } from '../problems.js';
import { linesOf, readObject } from './log-reader.js';
import { encodeText } from './text-codec.js';

// Web Crypto: browsers (on secure pages) and Node have it; the language's own library does not name it.
declare const crypto: {
  readonly subtle: { digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
};

/** The only kind of hash there is. */
const ALGORITHM = 'SHA-256';
const HASH_BYTES = 32;

/** The log up to the end of one round, as a number. */
export interface RoundDigest {
  readonly round: number;
  readonly rows: number;
  /** SHA-256, as 64 hexadecimal digits, of the hash before it (32 bytes, zeros at first) followed by the lines of the round, each with a line feed, in UTF-8. */
  readonly hash: string;
}

/** A log's fingerprint: plain data to keep apart from the log. */
export interface LogDigest {
  readonly algorithm: 'SHA-256';
  /** In the order of the log. */
  readonly rounds: readonly RoundDigest[];
  /** Of the whole log: that of the last round, or 64 zeros. */
  readonly hash: string;
}

/** Whether a log is the one that a digest was made of; if not, where it parts from it. */
export type LogVerdict =
  | { readonly intact: true }
  | {
      readonly intact: false;
      /** First round that differs. */
      readonly round: number;
      /** The round's lines are not those of the digest; the log goes on without the round; or it goes on after the digest has ended. */
      readonly difference: 'changed' | 'missing' | 'added';
    };

/** A log as text: the whole of it, or its lines, with or without line feeds, also as they come from a file. */
export type LogText = string | Iterable<string> | AsyncIterable<string>;

/**
 * The fingerprint of a log, a chain of hashes by round: changing one letter changes the hash of its round and all that follow. Line feeds and empty lines are no
 * part of it, whatever else is written in a line is. A line that cannot be read counts for the round of the line before.
 *
 * @example
 * await writeFile('run.digest.json', JSON.stringify(await logDigest(log.lines())));
 * @see FIPS 180-4 for SHA-256
 */
export async function logDigest(log: LogText): Promise<LogDigest> {
  const rounds: RoundDigest[] = [];
  for await (const round of roundDigests(log)) rounds.push(round);
  return { algorithm: ALGORITHM, rounds, hash: rounds.at(-1)?.hash ?? hex(new Uint8Array(HASH_BYTES)) };
}

/**
 * Compares a log with the digest of what it should be. It reads no further than to the first round that differs.
 *
 * @throws FinancingError `INVALID_OPTION`: a digest of another algorithm, or one whose hash is not that of its last round
 */
export async function verifyLog(log: LogText, digest: LogDigest): Promise<LogVerdict> {
  checkDigest(digest);
  const expected = digest.rounds[Symbol.iterator]();
  for await (const found of roundDigests(log)) {
    const { value: due } = expected.next();
    if (due === undefined) return { intact: false, round: found.round, difference: 'added' };
    if (found.round > due.round) return { intact: false, round: due.round, difference: 'missing' };
    if (found.hash !== due.hash) return { intact: false, round: due.round, difference: 'changed' };
  }
  const { value: due } = expected.next();
  return due === undefined ? { intact: true } : { intact: false, round: due.round, difference: 'missing' };
}

function checkDigest({ algorithm, rounds, hash }: LogDigest): void {
  if (algorithm !== ALGORITHM) throw refusal('INVALID_OPTION', 'digest.algorithm', algorithm, ALGORITHM);
  const last = rounds.at(-1)?.hash ?? hash;
  if (hash !== last) throw refusal('INVALID_OPTION', 'digest.hash', hash, `that of its last round, ${last}`);
}

async function* roundDigests(log: LogText): AsyncGenerator<RoundDigest> {
  let chain: Uint8Array = new Uint8Array(HASH_BYTES);
  let round = 0;
  let lines: string[] = [];
  const close = async (): Promise<RoundDigest> => {
    chain = await hashOf(chain, lines);
    return { round, rows: lines.length, hash: hex(chain) };
  };
  for await (const text of typeof log === 'string' ? linesOf(log) : log) {
    const line = text.replace(/[\r\n]+$/, '');
    if (line === '') continue;
    const number = roundOf(line) ?? round;
    if (number !== round && lines.length > 0) {
      yield await close();
      lines = [];
    }
    round = number;
    lines.push(line);
  }
  if (lines.length > 0) yield await close();
}

function roundOf(line: string): number | undefined {
  const round = readObject(line)?.['core_round'];
  return typeof round === 'number' ? round : undefined;
}

async function hashOf(chain: Uint8Array, lines: readonly string[]): Promise<Uint8Array> {
  const text = encodeText(`${lines.join('\n')}\n`);
  const bytes = new Uint8Array(chain.length + text.length);
  bytes.set(chain);
  bytes.set(text, chain.length);
  return new Uint8Array(await crypto.subtle.digest(ALGORITHM, bytes));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
