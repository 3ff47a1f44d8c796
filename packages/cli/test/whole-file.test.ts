import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RowFile } from '../src/sweep/row-file.js';
import { partialOf, removeAbandoned, WholeFile, writeWhole } from '../src/whole-file.js';
import { Workplace } from './session.js';

const work = new Workplace();
const folderOf = (name: string): string => {
  mkdirSync(work.at(name));
  return work.at(name);
};

describe('a file that is there whole or not at all', () => {
  it('keeps what had the name before until it is finished', () => {
    const folder = folderOf('before');
    const file = `${folder}/a.txt`;
    writeWhole(file, 'old');
    const whole = new WholeFile(file);
    whole.append('new');
    whole.settle();
    expect(readFileSync(file, 'utf8')).toBe('old');
    whole.finish();
    whole.discard();
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('leaves nothing behind when it is discarded, or cannot get its name', () => {
    const folder = folderOf('taken');
    mkdirSync(`${folder}/a.txt`);
    expect(() => writeWhole(`${folder}/a.txt`, 'text')).toThrow(/^cannot write .*a\.txt: /);
    const whole = new WholeFile(`${folder}/b.txt`);
    whole.append('text');
    whole.discard();
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('is not disturbed by another one that is written at the same time', () => {
    const folder = folderOf('both');
    const file = `${folder}/a.txt`;
    const slow = new WholeFile(file, partialOf(file, 'here-1'));
    slow.append('slow, ');
    slow.settle();
    const fast = new WholeFile(file, partialOf(file, 'there-1'));
    fast.append('fast');
    fast.finish();
    expect(readFileSync(file, 'utf8')).toBe('fast');
    slow.append('but sure');
    slow.finish();
    expect(readFileSync(file, 'utf8')).toBe('slow, but sure');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('is forgotten when its process was killed, but not when it may be alive', async () => {
    const folder = folderOf('killed');
    const gone = spawn(process.execPath, ['--version']);
    await once(gone, 'close');
    const own = partialOf('a.csv');
    const dead = own.replace(`-${process.pid}.`, `-${gone.pid}.`);
    const others = [own, 'a.csv.elsewhere-1.partial', 'shard-0-of-1.0f.jsonl.partial', 'a.csv'];
    for (const name of [...others, dead]) writeFileSync(`${folder}/${name}`, '');
    removeAbandoned(folder);
    expect(readdirSync(folder).sort()).toEqual([...others].sort());
  });

  it('is one of several, of which none stays when another one cannot be made', () => {
    const folder = folderOf('several');
    mkdirSync(partialOf(`${folder}/rows.jsonl`));
    const table = { name: 'rows', columns: [], rows: () => [] };
    expect(() => new RowFile(`${folder}/rows`, table, ['csv', 'jsonl'])).toThrow(/^cannot write .*rows\.jsonl: /);
    expect(readdirSync(folder).map((name) => `${folder}/${name}`)).toEqual([partialOf(`${folder}/rows.jsonl`)]);
  });
});
