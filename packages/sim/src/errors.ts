import { BagehotError, type Day } from '@bagehot/kernel';

/** Something wrong in a scenario: which rule it breaks, where, and what would have been right. */
export interface ScenarioProblem {
  /** Stable: one of the codes of the ring specification, section 15.3, or `E_YAML`, `E_VALUE`. */
  readonly code: ScenarioProblemCode;
  /** Where, in the spelling of the file: `initial_actions[2].create_payable.amount`; empty for the whole file. */
  readonly path: string;
  /** For people: the value found and what is allowed. */
  readonly message: string;
  /** Line of the YAML text, counted from 1, when the scenario came from one. */
  readonly line?: number;
  /** Paths of the parts that are missing, where that is the problem. */
  readonly missing?: readonly string[];
}

/** Codes of scenario problems. */
export type ScenarioProblemCode =
  /** No YAML, a key written twice in one mapping, or more than one document. */
  | 'E_YAML'
  /** A field this version does not know. */
  | 'E_UNKNOWN_KEY'
  /** Missing, of the wrong type, or outside its domain, where no other code fits. */
  | 'E_VALUE'
  | 'E_VERSION'
  | 'E_AGENT_DUPLICATE'
  | 'E_AGENT_UNKNOWN'
  /** Not positive, or no multiple of the quantum. */
  | 'E_AMOUNT'
  /** Negative, no whole number, or before the day of its action. */
  | 'E_DUE_DAY'
  | 'E_SELF_COUNTERPARTY'
  | 'E_ALIAS_DUPLICATE'
  /** Never given, or given later. */
  | 'E_ALIAS_UNKNOWN'
  /** An agent whose kind may not hold, issue or pay with this. */
  | 'E_POLICY'
  | 'E_BUCKETS'
  /** An opening action moves more than there is by then. Only setting the scenario up shows it. */
  | 'E_FUNDS'
  /** Standing quotes that are not wider than the opening ones of a bucket they stand behind. */
  | 'E_BACKSTOP_TOO_TIGHT'
  | `E_RING_${string}`
  /** A code of the financing specification, section 13, such as `E_FINANCING_WEIGHTS_NOT_NORMALISED`. */
  | `E_FINANCING_${string}`
  /** A code of the package of exchanges, such as `E_EXCHANGE_HOLDING_INVALID`. */
  | `E_EXCHANGE_${string}`;

/** Something wrong in the plan of a sweep: where, the value found and what is allowed. */
export interface SweepProblem {
  /** Where, from the top of the plan: `design.axes[0].values`. */
  readonly path: string;
  readonly message: string;
  /** Line in the text, counted from 1, when the plan came from one. */
  readonly line?: number;
}

/** A shard that was tried in vain. */
export interface FailedShard {
  readonly shard: number;
  /** Attempts that ended with an error. */
  readonly attempts: number;
  /** What the last of them said. */
  readonly reason: string;
}

/** What sim may complain about, and the details each complaint carries. Defaults and halted runs are results, never errors. */
export interface SimErrors {
  /** A scenario that cannot be run, with everything that is wrong in it. */
  SCENARIO_INVALID: { readonly problems: readonly ScenarioProblem[] };
  /** A plan that cannot be carried out, with everything that is wrong in it. */
  SWEEP_INVALID: { readonly problems: readonly SweepProblem[] };
  /** A worker thread ended before the runs it was given were done; nothing of them has come out. */
  WORKER_LOST: { readonly code: number; readonly from: number; readonly to: number };
  /** A file of rows that is damaged, or of another plan or part of it. */
  SWEEP_FILE: { readonly file: string; readonly reason: string };
  /** An arm or figure that was not measured. */
  UNKNOWN_FIGURE: { readonly arm: string; readonly figure: string };
  /** Shards of a sweep that are not there yet. */
  SWEEP_INCOMPLETE: { readonly missing: readonly number[]; readonly of: number };
  /** A file that the file system refuses: the disk is full, the folder is missing or not ours. `code` is the system's: `ENOSPC`. */
  SWEEP_STORAGE: { readonly file: string; readonly code: string; readonly reason: string };
  /** The server behind a queue of shards was not to be had for as long as we were ready to wait. */
  QUEUE_UNREACHABLE: { readonly server: string; readonly waitedMs: number; readonly reason: string };
  /** What a queue says a plan is, is not that plan. */
  QUEUE_PLAN: { readonly plan: string; readonly reason: string };
  /** Shards that a queue has given up, each with the reason of its last attempt. */
  SHARDS_FAILED: { readonly failed: readonly FailedShard[]; readonly of: number };
  /** Options of a run outside their domain. */
  INVALID_OPTIONS: { readonly field: string; readonly reason: string };
  /** A pair that no comparison can have left: its position in the list (from 0), the field, and what is wrong with it. */
  INVALID_PAIR: { readonly position: number; readonly field: string; readonly reason: string };
  /** A configuration of a bridge outside its domain. */
  INVALID_MARKET: { readonly field: string; readonly reason: string };
  /** A part of an economy that the call needs is not there. */
  INCOMPLETE_ECONOMY: { readonly missing: string; readonly reason: string };
  /** A record that no run can have written: its place (from 1) and what is wrong with it. */
  INVALID_RECORD: { readonly line: number; readonly reason: string };
  /** Records and balances of a run that do not belong together. */
  REPLAY_MISMATCH: {
    readonly day: Day;
    readonly agent: string;
    readonly field: string;
    readonly recorded: string;
    readonly replayed: string;
  };
  /** A snapshot of another kind, version or scenario. */
  INVALID_SNAPSHOT: { readonly field: string; readonly reason: string };
  /** A file of a stored run that is not there, is not what the manifest says, or is not of such a run at all. */
  RUN_FILE: { readonly file: string; readonly problem: 'missing' | 'changed' | 'foreign' };
  /** A run that does not come to its log again: the line (from 1), what is recorded and what came instead. */
  RUN_DIFFERS: { readonly line: number; readonly recorded: string | null; readonly replayed: string | null };
  /** A day on which a run cannot be branched, and the first and the last on which it can. */
  BRANCH_DAY: { readonly day: number; readonly first: number; readonly last: number };
  /** A part of a scenario that cannot be changed on a day of a run, why, and what can be. */
  BRANCH_PATH_NOT_ALLOWED: { readonly path: string; readonly reason: string; readonly allowed: readonly string[] };
}

/** An error of sim: see {@link SimErrors} for the codes. */
export class SimError<Code extends keyof SimErrors = keyof SimErrors> extends BagehotError<SimErrors, Code> {
  override get name(): string {
    return 'SimError';
  }
}

/** The error for a list of scenario problems, all of them in its message, one a line. */
export function invalidScenario(problems: readonly ScenarioProblem[]): SimError<'SCENARIO_INVALID'> {
  const lines = problems.map(({ code, path, message, line }) => {
    const place = line === undefined ? '' : `line ${line}: `;
    return `${place}${path === '' ? 'the scenario' : path} ${message} (${code})`;
  });
  return new SimError('SCENARIO_INVALID', { problems }, lines.join('\n'));
}
