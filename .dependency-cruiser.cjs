const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

/**
 * Who may import whom (each package also itself). The domain packages know the kernel and not one another; `sim` composes them; nobody but the command
 * line imports `sim`. Rows of packages that have no folder yet wait for them.
 */
const domain = ['dealer', 'ring', 'financing', 'exchange', 'central-bank'];
const allowed = {
  kernel: [],
  ...Object.fromEntries(domain.map((name) => [name, ['kernel']])),
  sim: ['kernel', ...domain],
  telemetry: ['kernel'],
  report: ['kernel'],
  cli: ['kernel', 'sim', 'telemetry', 'report'],
};

// Relative to the folder that is cruised, which is a planted tree in scripts/boundaries-proof.mjs.
const folders = readdirSync('packages', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
for (const folder of folders) {
  if (!Object.hasOwn(allowed, folder)) throw new Error(`packages/${folder} has no row in the layer table`);
}

const literally = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The source files behind a package's public entry points, as its manifest lists them. */
const entries = folders.flatMap((folder) => {
  const { exports } = JSON.parse(readFileSync(path.join('packages', folder, 'package.json'), 'utf8'));
  return Object.values(exports)
    .map((target) => target['@bagehot/source'])
    .filter((source) => source !== undefined)
    .map((source) => `^${literally(path.posix.join('packages', folder, source))}$`);
});

const layers = Object.entries(allowed).map(([name, others]) => ({
  name: `layer-${name}`,
  comment: `${name} may import ${others.length === 0 ? 'no other package' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^packages/${name}/src/` },
  to: { path: '^packages/[^/]+/', pathNot: [name, ...others].map((other) => `^packages/${other}/`) },
}));

/** Files of Node: the Node side of `sim`, the drivers of `telemetry`, the command line. */
const nodeFiles = [
  '^packages/sim/src/node[^/]*\\.ts$',
  '^packages/sim/src/node/',
  '^packages/sim/src/bullmq',
  '^packages/telemetry/src/duckdb',
  '^packages/cli/src/',
];

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-cycle',
      comment: 'two files that need each other are one noun, or miss a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-deep-import',
      comment: 'another package is reached through its public entry points',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples|bench)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^$1/', ...entries] },
    },
    {
      name: 'no-relative-import-of-a-package',
      comment: 'another package is imported by its name',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples|bench)/' },
      to: { path: '^packages/[^/]+/', pathNot: '^$1/', dependencyTypes: ['local'], dependencyTypesNot: ['npm'] },
    },
    {
      name: 'zod-in-schemas-only',
      comment: 'only files named schema carry the schema library into a bundle',
      severity: 'error',
      from: {
        path: '^packages/[^/]+/src/',
        pathNot: [
          '^packages/[^/]+/src/schema\\.ts$',
          '^packages/sim/src/schema[^/]*\\.ts$',
          '^packages/sim/src/[^/]+/schema\\.ts$',
        ],
      },
      to: { path: '(^|/)node_modules/zod/' },
    },
    {
      name: 'fast-check-in-testing-only',
      comment: 'fast-check is an optional peer of ./testing',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/[^/]+/src/testing/' },
      to: { path: '(^|/)node_modules/fast-check/' },
    },
    {
      name: 'duckdb-in-its-driver-only',
      comment: 'the database is an optional peer of telemetry/duckdb',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/telemetry/src/duckdb' },
      to: { path: '(^|/)node_modules/@duckdb/' },
    },
    {
      name: 'queue-in-its-adapter-only',
      comment: 'BullMQ and its client are optional peers of sim/bullmq',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/sim/src/bullmq' },
      to: { path: '(^|/)node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'testing-in-tests-only',
      comment: 'what users run never loads ./testing',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/[^/]+/src/testing/' },
      to: { path: '^packages/[^/]+/src/testing/' },
    },
    {
      name: 'no-node-in-the-browser',
      comment: 'all but the Node side of sim, the drivers of telemetry and the command line runs in a browser',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: nodeFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-node-side-in-the-browser',
      comment: 'a browser file must not reach the Node side of sim, nor the drivers of telemetry',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: nodeFiles },
      to: { path: nodeFiles },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'what the published code imports is among its dependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      // A package of the workspace is linked, hence resolved, only where a manifest names it.
      to: {
        pathNot: '^packages/',
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
        dependencyTypesNot: ['npm', 'npm-peer'],
      },
    },
    {
      name: 'no-unresolved-import',
      comment: 'an import leads to a file or an installed package',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['(^|/)node_modules/', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@bagehot/source', 'import', 'types', 'node', 'default'],
    },
  },
};
