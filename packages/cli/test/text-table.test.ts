import { describe, expect, it } from 'vitest';
import { textTable } from '../src/text-table.js';

describe('a printed table', () => {
  it('has numbers to the right, all else to the left, and a dash for nothing', () => {
    expect(
      textTable(
        ['agent', 'cash', 'note'],
        [
          ['H1', '-1.5', 'two\nlines'],
          ['CB', 20, null],
          ['H22', null, true],
        ],
      ).split('\n'),
    ).toEqual([
      'agent  cash  note',
      '-----  ----  ---------',
      'H1     -1.5  two lines',
      'CB       20  –',
      'H22       –  true',
    ]);
  });

  it('may be longer than a function may have arguments', () => {
    const rows = Array.from({ length: 300_000 }, (_, k) => [k]);
    expect(textTable(['n'], rows).length).toBeGreaterThan(300_000 * 7);
  });
});
