import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('runs-as-csv: as many rows of defaults per run as agents defaulted', async () => {
  const { texts, defaulted } = await run(() => import('./runs-as-csv.js'));
  expect(texts.get('runs')).toBe('run_id,seed\nwithout,3\nwith,3\n');
  const lines = (texts.get('agent_defaults') ?? '').split('\n');
  expect(lines[0]).toBe('run_id,day,agent,trigger_contract,shortfall,recovery_rate');
  for (const [id, count] of defaulted) expect(lines.filter((line) => line.startsWith(`${id},`)).length).toBe(count);
  expect(defaulted.get('without')).toBeGreaterThan(0);
  expect((texts.get('trades') ?? '').split('\n')[1]).toMatch(/^with,/);
});

it('sums-in-sql: SQL and the log agree to the last digit', async () => {
  const { inSql, inLog, sellers } = await run(() => import('./sums-in-sql.js'));
  expect(inSql).toEqual(inLog);
  expect(inLog).toMatch(/^[1-9]\d*\.\d{6,}$/);
  expect(sellers.rows.length).toBe(3);
});

it('event-blocks: SQL and the model agree to the last digit', async () => {
  const { inSql, inModel, printed } = await run(() => import('./event-blocks.js'));
  expect(inSql).toEqual(inModel);
  expect(printed).toEqual([expect.stringMatching(/^1000000 payments of 100 people: \d{8}\.\d\d? in SQL, /)]);
});

it('sweep-in-sql: averages by parameter, and pairs that got worse', async () => {
  const { relief, worsened, printed } = await run(() => import('./sweep-in-sql.js'));
  expect(relief.columns).toEqual(['kappa', 'mu', 'pairs', 'control', 'treatment', 'relief', 'worsened']);
  expect(relief.rows.map(([kappa, mu, pairs]) => [kappa, mu, pairs])).toEqual(
    ['0.5', '1', '2'].flatMap((kappa) => ['0.25', '0.75'].map((mu) => [kappa, mu, 8])),
  );
  expect(relief.rows.reduce((count, row) => count + Number(row[6]), 0)).toBe(worsened.rows.length);
  expect(worsened.rows.length).toBeGreaterThan(0);
  expect(readFileSync(new URL('../../docs/how-to/ask-with-sql.md', import.meta.url), 'utf8')).toContain(
    `\`\`\`text\n${printed.join('\n')}\n\`\`\``,
  );
  for (const row of worsened.rows) expect(Number(row[5])).toBeGreaterThan(Number(row[4]));
});
