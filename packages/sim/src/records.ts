import { dealerRecordAliases } from '@bagehot/dealer';
import {
  createRecordCodec,
  type EventBase,
  type EventRecord,
  type EventSink,
  plainEvent,
  type RecordCodec,
} from '@bagehot/kernel';
import { exchangeRecordAliases, finiteEvent } from './exchange/exchange-fields.js';

/** Where the records of a run go on. */
export interface RecordStart {
  /**
   * `seq` of the first record. A resumed run goes on at its economy's `eventCount`.
   *
   * @defaultValue 0
   */
  readonly seq?: number;
}

/**
 * A sink that turns every event of a run into its record, the form of `events.jsonl`: snake_case, decimals as text, stamped with `seq` and with `phase`,
 * which is `setup` before the first day and `simulation` from then on; an unlimited quote of an exchange is the text `Infinity`. A quote's `phase` is its own (`open`, `trade`, `close`): quotes occur in the simulation only.
 *
 * @param write - receives each record, in order
 * @see ring specification, section 9
 * @example
 * const lines: string[] = [];
 * const economy = createEconomy({ seed: 42, sinks: [createRecordStream((record) => lines.push(recordLine(record)))] });
 */
export function createRecordStream(
  write: (record: EventRecord) => void,
  start: RecordStart = {},
): EventSink<EventBase> {
  const stamp = new Stamp(start.seq ?? 0);
  return { emit: (event) => write(stamp.record(event)) };
}

/** The records of events that were kept. */
export function* runRecords(events: Iterable<EventBase>, start: RecordStart = {}): Generator<EventRecord> {
  const stamp = new Stamp(start.seq ?? 0);
  for (const event of events) yield stamp.record(event);
}

class Stamp {
  readonly #codec: RecordCodec = createRecordCodec({ ...dealerRecordAliases, ...exchangeRecordAliases });
  #seq: number;
  #phase: 'setup' | 'simulation';

  constructor(seq: number) {
    this.#seq = seq;
    this.#phase = seq === 0 ? 'setup' : 'simulation';
  }

  record(event: EventBase): EventRecord {
    if (event.kind === 'PhaseA') this.#phase = 'simulation';
    return this.#codec.encode({ phase: this.#phase, ...finiteEvent(plainEvent(event)) } as EventBase, this.#seq++);
  }
}
