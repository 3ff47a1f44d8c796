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
  ['five regimes', exchangeInput({ regimes: ['a', 'b', 'c', 'd', 'e'] })],
  ['names of any kind', exchangeInput({ goods: [NASTY, NASTY, 'שלום'], regimes: [NASTY, 'b'] })],
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

function namesBelow(element: Element): readonly string[] {
  return [element.name, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : namesBelow(child)))];
}
