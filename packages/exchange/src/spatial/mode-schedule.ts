import type { Mode } from '../matching.js';
import type { Problems } from '../problems.js';

/** When one may forage and when one may trade, for everybody alike. */
export interface ModeSchedule {
  readonly type: 'global_cycle';
  /** Ticks of foraging in each cycle, from 1. */
  readonly forageTicks: number;
  /** Ticks of trading in each cycle, from 1. */
  readonly tradeTicks: number;
  /** What a cycle begins with. */
  readonly startMode: 'forage' | 'trade';
}

/**
 * The mode of a tick.
 *
 * @param schedule - null for none, which lets everybody do both all the time
 * @param tick - from 0
 * @see exchange specification, section 11
 */
export function modeAt(schedule: ModeSchedule | null, tick: number): Mode {
  if (schedule === null) return 'both';
  const { forageTicks, tradeTicks, startMode } = schedule;
  const k = tick % (forageTicks + tradeTicks);
  if (startMode === 'forage') return k < forageTicks ? 'forage' : 'trade';
  return k < tradeTicks ? 'trade' : 'forage';
}

/** Notes every problem of a schedule. */
export function checkSchedule(schedule: ModeSchedule | undefined, path: string, problems: Problems): void {
  if (schedule === undefined) return;
  const { type, startMode } = schedule;
  if (type !== 'global_cycle') problems.add('NOT_SUPPORTED', `${path}.type`, type, 'global_cycle');
  if (startMode !== 'forage' && startMode !== 'trade')
    problems.add('INVALID_OPTION', `${path}.startMode`, startMode, 'forage or trade');
  for (const key of ['forageTicks', 'tradeTicks'] as const)
    if (!(Number.isSafeInteger(schedule[key]) && schedule[key] >= 1))
      problems.add('INVALID_OPTION', `${path}.${key}`, schedule[key], 'a whole number from 1');
}
