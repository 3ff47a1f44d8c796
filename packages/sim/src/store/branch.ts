import { type Day, type EventRecord, recordLine } from '@bagehot/kernel';
import type { RingRules } from '@bagehot/ring';
import { ENGINE_VERSION } from '../engine-version.js';
import { SimError } from '../errors.js';
import { createRecordStream } from '../records.js';
import { type EconomyResult, runScenarioByDay, type ScenarioOptions, type ScenarioResult } from '../run-scenario.js';
import type { RunSnapshot } from '../run-snapshot.js';
import type { RunView } from '../simulate.js';
import { type BranchableScenario, type BranchChange, changedScenario } from './branch-change.js';
import type { BranchNote, StoredRun } from './stored-run.js';

/** What a branch has in common with the run it comes from. */
export interface BranchPast {
  /** The records up to the day. */
  readonly records: readonly EventRecord[];
  /** The opening state of the day. */
  readonly start: RunSnapshot;
}

/** How a branch is run. */
export interface BranchOptions
  extends Pick<
    ScenarioOptions,
    'sinks' | 'keepEvents' | 'journal' | 'onStart' | 'onDay' | 'signal' | 'phases' | 'market'
  > {
  /**
   * When the books are checked: as the branch begins, every day besides, or never.
   *
   * @defaultValue 'setup'
   */
  readonly check?: RingRules['check'];
  /** Called before the first day that is the branch's own. Sinks get what follows. */
  readonly onPast?: (past: BranchPast) => void;
}

/** Where a branch comes from. */
export interface BranchOrigin {
  readonly branch: BranchNote;
  readonly past: BranchPast;
}

/** What became of a branch. The metrics are of the whole run, the kept events from the day on. */
export type Branch = (ScenarioResult | EconomyResult) & BranchOrigin;

/**
 * Goes back to the start of a day of a run and lets it go on from there under other rules: the same people, the same past, the same draws (one-economy
 * specification, section 13). Up to that day both logs are the same to the byte, and without a change they are so to the end.
 *
 * The newest snapshot at or before the day is taken up, and what lies between is run again under the old rules and held against the log.
 *
 * @param past - from `openRun` of `@bagehot/sim/node`, for instance
 * @param day - one that the run has entered, or the one after its last when it was stopped by `maxDays`
 * @param change - see {@link BRANCH_PATHS}; a section that the run does not have may be added, unless it needs capital from the start
 * @throws SimError `BRANCH_DAY`, `BRANCH_PATH_NOT_ALLOWED`, `SCENARIO_INVALID`, `RUN_FILE`, `RUN_DIFFERS`; `INVALID_SNAPSHOT` where the new rules cannot take up the old state
 * @example
 * const past = openRun('out/run');
 * const { metrics } = branch(past, 7, { 'moneyMarket.policyRate': '0.02' });
 */
export function branch(past: StoredRun, day: Day, change: BranchChange, options: BranchOptions = {}): Branch {
  const days = branchByDay(past, day, change, options);
  let step = days.next();
  while (step.done !== true) step = days.next();
  return step.value;
}

/** The same, one day per step; yields the day just run, those that are run again included. */
export function* branchByDay(
  past: StoredRun,
  day: Day,
  change: BranchChange,
  options: BranchOptions = {},
): Generator<Day, Branch, void> {
  requireEngine(past);
  requireDay(past, day);
  const { manifest } = past;
  const { scenario: changed, change: plain } = changedScenario(past.scenario(), change, manifest.money_decimals);
  const { onPast, check = 'setup', ...rest } = options;
  const { run } = changed;
  const scenario = { ...changed, run: { ...run, rules: { ...run.rules, check } } };
  const common = yield* returnTo(past, day, options);
  onPast?.(common);
  const result = yield* runDays(scenario, { ...rest, from: common.start, past: common.records });
  return { ...result, branch: { parent: manifest.content_sha256, day, change: plain }, past: common };
}

/** The state of a run at the start of a day, and its records up to there. */
function* returnTo(past: StoredRun, day: Day, { phases, market }: BranchOptions): Generator<Day, BranchPast, void> {
  const { snapshots, money_decimals: moneyDecimals } = past.manifest;
  const lines = past.events();
  const newest = snapshots.filter((known) => known <= day).at(-1);
  const from = newest === undefined ? undefined : past.snapshot(newest);
  if (from !== undefined && newest === day) return pastOf(lines, from);
  let start: RunSnapshot | undefined;
  const look = (next: Day, run: RunView): void => {
    if (next === day) start = run.snapshot();
  };
  let seq = from?.economy.eventCount ?? 0;
  const compare = (record: EventRecord): void => {
    if (start !== undefined) return;
    const line = recordLine(record);
    if (line !== lines[seq]) throw differs(seq + 1, lines[seq], line);
    seq++;
  };
  const { scenario } = changedScenario(past.scenario(), {}, moneyDecimals);
  const days = runDays(scenario, {
    keepEvents: false,
    sinks: [createRecordStream(compare, { seq })],
    onStart: (run) => look(run.system.day, run),
    onDay: (last, run) => look(last + 1, run),
    moneyDecimals,
    ...(from === undefined ? {} : { from }),
    ...(phases === undefined ? {} : { phases }),
    ...(market === undefined ? {} : { market }),
  });
  while (start === undefined) {
    const step = days.next();
    if (step.done === true) break;
    yield step.value;
  }
  // However it was left, the run has ended for its sinks, which listen no more.
  if (start === undefined) throw differs(lines.length, lines.at(-1), undefined);
  const reached = pastOf(lines, start);
  days.return(undefined as never);
  return reached;
}

function runDays(
  scenario: BranchableScenario,
  options: ScenarioOptions,
): Generator<Day, ScenarioResult | EconomyResult, void> {
  return scenario.model === 'ring' ? runScenarioByDay(scenario, options) : runScenarioByDay(scenario, options);
}

function pastOf(lines: readonly string[], start: RunSnapshot): BranchPast {
  const { eventCount } = start.economy;
  if (lines.length < eventCount) throw differs(lines.length + 1, undefined, undefined);
  return { records: lines.slice(0, eventCount).map((line) => JSON.parse(line) as EventRecord), start };
}

function requireEngine({ manifest: { engine } }: StoredRun): void {
  if (engine === ENGINE_VERSION) return;
  throw new SimError(
    'RUN_FILE',
    { file: 'manifest.json', problem: 'foreign' },
    `the run is of engine ${engine}, and this is ${ENGINE_VERSION}: run its scenario again first`,
  );
}

function requireDay({ manifest }: StoredRun, day: Day): void {
  const { days_run: days, outcome, branch: origin } = manifest;
  const goesOn = outcome === 'max-days' || outcome === 'aborted';
  const first = origin?.day ?? 0;
  const last = goesOn ? days : days - 1;
  if (Number.isInteger(day) && day >= first && day <= last) return;
  const why =
    origin !== undefined && day < first
      ? `; before that it is the run ${origin.parent.slice(0, 12)}, which can be branched instead`
      : '';
  throw new SimError(
    'BRANCH_DAY',
    { day, first, last },
    `the day must be one of ${first} to ${last}, but is ${day}${why}`,
  );
}

function differs(line: number, recorded: string | undefined, replayed: string | undefined): SimError<'RUN_DIFFERS'> {
  return new SimError(
    'RUN_DIFFERS',
    { line, recorded: recorded ?? null, replayed: replayed ?? null },
    `the run does not come to line ${line} of its log again: recorded is ${recorded ?? 'nothing'}, but it gives ${replayed ?? 'nothing'}`,
  );
}
