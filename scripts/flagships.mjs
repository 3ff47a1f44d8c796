/**
 * Runs the whole sweep of flagship examples, and keeps what it comes to: `pnpm flagships bagehots-rule` asks every point of `examples/flagships/bagehots-rule.ts`
 * over a hundred seeds, writes `docs/flagships/bagehots-rule.json` for the docs, and the page made of it to `out/flagships/bagehots-rule.html`. Without a name all
 * are run; `--seeds 5` is for a first look, which is not kept; `--pages` only makes the pages of what is kept.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './packages.mjs';

const folder = path.join(root, 'examples/flagships');
const kept = path.join(root, 'docs/flagships');
const pages = path.join(root, 'out/flagships');
const SEEDS = 100;

/** A module given as text, bundled from the sources of the packages, and loaded. */
async function load(name, contents) {
  const outfile = path.join(root, 'temp/flagships', `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: folder, sourcefile: 'entry.ts', loader: 'ts' },
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@bagehot/source'],
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: String(SEEDS) }, pages: { type: 'boolean', default: false } },
});
const seeds = Number(values.seeds);
const ending = values.pages ? '.json' : '.ts';
const there = readdirSync(values.pages ? kept : folder)
  .filter((file) => file.endsWith(ending) && !file.endsWith('.test.ts') && file !== 'sweeps.ts')
  .map((file) => path.basename(file, ending))
  .sort();
const names = positionals.length > 0 ? positionals : there;
for (const name of names)
  if (!there.includes(name)) throw new Error(`there is no flagship ${name}; there are ${there.join(', ')}`);

/** The first comment of a file, as one line. */
function questionOf(file) {
  const [, text = ''] = /^\/\*\*[\s*]+([\s\S]*?)\s+\*\//.exec(readFileSync(file, 'utf8')) ?? [];
  const line = text.replaceAll(/\n \* /g, ' ');
  // The title is told apart: "Bagehot's rule: how many …".
  const question = line.replace(/^[^:?]{1,60}: /, '');
  return question.slice(0, 1).toUpperCase() + question.slice(1);
}

async function sweep(name) {
  const started = process.hrtime.bigint();
  const asks = name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const { flagship, sweepOf } = await load(
    name,
    `import { points, ${asks} as ask } from './${name}.js';\nexport const flagship = { points, ask };\nexport { sweepOf } from './sweeps.js';`,
  );
  const seconds = () => Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  const tell = (point) => console.log(`${name}: ${point} is done after ${seconds()} s`);
  return sweepOf(name, questionOf(path.join(folder, `${name}.ts`)), flagship, seeds, tell);
}

const { renderExperiment } = await load('page', `export { renderExperiment } from '@bagehot/report';`);
mkdirSync(pages, { recursive: true });
for (const name of names) {
  const record = path.join(kept, `${name}.json`);
  const experiment = values.pages ? JSON.parse(readFileSync(record, 'utf8')) : await sweep(name);
  if (!values.pages && seeds === SEEDS) {
    mkdirSync(kept, { recursive: true });
    writeFileSync(record, `${JSON.stringify(experiment, null, 1)}\n`);
  }
  writeFileSync(path.join(pages, `${name}.html`), renderExperiment(experiment));
  console.log(`${path.relative(root, pages)}/${name}.html is written`);
}
