import { type AgentId, BagehotError, type BucketId, type Day, type Decimal, type TicketId } from '@bagehot/kernel';

/** One thing wrong in a configuration: where it is, which rule it breaks, and what would have been right. */
export interface ConfigProblem {
  /** The code it would have alone, such as `BAD_BUCKETS`. */
  readonly code: ConfigProblemCode;
  /** Where it is: `buckets[1].minDays`. */
  readonly path: string;
  /** For people: the value found and what is allowed. */
  readonly message: string;
}

/** Codes of configuration problems. */
export type ConfigProblemCode =
  | 'BAD_CONFIG'
  | 'BAD_BUCKETS'
  | 'BAD_ANCHOR'
  | 'BAD_SHARES'
  | 'BAD_TARGET'
  | 'INDIVISIBLE'
  | 'ALREADY_DUE'
  | 'DUPLICATE_ID'
  | 'UNKNOWN_TRADER'
  | 'OWN_ISSUE'
  | 'OFF_GRID'
  | 'TOO_FEW_TRADERS';

interface WithProblems {
  readonly problems: readonly ConfigProblem[];
}

/** What the dealer package may complain about, and the details each complaint carries. */
export interface DealerErrors extends Record<ConfigProblemCode, WithProblems> {
  /** Several problems of different kinds, or one that has no code of its own. */
  BAD_CONFIG: WithProblems;
  /** Buckets that do not partition 1, 2, 3, ... days. */
  BAD_BUCKETS: WithProblems;
  /** An anchor that is missing, for an unknown bucket, or narrower than the smallest spread. */
  BAD_ANCHOR: WithProblems;
  /** Shares below 0 or above 1 together. */
  BAD_SHARES: WithProblems;
  /** A target capacity whose half is no whole number of tickets. */
  BAD_TARGET: WithProblems;
  /** A debt that is no whole number of tickets. */
  INDIVISIBLE: WithProblems;
  /** A debt or ticket that is due on or before the opening day. */
  ALREADY_DUE: WithProblems;
  /** The trader does not own the ticket it wants to sell. */
  NOT_OWNER: { readonly trader: AgentId; readonly ticket: TicketId; readonly owner: AgentId | null };
  /** No such ticket in the book, or it is settled. */
  UNKNOWN_TICKET: { readonly ticket: TicketId };
  /** No such bucket in this market. */
  UNKNOWN_BUCKET: { readonly bucket: BucketId; readonly known: readonly BucketId[] };
  /** The account is no dealer of this market. */
  UNKNOWN_DEALER: { readonly agent: AgentId; readonly known: readonly AgentId[] };
  /** Standing quotes no wider than the bucket's opening outside spread. Money per ticket. */
  BACKSTOP_TOO_TIGHT: { readonly bucket: BucketId; readonly spread: Decimal; readonly opening: Decimal };
  /** A script, or a flow of the user's own, names a trader outside its set or a ticket that the rules do not choose. */
  SCRIPT_MISMATCH: {
    readonly day: Day;
    readonly arrival: number;
    readonly expected: string;
    readonly actual: string;
  };
  /** A day before the one already reached. */
  DAY_PASSED: { readonly day: Day; readonly reached: Day };
  /** A step of the day out of order, such as settling a day that was not opened. */
  OUT_OF_ORDER: { readonly step: string; readonly expected: string };
  /** A snapshot of another kind, or of a version this package does not read. */
  INVALID_SNAPSHOT: { readonly kind: string; readonly version: number };
  /** A ticket book that was not made by `createTicketBook` or `windowTickets`. */
  FOREIGN_TICKET_BOOK: { readonly reason: string };
  /** A conservation law or a bound of the model broke: always a bug of ours or of a port. */
  INVARIANT_VIOLATED: { readonly invariant: string; readonly day: Day; readonly message: string };
}

/** An error of the dealer package: see {@link DealerErrors} for the codes. */
export class DealerError<Code extends keyof DealerErrors = keyof DealerErrors> extends BagehotError<
  DealerErrors,
  Code
> {
  override get name(): string {
    return 'DealerError';
  }
}

/**
 * The error for a list of configuration problems: their common code if they share one, else `BAD_CONFIG`. All of them are in the message and the details.
 */
export function configError(problems: readonly [ConfigProblem, ...ConfigProblem[]]): DealerError {
  const [first] = problems;
  const code = problems.every((problem) => problem.code === first.code) ? first.code : 'BAD_CONFIG';
  const lines = problems.map(({ path, message }) => `${path}: ${message}`);
  return new DealerError(code, { problems }, lines.length === 1 ? (lines[0] as string) : `${lines.join('; ')}`);
}
