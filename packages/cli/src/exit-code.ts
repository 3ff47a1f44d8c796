import type { ScenarioProblem } from '@bagehot/sim';

/** What the process tells its caller (ring specification, section 16). */
export const EXIT = {
  /** Done; also a run that reached its last day, with a warning. */
  ok: 0,
  /**
   * The run was halted by a default, collapsed, or an action could not be applied; a replay that does not agree; a sweep that is not complete, or has lost a thread;
   * a bug.
   */
  failed: 1,
  /** The scenario, the plan, an option or an input file is wrong. */
  badInput: 2,
  /** An output cannot be written. */
  cannotWrite: 3,
  /** Interrupted; files are complete up to the last finished day, those of a sweep up to the last finished run. */
  interrupted: 130,
} as const;

/** One of the numbers of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command's refusal: a text for people and the exit code that goes with it. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  readonly exitCode: ExitCode;
  /** What is wrong with the scenario, if that is what the refusal is about. */
  readonly problems: readonly ScenarioProblem[];

  constructor(exitCode: ExitCode, message: string, problems: readonly ScenarioProblem[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.problems = problems;
  }
}
