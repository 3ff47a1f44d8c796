import type { TableColumn } from '@bagehot/kernel';
import { type Cell, csvWriter, jsonLinesWriter } from '@bagehot/telemetry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptTexts, readCsv } from './price-table.js';

const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r', ' ', 'a', '\u2028', "'", '\\') }),
);
const name = awkward.filter((text) => text !== '' && !text.includes('\u0000') && text.toLowerCase() !== 'run_id');
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 60 });

const cells: Readonly<Record<TableColumn['type'], fc.Arbitrary<Cell>>> = {
  text: awkward,
  integer: fc.maxSafeInteger(),
  // Text has one zero.
  real: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  decimal: fc
    .tuple(fc.boolean(), digits, fc.option(digits))
    .map(([minus, whole, part]) => `${minus ? '-' : ''}${whole}${part === null ? '' : `.${part}`}`),
  boolean: fc.boolean(),
};

const filled = fc
  .uniqueArray(
    fc.record({
      name,
      type: fc.constantFrom('text', 'integer', 'real', 'decimal', 'boolean'),
      nullable: fc.constant(true),
    }),
    { minLength: 1, maxLength: 5, selector: (column) => column.name.toLowerCase() },
  )
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      runId: awkward.filter((text) => text !== ''),
      rows: fc.array(fc.tuple(...columns.map(({ type }) => fc.option(cells[type])))),
    }),
  );

it('comma-separated values come back as they were, empty texts apart from nothing', () => {
  fc.assert(
    fc.property(filled, ({ columns, runId, rows }) => {
      const { writer, texts } = keptTexts(csvWriter);
      writer.begin({ id: runId, seed: 1 }, [{ name: 't', columns }]);
      writer.write('t', rows);
      writer.end();
      expect(readCsv(texts.get('t') ?? '')).toEqual([
        ['run_id', ...columns.map((column) => column.name)],
        ...rows.map((row) => [runId, ...row.map((cell) => (cell === null ? null : String(cell)))]),
      ]);
    }),
  );
});

it('lines of JSON come back as they were', () => {
  fc.assert(
    fc.property(filled, ({ columns, runId, rows }) => {
      const { writer, texts } = keptTexts(jsonLinesWriter);
      writer.begin({ id: runId, seed: 1 }, [{ name: 't', columns }]);
      writer.write('t', rows);
      writer.end();
      const lines = (texts.get('t') ?? '').split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map((line) => new Map(Object.entries(JSON.parse(line))))).toEqual(
        rows.map(
          (row) => new Map([['run_id', runId], ...columns.map((column, k) => [column.name, row[k]] as const)] as never),
        ),
      );
    }),
  );
});
