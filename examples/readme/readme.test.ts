import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../program.js';

/** What the comments behind the program's prints say that it prints, line by line; undefined where they say nothing. */
function promised(name: string): (string | undefined)[] {
  const text = readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8');
  return Array.from(text.matchAll(/console\.log\(.*\);(?: \/\/ (.*))?$/gm), ([, said]) => said);
}

const programs: readonly (readonly [string, () => Promise<object>])[] = [
  ['kernel', () => import('./kernel.js')],
  ['dealer', () => import('./dealer.js')],
  ['ring', () => import('./ring.js')],
  ['financing', () => import('./financing.js')],
  ['exchange', () => import('./exchange.js')],
  ['central-bank', () => import('./central-bank.js')],
  ['sim', () => import('./sim.js')],
];

it.each(programs)('the program of the README of %s prints what it says', async (name, load) => {
  const { printed } = await run(load);
  const said = promised(name);
  expect(printed.length).toBeGreaterThan(0);
  expect(printed).toHaveLength(said.length);
  printed.forEach((line, k) => {
    expect(String(line)).toBe(said[k] ?? String(line));
    expect(String(line)).not.toMatch(/undefined|NaN/);
  });
});
