import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  renderExchangeReport,
  renderExperiment,
  renderFinancingReport,
  renderReport,
  renderSweep,
} from '@bagehot/report';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigRun } from './big-run.js';
import { exchangeInput } from './exchange-data.js';
import { EXPERIMENT, pointOf } from './experiment-data.js';
import { financingInput } from './financing-data.js';
import { goldenCase, inputOf } from './golden-run.js';
import { FRONTIER, manyPairs, ROWS, SWEEP } from './sweep-data.js';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LONG = ['x'.repeat(200), 'A name of many words '.repeat(9), '<script>throw 1</script>', 'שלום עולם'];
const PAGES = {
  market: renderReport(inputOf(goldenCase('composed.json', 'ring-1'))),
  ring: renderReport(inputOf(goldenCase('settlement.json', 'ring-20-n100-expel'))),
  big: renderReport(bigRun(4000)),
  names: renderReport(bigRun(500, 8, 4, (k) => LONG[k % LONG.length] + (k < LONG.length ? '' : String(k)))),
  sweep: renderSweep({ ...SWEEP, rerun: (index) => `bagehot sweep pair out/sweep ${index}` }),
  hypercube: renderSweep(manyPairs(3000)),
  frontier: renderSweep({ ...SWEEP, axes: ['concentration', 'mu'], rows: [], frontier: FRONTIER }),
  exchange: renderExchangeReport(exchangeInput()),
  regimes: renderExchangeReport(
    exchangeInput({ regimes: [LONG[0] ?? '', LONG[1] ?? ''], people: 300, side: 60, seeds: 4 }),
  ),
  seeds: renderExchangeReport(exchangeInput({ seeds: 60 })),
  financing: renderFinancingReport(financingInput()),
  crowd: renderFinancingReport(
    financingInput({
      modes: ['PERSONAL'],
      rounds: 120,
      people: 90,
      size: [50, 30],
      goods: [LONG[0] ?? '', LONG[1] ?? ''],
    }),
  ),
  experiment: renderExperiment({
    ...EXPERIMENT,
    points: [...EXPERIMENT.points, pointOf(LONG[0] ?? '', LONG[1] ?? '')],
  }),
  levels: renderSweep({
    ...SWEEP,
    axes: [LONG[1] ?? '', 'kappa'],
    arms: ['control', LONG[0] ?? ''],
    rows: Array.from({ length: 144 }, (_, k) => ({
      ...ROWS[k % 11],
      index: k,
      [LONG[1] ?? '']: k % 12 === 11 ? LONG[0] : String((k % 12) / 8),
      kappa: String(Math.floor(k / 12) / 8),
      treatment: LONG[0],
    })),
  }),
};

/** Runs in the page, as text because this project knows no document: everything that sticks out, and labels of drawings that lie on one another. */
const FAULTS = `(() => {
  for (const part of document.querySelectorAll('details')) part.open = true;
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > width) found.push('the page is ' + document.documentElement.scrollWidth + ' wide');
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.scroll > *, .skip, .quiet')) continue;
    const { left, right, width: own } = element.getBoundingClientRect();
    if (own > 0 && (right > width + 1 || left < -1)) found.push(element.tagName + ' ' + element.textContent.slice(0, 40) + ' ends at ' + right);
  }
  for (const drawing of document.querySelectorAll('svg[role=img]')) {
    const boxes = [...drawing.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    boxes.forEach(([text, a], k) => {
      for (const [other, b] of boxes.slice(k + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > a.height / 3) found.push(drawing.querySelector('title').textContent + ': ' + text + ' lies on ' + other);
      }
    });
  }
  return found;
})()`;

if (!existsSync(executablePath)) {
  it('is not looked at, for want of a Chromium', () => {
    process.stdout.write(`no Chromium at ${executablePath}: the report was not opened in one\n`);
  });
} else {
  let browser: Browser;
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (name: keyof typeof PAGES, width: number, scripts: boolean, scheme: 'light' | 'dark') => {
    const file = path.join(folder, `${name}.html`);
    writeFileSync(file, PAGES[name]);
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: scripts,
      colorScheme: scheme,
    });
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('dialog', (dialog) => heard.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.isNavigationRequest() && request.url() !== 'data:,') heard.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    return { page, heard, close: () => context.close() };
  };

  it.each([
    ['market', 1280, true, 'light'],
    ['market', 390, false, 'dark'],
    ['ring', 1280, false, 'dark'],
    ['ring', 390, true, 'light'],
    ['big', 1280, true, 'light'],
    ['big', 390, true, 'light'],
    ['names', 1280, true, 'light'],
    ['names', 390, true, 'light'],
    ['sweep', 1280, false, 'light'],
    ['sweep', 390, true, 'dark'],
    ['hypercube', 1280, true, 'dark'],
    ['hypercube', 390, false, 'light'],
    ['frontier', 1280, true, 'light'],
    ['frontier', 390, false, 'dark'],
    ['levels', 1280, true, 'light'],
    ['levels', 390, true, 'dark'],
    ['exchange', 1280, false, 'light'],
    ['regimes', 390, true, 'dark'],
    ['experiment', 1280, true, 'light'],
    ['experiment', 390, false, 'dark'],
    ['seeds', 1280, true, 'light'],
    ['seeds', 390, false, 'dark'],
    ['financing', 1280, false, 'light'],
    ['financing', 390, true, 'dark'],
    ['crowd', 1280, true, 'dark'],
    ['crowd', 390, false, 'light'],
  ] as const)(
    'the page %s fits %i pixels (scripts %s, %s), asks for nothing and breaks nothing',
    async (name, width, scripts, scheme) => {
      const { page, heard, close } = await open(name, width, scripts, scheme);
      expect(await page.evaluate(FAULTS)).toEqual([]);
      expect(heard).toEqual([]);
      await close();
    },
  );

  describe('the page of a market in Chromium', () => {
    it('shows the figures of the run without scripts', async () => {
      const { page, close } = await open('market', 1280, false, 'light');
      const summary = await page.locator('#summary').textContent();
      for (const figure of ['46.67%', '53.33%', '34.12%', '−0.58']) expect(summary).toContain(figure);
      expect(await page.locator('#summary .value').first().isVisible()).toBe(true);
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.locator('#timeline details.day').count()).toBe(9);
      await close();
    });

    it('narrows the timeline to an agent, a kind and a day, with the keyboard alone', async () => {
      const { page, heard, close } = await open('market', 390, true, 'light');
      const rows = page.locator('#timeline details tbody tr');
      const shown = () => rows.filter({ visible: true }).count();
      await page.locator('[name=kind]').focus();
      await page.keyboard.type('AgentDefaulted');
      await page.keyboard.press('Tab');
      expect(await page.locator('[name=kind]').evaluate((select) => Reflect.get(select, 'value'))).not.toBe('');
      expect(await shown()).toBe(3);
      expect(await page.locator('output').textContent()).toBe('3 lines');
      await page.locator('[name=agent]').selectOption({ label: 'H8' });
      expect(await shown()).toBe(1);
      await page.locator('[name=day]').selectOption('0');
      expect(await shown()).toBe(0);
      expect(await page.locator('#none').isVisible()).toBe(true);
      await page.locator('button[type=reset]').click();
      // A form is reset after its event: the lines come back a moment later, or the wait fails.
      await page.locator('#none').waitFor({ state: 'hidden' });
      expect(await page.locator('output').textContent()).toBe('');
      expect(heard).toEqual([]);
      await close();
    });

    it('lets a reader step through the rounds of a map, with the keyboard and without scripts', async () => {
      const { page, heard, close } = await open('financing', 1280, false, 'light');
      const shown = page.locator('#map .frame').filter({ visible: true });
      expect(await shown.count()).toBe(1);
      expect(await shown.locator('figure').first().textContent()).toContain('PERSONAL, round 1:');
      await page.locator('#map-1').focus();
      await page.keyboard.press('ArrowRight');
      expect(await shown.count()).toBe(1);
      expect(await shown.locator('figure').last().textContent()).toContain('TOTAL_WEALTH, round 2:');
      await page.locator('label[for=map-8]').click();
      expect(await shown.locator('figure').first().textContent()).toContain('24 in the market');
      expect(heard).toEqual([]);
      await close();
    });

    it('lets the first tab lead past the contents', async () => {
      const { page, close } = await open('market', 1280, true, 'dark');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
      await close();
    });
  });
}
