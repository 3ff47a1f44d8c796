import { afterEach, expect, it, vi } from 'vitest';

const programs: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
  ['a market of my own', () => import('./panic-market.js'), /^defaults [01]\.\d{4} after \d+ trades$/],
  ['a lender of last resort', () => import('./discount-window.js'), /^\d+ defaults$/],
  [
    'several markets',
    () => import('./composed-day.js'),
    /^dealers had to sell \d+ times, and the central bank bought \d+ of debt$/,
  ],
  ['laws of the kernel', () => import('./kernel-laws.js'), /^the shares add up/],
];

afterEach(() => vi.restoreAllMocks());

it.each(programs)('%s runs and prints what it found', async (_, run, expected) => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await run();
  expect(log.mock.calls).toEqual([[expect.stringMatching(expected)]]);
});
