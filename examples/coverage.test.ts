import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file.includes(path.sep) && !file.includes('node_modules'))
  .map((file) => file.replaceAll(path.sep, '/'));
const isTest = (file: string): boolean => file.endsWith('.test.ts');
/** What runs the sweeps of the flagships is no program that shows something. */
const isProgram = (file: string): boolean => !isTest(file) && file !== 'flagships/sweeps.ts';

it('runs every example in a test next to it', () => {
  const programs = files.filter(isProgram);
  const imported = files.filter(isTest).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const named = Array.from(
      text.matchAll(/import\('\.\/([\w-]+)\.js'\)/g),
      ([, name]) => `${path.dirname(file)}/${name}.ts`,
    );
    // A folder whose test imports whatever program it finds there.
    const found = text.includes('import(path.join(folder, file))')
      ? programs.filter((program) => path.dirname(program) === path.dirname(file))
      : [];
    return [...named, ...found.filter((program) => !named.includes(program))];
  });
  expect(programs.length).toBeGreaterThan(0);
  expect(imported.sort()).toEqual(programs.sort());
});

it('lists every example in the README, but for the programs of other READMEs', () => {
  const text = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const listed = Array.from(
    text.matchAll(/^\| \[`[\w-]+\.ts`\]\(([\w/-]+\.ts)\) \| (.*) \|$/gm),
    ([, file, what]) => `${file}: ${what}`,
  );
  const programs = files.filter((file) => isProgram(file) && !file.startsWith('readme/'));
  const described = programs.map((file) => {
    const [, what] = /^\/\*\*[\s*]+([\s\S]*?)\s+\*\//.exec(readFileSync(path.join(folder, file), 'utf8')) ?? [];
    return `${file}: ${what?.replaceAll(/\n \* /g, ' ')}`;
  });
  expect(listed.sort()).toEqual(described.sort());
});
