import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The pages people read first: front page, list of examples, every page under docs, and the README of every package. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'examples/README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.md')),
  ...readdirSync(path.join(root, 'packages'))
    .map((name) => `packages/${name}/README.md`)
    .filter((file) => existsSync(path.join(root, file))),
].sort();

interface Block {
  readonly language: string;
  readonly text: string;
  /** What the comment on the line before says. */
  readonly source: string | undefined;
}

interface Page {
  readonly blocks: readonly Block[];
  /** The page without its blocks of code. */
  readonly prose: string;
}

function pageOf(text: string): Page {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { language: string; source: string | undefined; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence === null) (open?.lines ?? prose).push(line);
    else if (open === undefined) {
      const source = /^\s*<!-- (.*) -->$/.exec(prose.at(-1) ?? '')?.[1];
      open = { language: fence[1] ?? '', source, lines: [] };
    } else {
      blocks.push({ language: open.language, source: open.source, text: open.lines.join('\n') });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`a block of code does not end: ${open.lines[0]}`);
  return { blocks, prose: prose.join('\n') };
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = Array.from(pageOf(read(page)).prose.matchAll(/^#+ (.*)$/gm), ([, heading = '']) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set(anchors);
}

const linksOf = (page: string): readonly string[] =>
  Array.from(pageOf(read(page)).prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target).filter(
    (target) => !/^[a-z]+:/i.test(target),
  );

const blocks = pages.flatMap((page) => pageOf(read(page)).blocks.map((block) => ({ page, ...block })));
const programs = blocks.filter(({ language }) => /^(ts|tsx|mts|js|mjs|typescript|javascript)$/.test(language));
const embedded = blocks.filter(({ source }) => source !== undefined);

/** Lines without the indentation they have in common. */
function flush(text: string): string {
  const lines = text.split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(depth)).join('\n');
}

/** Is `part` a stretch of whole lines of `whole`, wherever it is indented to? */
function isPartOf(part: string, whole: string): boolean {
  const lines = whole.split('\n');
  const count = part.split('\n').length;
  return lines.some((_, k) => flush(lines.slice(k, k + count).join('\n')) === flush(part));
}

it('finds pages, programs and links', () => {
  expect(pages.length).toBeGreaterThan(6);
  expect(programs.length).toBeGreaterThan(6);
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(6);
});

describe('blocks of code', () => {
  it.each(programs)('$page takes its programs from files, which are compiled and run', ({ source, text }) => {
    expect(source ?? '', `name the file in a comment above the block:\n${text}`).toMatch(
      /^(part of )?examples\/[\w/-]+(\.test)?\.ts$/,
    );
  });

  it.each(embedded)('$page shows $source as it is', ({ source = '', text }) => {
    const [, part, file = ''] = /^(part of )?(.*)$/.exec(source) ?? [];
    const whole = read(file);
    if (part === undefined) expect(`${text}\n`).toBe(whole);
    else expect(isPartOf(text, whole), `not a part of ${file}:\n${text}`).toBe(true);
  });
});

it.each(pages)('the links of %s lead somewhere', (page) => {
  const dead = linksOf(page).filter((link) => {
    const [target = '', anchor] = link.split('#');
    const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
    const found = path.join(root, file);
    if (!existsSync(found)) return true;
    if (anchor === undefined) return false;
    return !statSync(found).isFile() || !anchorsOf(file).has(anchor);
  });
  expect(dead).toEqual([]);
});
