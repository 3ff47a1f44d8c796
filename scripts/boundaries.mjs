/**
 * Checks who imports whom (`.dependency-cruiser.cjs`), then proves on a planted tree that every forbidden import is found.
 *
 * A run that did not see every source file fails too: with a compiler it does not know, the tool finds no violations in nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = path.join(root, '.dependency-cruiser.cjs');

/** Every import of the given folders, with the violations found. */
function cruise(cwd, folders) {
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [tool, '--config', config, '--output-type', 'json', ...folders],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  if (error !== undefined) throw error;
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no result: ${stdout}${stderr}`);
  const { modules, summary } = JSON.parse(stdout);
  return {
    seen: new Set(modules.map(({ source }) => source)),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

function checkTree() {
  const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`);
  const folders = [...packages.flatMap((folder) => [`${folder}/src`, `${folder}/test`]), 'examples', 'bench'];
  const present = folders.filter((folder) => existsSync(path.join(root, folder)));
  const { seen, violations } = cruise(root, present);

  const sources = packages.flatMap((folder) =>
    readdirSync(path.join(root, folder, 'src'), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(folder, 'src', file)),
  );
  const unseen = sources.filter((file) => !seen.has(file));
  if (sources.length === 0 || unseen.length > 0) throw new Error(`not looked at: ${unseen.join(', ') || 'anything'}`);
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} -> ${to}`);
  if (violations.length > 0) throw new Error(`${violations.length} forbidden imports`);
  console.log(`${sources.length} source files keep to the boundaries`);
}

/** One planted file per rule, and files that are allowed to do what the others are not. */
const planted = {
  'packages/kernel/src/upward.ts': ['layer-kernel', "import '@bagehot/dealer';"],
  'packages/dealer/src/sideways.ts': ['layer-dealer', "import '@bagehot/ring';"],
  'packages/ring/src/sim.ts': ['layer-ring', "import type { x } from '@bagehot/sim';"],
  'packages/cli/src/downstairs.ts': ['layer-cli', "import '@bagehot/dealer';"],
  'packages/dealer/src/first.ts': ['no-cycle', "import './second.js';"],
  // A cycle is reported once, at its first file.
  'packages/dealer/src/second.ts': [undefined, "import './first.js';"],
  'packages/dealer/src/deep.ts': ['no-deep-import', "import '../../kernel/src/inside.js';"],
  'packages/dealer/test/deep.test.ts': ['no-deep-import', "import '../../kernel/src/inside.js';"],
  'packages/dealer/src/by-path.ts': ['no-relative-import-of-a-package', "import '../../kernel/src/index.js';"],
  'packages/dealer/src/private.ts': ['no-unresolved-import', "import '@bagehot/kernel/src/inside.js';"],
  'packages/dealer/src/missing.ts': ['no-unresolved-import', "import 'left-pad';"],
  'packages/dealer/src/undeclared.ts': ['no-undeclared-dependency', "import 'stray';"],
  'packages/dealer/src/parse.ts': ['zod-in-schemas-only', "import 'zod';"],
  'packages/dealer/src/schema.ts': [undefined, "import 'zod';"],
  'packages/dealer/src/laws.ts': ['fast-check-in-testing-only', "import 'fast-check';"],
  'packages/dealer/src/testing/laws.ts': [undefined, "import 'fast-check'; import '@bagehot/kernel/testing';"],
  'packages/dealer/src/oracle.ts': ['testing-in-tests-only', "import '@bagehot/kernel/testing';"],
  'packages/dealer/src/files.ts': ['no-node-in-the-browser', "import 'node:fs';"],
  'packages/sim/src/node.ts': [undefined, "import 'node:fs'; import '@bagehot/ring';"],
  'packages/sim/src/bullmq.ts': [undefined, "import 'node:fs'; import 'bullmq'; import 'ioredis';"],
  'packages/sim/src/desk.ts': ['queue-in-its-adapter-only', "import 'bullmq';"],
  'packages/sim/src/link.ts': ['queue-in-its-adapter-only', "import 'ioredis';"],
  'packages/sim/src/submit.ts': ['no-node-side-in-the-browser', "import './bullmq.js';"],
  'packages/sim/src/run.ts': ['no-node-side-in-the-browser', "import './node.js';"],
  'packages/telemetry/src/run.ts': ['layer-telemetry', "import '@bagehot/sim';"],
  'packages/telemetry/src/duckdb.ts': [undefined, "import 'node:fs'; import '@duckdb/node-api';"],
  'packages/telemetry/src/store.ts': ['duckdb-in-its-driver-only', "import '@duckdb/node-api';"],
  'packages/telemetry/src/sink.ts': ['no-node-side-in-the-browser', "import './duckdb.js';"],
  'packages/telemetry/src/files.ts': ['no-node-in-the-browser', "import 'node:fs';"],
};

function proveRules() {
  const tree = mkdtempSync(path.join(os.tmpdir(), 'boundaries-'));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  };
  try {
    const names = ['kernel', 'dealer', 'ring', 'sim', 'telemetry', 'cli'];
    for (const name of names) {
      const dependencies = Object.fromEntries(
        ['zod', ...names.map((other) => `@bagehot/${other}`)].map((other) => [other, '*']),
      );
      const exports = {
        '.': { '@bagehot/source': './src/index.ts' },
        './testing': { '@bagehot/source': './src/testing/index.ts' },
      };
      write(
        `packages/${name}/package.json`,
        JSON.stringify({
          name: `@bagehot/${name}`,
          type: 'module',
          exports,
          dependencies,
          peerDependencies: { 'fast-check': '*', '@duckdb/node-api': '*', bullmq: '*', ioredis: '*' },
        }),
      );
      for (const file of ['index', 'inside', 'testing/index'])
        write(`packages/${name}/src/${file}.ts`, 'export const x = 1;\n');
      mkdirSync(path.join(tree, 'node_modules/@bagehot'), { recursive: true });
      symlinkSync(path.join(tree, 'packages', name), path.join(tree, 'node_modules/@bagehot', name));
    }
    for (const name of ['zod', 'fast-check', '@duckdb/node-api', 'bullmq', 'ioredis', 'stray']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, '');
    }
    write('tsconfig.json', '{}');
    for (const [file, [, text]] of Object.entries(planted)) write(file, `${text}\nexport {};\n`);

    const { violations } = cruise(tree, ['packages']);
    for (const [file, [rule]] of Object.entries(planted)) {
      const found = violations.filter(({ from }) => from === file).map((violation) => violation.rule);
      const proved = rule === undefined ? found.length === 0 : found.includes(rule);
      if (!proved)
        throw new Error(`${file} should break ${rule ?? 'no rule'}, found: ${found.join(', ') || 'nothing'}`);
    }
    console.log(`${Object.keys(planted).length} planted imports are judged as they should be`);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

checkTree();
proveRules();
