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

it('sweep: the page holds the figures of the summary and names every worsened pair', async () => {
  const { text, summary, sweep } = await run(() => import('./sweep.js'));
  const [found] = summary['comparisons'] as readonly Readonly<Record<string, unknown>>[];
  expect(found?.['total_pairs']).toBe(sweep.count);
  for (const figure of ['mean_control_rate', 'mean_treatment_rate', 'mean_relief_ratio', 'median_relief_ratio'])
    expect(text).toContain(`>${found?.[figure]}</td>`);
  const section = text.slice(text.indexOf('id="worsened"'));
  const worsened = found?.['worsened_pairs'] as readonly { readonly index: number }[];
  const listed = Array.from(section.matchAll(/out\/sweep (\d+)</g), ([, index]) => Number(index));
  expect(listed.sort()).toEqual(worsened.map(({ index }) => index).sort());
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
});

it('village: both modes stand on one page, with a map of every round', async () => {
  const { page } = await run(() => import('./village.js'));
  expect(page).toContain('Comparison of financing modes');
  for (const round of Array.from({ length: 16 }, (_, k) => k + 1)) expect(page).toContain(`id="map-${round}"`);
  expect(page).not.toContain('<script');
});

it('regimes: means of all seeds, and the first one tick by tick', async () => {
  const { page, comparison, followed, printed } = await run(() => import('./regimes.js'));
  expect(printed).toEqual([
    'one file with 6 sections: Welfare by regime; Welfare by regime, seed 1; Trades by pair type, seed 1; What money is worth, seed 1; Who holds the money, seed 1; Who is where, seed 1',
  ]);
  for (const { totalUtility } of comparison.figures) expect(page.includes(`title="${totalUtility}"`)).toBe(true);
  expect(followed).toHaveLength(3);
  for (const { result } of followed) expect(page.includes(`title="${result.metrics.end.total}"`)).toBe(true);
  expect(page.includes('<script')).toBe(false);
});
