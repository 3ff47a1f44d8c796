import { decimal } from '@bagehot/kernel';
import {
  eventBlocks,
  memoryWriter,
  type Row,
  type TableBlock,
  type TableShape,
  type TableWriter,
  TextDictionary,
  tableBlock,
} from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';
import { describe, expect, it } from 'vitest';
import { codeOf, PAYMENTS, SIGHTINGS } from './price-table.js';

const RUN = { id: 'a', seed: 1 };
const full = (): void => {
  throw new Error('full');
};

describe('TextDictionary', () => {
  it('counts texts up in the order in which they first come', () => {
    const texts = new TextDictionary();
    expect(['b', 'a', 'b', '', '__proto__'].map((text) => texts.id(text))).toEqual([0, 1, 0, 2, 3]);
    expect([0, 1, 2, 3].map((id) => texts.text(id))).toEqual(['b', 'a', '', '__proto__']);
    expect(texts.size).toBe(4);
    expect(codeOf(() => texts.text(4))).toBe('BAD_TELEMETRY_INPUT');
    expect(codeOf(() => texts.text(-1))).toBe('BAD_TELEMETRY_INPUT');
  });
});

describe('tableBlock', () => {
  it('holds cells that are set one by one, and gives them back as rows', () => {
    const block = tableBlock(PAYMENTS, { capacity: 4, moneyDecimals: 2 }, full);
    const [day, who, price, high] = [
      block.integer('day'),
      block.text('who'),
      block.decimal('price'),
      block.boolean('high'),
    ];
    for (const [n, name] of ['ada', 'zoë', 'ada'].entries()) {
      const row = block.add();
      day.values[row] = n - 2 ** 52;
      who.ids[row] = block.texts.id(name);
      price.set(row, BigInt(n * 95 - 5));
      high.flags[row] = n % 2;
    }
    block.text('note').ids[1] = block.texts.id('');
    block.check();
    expect(block.length).toBe(3);
    expect([...block.rows()]).toEqual([
      [-(2 ** 52), 'ada', '-0.05', false, null],
      [1 - 2 ** 52, 'zoë', '0.9', true, ''],
      [2 - 2 ** 52, 'ada', '1.85', false, null],
    ]);
    block.clear();
    expect([...block.rows()]).toEqual([]);
    block.add();
    expect([...block.rows()]).toEqual([[null, null, null, null, null]]);
  });

  it('refuses a row for which no room was made', () => {
    const block = tableBlock(PAYMENTS, { capacity: 2 }, () => {});
    block.add();
    block.add();
    expect(codeOf(() => block.add())).toBe('BAD_TELEMETRY_INPUT');
    expect(block.length).toBe(2);
  });

  it('keeps decimals of any size and length', () => {
    const block = tableBlock(SIGHTINGS, { capacity: 8, moneyDecimals: 2 }, full);
    const price = block.decimal('price');
    const quanta = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, -(2n ** 200n)];
    for (const each of quanta) price.set(block.add(), each);
    expect(quanta.map((_, row) => price.text(row))).toEqual(
      quanta.map((each) => decimal(String(each)).div(100).toFixed()),
    );
    expect(quanta.map((_, row) => price.quanta(row))).toEqual([
      0n,
      -1n,
      2n ** 63n - 1n,
      -(2n ** 63n),
      undefined,
      undefined,
    ]);
    price.setText(0, '-12.5');
    price.setText(1, '0.001');
    price.set(4, 7n);
    expect([0, 1, 4].map((row) => price.text(row))).toEqual(['-12.5', '0.001', '0.07']);
  });

  it('takes rows, and refuses those that are not what the table describes', () => {
    const block = tableBlock(PAYMENTS, {}, full);
    const row: Row = [1, 'ada', '12345678901234567890.000000000000001', true, null];
    block.addRow(row);
    expect(codeOf(() => block.addRow([1, 'ada', 'NaN', true, null]))).toBe('BAD_CELL');
    expect(codeOf(() => block.addRow([1, 'ada']))).toBe('BAD_CELL');
    expect([...block.rows()]).toEqual([row]);
  });

  it.each<[string, (block: TableBlock) => void]>([
    ['a day that was not set', (block) => (block.integer('day').values[0] = Number.NaN)],
    ['a day that is no integer', (block) => (block.integer('day').values[0] = 0.5)],
    ['a text that was not set', (block) => (block.text('who').ids[0] = -1)],
    ['an id that no text has', (block) => (block.text('note').ids[0] = 1000)],
    ['a flag that was not set', (block) => (block.boolean('high').flags[0] = 2)],
    ['a decimal that was not set', (block) => block.add()],
  ])('finds %s', (_, spoil) => {
    const block = tableBlock(PAYMENTS, { capacity: 4 }, full);
    block.addRow([1, 'ada', '1', true, null]);
    block.check();
    spoil(block);
    if (block.length > 1) {
      block.integer('day').values[1] = 1;
      block.text('who').ids[1] = 0;
      block.boolean('high').flags[1] = 0;
    }
    expect(codeOf(() => block.check())).toBe('BAD_CELL');
  });

  it('knows its columns by name and type', () => {
    const block = tableBlock(PAYMENTS, {}, full);
    expect(codeOf(() => block.text('day'))).toBe('BAD_TABLE');
    expect(codeOf(() => block.decimal('nothing'))).toBe('BAD_TABLE');
  });

  it('refuses options out of range, and tables no store takes', () => {
    for (const options of [{ capacity: 0 }, { capacity: 1.5 }, { moneyDecimals: -1 }, { moneyDecimals: 19 }])
      expect(codeOf(() => tableBlock(PAYMENTS, options, full))).toBe('BAD_TELEMETRY_INPUT');
    expect(codeOf(() => tableBlock({ name: '', columns: PAYMENTS.columns }, {}, full))).toBe('BAD_TABLE');
  });
});

/** Numbers from 0 with their tenths, in a block each. */
const TENTHS: TableShape = {
  name: 'tenths',
  columns: [
    { name: 'n', type: 'integer' },
    { name: 'tenth', type: 'decimal' },
  ],
};

function count(block: TableBlock, from: number, to: number): void {
  const [n, tenth] = [block.integer('n'), block.decimal('tenth')];
  for (let k = from; k < to; k++) {
    const row = block.add();
    n.values[row] = k;
    tenth.set(row, BigInt(k));
  }
}

describe('eventBlocks', () => {
  it('hands over full blocks, what is left at the end of a run, and every row once', () => {
    const sizes: (number | string)[] = [];
    const seen: unknown[] = [];
    const writer: TableWriter = {
      begin: ({ id }) => sizes.push(id),
      write() {},
      writeBlock(block) {
        sizes.push(block.length);
        seen.push(...Array.from(block.rows(), ([n]) => n));
      },
      end: () => sizes.push('end'),
    };
    const blocks = eventBlocks([TENTHS], writer, { capacity: 3, moneyDecimals: 1 });
    for (const id of ['first', 'second']) {
      blocks.begin({ id, seed: 1 });
      count(blocks.block('tenths'), 0, 7);
      blocks.end();
    }
    expect(sizes).toEqual(['first', 3, 3, 1, 'end', 'second', 3, 3, 1, 'end']);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6]);
  });

  it('gives rows to a writer that knows no blocks', () => {
    const memory = memoryWriter();
    const blocks = eventBlocks([TENTHS], memory, { capacity: 2, moneyDecimals: 1 });
    blocks.begin(RUN);
    count(blocks.block('tenths'), 9, 12);
    blocks.end();
    expect(memory.tables.get('tenths')?.rows).toEqual([
      ['a', 9, '0.9'],
      ['a', 10, '1'],
      ['a', 11, '1.1'],
    ]);
  });

  it('shares one dictionary among its tables', () => {
    const blocks = eventBlocks([PAYMENTS, SIGHTINGS], memoryWriter());
    expect(blocks.block('payments').texts).toBe(blocks.block('sightings').texts);
  });

  it('refuses calls out of turn and rows that are wrong, and goes on with the next run', () => {
    const memory = memoryWriter();
    const blocks = eventBlocks([TENTHS], memory, { capacity: 2 });
    expect(codeOf(() => blocks.end())).toBe('NO_RUN');
    expect(codeOf(() => blocks.block('runs'))).toBe('UNKNOWN_TABLE');
    expect(codeOf(() => count(blocks.block('tenths'), 0, 3))).toBe('NO_RUN');
    blocks.begin(RUN);
    expect(codeOf(() => blocks.begin(RUN))).toBe('RUN_OPEN');
    blocks.block('tenths').add();
    expect(codeOf(() => blocks.end())).toBe('BAD_CELL');
    memory.end();
    blocks.begin({ id: 'b', seed: 1 });
    count(blocks.block('tenths'), 5, 6);
    blocks.end();
    expect(memory.tables.get('tenths')?.rows).toEqual([['b', 5, '0.000000000005']]);
  });

  it('has no run when the writer has none', () => {
    const memory = memoryWriter();
    const blocks = eventBlocks([TENTHS], memory);
    memory.begin(RUN, []);
    expect(codeOf(() => blocks.begin(RUN))).toBe('RUN_OPEN');
    memory.end();
    blocks.begin(RUN);
  });
});

describe('blocks in DuckDB', () => {
  const rows: Row[] = Array.from({ length: 5000 }, (_, n) => [
    n - 2500,
    n % 5 === 4 ? `only ${n}` : `agent ${n % 7}`,
    `${n % 3 === 0 ? '-' : ''}${n}.${String(n % 100).padStart(2, '0')}`,
    n % 2 === 0,
    n % 11 === 0 ? null : 'said',
  ]);
  const shown = rows.map(([day, who, price, high, note]) => [
    'a',
    day,
    who,
    decimal(String(price)).toFixed(),
    high,
    note,
  ]);

  it.each([
    ['as many digits as its columns', 12, undefined],
    ['fewer digits', 2, undefined],
    ['more digits, which are not used', 14, undefined],
    ['more digits than its columns have', 2, 1],
  ])('are the same rows when they have %s', async (_, moneyDecimals, decimals) => {
    const database = await openDuckDb([PAYMENTS], decimals === undefined ? {} : { decimals });
    const blocks = eventBlocks([PAYMENTS], database, { capacity: 3000, moneyDecimals });
    blocks.begin(RUN);
    for (const row of rows) blocks.block('payments').addRow(row);
    blocks.end();
    expect((await database.query('select * from payments')).rows).toEqual(shown);
    expect((await database.query('select * from runs')).rows).toEqual([['a', 1]]);
    await database.close();
  });

  it('keep every text, also those that a dictionary cannot hold, whether texts repeat or not', async () => {
    const odd = ['', 'a', 'a\u0000', 'a\u0000b', "it's", '"', 'Zoë', '🙂', ' ', 'null'];
    const shape: TableShape = {
      name: 'words',
      columns: [
        { name: 'n', type: 'integer' },
        { name: 'few', type: 'text' },
        { name: 'more', type: 'text', nullable: true },
        { name: 'fresh', type: 'text' },
        { name: 'odd', type: 'text' },
      ],
    };
    const rowsOf = (length: number, run: number): Row[] =>
      Array.from({ length }, (_, n) => [
        n,
        `few ${n % 3}`,
        n % 5 === 0 ? null : `more ${(n * 7) % (40 * run)}`,
        `fresh ${run} ${n}`,
        odd[n % odd.length] as string,
      ]);
    const database = await openDuckDb([shape]);
    const blocks = eventBlocks([shape], database, { capacity: 10_000 });
    const written: Row[] = [];
    for (const [run, length] of [20_000, 9_000, 300, 12_345].entries()) {
      blocks.begin({ id: `run ${run}`, seed: run });
      for (const row of rowsOf(length, run + 1)) {
        blocks.block('words').addRow(row);
        written.push([`run ${run}`, ...row]);
      }
      blocks.end();
    }
    expect((await database.query('select * from words')).rows).toEqual(written);
    await database.close();
  });

  it('refuse no text: half a character is written as U+FFFD, as everywhere in UTF-8', async () => {
    const database = await openDuckDb([PAYMENTS]);
    const blocks = eventBlocks([PAYMENTS], database);
    blocks.begin(RUN);
    for (let n = 0; n < 10_000; n++)
      blocks.block('payments').addRow([n, n % 2 === 0 ? '\ud83d' : '\ud83e', '1', true, null]);
    blocks.end();
    expect((await database.query('select who, count(*) from payments group by who')).rows).toEqual([
      ['\ufffd', 10_000],
    ]);
    await database.close();
  });

  it('go beside rows, in order, and sum exactly also where 64 bits are too few', async () => {
    const database = await openDuckDb([TENTHS]);
    const blocks = eventBlocks([TENTHS], database, { moneyDecimals: 0 });
    database.begin(RUN, [TENTHS]);
    database.write('tenths', [[-1, '0.1']]);
    database.end();
    blocks.begin({ id: 'b', seed: 1 });
    const block = blocks.block('tenths');
    for (const quanta of [2n ** 63n - 1n, 10n ** 25n, -(10n ** 25n), 1n]) {
      const row = block.add();
      block.integer('n').values[row] = row;
      block.decimal('tenth').set(row, quanta);
    }
    blocks.end();
    expect((await database.query('select run_id, n from tenths')).rows.map((row) => row.join())).toEqual([
      'a,-1',
      'b,0',
      'b,1',
      'b,2',
      'b,3',
    ]);
    expect((await database.query('select sum(tenth) from tenths')).rows).toEqual([['9223372036854775808.1']]);
    await database.close();
  });

  it('need a table and a run', async () => {
    const database = await openDuckDb([TENTHS]);
    const block = tableBlock(SIGHTINGS, {}, full);
    expect(codeOf(() => database.writeBlock?.(block))).toBe('NO_RUN');
    database.begin(RUN, [TENTHS]);
    expect(codeOf(() => database.writeBlock?.(block))).toBe('UNKNOWN_TABLE');
    database.end();
    await database.close();
  });
});
