import {
  FinancingError,
  type FinancingProblem,
  type LogDigest,
  logDigest,
  parseLog,
  replayLog,
  verifyLog,
} from '@bagehot/financing';

/** What a log's check has found. */
export interface LogCheck {
  readonly rounds: number;
  readonly rows: number;
  readonly mode: string | null;
  /** Why the run ended; null when the log does not say. */
  readonly termination: string | null;
  /** Everything that cannot be, for people; nothing when the log is sound. */
  readonly differences: readonly string[];
}

/**
 * The fingerprint of a log, to be kept beside it: a chain of hashes by round.
 *
 * @param lines - with or without line feeds
 */
export function digestLog(lines: Iterable<string>): Promise<LogDigest> {
  return logDigest(lines);
}

/**
 * Plays a run again from its log alone and checks all that a log can prove: no round is missing, people take a step at a time, each good is bought as much as it is sold,
 * orders and budgets follow from prices. With a digest also that not a letter was changed.
 *
 * @param text - `log.jsonl` of this package, or of another simulator with its schema
 * @param digest - `log.digest.json`
 * @throws FinancingError `LOG_VERSION_UNSUPPORTED`, `LOG_ROW_INVALID` for what is no log; `INVALID_OPTION` for what is no digest
 * @see financing specification, section 11
 */
export async function checkLog(text: string, digest?: LogDigest): Promise<LogCheck> {
  const rows = parseLog(text);
  const differences: string[] = [];
  let rounds = 0;
  let termination: string | null = null;
  try {
    for (const frame of replayLog(rows)) {
      rounds++;
      termination = frame.termination;
    }
  } catch (error) {
    const { code, problems } = problemsOf(error);
    if (code !== 'LOG_INTEGRITY') throw error;
    differences.push(...problems.map(({ message }) => message));
  }
  const verdict = digest === undefined ? undefined : await verifyLog(text, digest);
  if (verdict?.intact === false)
    differences.push(`round ${verdict.round} is ${verdict.difference}: the log is not the one its digest was made of`);
  return { rounds, rows: rows.length, mode: rows[0]?.financing_mode ?? null, termination, differences };
}

function problemsOf(error: unknown): { readonly code: string; readonly problems: readonly FinancingProblem[] } {
  if (error instanceof FinancingError) return { code: error.code, problems: error.details.problems };
  return { code: '', problems: [] };
}
