import { csvLine } from '@bagehot/telemetry';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';

const cell = fc.string({ unit: 'grapheme', maxLength: 8 });

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

  it('quote only where they must', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', null, 3, true])).toBe('a,"b,c","say ""hi""",,3,true\n');
  });

  it('name the line that is wrong', () => {
    expect(() => parseCsv('day,agent\n1\n')).toThrow('line 2 has 1 cells, the header has 2');
    expect(() => parseCsv('day,agent\n1,"H1\n')).toThrow('line 2');
  });
});
