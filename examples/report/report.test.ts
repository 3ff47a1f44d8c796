import { expect, it } from 'vitest';
import { run } from '../program.js';

it('run-report: one file that asks for nothing and names everybody who defaulted', async () => {
  const { text, run: result } = await run(() => import('./run-report.js'));
  expect(text).toMatch(/^<!doctype html>/i);
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(result.defaulted.length).toBeGreaterThan(0);
  for (const agent of result.defaulted) expect(text).toContain(agent);
  // Everybody's balance sheet of day 0 ends with an equity.
  const sheets = text.slice(text.indexOf('>Balance sheets</h2>'));
  expect(sheets.match(/Equity/g)?.length ?? 0).toBeGreaterThanOrEqual(40);
});

it('compared: both default rates are on the page', async () => {
  const { text, comparison } = await run(() => import('./compared.js'));
  for (const { defaultRate } of [comparison.baseline, comparison.treatment])
    expect(text).toContain(defaultRate.toFixed());
});
