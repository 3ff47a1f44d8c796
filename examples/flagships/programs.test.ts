import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../program.js';

const folder = import.meta.dirname;
const programs = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'sweeps.ts')
  .sort();

/** `bagehots-rule.ts` has `bagehotsRule`. */
const functionOf = (file: string): string =>
  path.basename(file, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Without imports, comments and what is empty. */
function linesOfCode(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '').replaceAll(/^import [\s\S]*?;$/gm, '');
  return code.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line));
}

it.each(programs)('%s is about forty lines of code', (file) => {
  const lines = linesOfCode(readFileSync(path.join(folder, file), 'utf8'));
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.length).toBeLessThanOrEqual(42);
});

it.each(programs)('%s asks its question of one point, and offers the others', async (file) => {
  const { printed, ...program } = await run(
    async (): Promise<Record<string, unknown>> => import(path.join(folder, file)),
  );
  expect(printed.length).toBeGreaterThan(0);
  for (const line of printed) expect(String(line)).not.toMatch(/undefined|NaN/);
  expect(program[functionOf(file)]).toBeTypeOf('function');
  expect(program['points']).toEqual(expect.arrayContaining([expect.anything()]));
});
