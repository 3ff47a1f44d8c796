import { createHash } from 'node:crypto';
import { ReportError, renderSweep, type SweepInput } from '@bagehot/report';
import { beforeAll, describe, expect, it } from 'vitest';
import { STYLE_HASH } from '../src/integrity.js';
import { all, byId, type Element, namesIn, readMarkup, textIn } from './markup.js';
import { FRONTIER, manyPairs, manyRows, ROWS, rowOf, SUMMARY, SWEEP } from './sweep-data.js';

const ONE_ARM: SweepInput = {
  ...SWEEP,
  arms: ['control'],
  rows: ROWS.slice(0, 11).map(({ index, kappa, mu, default_rate_without_dealer: default_rate }) => ({
    index,
    kappa,
    mu,
    arm: 'control',
    outcome: 'stable',
    default_rate,
  })),
};
const SEARCHED: SweepInput = {
  ...SWEEP,
  axes: ['concentration', 'mu'],
  rows: [],
  summary: {},
  frontier: FRONTIER,
};
const NOTHING: SweepInput = { title: 'Nothing', parameters: {}, axes: [], arms: ['a', 'b'], rows: [], summary: {} };

const pageOf = (input: SweepInput): Element => readMarkup(renderSweep(input));
const rowsIn = (part: Element): readonly string[][] => all(part, 'tr').map((row) => all(row, 'th', 'td').map(textIn));
const linksIn = (part: Element): readonly string[] =>
  all(part, 'a').map(({ attributes }) => attributes.get('href') ?? '');
/** What stands in the title of something, and titles of shapes. */
const titlesIn = (part: Element): readonly string[] => [
  ...all(part, ...namesIn(part)).flatMap(({ attributes }) => attributes.get('title') ?? []),
  ...all(part, 'title').map(textIn),
];

describe.each([
  ['pairs', SWEEP],
  ['many pairs', manyPairs(2000)],
  ['one arm', ONE_ARM],
  ['searches', SEARCHED],
  ['nothing', NOTHING],
])('the page of %s', (_, input) => {
  let text: string;
  let page: Element;
  beforeAll(() => {
    text = renderSweep(input);
    page = readMarkup(text);
  });

  it('is well formed, with every id once', () => {
    const ids = all(page, ...namesIn(page)).flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for nothing and runs nothing', () => {
    expect(text).not.toMatch(/https?:|\/\/[a-z]|@import|@font-face/i);
    expect(all(page, 'script')).toEqual([]);
    const [style] = all(page, 'style');
    expect(createHash('sha256').update(String(style?.children[0])).digest('base64')).toBe(STYLE_HASH);
    const policy = all(page, 'meta').find(({ attributes }) => attributes.has('http-equiv'));
    expect(policy?.attributes.get('content')).toContain(
      `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src`,
    );
    for (const element of all(page, ...namesIn(page)))
      for (const attribute of element.attributes.keys()) expect(attribute).not.toMatch(/^(style|src|on.*)$/);
  });

  it('has headings in their order and contents that lead somewhere', () => {
    const levels = all(page, 'h1', 'h2', 'h3', 'h4').map(({ name }) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1);
      return level;
    });
    for (const link of linksIn(page).filter((target) => target.startsWith('#'))) byId(page, link.slice(1));
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

describe('figures of pairs', () => {
  const page = pageOf(SWEEP);
  const section = (id: string): Element => byId(page, id);

  it('hold every figure of the summary, unrounded', () => {
    const listed = new Map(rowsIn(section('summary')).map(([name, value]) => [name, value]));
    const figures = (source: object, path: string): readonly (readonly [string, string])[] =>
      Object.entries(source).flatMap(([name, value]) => {
        const own = Array.isArray(source)
          ? (value.treatment ?? value.arm ?? value.parameter ?? value.regime ?? value.level)
          : name;
        const at = path === '' ? own : `${path}.${own}`;
        if (name === 'worsened_pairs') return [];
        return typeof value === 'object' && value !== null
          ? figures(value, at)
          : [[at, value === false ? 'no' : String(value ?? '–')] as const];
      });
    const expected = figures(SUMMARY, '');
    expect(expected.length).toBeGreaterThan(60);
    for (const [name, value] of expected) expect([name, listed.get(name)]).toEqual([name, value]);
  });

  it('stand at the top, rounded, with their exact value', () => {
    const words = textIn(section('summary'));
    for (const figure of [
      'Pairs12of which 11 completed',
      'Mean relief16.01%less default; median 12.51%; 95 % interval −13.91% to 38.11%',
      'Mean reduction+10.41 pp',
      'interval −1.71 pp to +22.41 pp',
      'Improved6pairs, and 3 unchanged; the relief of 1 is undefined',
      'Worsened2',
      '15.91%2 replicates of the whole design; 95 % interval 4.86% to 26.96%',
      'Paired t1.62p = 0.1371, 10 degrees of freedom; effect size 0.49',
      'Wilcoxon signed rank7.50p = 0.1484, 8 pairs that differ; effect size 0.58',
      'Rescues12',
    ])
      expect(words).toContain(figure);
    for (const exact of ['0.16012345678901234567', '1.616271', '0.28227272727272727273'])
      expect(titlesIn(section('summary'))).toContain(exact);
  });

  it('fill the maps: the mean relief of each cell, with its number of pairs', () => {
    const titles = titlesIn(section('maps'));
    expect(titles).toContain('kappa 2, mu 0: mean relief 42.5%, 2 pairs, 2 completed, 0 undefined, 0 worsened');
    expect(titles).toContain('kappa 0.5, mu 0: mean relief 0.0%, 2 pairs, 2 completed, 1 undefined, 1 worsened');
    expect(titles).toContain('kappa 1, mu 1: mean relief −50.0%, 2 pairs, 2 completed, 0 undefined, 1 worsened');
    expect(rowsIn(section('maps'))).toContainEqual(['2', '42.50% 2', '50.00% 1']);
    expect(textIn(section('maps'))).toContain('42.5');
  });

  it('say of a cell that it has no relief, or no pairs', () => {
    const rows = [
      rowOf(0, { kappa: '1', mu: '0' }, 0, 0.5),
      rowOf(1, { kappa: '1', mu: '1' }, 0.5, 0.25),
      rowOf(2, { kappa: '2', mu: '1' }, 0.5, 0.25),
    ];
    const titles = titlesIn(byId(pageOf({ ...SWEEP, rows }), 'maps'));
    expect(titles).toContain('kappa 1, mu 0: mean relief undefined, 1 pair, 1 completed, 1 undefined, 1 worsened');
    expect(titles).toContain('kappa 2, mu 0: no rows');
  });

  it('of each level and regime are those of the summary, else those of the rows', () => {
    const levels = rowsIn(section('levels'));
    expect(levels.find(([level, pairs]) => level === '2' && pairs === '4')).toContain('37.32%');
    expect(levels.find(([level, pairs]) => level === '0' && pairs === '6')).toContain('49.18%');
    const stress = rowsIn(section('stress'));
    expect(stress.find(([name]) => name === 'low: below 10%')).toContain('7.77%');
    expect(stress.find(([name]) => name === 'medium: 10 to 90%')?.slice(1, 4)).toEqual(['7', '46.43%', '36.43%']);
    expect(stress.find(([name]) => name === 'catastrophic: over 90%')?.slice(1, 6)).toEqual([
      '1',
      '95.00%',
      '38.00%',
      '+57.00 pp',
      '60.00%',
    ]);
  });

  it('count every completed pair in the drawings of pairs and effects', () => {
    expect(textIn(section('pairs'))).toContain(
      '6 pairs lie below the diagonal (improved), 3 on it, 2 above it (worsened)',
    );
    expect(all(section('pairs'), 'circle').length - 2).toBe(9);
    const effects = rowsIn(section('effects'));
    expect(effects).toContainEqual(['exactly 0', '3']);
    expect(effects).toContainEqual(['over 45% up to 50%', '3']);
  });

  it('tell of strategies and why a point has no figures', () => {
    expect(rowsIn(section('strategies'))).toContainEqual([
      'sell_before sold before the debt was due',
      '77',
      '33',
      '42.86%',
    ]);
    expect(rowsIn(section('failures'))).toContainEqual([
      '11',
      '2',
      '1',
      '53',
      'dealers',
      'refused',
      'params.maturity.days must be at least 1',
    ]);
  });

  it('head the page with what was varied and what was not', () => {
    const head = textIn(all(page, 'header')[0] as Element);
    for (const words of ['Pairs of runs12', 'control, dealers', 'kappa (3 values), mu (2 values)', 'maturity.days6'])
      expect(head).toContain(words);
  });
});

describe('worsened pairs', () => {
  it('are all listed, the largest increase first, with what leads to their runs', () => {
    const page = pageOf({
      ...SWEEP,
      reports: (index) =>
        index === 7 ? { baseline: `pairs/${index}-control.html`, treatment: `pairs/${index}-dealers.html` } : undefined,
      rerun: (index) => `bagehot sweep pair out/sweep ${index}`,
    });
    const section = byId(page, 'worsened');
    expect(rowsIn(section).slice(1)).toEqual([
      ['7', '1', '1', '49', '25.00%', '50.00%', '+25.00 pp', 'control, dealers'],
      ['1', '0.5', '0', '43', '0.00%', '12.50%', '+12.50 pp', 'bagehot sweep pair out/sweep 1'],
    ]);
    expect(linksIn(section)).toEqual(['pairs/7-control.html', 'pairs/7-dealers.html']);
  });

  it('stay on the page when there are hundreds, most of them folded away', () => {
    const section = byId(pageOf(manyPairs(10_000, 20)), 'worsened');
    const listed = all(section, 'tr').flatMap((row) => all(row, 'th').slice(0, 1).map(textIn));
    const expected = [...manyRows(10_000, 20)].flatMap((row) =>
      Number(Reflect.get(row, 'default_rate_with_dealer')) > Number(Reflect.get(row, 'default_rate_without_dealer'))
        ? [String(Reflect.get(row, 'index'))]
        : [],
    );
    expect(expected.length).toBeGreaterThan(400);
    expect(listed.filter((text) => text !== 'Pair').sort()).toEqual(expected.sort());
    const [folded] = all(section, 'details');
    expect(all(section, 'tr').length - all(folded as Element, 'tr').length).toBe(26);
  });

  it('are said to be none when there are none', () => {
    const section = byId(pageOf({ ...SWEEP, rows: ROWS.slice(8, 11) }), 'worsened');
    expect(textIn(section)).toContain('No completed pair has a higher default rate with dealers');
  });
});

describe('many rows', () => {
  it('make a bounded page, with axes in fifths and pairs put together', () => {
    const text = renderSweep(manyPairs(12_500));
    expect(text.length).toBeLessThan(600_000);
    const page = readMarkup(text);
    expect(textIn(byId(page, 'maps'))).toContain('put into fifths that hold about as many rows each');
    expect(textIn(byId(page, 'pairs'))).toContain('12,375 pairs are too many to be drawn one by one');
    const fifths = all(byId(page, 'levels'), 'tr').map((row) => all(row, 'th', 'td').map(textIn));
    const counts = fifths.filter(([name]) => name?.includes('–')).map(([, pairs]) => Number(pairs?.replace(',', '')));
    expect(counts).toHaveLength(15);
    for (const count of counts) expect(count).toBeGreaterThan(2400);
    expect(counts.reduce((total, count) => total + count, 0)).toBe(3 * 12_500);
  });

  it('do not make it grow: eight times as many are no larger, but for worsened pairs', () => {
    const [some, many] = [12_500, 100_000].map((count) => renderSweep(manyPairs(count, 1_000_000)).length);
    expect(Number(many) - Number(some)).toBeLessThan(20_000);
  });

  it('are read once, and not kept', () => {
    let [open, read] = [0, 0];
    const rows: Iterable<object> = {
      *[Symbol.iterator]() {
        open++;
        for (const row of manyRows(300)) {
          read++;
          yield row;
        }
      },
    };
    renderSweep({ ...manyPairs(0), rows });
    expect([open, read]).toEqual([1, 300]);
  });
});

describe('other sweeps', () => {
  it('with one arm tell of default rates', () => {
    const page = pageOf(ONE_ARM);
    expect(textIn(byId(page, 'summary'))).toContain('Mean default rate38.64%');
    expect(titlesIn(byId(page, 'maps'))).toContain('kappa 2, mu 0: mean default rate 87.5%, 2 runs, 2 completed');
    expect(rowsIn(byId(page, 'levels'))).toContainEqual(['2', '3', '3', '78.33%']);
    expect(rowsIn(byId(page, 'rates'))).toContainEqual(['over 45% up to 50%', '2']);
  });

  it('with passive and active arms are read by their own columns', () => {
    const rows = ROWS.slice(0, 11).map((row) => ({
      index: row.index,
      kappa: row.kappa,
      mu: row.mu,
      seed: row.seed,
      delta_passive: row.default_rate_without_dealer,
      delta_active: row.default_rate_with_dealer,
      trading_relief: row.liquidity_relief_ratio,
    }));
    const page = pageOf({ ...SWEEP, arms: ['passive', 'active'], rows, summary: {} });
    expect(textIn(byId(page, 'summary'))).toContain('Default rate28.23%on average with active, 38.64% with passive');
  });

  it('with several treatments tell of each', () => {
    const rows = ROWS.flatMap((row) => [
      row,
      { ...row, treatment: 'lender', default_rate_with_dealer: '0', liquidity_relief_ratio: '1' },
    ]);
    const page = pageOf({ ...SWEEP, arms: ['control', 'dealers', 'lender'], rows });
    expect(textIn(byId(page, 'worsened-1'))).toContain('All 2 worsened pairs');
    expect(textIn(byId(page, 'worsened-2'))).toContain('No completed pair');
    expect(textIn(byId(page, 'maps-2-h'))).toBe('Relief by two parameters: lender');
  });

  it('of joined designs say where an axis was not varied', () => {
    const few = ROWS.slice(2, 8).map((row) => ({ ...row, kappa: null }));
    const many = Array.from({ length: 20 }, (_, k) =>
      rowOf(20 + k, { kappa: String(1 + k / 7), mu: k % 2 === 0 ? '0' : '1' }, 0.5, 0.25),
    );
    const levels = (rows: readonly object[]): readonly (string | undefined)[] =>
      rowsIn(byId(pageOf({ ...SWEEP, rows }), 'levels')).map(([level]) => level);
    expect(levels([...few, ...ROWS.slice(8, 11)]).slice(1, 3)).toEqual(['2', '–']);
    expect(levels([...few, ...many]).slice(1, 7)).toEqual([...levels(many).slice(1, 6), '–']);
    expect(titlesIn(byId(pageOf({ ...SWEEP, rows: [...few, ...many] }), 'maps'))).toContainEqual(
      expect.stringMatching(/^kappa not varied, mu 0: mean relief 37.5%, 2 pairs/),
    );
  });

  it('have lines of two standard errors where the summary has no intervals, else those', () => {
    const titles = (summary: object): readonly string[] => titlesIn(byId(pageOf({ ...SWEEP, summary }), 'levels'));
    // Relief of 0.25, 0.6 and 0.5: mean 0.45, standard deviation 0.18028, standard error 0.10408.
    expect(titles({})).toContain('2: 45.0%, two standard errors to either side 24.2% to 65.8%');
    const intervals = (levels: readonly string[]): readonly object[] =>
      levels.map((level) => ({ level, mean_relief_ratio: '0.3', relief_interval: { lower: '0.1', upper: '0.4' } }));
    const by_parameter = [
      { parameter: 'kappa', levels: intervals(['0.5', '1', '2']) },
      { parameter: 'mu', levels: intervals(['0', '1']) },
    ];
    expect(titles({ by_parameter })).toContain('2: 30.0%, 95 % interval 10.0% to 40.0%');
  });

  it('that look for a frontier show what is safe, cell by cell', () => {
    const section = byId(pageOf(SEARCHED), 'frontier');
    expect(rowsIn(section)).toContainEqual(['5', '0', 'control', '2', '2', '0', '1.5312', '1.7812']);
    expect(rowsIn(section)).toContainEqual(['0.2', '0', 'control', '2', '0', '0', '–', '–']);
    expect(rowsIn(section)).toContainEqual(['5', '1', 'dealers', '2', '2', '2', '1.9062', '–']);
    expect(titlesIn(section)).toContain('5, 0, control: safe up to 1.53125, not at 1.78125');
  });
});

describe('names', () => {
  it('cannot become markup', () => {
    const name = '<script>alert(1)</script>"\u202e';
    const rows = ROWS.map(({ kappa, mu, treatment, ...row }) => ({
      ...row,
      [name]: `${kappa}</td><b>`,
      mu,
      treatment: `${name}2`,
    }));
    const page = pageOf({
      ...SWEEP,
      title: name,
      axes: [name, 'mu'],
      arms: [name, `${name}2`],
      rows,
      rerun: () => name,
      reports: (index) => (index === 7 ? { baseline: '"><b>', treatment: name } : undefined),
    });
    expect(all(page, 'script', 'b').filter((element) => textIn(element).includes('alert'))).toEqual(
      all(page, 'figcaption')
        .flatMap((caption) => all(caption, 'b'))
        .filter((element) => textIn(element).includes('alert')),
    );
    expect(textIn(all(page, 'h1')[0] as Element)).toBe(name);
    expect(linksIn(byId(page, 'worsened'))[0]).toBe('"><b>');
  });
});

describe('rows of the wrong shape', () => {
  const [row] = ROWS as [object];
  it.each([
    ['no object', [row, 'text'], 1, 'row'],
    ['no index', [{ ...row, index: undefined }], 0, 'index'],
    ['a negative index', [row, row, { ...row, index: -1 }], 2, 'index'],
    ['no axis', [{ ...row, mu: undefined }], 0, 'mu'],
    ['an axis that is a list', [{ ...row, mu: ['0'] }], 0, 'mu'],
    ['a rate over 1', [{ ...row, default_rate_with_dealer: '1.01' }], 0, 'default_rate_with_dealer'],
    ['a rate that is no number', [{ ...row, default_rate_without_dealer: 'much' }], 0, 'default_rate_without_dealer'],
    ['no rate', [{ index: 0, kappa: '1', mu: '0', status: 'completed' }], 0, 'default_rate_without_dealer'],
    ['a relief over 1', [{ ...row, liquidity_relief_ratio: '2' }], 0, 'liquidity_relief_ratio'],
    ['half a rescue', [{ ...row, rescues: '0.5' }], 0, 'rescues'],
    ['an unknown treatment', [{ ...row, treatment: 'nobody' }], 0, 'treatment'],
  ])('are refused: %s', (_, rows, position, field) => {
    const refused = expect(() => renderSweep({ ...SWEEP, rows: rows as object[] }));
    refused.toThrow(ReportError);
    refused.toThrow(
      expect.objectContaining({ code: 'BAD_ROW', details: expect.objectContaining({ row: position, field }) }),
    );
    refused.toThrow(new RegExp(`row ${position}.*${field}`));
  });

  it('are refused in the frontier, too', () => {
    const refused = expect(() => renderSweep({ ...SEARCHED, frontier: [{ index: 0, arm: 'control', safe: 'much' }] }));
    refused.toThrow(expect.objectContaining({ code: 'BAD_ROW', details: expect.objectContaining({ field: 'safe' }) }));
  });
});

describe('renderSweep', () => {
  it('gives the same bytes for the same input, and leaves it as it was', () => {
    const before = JSON.stringify(SWEEP);
    expect(renderSweep(SWEEP)).toBe(renderSweep(SWEEP));
    expect(JSON.stringify(SWEEP)).toBe(before);
  });

  it('puts levels in the order of their numbers, whatever the order of the rows', () => {
    const of = (input: SweepInput): readonly (string | undefined)[] =>
      rowsIn(byId(pageOf(input), 'levels')).map(([level]) => level);
    expect(of({ ...SWEEP, rows: ROWS.toReversed() })).toEqual(of(SWEEP));
    expect(of(SWEEP).slice(0, 4)).toEqual(['kappa', '0.5', '1', '2']);
  });
});
