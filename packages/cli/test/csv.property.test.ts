import { writeFileSync } from 'node:fs';
import { csvLine } from '@bagehot/telemetry';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { readCsvFile } from '../src/csv-file.js';
import { Workplace } from './session.js';

const work = new Workplace();
/** Characters of all kinds seldom are those that matter. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r'), maxLength: 4 }),
);

describe('comma-separated values', () => {
  it('are read back as they were written, whatever is in a name', () => {
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) =>
        fc.tuple(
          fc.uniqueArray(cell, { minLength: columns, maxLength: columns }),
          fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 5 }),
        ),
      );
    fc.assert(
      fc.property(table, ([header, rows]) => {
        const text = [header, ...rows].map(csvLine).join('');
        const expected = rows.map((row) => new Map(header.map((name, k) => [name, row[k]])));
        expect(parseCsv(text)).toEqual(expected);
      }),
    );
  });

  it('are read back from a file row by row, an empty cell as nothing', () => {
    const file = work.at('rows.csv');
    const cells = fc.option(cell);
    fc.assert(
      fc.property(fc.array(fc.tuple(cells, cells), { maxLength: 5 }), (rows) => {
        writeFileSync(file, [['a', 'b'], ...rows].map(csvLine).join(''));
        expect([...readCsvFile(file)]).toEqual(rows.map(([a, b]) => ({ a: a || null, b: b || null })));
      }),
    );
  });

  it('end with an empty cell, with or without a line feed behind it', () => {
    expect(parseCsv('a,b\n"x,y",\n')).toEqual(parseCsv('a,b\n"x,y",'));
    expect(parseCsv('a,b\n1,')).toEqual([
      new Map([
        ['a', '1'],
        ['b', ''],
      ]),
    ]);
    const file = work.write(
      'empty-end.csv',
      [
        ['a', 'b'],
        ['x,y', null],
      ]
        .map(csvLine)
        .join(''),
    );
    expect([...readCsvFile(file)]).toEqual([{ a: 'x,y', b: null }]);
  });

  it('quote only where they must', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', null, 3, true])).toBe('a,"b,c","say ""hi""",,3,true\n');
  });

  it('name the line that is wrong', () => {
    expect(() => parseCsv('day,agent\n1\n')).toThrow('line 2 has 1 cells, the header has 2');
    expect(() => parseCsv('day,agent\n1,"H1\n')).toThrow('line 2');
  });
});
