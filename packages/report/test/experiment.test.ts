import { createHash } from 'node:crypto';
import { type ExperimentInput, renderExperiment } from '@bagehot/report';
import { describe, expect, it } from 'vitest';
import { STYLE_HASH } from '../src/integrity.js';
import { EXPERIMENT, pointOf } from './experiment-data.js';
import { all, byId, type Element, namesIn, readMarkup, textIn } from './markup.js';

const NASTY = '<b>"x"&\'</b>';

const pageOf = (input: ExperimentInput): Element => readMarkup(renderExperiment(input));
const rowsIn = (part: Element): readonly string[][] => all(part, 'tr').map((row) => all(row, 'th', 'td').map(textIn));
const titlesIn = (part: Element): readonly string[] => all(part, 'title').map(textIn);

describe.each([
  ['two points', EXPERIMENT],
  ['one point', { ...EXPERIMENT, points: [pointOf('all')] }],
  ['names of any kind', { ...EXPERIMENT, title: NASTY, points: [pointOf(NASTY, NASTY), pointOf('שלום'.repeat(20))] }],
  ['nothing', { title: 'Nothing', question: '', points: [] }],
  ['no arm but the control', { ...EXPERIMENT, points: [{ ...pointOf('all'), arms: pointOf('all').arms.slice(0, 1) }] }],
] satisfies [string, ExperimentInput][])('the page of %s', (_, input) => {
  const text = renderExperiment(input);
  const page = readMarkup(text);

  it('is well formed, with every id once and contents that lead somewhere', () => {
    expect(all(page, 'h1').map(textIn)).toEqual([input.title]);
    const ids = all(page, ...namesIn(page)).flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of all(page, 'a')) byId(page, (link.attributes.get('href') ?? '').slice(1));
  });

  it('asks for nothing and runs nothing', () => {
    expect(text).not.toMatch(/https?:|\/\/[a-z]|@import|@font-face|NaN|undefined|Infinity/i);
    expect(all(page, 'script', 'img')).toEqual([]);
    const [style] = all(page, 'style');
    expect(createHash('sha256').update(String(style?.children[0])).digest('base64')).toBe(STYLE_HASH);
  });

  it('says in words what every drawing and every table shows', () => {
    for (const drawing of all(page, 'svg')) {
      if (drawing.attributes.get('aria-hidden') === 'true') continue;
      const [title = '', description = ''] = (drawing.attributes.get('aria-labelledby') ?? '').split(' ');
      expect(textIn(byId(page, title))).not.toBe('');
      expect(textIn(byId(page, description))).toMatch(/\d/);
    }
    for (const table of all(page, 'table')) {
      expect(textIn(all(table, 'caption')[0] as Element)).not.toBe('');
      for (const head of all(table, 'th')) expect(head.attributes.get('scope')).toMatch(/^(row|col)$/);
    }
  });
});

describe('an experiment on one page', () => {
  const page = pageOf(EXPERIMENT);

  it('asks its question at the top, and says what was compared', () => {
    const [head] = all(page, 'header');
    const words = textIn(head as Element);
    for (const part of ['Does a window help?', 'Seeds100', 'Points2', 'Controlcalm', 'Against itwindow'])
      expect(words).toContain(part);
  });

  it('tells every statement and whether it holds', () => {
    expect(all(byId(page, 'statements'), 'li').map(textIn)).toEqual([
      'The window lowers the default rate at kappa 1. It holds on average.',
      'Nobody lends in the control. It does not hold on every seed.',
    ]);
    expect(textIn(byId(page, 'statements'))).toContain('1 of 2 statements holds.');
    const told = (statements: ExperimentInput['statements'] & {}): string =>
      textIn(byId(pageOf({ ...EXPERIMENT, statements }), 'statements'));
    const [first] = EXPERIMENT.statements ?? [];
    expect(first && told([first])).toContain('One statement was made, and it holds.');
    expect(first && told([first, first])).toContain('All 2 statements hold.');
  });

  it('has a section for each figure, those with words first, and the notes last', () => {
    expect(all(page, 'h2').map(textIn)).toEqual(['What was asserted', 'Default rate', 'Lent', 'Price', 'Notes']);
    expect(textIn(byId(page, 'notes'))).toContain('A second remark.');
  });

  it('writes every mean, interval, difference and count of a figure into a table, with exact values', () => {
    const [rate, lent, price] = ['figure-1', 'figure-2', 'figure-3'].map((id) => byId(page, id));
    expect(rowsIn(rate as Element).slice(1, 3)).toEqual([
      ['kappa 0.5', 'calm control', '100', '50.00%', '45.00%', '55.00%', '', '', '', '', '', ''],
      [
        ...['kappa 0.5', 'window', '100', '40.00%', '36.00%', '44.00%'],
        ...['−10.00 pp', '−12.35 pp', '−8.00 pp', '3', '17', '80'],
      ],
    ]);
    const exact = all(rate as Element, 'td').flatMap(({ attributes }) => attributes.get('title') ?? []);
    expect(exact).toContain('-0.123456');
    expect(rowsIn(lent as Element)[2]).toEqual([
      ...['kappa 0.5', 'window', '100', '1,200.2', '1,100.0', '1,300.0'],
      ...['+1,200.2', '−20.0', '+2,400.0', '60', '10', '30'],
    ]);
    expect(rowsIn(price as Element).slice(1, 3)).toEqual([
      ['kappa 0.5', 'calm control', '0', '–', '–', '–', '', '', '', '', '', ''],
      ['kappa 0.5', 'window', '12', '0.9167', '0.9000', '0.9300', '–', '–', '–', '0', '0', '0'],
    ]);
  });

  it('draws differences with their interval, as dots where 0 is outside of it and as rings where not', () => {
    const marks = (section: string, kind: string): readonly Element[] => {
      const [differences] = all(byId(page, section), 'svg');
      return all(differences as Element, 'circle').filter(({ attributes }) => attributes.get('class') === kind);
    };
    expect(titlesIn(byId(page, 'figure-1'))).toContain(
      'kappa 1, window less calm: −10.00 pp, 95 % interval −12.35 pp to −8.00 pp; higher on 3 seeds, equal on 17, lower on 80',
    );
    expect([marks('figure-1', 'w-dot').length, marks('figure-1', 'w-open').length]).toEqual([2, 0]);
    expect([marks('figure-2', 'w-dot').length, marks('figure-2', 'w-open').length]).toEqual([0, 2]);
    // No difference of a price is known: only the means are drawn.
    expect(all(byId(page, 'figure-3'), 'desc').map(textIn)).toEqual([
      expect.stringContaining('kappa 1, window: 0.9167'),
    ]);
  });

  it('names the points beside their lines where each has one, and the pair of arms above', () => {
    const [differences, means] = all(byId(page, 'figure-1'), 'figure');
    const texts = (part: Element | undefined): readonly string[] => (part ? all(part, 'text').map(textIn) : []);
    expect(texts(differences).slice(0, 4)).toEqual(['kappa 0.5', '−10.00 pp', 'kappa 1', '−10.00 pp']);
    expect(textIn(differences as Element)).toContain('window less calm, on the same seeds');
    expect(texts(means).slice(0, 3)).toEqual(['kappa 0.5', 'calm', '50.00%']);
  });

  it('says in a sentence which differences were found', () => {
    expect(textIn(byId(page, 'figure-1'))).toContain(
      'Of all that was due. Against calm it is lower at every point with window.',
    );
    expect(textIn(byId(page, 'figure-2'))).toContain('Against calm no difference was found with window.');
    const one = pageOf({ ...EXPERIMENT, points: [pointOf('all')] });
    expect(textIn(byId(one, 'figure-1'))).toContain('it is 10.00 pp lower on average with window.');
  });
});
