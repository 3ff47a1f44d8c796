import type { TableColumn, TableSpec } from '@bagehot/kernel';
import { checkEventSink } from '@bagehot/kernel/testing';
import { memoryWriter, type Row, RUN_COLUMN, type RunLabel, type TableWriter, tableSink } from '@bagehot/telemetry';
import { type Arbitrary, array, constant, constantFrom, nat, oneof, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, PAYMENTS, type PriceEvent, paid, SIGHTINGS } from './price-table.js';

const twice: readonly TableColumn[] = [
  { name: 'day', type: 'integer' },
  { name: 'DAY', type: 'text' },
];
const RUN: RunLabel = { id: 'first', seed: 42 };

/** A writer that notes every call. */
function recorder(): { readonly writer: TableWriter; readonly calls: unknown[] } {
  const calls: unknown[] = [];
  return {
    calls,
    writer: {
      begin: (run, tables) => calls.push(['begin', run, tables.map(({ name }) => name)]),
      write: (table, rows) => calls.push(['write', table, rows.map(([day, , price]) => `${day}:${price}`)]),
      end: () => calls.push(['end']),
    },
  };
}

describe('tableSink', () => {
  it('keeps the laws of a sink, also on events that are in no table', () => {
    const prices = array(constantFrom('1', '0.5', ''));
    const seen = record({ kind: constant('Seen' as const), day: nat(), prices });
    const events: Arbitrary<PriceEvent> = oneof(
      seen,
      nat().map((day) => paid(day, 'ada', '1')),
    );
    checkEventSink(
      () => {
        const sink = tableSink([SIGHTINGS], memoryWriter(), { batchRows: 2 });
        sink.begin(RUN);
        return sink;
      },
      { events },
    );
  });

  it('declares its tables, writes full batches as they come, and the rest at the end', () => {
    const { writer, calls } = recorder();
    const sink = tableSink([PAYMENTS, SIGHTINGS], writer, { batchRows: 2 });
    sink.begin(RUN);
    for (let day = 0; day < 5; day++) sink.emit(paid(day, 'ada', '1'));
    expect(calls).toEqual([
      ['begin', RUN, ['payments', 'sightings']],
      ['write', 'payments', ['0:1', '1:1']],
      ['write', 'payments', ['2:1', '3:1']],
    ]);
    sink.end();
    expect(calls.slice(3)).toEqual([['write', 'payments', ['4:1']], ['end']]);
  });

  it('cuts an event of many rows into batches', () => {
    const sizes: number[] = [];
    const writer: TableWriter = { begin() {}, write: (_, rows) => sizes.push(rows.length), end() {} };
    const sink = tableSink([SIGHTINGS], writer, { batchRows: 3 });
    sink.begin(RUN);
    sink.emit({ kind: 'Seen', day: 1, prices: Array.from({ length: 8 }, () => '1') });
    sink.end();
    expect(sizes).toEqual([3, 3, 2]);
  });

  it('holds 2048 rows of a table and no more unless told otherwise', () => {
    const { writer, calls } = recorder();
    const sink = tableSink([PAYMENTS], writer);
    sink.begin(RUN);
    for (let n = 1; n < 2048; n++) sink.emit(paid(1, 'ada', '1'));
    expect(calls.length).toBe(1);
    sink.emit(paid(1, 'ada', '1'));
    expect(calls.length).toBe(2);
  });

  it('takes run after run, and puts the id of each in front of its rows', () => {
    const memory = memoryWriter();
    const sink = tableSink([PAYMENTS, SIGHTINGS], memory);
    for (const id of ['first', 'second']) {
      sink.begin({ id, seed: id.length });
      sink.emit(paid(1, id, '0.5', ''));
      sink.emit({ kind: 'Seen', day: 2, prices: ['1', ''] });
      sink.end();
    }
    expect([...memory.tables.keys()]).toEqual(['runs', 'payments', 'sightings']);
    expect(memory.tables.get('payments')).toEqual({
      columns: [RUN_COLUMN, ...PAYMENTS.columns],
      rows: [
        ['first', 1, 'first', '0.5', false, ''],
        ['second', 1, 'second', '0.5', false, ''],
      ],
    });
    expect(memory.tables.get('sightings')?.rows).toEqual([
      ['first', 2, '1'],
      ['first', 2, null],
      ['second', 2, '1'],
      ['second', 2, null],
    ]);
    expect(memory.tables.get('runs')?.rows).toEqual([
      ['first', 5],
      ['second', 6],
    ]);
  });

  it('refuses calls out of turn', () => {
    const sink = tableSink([PAYMENTS], memoryWriter());
    expect(codeOf(() => sink.emit(paid(1, 'ada', '1')))).toBe('NO_RUN');
    expect(codeOf(() => sink.end())).toBe('NO_RUN');
    sink.begin(RUN);
    expect(codeOf(() => sink.begin(RUN))).toBe('RUN_OPEN');
    sink.end();
    expect(codeOf(() => sink.end())).toBe('NO_RUN');
  });

  it('refuses a run without an id, a seed that is no integer, and batches of nothing', () => {
    const sink = tableSink([PAYMENTS], memoryWriter());
    expect(codeOf(() => sink.begin({ id: '', seed: 1 }))).toBe('BAD_TELEMETRY_INPUT');
    expect(codeOf(() => sink.begin({ id: 'a', seed: 0.5 }))).toBe('BAD_TELEMETRY_INPUT');
    expect(codeOf(() => tableSink([PAYMENTS], memoryWriter(), { batchRows: 0 }))).toBe('BAD_TELEMETRY_INPUT');
    sink.begin(RUN);
  });

  it.each<[string, Partial<TableSpec<PriceEvent>>]>([
    ['no name', { name: '' }],
    ['the name of the table of runs', { name: 'Runs' }],
    ['the name of the other', { name: 'SIGHTINGS' }],
    ['no columns', { columns: [] }],
    ['a column named as that of the run', { columns: [{ name: 'run_id', type: 'text' }] }],
    ['a column twice', { columns: twice }],
    ['a column whose name ends early for some', { columns: [{ name: 'a\u0000b', type: 'text' }] }],
  ])('refuses a table with %s', (_, change) => {
    expect(codeOf(() => tableSink([{ ...PAYMENTS, ...change }, SIGHTINGS], memoryWriter()))).toBe('BAD_TABLE');
  });

  it.each<[string, Row]>([
    ['a cell too few', [1, 'ada', '1', true]],
    ['a cell too many', [1, 'ada', '1', true, null, null]],
    ['null where nothing may be missing', [null, 'ada', '1', true, null]],
    ['a fraction as an integer', [0.5, 'ada', '1', true, null]],
    ['an integer that is not exact', [2 ** 53, 'ada', '1', true, null]],
    ['a number as a text', [1, 7, '1', true, null]],
    ['a number as a decimal', [1, 'ada', 0.1, true, null]],
    ['a decimal with an exponent', [1, 'ada', '1e5', true, null]],
    ['a decimal that ends in its point', [1, 'ada', '1.', true, null]],
    ['no decimal at all', [1, 'ada', 'NaN', true, null]],
    ['a text as a flag', [1, 'ada', '1', 'true', null]],
  ])('refuses %s, and the event leaves no row anywhere', (_, row) => {
    const memory = memoryWriter();
    const first: TableSpec<PriceEvent> = { ...PAYMENTS, name: 'first', rows: (e) => [[e.day, 'ada', '1', true, null]] };
    const sink = tableSink([first, { ...PAYMENTS, rows: (e) => (e.day === 1 ? [row] : []) }], memory);
    sink.begin(RUN);
    sink.emit(paid(0, 'ada', '1'));
    expect(codeOf(() => sink.emit(paid(1, 'ada', '1')))).toBe('BAD_CELL');
    sink.emit(paid(2, 'ada', '1'));
    sink.end();
    expect(memory.tables.get('first')?.rows.map(([, day]) => day)).toEqual([0, 2]);
    expect(memory.tables.get('payments')?.rows).toEqual([]);
  });

  it('hands a batch over once, and gives no row of a failed run to the next one', () => {
    const memory = memoryWriter();
    let full = true;
    const sink = tableSink(
      [PAYMENTS],
      {
        begin: memory.begin,
        write: (table, rows) => {
          if (full) throw new Error('the disk is full');
          memory.write(table, rows);
        },
        end: memory.end,
      },
      { batchRows: 2 },
    );
    sink.begin(RUN);
    sink.emit(paid(1, 'ada', '1'));
    expect(() => sink.end()).toThrow('the disk is full');
    memory.end();
    full = false;
    sink.begin({ id: 'second', seed: 1 });
    sink.emit(paid(2, 'ada', '1'));
    sink.end();
    expect(memory.tables.get('payments')?.rows.map(([id, day]) => `${id} ${day}`)).toEqual(['second 2']);
  });
});
