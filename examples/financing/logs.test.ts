import { expect, it } from 'vitest';
import { run } from '../program.js';

it('check-a-log: a changed figure is found twice', async () => {
  const { printed, rows, verdict, contradictions } = await run(() => import('./check-a-log.js'));
  expect(rows).toHaveLength(36);
  const forged = rows.find(({ econ_executed_net: net }) => net.length > 0);
  expect(verdict).toEqual({ intact: false, round: forged?.core_round, difference: 'changed' });
  expect(contradictions).toContain(`round ${forged?.core_round}, agent ${forged?.core_agent_id}, effective_budget`);
  expect(printed.filter((line) => line.endsWith('is sound'))).toHaveLength((forged?.core_round ?? 0) - 1);
});

it('older-logs: what a version does not have is null, what the schema does not have is kept', async () => {
  const { rows, upgraded, printed } = await run(() => import('./older-logs.js'));
  expect(rows.map((row) => [row.core_schema_version, row.spatial_distance_to_market])).toEqual([
    ['1.1.0', null],
    ['1.4.1', 0],
  ]);
  expect(upgraded.map((row) => [row.core_schema_version, row.effective_budget, row.travel_cost_deduction])).toEqual([
    ['1.2.0', '7.75', '0.25'],
    ['1.4.1', '7.75', '0.25'],
  ]);
  expect(printed.at(-1)).toBe('bought 0.75 of what it asked for; unmet: worth 0.4');
});
