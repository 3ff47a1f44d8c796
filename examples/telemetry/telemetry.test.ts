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
