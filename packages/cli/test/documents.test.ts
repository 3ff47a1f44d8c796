import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bagehot, sendWhenHeard } from './session.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCUMENTS = [
  'docs/command-line.md',
  'docs/how-to/ask-what-if.md',
  'docs/how-to/ask-with-sql.md',
  'docs/how-to/describe-an-economy.md',
  'docs/tutorials/barter-and-money.md',
  'docs/tutorials/design-an-experiment.md',
  'docs/tutorials/financing-modes.md',
  'packages/cli/README.md',
];

/** A fenced block of a document. */
interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
}

function blocksOf(document: string): readonly Block[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: block = '', index }) => ({
    language,
    text: block,
    line: text.slice(0, index).split('\n').length + 1,
  }));
}

/** `bagehot run a.yaml --seed 7   # exit code 2` */
const COMMAND = /^(?:npx )?bagehot\s+(?<args>(?:"[^"]*"|[^"#|><])*?)\s*(?:#.*?(?:exit code (?<code>\d+).*)?)?$/;

/** `cmp one.csv another.csv`: two files have the same bytes, and nothing is said. */
const SAME_BYTES = /^cmp (?<one>\S+) (?<other>\S+)$/;

/** Words, and texts in double quotes. */
function argumentsOf(line: string): readonly string[] {
  return Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word);
}

/** What was said, with `...` for what a document leaves out. */
function expectSaid(said: string, shown: string, where: string): void {
  const parts = shown.split(/^\.\.\.\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  expect(said, where).toMatch(new RegExp(`^${parts.join('[\\s\\S]*')}$`));
}

describe.each(DOCUMENTS)('%s', (document) => {
  const blocks = blocksOf(document);
  const home = process.cwd();
  const folder = mkdtempSync(path.join(tmpdir(), 'bagehot-document-'));
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it('has command lines', () => {
    expect(blocks.some(({ language, text }) => language === 'sh' && text.startsWith('bagehot '))).toBe(true);
  });

  blocks.forEach(({ language, text, line }, k) => {
    const file = /^(?:#|--) (\S+\.(?:yaml|sql))\n/.exec(text)?.[1];
    if (file !== undefined) {
      it(`line ${line}: the file ${file}`, () => {
        mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
        writeFileSync(path.join(folder, file), text);
      });
    }
    if (language !== 'sh' || !/^(npx )?bagehot /.test(text)) return;
    it(`line ${line}: ${text.trimEnd().split('\n').join('; ')}`, async () => {
      process.chdir(folder);
      let said = '';
      for (const command of text.trimEnd().split('\n')) {
        const files = SAME_BYTES.exec(command)?.groups;
        if (files !== undefined) {
          const [one, other] = [files['one'], files['other']].map((name = '') => readFileSync(name));
          expect(one?.equals(other as Buffer), command).toBe(true);
          continue;
        }
        const found = COMMAND.exec(command)?.groups;
        expect(found, `${command} is no command line that can be run here`).toBeDefined();
        if (command.includes('# Ctrl-C')) void sendWhenHeard('SIGINT');
        const { code, out, err } = await bagehot(...argumentsOf(found?.['args'] ?? ''));
        said += out + err;
        expect(code, `${command}\n${out}${err}`).toBe(Number(found?.['code'] ?? 0));
      }
      const next = blocks[k + 1];
      if (next?.language === 'text') expectSaid(said, next.text, `line ${next.line}`);
    });
  });
});
