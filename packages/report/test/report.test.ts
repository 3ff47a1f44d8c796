import { createHash } from 'node:crypto';
import { ReportError, type ReportInput, renderReport } from '@bagehot/report';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCRIPT_HASH, STYLE_HASH } from '../src/integrity.js';
import { SCRIPT } from '../src/script.js';
import { STYLE } from '../src/style.js';
import { bigRun } from './big-run.js';
import { goldenCase, inputOf } from './golden-run.js';
import { all, byId, type Element, namesIn, readMarkup, textIn } from './markup.js';

const MARKET = inputOf(goldenCase('composed.json', 'write-off-1'));
const BANKS = inputOf(goldenCase('settlement.json', 'banks-mixed-pay'));
const BIG = bigRun(6000);
const NOTHING: ReportInput = { title: 'Nothing', parameters: {}, metrics: {}, records: [] };

const HASHES = { style: STYLE_HASH, script: SCRIPT_HASH };
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

describe.each([
  ['a ring with a market', MARKET],
  ['a ring with banks', BANKS],
  ['a large run', BIG],
  ['an empty log', NOTHING],
])('the page of %s', (_, input) => {
  let text: string;
  let page: Element;
  beforeAll(() => {
    text = renderReport(input);
    page = readMarkup(text);
  });

  it('is well formed, with every id once', () => {
    const ids = all(page, ...namesIn(page)).flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for nothing from the network', () => {
    expect(text).not.toMatch(/https?:|\/\/[a-z]|@import|@font-face/i);
    for (const element of all(page, ...namesIn(page))) {
      expect(element.attributes.has('src'), element.name).toBe(false);
      const link = element.attributes.get('href');
      if (link !== undefined) expect(link).toMatch(/^(#|data:,$)/);
    }
    expect([...text.matchAll(/url\(([^)]*)\)/g)].map(([, target]) => target)).toEqual(['#stripes']);
  });

  it('allows only its own style and script', () => {
    const policy = all(page, 'meta')
      .find(({ attributes }) => attributes.has('http-equiv'))
      ?.attributes.get('content');
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).not.toContain('unsafe');
    for (const name of ['style', 'script'] as const) {
      const [block, ...others] = all(page, name);
      expect(others).toEqual([]);
      expect(policy).toContain(`${name}-src 'sha256-${hashOf(String(block?.children[0]))}'`);
    }
    for (const element of all(page, ...namesIn(page))) {
      for (const attribute of element.attributes.keys()) expect(attribute).not.toMatch(/^(style|on.*)$/);
    }
  });

  it('has one main heading and no step left out below it', () => {
    const levels = all(page, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6').map(({ name }) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1);
      return level;
    });
  });

  it('has landmarks, a way past the contents, and contents that lead somewhere', () => {
    for (const name of ['header', 'nav', 'main', 'footer']) expect(all(page, name), name).toHaveLength(1);
    const links = all(page, 'a').map(({ attributes }) => attributes.get('href')?.slice(1) ?? '');
    expect(links[0]).toBe('content');
    for (const id of links) expect(byId(page, id).name).toMatch(/main|section/);
    expect(links.slice(1)).toEqual(all(page, 'section').map(({ attributes }) => attributes.get('id')));
    for (const section of all(page, 'section')) {
      expect(byId(page, section.attributes.get('aria-labelledby') ?? '').name).toBe('h2');
    }
  });

  it('says what every table holds', () => {
    for (const table of all(page, 'table')) {
      expect(textIn(all(table, 'caption')[0] as Element)).not.toBe('');
      for (const head of all(table, 'th')) expect(head.attributes.get('scope')).toMatch(/^(row|col)$/);
    }
    for (const box of all(page, 'div').filter(({ attributes }) => attributes.get('role') === 'region')) {
      expect(box.attributes.get('tabindex')).toBe('0');
      expect(box.attributes.get('aria-label')).not.toBe('');
    }
  });

  it('says in words what every drawing shows', () => {
    for (const drawing of all(page, 'svg')) {
      if (drawing.attributes.get('aria-hidden') === 'true') continue;
      expect(drawing.attributes.get('role')).toBe('img');
      const [title, description] = (drawing.attributes.get('aria-labelledby') ?? '').split(' ');
      expect(textIn(byId(page, title ?? ''))).not.toBe('');
      expect(textIn(byId(page, description ?? ''))).toMatch(/\d/);
    }
  });
});

describe('hashes of the policy', () => {
  it('are those of the style sheet and the script', () => {
    expect(HASHES).toEqual({ style: hashOf(STYLE), script: hashOf(SCRIPT) });
  });
});

describe('figures', () => {
  const page = readMarkup(renderReport(MARKET));
  const section = (id: string): string => textIn(byId(page, id));

  it('of the whole run stand at the top', () => {
    const summary = section('summary');
    expect(summary).toContain('Default rate63.77%');
    for (const figure of ['36.23%', '34.33%', '−0.14', '97.10%']) expect(summary).toContain(figure);
    expect(summary).toContain('50tickets changed hands, 43 of them passed through');
  });

  it('have their exact value in the title', () => {
    const exact = all(page, 'data').map(({ attributes }) => attributes.get('title'));
    expect(exact).toContain('0.63768115942028985507');
    expect(exact).toContain('-0.140147058825');
  });

  it('of parameters, days, agents, tickets and size head the page', () => {
    const head = textIn(all(page, 'header')[0] as Element);
    for (const fact of [
      'Seed42',
      'Days10',
      'Agents6',
      'Total due69.00',
      'Tickets69',
      'Ticket size S1',
      'Outcomestable',
    ]) {
      expect(head).toContain(fact);
    }
    expect(head).toContain('dealer.buckets.short.tau_max3');
  });

  it('of the days, the defaults and the market are in the sections', () => {
    expect(section('days')).toContain('All69.00');
    expect(section('defaults')).toContain('86.001.084.920.0026.381');
    expect(section('defaults')).toContain('26.38');
    for (const agent of ['H2', 'H5', 'H3', 'H6']) expect(section('defaults')).toContain(agent);
    for (const bucket of ['short', 'mid', 'long']) expect(section('market')).toContain(`vbt_${bucket}`);
    expect(section('market')).toContain('1 to 3 days to maturity');
    expect(section('trades')).toContain('H1dealer_short–P12short20.9667 → 0.91671.88');
    expect(section('flow')).toContain('27.052.5613.0142.62');
    expect(section('comparison')).toContain('2 agents failed without dealers and not with them: H1, H4.');
  });

  it('of the balance sheets are those of the run', () => {
    const sheets = all(byId(page, 'balances'), 'table').map(textIn);
    expect(sheets[0]).toBe('dealer_short dealerHasOwesCash0.12Equity2.12Receivables2.00');
    expect(sheets.some((sheet) => sheet.startsWith('H2 household defaulted'))).toBe(true);
  });
});

describe('names', () => {
  const NAMES = [
    '<script>alert(1)</script>',
    `"quoted" & 'single'`,
    'שלום עולם',
    '\u202ereversed',
    'x'.repeat(200),
    '__proto__',
    'constructor',
    '</title><b>',
    '0',
    ' ',
    'tab\tnull\u0000',
    'data-a="1" onload="x"',
  ];
  const run = bigRun(1500, NAMES.length, 6, (k) => NAMES[k] as string);
  const text = renderReport({
    ...run,
    title: '</title><script>1</script>',
    description: '<img onerror="x">',
    parameters: { '<i>': '"</dd>"', ...run.parameters },
    metrics: { '</section>': 1, days: [{ day: 1, DS: { ['__proto__']: '1', '<u>': '0.5' } }] },
    logName: '<b>.jsonl',
  });

  it('never become markup', () => {
    const page = readMarkup(text);
    expect(all(page, 'script')).toHaveLength(1);
    expect(all(page, 'img', 'i').filter(({ children }) => children[0] === '>')).toEqual([]);
    expect(textIn(all(page, 'title')[0] as Element)).toBe('</title><script>1</script>');
  });

  it('are shown as they are, each on its own', () => {
    const page = readMarkup(text);
    const shown = new Set(all(page, 'bdi').map(textIn));
    for (const name of NAMES) {
      const visible = name.replaceAll('\u0000', '\ufffd').replace(/\s+/g, ' ').trim();
      expect(shown.has(visible), JSON.stringify(name)).toBe(true);
    }
  });

  it('can be chosen in the timeline, every one', () => {
    const page = readMarkup(text);
    const options = all(byId(page, 'filters'), 'option').map(textIn);
    for (const name of ['<script>alert(1)</script>', '__proto__', 'constructor']) expect(options).toContain(name);
  });
});

describe('the same input', () => {
  it('gives the same bytes', () => {
    expect(renderReport(inputOf(goldenCase('composed.json', 'ring-1')))).toBe(
      renderReport(inputOf(goldenCase('composed.json', 'ring-1'))),
    );
  });
});

describe('a long log', () => {
  it('stays under three megabytes, with complete counts and honest gaps', () => {
    const run = bigRun(20_000);
    const records = [...run.records];
    const text = renderReport({ ...run, records, balances: [...(run.balances ?? [])] });
    expect(text.length).toBeLessThan(3_000_000);
    const timeline = byId(readMarkup(text), 'timeline');
    const kinds = all(timeline, 'table')[0] as Element;
    expect(textIn(kinds)).toContain(`All${records.length.toLocaleString('en')}`);
    const trades = records.filter((record) => Reflect.get(record, 'kind') === 'Trade').length;
    expect(textIn(kinds)).toContain(`Trade${trades.toLocaleString('en')}`);
    expect(textIn(timeline)).toMatch(/[\d,]+ events of this day are left out here: .* They are in events\.jsonl\./);
    for (const kind of ['AgentDefaulted', 'ObligationDefaulted']) {
      const shown = all(timeline, 'td').filter((cell) => textIn(cell) === kind).length;
      expect(shown, kind).toBe(records.filter((record) => Reflect.get(record, 'kind') === kind).length);
    }
  });
});

describe('bad input', () => {
  const report = (input: Partial<ReportInput>) => () => renderReport({ ...NOTHING, ...input });

  it('is refused with the record, the field and what would be right', () => {
    expect(report({ records: [{ day: 1, kind: 'Trade' }, { day: 1 }] })).toThrow(ReportError);
    expect(report({ records: [{ kind: 'Trade' }] })).toThrow(/record 0: day must be an integer of at least 0/);
    expect(report({ records: [{ kind: 'Trade', day: -1 }] })).toThrow(/is -1/);
    expect(report({ balances: [{ day: 1, agent: 'H1' }, { agent: 'H1' }] })).toThrow(/balance row 1: day must be/);
    expect(report({ balances: [{ day: 1 }] })).toThrow(/balance row 0: agent must be a text/);
  });

  it('carries a code and details', () => {
    try {
      report({ records: [{ day: 0 }] })();
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReportError', code: 'BAD_RECORD', details: { record: 0, field: 'kind' } });
    }
  });

  it('of kinds and fields it does not know is shown as it is', () => {
    const text = renderReport({
      ...NOTHING,
      records: [{ kind: 'MoonLanding', day: 2, crew: ['A', 'B'], cost: '1.25' }],
    });
    const row = textIn(byId(readMarkup(text), 'timeline'));
    expect(row).toContain('MoonLandingcrew ["A","B"], cost 1.25');
  });
});
