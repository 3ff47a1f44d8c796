/** Looks at every package as it would be published: publint, types for every way to import it, no workspace versions left in its manifest. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack, packages, root, run } from './packages.mjs';

const attw = path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'packages-'));
try {
  const tarballs = pack(folder);
  const problems = [];
  for (const { manifest } of packages) {
    const tarball = tarballs.get(manifest.name);
    const packed = run('tar', ['-xzOf', tarball, 'package/package.json']);
    const left = packed.match(/"(workspace|catalog):[^"]*"/g) ?? [];
    problems.push(...left.map((version) => `${manifest.name}: ${version} is left in the manifest`));

    const files = run('tar', ['-tzf', tarball]).trim().split('\n');
    for (const file of ['package/LICENSE', 'package/README.md']) {
      if (!files.includes(file)) problems.push(`${manifest.name}: ${file} is missing`);
    }
    const strays = files.filter((file) => !/^package\/(dist\/|src\/|package\.json$|[A-Z]+(\.md)?$)/.test(file));
    problems.push(...strays.map((file) => `${manifest.name}: ${file} should not be published`));

    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const { messages } = await publint({
      strict: true,
      pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
    });
    problems.push(...messages.map((message) => `${manifest.name}: ${formatMessage(message, JSON.parse(packed))}`));

    try {
      run(process.execPath, [attw, '--profile', 'esm-only', '--no-color', tarball]);
    } catch (error) {
      problems.push(error.message);
    }
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${packages.length} packages are fit to publish`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
