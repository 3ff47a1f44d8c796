import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** A program that imports our packages, made from their sources as they are, for a process of its own. */
export interface SourcesBundle {
  readonly file: string;
  remove(): void;
}

/** Bundles a program, and what worker threads begin with beside it. What is installed stays outside, so the bundle lies where it is found. */
export async function bundleSources(program: string): Promise<SourcesBundle> {
  const home = path.join(import.meta.dirname, '..');
  const folder = mkdtempSync(path.join(home, 'node_modules/.bundle-'));
  const source = path.join(home, 'src');
  await build({
    stdin: { contents: program, resolveDir: path.join(home, 'test'), sourcefile: 'program.ts', loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@bagehot/source'],
    external: ['bullmq', 'ioredis'],
    outfile: path.join(folder, 'program.mjs'),
    // Beside the bundle's own package.json there is none that says so.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  await build({
    entryPoints: [path.join(source, 'node/sweep-worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@bagehot/source'],
    outfile: path.join(folder, 'sweep-worker.js'),
  });
  return { file: path.join(folder, 'program.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
