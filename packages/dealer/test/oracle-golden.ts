import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

/** The folder of recorded truth: the repository's, or the reader's own. */
const folder = process.env['BAGEHOT_GOLDEN'] ?? path.resolve(import.meta.dirname, '../../../golden');

/**
 * The cases under a key of a golden file. A file without cases fails; so does a missing file, except that a reader's own folder need not hold all of
 * them.
 */
export function goldenCases<T>(file: string, key: string): readonly T[] {
  const place = path.join(folder, 'dealer', file);
  if (!existsSync(place) && process.env['BAGEHOT_GOLDEN'] !== undefined) {
    console.info(`skipped: ${place} does not exist`);
    return [];
  }
  const cases = JSON.parse(readFileSync(place, 'utf8'))[key] as readonly T[];
  expect(cases.length, `${place} holds no ${key}`).toBeGreaterThan(0);
  return cases;
}
