/**
 * The programs of `examples/same-bytes` must print the same bytes on every engine. Run directly, this prints the digest of each as computed by this Node:
 * compare the output of two versions. `browser-check.mjs` compares it with Chromium's.
 *
 * Such a program is a module that runs in a browser too and exports `text()`: a string that a seed alone decides.
 */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './packages.mjs';

const folder = path.join(root, 'examples/same-bytes');

/** The programs' files, sorted. */
export const programs = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .sort()
  .map((file) => path.join(folder, file));

/** What identifies a program's output: its length, and its SHA-256. */
export function digest(text) {
  if (typeof text !== 'string' || text === '') throw new Error('a program has to give a text that is not empty');
  return `${text.length} ${createHash('sha256').update(text).digest('hex')}`;
}

/** Name and digest of every program, run by this Node. */
export async function digests() {
  if (programs.length === 0) throw new Error(`${folder} holds no program`);
  const results = new Map();
  for (const file of programs) {
    const { text } = await import(pathToFileURL(file).href);
    results.set(path.basename(file), digest(text()));
  }
  return results;
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, result] of await digests()) console.log(`${name} ${result}`);
}
