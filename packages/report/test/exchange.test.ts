import { type ExchangeReportInput, renderExchangeReport } from '@bagehot/report';
import { describe, expect, it } from 'vitest';
import { FINANCING_STYLE_HASH } from '../src/financing/integrity.js';
import { exchangeInput } from './exchange-data.js';
import { all, byId, type Element, readMarkup, textIn } from './markup.js';

const pageOf = (input: ExchangeReportInput): Element => readMarkup(renderExchangeReport(input));
const rowsIn = (part: Element): readonly string[][] => all(part, 'tr').map((row) => all(row, 'th', 'td').map(textIn));
const NASTY = '<b>"x"&\'</b>';

describe.each([
  ['three regimes', exchangeInput()],
  ['one regime', exchangeInput({ regimes: ['mixed'], isEstimated: false })],
  ['a long run of a crowd', exchangeInput({ ticks: 600, people: 400, side: 64 })],
  ['regimes over twenty seeds', exchangeInput({ seeds: 20 })],
  ['five regimes', exchangeInput({ regimes: ['a', 'b', 'c', 'd', 'e'] })],
  ['names of any kind', exchangeInput({ goods: [NASTY, NASTY, 'שלום'], regimes: [NASTY, 'b'], seeds: 3 })],
])('a page of %s', (_, input) => {
  const page = pageOf(input);

  it('is well-formed, has no script and asks for nothing', () => {
    expect(all(page, 'script', 'img', 'iframe', 'object')).toEqual([]);
    expect(all(page, 'h1').map(textIn)).toEqual([input.title]);
    const [policy] = all(page, 'meta').flatMap(({ attributes }) => attributes.get('content') ?? []);
    expect(policy).toContain(`style-src 'sha256-${FINANCING_STYLE_HASH}'; img-src`);
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
    const drawings = all(page, 'svg').filter(({ attributes }) => attributes.get('role') === 'img');
    expect(drawings.length).toBeGreaterThan(0);
    for (const drawing of drawings) expect(all(drawing, 'desc').map(textIn).join('')).not.toBe('');
  });

  it('shows every run, and steps through ticks', () => {
    const rows = rowsIn(byId(page, 'welfare'));
    expect(rows).toHaveLength(1 + input.runs.length);
    const steps = all(byId(page, 'map'), 'input');
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.length).toBeLessThanOrEqual(24);
    expect(all(byId(page, 'map'), 'figure')).toHaveLength(steps.length * input.runs.length);
  });
});

it('sums up what is told of agents', () => {
  const rows = rowsIn(byId(pageOf(exchangeInput({ regimes: ['mixed'], people: 4, ticks: 8 })), 'welfare'));
  // Utility 50 each before, 50 to 53 after; pair types have 12 trades each; money 10 to 40 of 100.
  expect(rows[1]).toEqual(['mixed', '200.00', '206.00', '+6.00', '36', '50.00%', '0.0000', '0.2500']);
});

it('leaves out what there is not', () => {
  const page = pageOf(exchangeInput({ isEstimated: false }));
  expect(all(page, 'section').map(({ attributes }) => attributes.get('id'))).toEqual([
    'welfare',
    'trades',
    'money',
    'map',
  ]);
});

describe('regimes over several seeds', () => {
  const page = pageOf(exchangeInput({ regimes: ['barter_only', 'mixed'], seeds: 10, isEstimated: false }));
  const tablesIn = (id: string): readonly (readonly string[])[][] => all(byId(page, id), 'table').map(rowsIn) as never;

  it('come first, in means, differences and orders', () => {
    expect(all(page, 'h2').map(textIn)).toEqual([
      'Welfare by regime',
      'Welfare by regime, seed 7',
      'Trades by pair type, seed 7',
      'Who holds the money, seed 7',
      'Who is where, seed 7',
    ]);
    const [means, orders, differences] = tablesIn('seeds');
    expect(means?.slice(1)).toEqual([
      ['barter_only', '100.00', '60.00', '0.00', '5', '0', '5', '50.00%', '–'],
      ['mixed', '101.00', '61.00', '12.50', '9', '4', '5', '50.00%', '0.2500'],
    ]);
    // Of ten seeds four have -1, three 0 and three 1.
    expect(differences?.slice(1)).toEqual([
      ['mixed less barter_only', 'Total utility', '−0.10', '3', '3', '4'],
      ['mixed less barter_only', 'Utility of goods', '−0.10', '3', '3', '4'],
    ]);
    expect(orders?.slice(1)).toEqual([
      ['barter_only < mixed', '9'],
      ['barter_only = mixed', '1'],
    ]);
  });

  it('are drawn with a dot per seed', () => {
    const [drawing] = all(byId(page, 'seeds'), 'svg');
    expect(drawing === undefined ? [] : all(drawing, 'circle')).toHaveLength(10);
  });

  it('are left out when none was run to its end', () => {
    const input = exchangeInput({ seeds: 1 });
    const pairs = input.seeds?.pairs.map((pair) => ({ ...pair, differences: [] })) ?? [];
    const cut = pageOf({ ...input, seeds: { shown: 7, figures: [], pairs, orderings: [] } });
    expect(all(cut, 'section').map(({ attributes }) => attributes.get('id'))).not.toContain('seeds');
  });
});

it('shows what λ was in the middle and at the quarters', () => {
  const drawings = all(byId(pageOf(exchangeInput({ regimes: ['mixed'] })), 'lambda'), 'desc').map(textIn);
  expect(drawings).toEqual([
    'λ by tick under mixed; in the last tick median: 0.9025, lower quartile: 0.7025, upper quartile: 1.2025.',
  ]);
});

it('has a page of a run that was cut off before its first tick', () => {
  const page = pageOf(exchangeInput({ ticks: 0 }));
  expect(all(byId(page, 'map'), 'input')).toHaveLength(1);
});

function namesBelow(element: Element): readonly string[] {
  return [element.name, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : namesBelow(child)))];
}
