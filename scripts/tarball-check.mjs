/**
 * Installs the packed packages with npm into an empty project, as a user would, and there: type-checks the litmus programs with the types of the
 * tarballs alone, runs them, does the same with the tutorial that begins in an empty folder, and its tests, loads every entry point with `import` and with `require`,
 * and asks the command line for its help.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { entryPoints, pack, packages, root, run } from './packages.mjs';

const litmus = path.join(root, 'examples/litmus');
const tutorial = path.join(root, 'examples/newcomer');
const project = mkdtempSync(path.join(os.tmpdir(), 'tarballs-'));
const within = { cwd: project };

/** The version of a tool this repository itself, or one of its packages, has installed. */
function installed(name, folder = '.') {
  return JSON.parse(readFileSync(path.join(root, folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** What can be compiled and run by itself. */
function programsIn(folder) {
  const programs = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  if (programs.length === 0) throw new Error(`there is no program in ${folder}`);
  return programs;
}

function writeJson(file, value) {
  writeFileSync(path.join(project, file), `${JSON.stringify(value, null, 2)}\n`);
}

try {
  mkdirSync(path.join(project, 'tarballs'));
  const tarballs = pack(path.join(project, 'tarballs'));
  writeJson('package.json', {
    name: 'empty-project',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(
      [...tarballs].map(([name, file]) => [name, `file:${path.relative(project, file)}`]),
    ),
    devDependencies: {
      '@duckdb/node-api': installed('@duckdb/node-api', 'packages/telemetry'),
      '@types/node': installed('@types/node'),
      bullmq: installed('bullmq', 'packages/sim'),
      'fast-check': '^4.0.0',
      ioredis: installed('ioredis', 'packages/sim'),
      typescript: installed('typescript'),
      vitest: installed('vitest'),
    },
  });
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], within);

  const programs = programsIn(litmus);
  mkdirSync(path.join(project, 'src'));
  for (const program of programs) copyFileSync(path.join(litmus, program), path.join(project, 'src', program));

  mkdirSync(path.join(project, 'src/tutorial'));
  const lessons = programsIn(tutorial);
  for (const lesson of [...lessons, 'mutual.test.ts'])
    copyFileSync(path.join(tutorial, lesson), path.join(project, 'src/tutorial', lesson));

  // A value of every entry point is used with its type, so that a type that is silently `any` is an error.
  const specifiers = packages.flatMap((each) => entryPoints(each)).map(({ specifier }) => specifier);
  const notAny = specifiers.map(
    (specifier, i) =>
      `import * as entry${i} from '${specifier}';\nexport const known${i}: NotAny<typeof entry${i}> = true;`,
  );
  writeFileSync(
    path.join(project, 'src/entries.ts'),
    [
      'type IsAny<T> = 0 extends 1 & T ? true : false;',
      'type NotAny<T> = true extends { [K in keyof T]: IsAny<T[K]> }[keyof T] ? never : true;',
      ...notAny,
      '',
    ].join('\n'),
  );
  writeFileSync(
    path.join(project, 'src/decimal-is-typed.ts'),
    "import { decimal } from '@bagehot/kernel';\n// @ts-expect-error: an exact decimal is not a number, which goes unnoticed when the types of big.js are missing.\nexport const wrong: number = decimal(1);\n",
  );
  writeJson('tsconfig.json', {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023'],
      module: 'NodeNext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      types: ['node'],
      rootDir: 'src',
      outDir: 'out',
    },
    include: ['src'],
  });
  run(process.execPath, ['node_modules/typescript/bin/tsc'], within);

  for (const program of [...programs, ...lessons.map((lesson) => `tutorial/${lesson}`)]) {
    const printed = run(process.execPath, [`out/${program.replace(/\.ts$/, '.js')}`], within);
    console.log(`${program}: ${printed.trim() || 'ran'}`);
  }
  run('npx', ['--no-install', 'vitest', 'run', 'src/tutorial'], within);
  console.log('mutual.test.ts: passed');
  for (const specifier of specifiers) {
    run(process.execPath, ['--input-type=module', '--eval', `await import('${specifier}')`], within);
    run(process.execPath, ['--input-type=commonjs', '--eval', `require('${specifier}')`], within);
  }
  run('npx', ['--no-install', 'bagehot', '--help'], within);
  console.log(
    `${tarballs.size} tarballs install, type-check and run; ${specifiers.length} entry points load with import and require`,
  );
} finally {
  rmSync(project, { recursive: true, force: true });
}
