import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';

// Tests read the TypeScript sources of every package: no build is needed first.
const conditions = ['@bagehot/source', 'module', 'node', 'development|production'];
const packages = [
  'kernel',
  'dealer',
  'ring',
  'financing',
  'exchange',
  'central-bank',
  'sim',
  'report',
  'telemetry',
  'cli',
];
const testTimeout = 60_000;
/** Tests that start a Redis server of their own. */
const redis = '**/*.redis.test.ts';
/** What the flagship examples assert over a hundred seeds each: minutes, where the other tests take seconds. */
const flagships = 'flagships/!(programs).test.ts';

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout,
    projects: [
      // Runs after a build, against the published entry points, without the source condition.
      {
        test: {
          name: 'extra-dist',
          root: '.',
          include: ['packages/*/test/**/*.dist.ts'],
          benchmark: { include: [] },
          testTimeout,
        },
      },
      ...packages.map((name) => ({
        extends: true as const,
        root: `packages/${name}`,
        test: {
          name,
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, redis],
          benchmark: { include: [] },
          // Libraries keep no state between calls, so test files may share them; that halves the time. The program has a process around it.
          isolate: name === 'cli',
          typecheck: {
            enabled: true,
            include: ['test/**/*.test-d.ts'],
            tsconfig: '../../tsconfig.json',
            // The types of the sources are the business of `typecheck`.
            ignoreSourceErrors: true,
          },
        },
      })),
      {
        extends: true as const,
        root: 'examples',
        test: {
          name: 'examples',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, redis, flagships],
          benchmark: { include: [] },
        },
      },
      {
        extends: true as const,
        root: 'examples',
        test: {
          name: 'extra-flagships',
          include: [flagships],
          benchmark: { include: [] },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true as const,
        root: '.',
        test: {
          name: 'extra-redis',
          include: [`packages/*/test/${redis}`, `examples/${redis}`],
          benchmark: { include: [] },
        },
      },
    ],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.ts'], reporter: ['text', 'json-summary'] },
  },
});

export default config;
