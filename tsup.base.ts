import type { Options } from 'tsup';

/** Shared build settings; every package passes only its entry points. */
export function library(entry: Record<string, string>): Options {
  return {
    entry,
    format: ['esm'],
    target: 'es2022',
    platform: 'neutral',
    // tsup 8 still passes baseUrl to the compiler, which TypeScript 6 reports as deprecated.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    sourcemap: true,
    clean: true,
    // Errors are still printed.
    silent: true,
    treeshake: false,
    splitting: true,
    removeNodeProtocol: false,
    external: [/^node:/],
    outExtension: () => ({ js: '.js' }),
  };
}
