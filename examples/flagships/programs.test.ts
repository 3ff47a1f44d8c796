import { readdirSync } from 'node:fs';
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

it.each(programs)('%s asks its question of one point, and offers the others', async (file) => {
  const { printed, ...program } = await run(
    async (): Promise<Record<string, unknown>> => import(path.join(folder, file)),
  );
  expect(printed.length).toBeGreaterThan(0);
  for (const line of printed) expect(String(line)).not.toMatch(/undefined|NaN/);
  expect(program[functionOf(file)]).toBeTypeOf('function');
  expect(program['points']).toEqual(expect.arrayContaining([expect.anything()]));
});
