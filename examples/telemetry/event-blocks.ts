/** A million payments of a model of one's own go into a database by blocks, without an object for any of them, and the sum in SQL is the model's own. */
import { formatQuanta, moneyGrid } from '@bagehot/kernel/quanta';
import { eventBlocks, type TableShape } from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';

const payments: TableShape = {
  name: 'payments',
  columns: [
    { name: 'day', type: 'integer' },
    { name: 'payer', type: 'text' },
    { name: 'amount', type: 'decimal' },
  ],
};

const database = await openDuckDb([payments]); // in memory; { path: 'runs.duckdb' } for a file
const blocks = eventBlocks([payments], database, { moneyDecimals: 2 });
const block = blocks.block('payments');
const [day, payer, amount] = [block.integer('day'), block.text('payer'), block.decimal('amount')];
const people = Array.from({ length: 100 }, (_, k) => block.texts.id(`H${k + 1}`));

blocks.begin({ id: 'first', seed: 1 });
let total = 0n;
for (let n = 0; n < 1_000_000; n++) {
  const cents = BigInt((n * 7919) % 10_007); // whatever the model says
  const row = block.add(); // hands over the block first, when it is full
  day.values[row] = Math.floor(n / 50_000);
  payer.ids[row] = people[n % 100] ?? 0;
  amount.set(row, cents);
  total += cents;
}
blocks.end();

const { rows } = await database.query('SELECT count(*), count(DISTINCT payer), sum(amount) FROM payments');
await database.close();

export const inSql: unknown = rows[0]?.[2];
export const inModel: string = formatQuanta(moneyGrid(2), total);
console.log(`${rows[0]?.[0]} payments of ${rows[0]?.[1]} people: ${inSql} in SQL, ${inModel} in the model`);
