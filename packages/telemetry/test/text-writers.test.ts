import { csvWriter, jsonLinesWriter, tableSink } from '@bagehot/telemetry';
import { describe, expect, it } from 'vitest';
import { codeOf, keptTexts, PAYMENTS, paid, SIGHTINGS } from './price-table.js';

describe('csvWriter', () => {
  it('writes a header and a line per row, quoted where it must be', () => {
    const { writer, texts, closed } = keptTexts(csvWriter);
    const sink = tableSink([PAYMENTS], writer);
    sink.begin({ id: 'a,b', seed: 7 });
    sink.emit(paid(1, 'the "baker"', '0.100', null));
    sink.emit(paid(2, 'two\nlines', '-12', ''));
    sink.end();
    sink.begin({ id: 'c', seed: 8 });
    sink.emit(paid(1, 'ada', '123456789012345678901234567890.5', ' a '));
    sink.end();
    expect(closed).toEqual([]);
    writer.close();
    expect(closed).toEqual(['runs', 'payments']);
    expect(texts.get('runs')).toBe('run_id,seed\n"a,b",7\nc,8\n');
    expect(texts.get('payments')).toBe(
      'run_id,day,who,price,high,note\n' +
        '"a,b",1,"the ""baker""",0.100,true,\n' +
        '"a,b",2,"two\nlines",-12,false,""\n' +
        'c,1,ada,123456789012345678901234567890.5,true, a \n',
    );
  });

  it('leaves a table without rows with its header', () => {
    const { writer, texts } = keptTexts(csvWriter);
    writer.begin({ id: 'a', seed: 1 }, [SIGHTINGS]);
    writer.write('sightings', []);
    writer.end();
    expect(texts.get('sightings')).toBe('run_id,day,price\n');
  });
});

describe('jsonLinesWriter', () => {
  it('writes an object per row, decimals as text, fields in the order of the columns', () => {
    const { writer, texts } = keptTexts(jsonLinesWriter);
    writer.begin({ id: 'a"b', seed: 7 }, [
      {
        name: 't',
        columns: [
          { name: 'day', type: 'integer' },
          { name: '1', type: 'decimal', nullable: true },
          { name: '__proto__', type: 'boolean' },
        ],
      },
    ]);
    writer.write('t', [
      [3, '0.10', true],
      [4, null, false],
    ]);
    writer.end();
    writer.close();
    expect(texts.get('t')).toBe(
      '{"run_id":"a\\"b","day":3,"1":"0.10","__proto__":true}\n{"run_id":"a\\"b","day":4,"1":null,"__proto__":false}\n',
    );
    expect(texts.get('runs')).toBe('{"run_id":"a\\"b","seed":7}\n');
  });
});

describe.each([
  ['csvWriter', csvWriter],
  ['jsonLinesWriter', jsonLinesWriter],
] as const)('%s', (_, make) => {
  it('refuses calls out of turn, tables that were not declared, and tables that changed', () => {
    const { writer } = keptTexts(make);
    const run = { id: 'a', seed: 1 };
    expect(codeOf(() => writer.write('payments', []))).toBe('NO_RUN');
    writer.begin(run, [PAYMENTS]);
    expect(codeOf(() => writer.begin(run, [PAYMENTS]))).toBe('RUN_OPEN');
    expect(codeOf(() => writer.write('sightings', []))).toBe('UNKNOWN_TABLE');
    expect(codeOf(() => writer.write('runs', [[1]]))).toBe('UNKNOWN_TABLE');
    expect(codeOf(() => writer.close())).toBe('RUN_OPEN');
    writer.end();
    expect(codeOf(() => writer.begin(run, [{ ...SIGHTINGS, name: 'payments' }]))).toBe('BAD_TABLE');
    expect(codeOf(() => writer.begin(run, [{ ...SIGHTINGS, name: 'PAYMENTS' }]))).toBe('BAD_TABLE');
    writer.begin(run, [SIGHTINGS]);
    writer.end();
    writer.close();
    expect(codeOf(() => writer.begin(run, [PAYMENTS]))).toBe('CLOSED');
    expect(codeOf(() => writer.close())).toBe('CLOSED');
  });

  it('has no run when a text could not be opened, and can try again', () => {
    let locked = true;
    const lines: string[] = [];
    const writer = make(() => {
      if (locked) throw new Error('locked');
      return { write: (text) => lines.push(text), close: () => {} };
    });
    expect(() => writer.begin({ id: 'a', seed: 1 }, [PAYMENTS])).toThrow('locked');
    locked = false;
    writer.begin({ id: 'b', seed: 1 }, [PAYMENTS]);
    writer.write('payments', [[1, 'ada', '1', false, null]]);
    expect(lines.at(-1)).toMatch(/ada/);
  });
});
