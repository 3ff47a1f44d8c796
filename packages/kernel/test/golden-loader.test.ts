import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCases, goldenCases, goldenFolder, readGolden } from '../../../test/golden.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'golden-'));
  mkdirSync(path.join(root, 'dealer'));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (text: string): void => writeFileSync(path.join(root, 'dealer/cases.json'), text);
const cases = (chosen: boolean): readonly unknown[] | undefined =>
  findCases('dealer/cases.json', 'cases', { path: root, chosen });

describe('the golden folder', () => {
  it('is the one of the repository unless the environment names another', () => {
    expect(goldenFolder({})).toEqual({ path: path.resolve(import.meta.dirname, '../../../golden'), chosen: false });
    expect(goldenFolder({ BAGEHOT_GOLDEN: '' }).chosen).toBe(false);
    expect(goldenFolder({ BAGEHOT_GOLDEN: root })).toEqual({ path: root, chosen: true });
  });
});

describe('the cases of a golden file', () => {
  it('are all of them, in order', () => {
    write('{"cases": [{"id": "b"}, {"id": "a"}]}');
    expect(cases(false)).toEqual([{ id: 'b' }, { id: 'a' }]);
  });

  it('fail when there is none, in any folder', () => {
    for (const text of ['{"cases": []}', '{}']) {
      write(text);
      expect(() => cases(false)).toThrow('dealer/cases.json holds no case');
      expect(() => cases(true)).toThrow('dealer/cases.json holds no case');
    }
  });

  it('fail when the file is missing, except in a folder named by the environment', () => {
    expect(() => cases(false)).toThrow('is missing');
    expect(cases(true)).toBeUndefined();
  });

  it('fail when the file is no JSON', () => {
    write('not json');
    expect(() => readGolden('dealer/cases.json', { path: root, chosen: true })).toThrow();
  });
});

describe('the cases a test runs over', () => {
  it('are none, with a note, when the file is not in a folder named by the environment', () => {
    const notes: string[] = [];
    const folder = { path: root, chosen: true };
    expect(goldenCases('dealer/cases.json', 'cases', folder, (note) => notes.push(note))).toEqual([]);
    expect(notes).toEqual([`dealer/cases.json is not in ${root}: not checked`]);
  });
});
