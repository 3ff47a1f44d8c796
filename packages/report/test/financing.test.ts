import { createHash } from 'node:crypto';
import { type FinancingReportInput, renderFinancingReport, renderSweep } from '@bagehot/report';
import { describe, expect, it } from 'vitest';
import { FINANCING_STYLE_HASH } from '../src/financing/integrity.js';
import { financingInput } from './financing-data.js';
import { all, byId, type Element, readMarkup, textIn } from './markup.js';

const pageOf = (input: FinancingReportInput): Element => readMarkup(renderFinancingReport(input));
const rowsIn = (part: Element): readonly string[][] => all(part, 'tr').map((row) => all(row, 'th', 'td').map(textIn));
const NASTY = '<b>"x"&\'</b>';

describe.each([
  ['two modes', financingInput()],
  ['one mode', financingInput({ modes: ['PERSONAL'] })],
  ['a long run of a crowd', financingInput({ rounds: 200, people: 300, size: [60, 40], goods: ['a', 'b'] })],
  ['five modes and many goods', financingInput({ modes: ['A', 'B', 'C', 'D', 'E'], goods: [...'abcdefghijklmn'] })],
  ['names of any kind', financingInput({ goods: [NASTY, NASTY, 'שלום'], modes: [NASTY, 'b'] })],
])('a page of %s', (_, input) => {
  const page = pageOf(input);

  it('is well-formed, has no script and asks for nothing', () => {
    expect(all(page, 'script')).toEqual([]);
    expect(all(page, 'h1').map(textIn)).toEqual([input.title]);
    expect(all(page, 'img', 'iframe', 'object')).toEqual([]);
    const [policy] = all(page, 'meta').flatMap(({ attributes }) => attributes.get('content') ?? []);
    expect(policy).toContain(`style-src 'sha256-${FINANCING_STYLE_HASH}'; img-src`);
  });

  it('has the hash of its own style sheet', () => {
    const [style] = all(page, 'style');
    expect(createHash('sha256').update(String(style?.children[0])).digest('base64')).toBe(FINANCING_STYLE_HASH);
  });

  it('has no id twice, and every reference goes somewhere', () => {
    const everything = all(page, ...new Set(all(page, 'html').flatMap(namesBelow)));
    const ids = everything.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of everything)
      for (const target of [
        ...(attributes.get('href')?.startsWith('#') === true ? [attributes.get('href')?.slice(1)] : []),
        ...(attributes.get('aria-labelledby')?.split(' ') ?? []),
        ...(attributes.has('for') ? [attributes.get('for')] : []),
      ])
        expect(ids).toContain(target);
  });

  it('names every drawing in words', () => {
    for (const drawing of all(page, 'svg').filter(({ attributes }) => attributes.get('role') === 'img'))
      expect(all(drawing, 'desc').map(textIn).join('')).not.toBe('');
  });

  it('shows every round and every person, or says how many it leaves out', () => {
    const rows = rowsIn(byId(page, 'rounds')).filter(([round]) => /^\d+$/.test(round ?? ''));
    expect(rows).toHaveLength(input.runs.length * (input.runs[0]?.rounds.length ?? 0));
    const people = rowsIn(byId(page, 'welfare')).filter((cells) => cells.length === 1 + 8 * input.runs.length);
    expect(people).toHaveLength(1 + (input.runs[0]?.agents.length ?? 0));
  });
});

function namesBelow(element: Element): readonly string[] {
  return [element.name, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : namesBelow(child)))];
}

describe('the page', () => {
  const input = financingInput();
  const page = pageOf(input);

  it('adds up exactly: the gap of all rounds', () => {
    const gap = (input.runs[0]?.rounds ?? []).reduce(
      (sum, { liquidityGapValue }) => sum + Number(liquidityGapValue),
      0,
    );
    const shown = all(byId(page, 'summary'), 'dd').map(textIn);
    expect(shown).toContain(`${gap.toFixed(4)}`);
    expect(shown.some((text) => text.startsWith('4 with prices; the horizon was reached'))).toBe(true);
  });

  it('lets a reader choose every round of a short run, and shows the first', () => {
    const inputs = all(byId(page, 'map'), 'input');
    expect(inputs.map(({ attributes }) => attributes.get('id'))).toEqual(
      Array.from({ length: 32 }, (_, k) => `map-${k + 1}`),
    );
    expect(inputs.filter(({ attributes }) => attributes.has('checked'))).toEqual([inputs[0]]);
  });

  it('draws the first and the last round of a long run, and some between', () => {
    const long = pageOf(financingInput({ rounds: 200, people: 50 }));
    const rounds = all(byId(long, 'map'), 'label').map((label) => Number(textIn(label)));
    expect(rounds[0]).toBe(1);
    expect(rounds.at(-1)).toBe(200);
    expect(rounds.length).toBeLessThanOrEqual(40);
    expect(textIn(byId(long, 'map'))).toContain(`Of 200 rounds ${rounds.length} are drawn.`);
  });

  it('draws everybody in every round that it draws', () => {
    const [, second] = all(byId(page, 'map'), 'svg').filter(({ attributes }) => attributes.get('role') === 'img');
    const marks = all(second as Element, 'circle', 'rect').map((mark) => textIn(mark));
    const named = marks.flatMap((text) => /agents? ([\d, ]+) at/.exec(text)?.[1]?.split(', ') ?? []);
    expect(new Set(named).size).toBe(24);
  });

  it('draws obstacles and the market once', () => {
    const map = byId(page, 'map');
    const rects = all(map, 'defs').flatMap((defs) => all(defs, 'rect'));
    const kinds = rects.map(({ attributes }) => attributes.get('class'));
    expect(kinds).toEqual(['ground', 'market', 'wall', 'wall', 'wall', 'wall']);
  });

  it('draws by how much another mode narrows the gap of one state', () => {
    const [chart] = all(byId(page, 'gaps'), 'svg').filter(
      ({ attributes }) => attributes.get('aria-labelledby') === 'c-same-state-t c-same-state-d',
    );
    const dots = all(chart as Element, 'circle');
    // 30 under the one, 18 under the other, in each of four states.
    expect(new Set(dots.map(({ attributes }) => attributes.get('cy'))).size).toBe(1);
    expect(dots).toHaveLength(4);
    expect(textIn(chart as Element)).toContain('PERSONAL: 120.0000 over all states. TOTAL_WEALTH: 72.0000');
  });

  it('tells in how many states a gap cannot be lowered', () => {
    expect(textIn(byId(page, 'gaps'))).toContain(
      'in 1 there is a gap that total wealth does not lower (NO_GAP_REDUCTION)',
    );
  });

  it('is without sections that have nothing to show', () => {
    const run = financingInput({ rounds: 3, modes: ['PERSONAL'] });
    const empty = pageOf(run);
    expect(all(empty, 'section').map(({ attributes }) => attributes.get('id'))).toEqual([
      'summary',
      'welfare',
      'map',
      'rounds',
    ]);
    expect(rowsIn(byId(empty, 'rounds'))[1]?.at(-1)).toBe('nobody in the market');
  });

  it('leaves the pages of sweeps as they are', () => {
    const sweep = renderSweep({ title: 'x', parameters: {}, axes: [], arms: ['a'], rows: [], summary: {} });
    expect(sweep).not.toContain('.steps');
  });
});
