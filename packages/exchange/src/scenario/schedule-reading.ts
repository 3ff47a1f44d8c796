import type { Problems } from '../problems.js';
import type { ModeSchedule } from '../spatial/mode-schedule.js';
import { FieldReader, isObject, shown } from './field-reader.js';

const KEYS = ['type', 'forage_ticks', 'trade_ticks', 'start_mode'];
/** Schedules of other simulators. */
const NOT_SUPPORTED: readonly unknown[] = ['agent_specific', 'spatial_zones'];

/** Reads a scenario's schedule; null when it has none. */
export function readSchedule(value: unknown, problems: Problems): ModeSchedule | null {
  if (value === undefined) return null;
  const type = isObject(value) ? value['type'] : undefined;
  if (NOT_SUPPORTED.includes(type)) {
    problems.add('NOT_SUPPORTED', 'mode_schedule.type', type, 'global_cycle: other schedules are not supported');
    return null;
  }
  const fields = new FieldReader(value, 'mode_schedule', KEYS, problems);
  if (isObject(value) && type !== 'global_cycle')
    problems.add('SCENARIO_INVALID', fields.at('type'), shown(type), 'global_cycle');
  return Object.freeze({
    type: 'global_cycle',
    forageTicks: fields.whole('forage_ticks', 1, Number.MAX_SAFE_INTEGER),
    tradeTicks: fields.whole('trade_ticks', 1, Number.MAX_SAFE_INTEGER),
    startMode: fields.choice('start_mode', ['forage', 'trade']),
  });
}
