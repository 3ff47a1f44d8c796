import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const repository = path.join(import.meta.dirname, '../../../golden');

/**
 * A test per case of a golden file. A file without cases fails; a missing one too, unless `BAGEHOT_GOLDEN` names another folder, whose missing files are
 * noted.
 */
export function forEachCase<File, Case extends { readonly id: string }>(
  file: string,
  cases: (content: File) => readonly Case[],
  check: (golden: Case, content: File) => void,
): void {
  const folder = process.env['BAGEHOT_GOLDEN'];
  const location = path.join(folder ?? repository, 'dealer', file);
  if (folder !== undefined && !existsSync(location)) {
    it(`${file} is not among the vectors`, () => {
      console.info(`note: ${location} does not exist, its cases are not checked`);
      expect(existsSync(location)).toBe(false);
    });
    return;
  }
  const content = JSON.parse(readFileSync(location, 'utf8')) as File;
  const list = cases(content);
  it(`${file} holds cases`, () => expect(list.length).toBeGreaterThan(0));
  for (const golden of list) it(`${file}: ${golden.id}`, () => check(golden, content));
}
