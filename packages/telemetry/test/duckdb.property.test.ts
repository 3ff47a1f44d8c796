import { decimal, sum } from '@bagehot/kernel';
import { eventBlocks, type TableShape } from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const name = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .filter((text) => !text.includes('\u0000') && !['run_id', 'runs', 'runs_text'].includes(text.toLowerCase()));

/** Up to 15 digits on either side of the point: a sum of a hundred of them fits into 38. */
const price = fc
  .tuple(
    fc.maxSafeInteger(),
    fc.option(fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 15 })),
  )
  .map(([whole, part]) => `${whole}${part === null ? '' : `.${part}`}`);

it('sums in SQL are the sums of the decimals, to the last digit, whatever tables and columns are called', async () => {
  await fc.assert(
    fc.asyncProperty(
      name,
      name,
      fc.array(fc.option(price), { minLength: 1, maxLength: 100 }),
      async (table, column, prices) => {
        const shape: TableShape = { name: table, columns: [{ name: column, type: 'decimal', nullable: true }] };
        const database = await openDuckDb([shape]);
        database.begin({ id: 'a', seed: 1 }, [shape]);
        database.write(
          table,
          prices.map((each) => [each]),
        );
        database.end();
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const { rows } = await database.query(`select sum(${quoted(column)}) from ${quoted(table)}`);
        await database.close();
        const present = prices.filter((each) => each !== null);
        expect(rows).toEqual([[present.length === 0 ? null : sum(present.map((each) => decimal(each))).toFixed()]]);
      },
    ),
    { numRuns: 25 },
  );
});

it('sums of blocks in SQL are the sums of their quanta, whatever grid they are on and however many blocks there are', async () => {
  const shape: TableShape = { name: 'prices', columns: [{ name: 'price', type: 'decimal', nullable: true }] };
  const quanta = fc.oneof(
    { weight: 8, arbitrary: fc.bigInt(-(10n ** 18n), 10n ** 18n) },
    { weight: 1, arbitrary: fc.bigInt(-(10n ** 22n), 10n ** 22n) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(quanta), { minLength: 1, maxLength: 100 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 1, max: 60 }),
      async (cells, moneyDecimals, decimals, capacity) => {
        const database = await openDuckDb([shape], { decimals });
        const blocks = eventBlocks([shape], database, { moneyDecimals, capacity });
        blocks.begin({ id: 'a', seed: 1 });
        const block = blocks.block('prices');
        for (const cell of cells) {
          const row = block.add();
          if (cell !== null) block.decimal('price').set(row, cell);
        }
        blocks.end();
        const { rows } = await database.query('select sum(price), count(price), count(*) from prices');
        await database.close();
        const present = cells.filter((cell) => cell !== null);
        const total = decimal(String(present.reduce((a, b) => a + b, 0n))).div(
          decimal(`1${'0'.repeat(moneyDecimals)}`),
        );
        expect(rows).toEqual([[present.length === 0 ? null : total.toFixed(), present.length, cells.length]]);
      },
    ),
    { numRuns: 25 },
  );
});
