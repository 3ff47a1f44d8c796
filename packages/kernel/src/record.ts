import { isDecimal } from './decimal.js';
import { badInput } from './errors.js';
import type { EventBase, EventSink } from './events.js';

/** A value of a record: plain JSON, with every decimal and every big integer as text. */
export type RecordValue = string | number | boolean | null | readonly RecordValue[] | EventRecord;

/** An event as it is written: snake_case fields, decimals as text without exponent or trailing zeros. */
export interface EventRecord {
  readonly [field: string]: RecordValue;
}

/** An event that holds its fields in another form and makes them when they are read; `plain` gives them all. */
export interface CompactEvent extends EventBase {
  /** The same event with its fields as own properties. */
  plain(): EventBase;
}

/** The event with its fields as own properties: a {@link CompactEvent} is spelled out, any other is returned as it is. */
export function plainEvent(event: EventBase): EventBase {
  return 'plain' in event && typeof event.plain === 'function' ? (event as CompactEvent).plain() : event;
}

/** Turns events in memory into records. Made once per event union, because it remembers the names it has translated. */
export interface RecordCodec {
  /**
   * The record of an event: `kind`, `day` and (when given) `seq` first, then the event's own fields in their order. Fields that are undefined are left out;
   * a `Map` becomes a list of pairs, so that users' names never become field names.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` naming the field when a value cannot be written (a function, NaN, an infinity)
   */
  encode(event: EventBase, seq?: number): EventRecord;
}

/**
 * The one translation between events in memory (camelCase, `Decimal`) and records (snake_case, text).
 *
 * @param aliases - record names the field fixes, such as `{ midBefore: 'M_old' }`; a key `Kind.field` holds for events of that kind only
 * @example
 * const codec = createRecordCodec({ 'VBTAnchorUpdate.midBefore': 'M_old' });
 */
export function createRecordCodec(aliases: Readonly<Record<string, string>> = {}): RecordCodec {
  const fixed = new Map(Object.entries(aliases));
  const known = new Map<string, Map<string, string>>();

  const nameOf = (kind: string, field: string): string => {
    let names = known.get(kind);
    if (names === undefined) {
      names = new Map();
      known.set(kind, names);
    }
    let name = names.get(field);
    if (name === undefined) {
      name = fixed.get(`${kind}.${field}`) ?? fixed.get(field) ?? snakeCase(field);
      names.set(field, name);
    }
    return name;
  };

  const encodeFields = (kind: string, value: object): [string, RecordValue][] => {
    const fields: [string, RecordValue][] = [];
    for (const [field, part] of Object.entries(value))
      if (part !== undefined) fields.push([nameOf(kind, field), encodeValue(kind, field, part)]);
    return fields;
  };

  const encodeValue = (kind: string, field: string, value: unknown): RecordValue => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'bigint') return value.toString();
    if (isDecimal(value)) return value.toFixed();
    if (Array.isArray(value) || value instanceof Map || value instanceof Set)
      return Array.from(value, (item) => encodeValue(kind, field, item));
    if (typeof value === 'object') return Object.fromEntries(encodeFields(kind, value));
    throw badInput(
      `${kind}.${field}`,
      value,
      'a text, a finite number, a boolean, a decimal, or a list or record of these',
    );
  };

  return {
    encode(event: EventBase, seq?: number): EventRecord {
      const { kind, day, ...rest } = plainEvent(event);
      const head: [string, RecordValue][] = [
        ['kind', kind],
        ['day', encodeValue(kind, 'day', day)],
      ];
      if (seq !== undefined) head.push(['seq', seq]);
      return Object.fromEntries([...head, ...encodeFields(kind, rest)]);
    },
  };
}

/** One line of JSON, fields in the order of the record. Equal runs write equal bytes. */
export function recordLine(record: EventRecord): string {
  return JSON.stringify(record);
}

/**
 * A sink that writes every event as a line of JSON (without the line break) and stamps `seq`, counted from 0.
 *
 * @param write - receives each line, in order
 */
export function createRecordSink<E extends EventBase>(codec: RecordCodec, write: (line: string) => void): EventSink<E> {
  let seq = 0;
  return {
    emit(event: E): void {
      write(recordLine(codec.encode(event, seq)));
      seq++;
    },
  };
}

/** `remainingDays` becomes `remaining_days`. Names without capitals stay. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '_') + letter.toLowerCase());
}
