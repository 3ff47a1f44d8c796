/** What is published: the folders under `packages/`, their manifests, entry points and tarballs. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Every package with its folder and manifest, in the order of the folders' names. */
export const packages = readdirSync(path.join(root, 'packages'))
  .sort()
  .map((name) => {
    const folder = path.join(root, 'packages', name);
    return { folder, manifest: JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) };
  });

/** What can be imported from a package: `@bagehot/kernel`, `@bagehot/kernel/quanta`, with the built file behind it. */
export function entryPoints({ folder, manifest }) {
  return Object.entries(manifest.exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, target]) => ({
      specifier: path.posix.join(manifest.name, subpath),
      js: path.join(folder, target.default),
      types: path.join(folder, target.types),
    }));
}

/** Runs a program and gives back what it printed; its failure is ours. */
export function run(command, args, options = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${signal ?? status}\n${stdout ?? ''}${stderr ?? ''}`);
  return stdout;
}

/** Packs every package into a folder, as it would be published: tarball paths by package name. */
export function pack(destination) {
  const packed = JSON.parse(
    run('pnpm', ['-r', '--filter', './packages/*', 'pack', '--pack-destination', destination, '--json']),
  );
  const tarballs = new Map(packed.map(({ name, filename }) => [name, filename]));
  const missing = packages.filter(({ manifest }) => !tarballs.has(manifest.name));
  if (packages.length === 0 || missing.length > 0)
    throw new Error(`not packed: ${missing.map(({ manifest }) => manifest.name).join(', ') || 'anything'}`);
  return tarballs;
}
