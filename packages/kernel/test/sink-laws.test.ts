import {
  committed,
  createEventLog,
  createRecordCodec,
  createRecordSink,
  decimal,
  type EventBase,
  type EventSink,
  tee,
} from '@bagehot/kernel';
import { checkEventSink, type SinkRun } from '@bagehot/kernel/testing';
import { constant } from 'fast-check';
import { describe, expect, it } from 'vitest';

const record = (): EventSink<EventBase> => createRecordSink(createRecordCodec(), () => {});

describe('the laws of an event sink', () => {
  it('hold of a log', () => checkEventSink(createEventLog));
  it('hold of records', () => checkEventSink(record));
  it('hold of several sinks at once', () => checkEventSink(() => tee(createEventLog(), record())));
  it('hold of a sink that waits for the commit', () =>
    checkEventSink(({ ledger }) => committed(ledger, createEventLog())));
  it('hold of a sink with draws of its own', () =>
    checkEventSink(({ random }) => ({ emit: () => void random.stream('sample').nextInt(0, 9) })));

  const wrong: readonly (readonly [string, (run: SinkRun) => EventSink<EventBase>, RegExp])[] = [
    [
      'a sink that gives up',
      () => {
        let left = 2;
        return {
          emit() {
            if (left-- === 0) throw new Error('disk full');
          },
        };
      },
      /a sink takes every event: it threw Error: disk full/,
    ],
    [
      'a sink that gives up at the commit',
      ({ ledger }) =>
        committed(ledger, {
          emit() {
            throw new Error('disk full');
          },
        }),
      /a sink takes every event: it threw Error: disk full/,
    ],
    ['a stamp', () => ({ emit: (event) => void Object.assign(event, { seq: 1 }) }), /a sink only reads events/],
    [
      'a stamp on the event before',
      () => {
        let last: EventBase | undefined;
        return {
          emit(event) {
            if (last !== undefined) Object.assign(last, { next: event.kind });
            last = event;
          },
        };
      },
      /a sink only reads events/,
    ],
    ['a promise', () => ({ emit: () => Promise.reject(new Error('later')) }), /a sink answers at once/],
    [
      'a tax on events',
      ({ ledger }) => ({
        emit: ({ day }) =>
          ledger.transfer({ day, kind: 'fee', asset: 'cash', from: 'CB', to: 'Ben', amount: decimal(1) }),
      }),
      /a run with the sink is the run without it/,
    ],
    [
      'a loan for each event',
      ({ contracts }) => ({
        emit: ({ day }) =>
          void contracts.issue({ kind: 'fee', debtor: 'Ada', creditor: 'Ben', amount: decimal(1), dueDay: day }),
      }),
      /a run with the sink is the run without it/,
    ],
    [
      "a sample by the run's own draws",
      ({ random }) => ({ emit: () => void random.nextInt(0, 9) }),
      /a run with the sink is the run without it/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkEventSink(create)).toThrow(complaint);
  });

  it('are tried on the events a sink is made for', () => {
    interface Rain extends EventBase {
      readonly kind: 'Rain';
      readonly litres: number;
    }
    let litres = 0;
    const gauge: EventSink<Rain> = {
      emit(event) {
        litres += event.litres;
      },
    };
    checkEventSink(() => gauge, { events: constant({ kind: 'Rain', day: 1, litres: 2 }), numRuns: 20 });
    expect(litres).toBeGreaterThan(0);
  });
});
