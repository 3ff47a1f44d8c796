import { expect, it } from 'vitest';
import { run } from '../program.js';

it('run-report: one file that asks for nothing and names everybody who defaulted', async () => {
  const { text, run: result } = await run(() => import('./run-report.js'));
  expect(text).toMatch(/^<!doctype html>/i);
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(result.defaulted.length).toBeGreaterThan(0);
  for (const agent of result.defaulted) expect(text).toContain(agent);
});
