import {
  type BalanceRow,
  balanceRows,
  type Comparison,
  comparisonOf,
  comparisonRecord,
  type PlainRecord,
  runArmByDay,
  runRecord,
  type ScenarioOptions,
  type Sweep,
  type SweptResult,
} from '@bagehot/sim';
import { toItsEnd } from '../interrupt.js';
import { reportOf } from '../report.js';
import { interruption } from './sweep-error.js';

/** One arm of a pair that was run again, with all that its report needs. */
export interface ArmRun {
  readonly name: string;
  readonly result: SweptResult;
  readonly sheets: readonly BalanceRow[];
}

/** How an arm is recorded besides. */
export type Recording = (arm: string) => Pick<ScenarioOptions, 'sinks' | 'onStart' | 'onDay'>;

/**
 * Runs all arms of a sweep's run again, as the sweep did, but keeps their events.
 *
 * @param searched - of the searched field, where the design is a frontier: an arm's own
 * @throws CommandError with exit code 130 when the signal comes
 */
export async function runArmsAgain(
  sweep: Sweep,
  index: number,
  signal: AbortSignal,
  recording: Recording = () => ({}),
  searched: (arm: number) => string | undefined = () => undefined,
): Promise<readonly ArmRun[]> {
  const runs: ArmRun[] = [];
  for (const [k, name] of sweep.arms.entries()) {
    const data = sweep.data(index, searched(k))[k];
    if (data === undefined) continue;
    const sheets: BalanceRow[] = [];
    const { onDay, ...rest } = recording(name);
    const days = runArmByDay(data, {
      ...rest,
      signal,
      onDay: (day, run) => {
        for (const row of balanceRows(run.system, day)) sheets.push(row);
        onDay?.(day, run);
      },
    });
    const result = await toItsEnd(days, () => undefined);
    if (result.stopped === 'aborted') throw interruption(`while run ${index} was made again`);
    runs.push({ name, result, sheets });
  }
  return runs;
}

/** The reports of a pair: the first arm's alone, the others' with what they change. */
export function reportsOf(runs: readonly ArmRun[]): readonly { readonly name: string; readonly html: string }[] {
  const [first] = runs;
  return runs.map((run, k) => {
    if (first === undefined || k === 0) return { name: run.name, html: reportOf(run.result, run.sheets) };
    const comparison = comparisonRecord(comparisonWith(first, run)) as PlainRecord;
    const arms = { control: runRecord(first.result), arm: { ...runRecord(run.result), comparison } };
    return { name: run.name, html: reportOf(run.result, run.sheets, arms) };
  });
}

/** An arm against the first one. */
export function comparisonWith(first: ArmRun, other: ArmRun): Comparison<SweptResult> {
  return comparisonOf(first.result, other.result);
}

/** Where the reports of a pair are in a sweep's folder: names of arms are users' text, so they are spelled with what every file system takes. */
export function pairPages(arms: readonly string[]): (index: number, arm: string) => string {
  const plain = arms.map((arm) => arm.replace(/[^A-Za-z0-9_-]/g, '_'));
  const isClear = new Set(plain.map((name) => name.toLowerCase())).size === plain.length;
  const names = new Map(arms.map((arm, k) => [arm, isClear ? plain[k] : `${k}_${plain[k]}`]));
  return (index, arm) => `pairs/${index}-${names.get(arm)}.html`;
}
