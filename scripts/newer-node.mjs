/**
 * Runs the programs of `examples/same-bytes` once more on a newer Node, taken from npm, and demands the digests of this one.
 * Where that Node cannot be had (no package for this platform, no registry) a note is printed and nothing is checked.
 */
import { run } from './packages.mjs';
import { digests } from './same-bytes.mjs';

const VERSION = '24.21.0';

/** What a command line prints when `node` means the newer Node. */
function withNewerNode(command) {
  return run('npx', ['--yes', '-p', `node-${process.platform}-${process.arch}@${VERSION}`, '-c', command]).trim();
}

function available() {
  try {
    return withNewerNode('node --version') === `v${VERSION}`;
  } catch {
    return false;
  }
}

if (!available()) {
  console.log(
    `NOTE: Node ${VERSION} cannot be had from npm for ${process.platform}-${process.arch}; nothing was run on it`,
  );
} else {
  const expected = [...(await digests())].map(([name, digest]) => `${name} ${digest}`);
  const found = withNewerNode('node scripts/same-bytes.mjs').split('\n');
  const differing = expected.filter((line, i) => line !== found[i]);
  if (found.length !== expected.length || differing.length > 0) {
    throw new Error(
      `Node ${VERSION} differs from ${process.version}:\n${found.join('\n')}\nexpected:\n${expected.join('\n')}`,
    );
  }
  console.log(`${expected.length} programs print the same bytes on Node ${process.version} and v${VERSION}`);
}
