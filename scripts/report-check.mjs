/**
 * Opens every report the demo wrote to `out/` in Chromium, wide and narrow, with scripts and without: it fits the window, asks for nothing, everything
 * drawn is named in words, and the figures are those of `metrics.json` and `comparison.json`, rounded right. The page of a sweep, `dashboard.html`, holds those
 * of `summary.json` and every worsened pair. The page of a financing economy, `report.html`, holds every round's values. The pages of the experiments kept in
 * `docs/flagships` are made here, by the built package, and hold every mean and interval of theirs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { withServer } from './chromium.mjs';
import { root } from './packages.mjs';

const WIDTHS = [1280, 390];

/** The reports under a folder, sorted. */
function reports(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.html'))
    .sort()
    .map((file) => path.join(folder, file));
}

/** Runs inside the page: what is wrong with it, in words. */
function faults() {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`it is ${scrollWidth} pixels wide in a window of ${clientWidth}`);
  if (document.querySelectorAll('h1').length !== 1) found.push('it has not exactly one main heading');
  if (document.documentElement.lang === '') found.push('it does not say its language');
  for (const table of document.querySelectorAll('table')) {
    if (table.querySelector('th') === null)
      found.push(`a table has no header: ${table.textContent.trim().slice(0, 60)}`);
  }
  for (const drawing of document.querySelectorAll('svg:not(svg svg), img')) {
    if (drawing.closest('[aria-hidden="true"]') !== null) continue;
    const name =
      drawing.getAttribute('aria-label') ?? drawing.getAttribute('alt') ?? drawing.querySelector('title')?.textContent;
    const labelled = drawing
      .getAttribute('aria-labelledby')
      ?.split(' ')
      .every((id) => document.getElementById(id) !== null);
    if (!labelled && (name ?? '').trim() === '') found.push(`a drawing has no text: ${drawing.outerHTML.slice(0, 60)}`);
  }
  return found;
}

/** Runs inside the page: recorded figures that it does not show, and figures that are not the rounding of the exact value they carry. */
function wrongFigures({ metrics, summary, days, dayPart, comparison, agents, worsened, exact }) {
  const found = [];
  const part = (id) => document.getElementById(id) ?? document.createElement('section');
  /** Exact values that a part of the page shows. */
  const exactIn = (element) =>
    new Set([...element.querySelectorAll('[title]')].map((shown) => shown.getAttribute('title')));
  const rows = [...part('summary').querySelectorAll('details tbody tr')].map((row) =>
    [...row.cells].map((cell) => cell.textContent),
  );
  const listed = new Map(rows);
  for (const [name, value] of metrics)
    if (listed.get(name) !== value) found.push(`the metric ${name} is ${listed.get(name)}, not ${value}`);
  for (const value of summary) if (!exactIn(part('summary')).has(value)) found.push(`${value} is missing at a glance`);
  const dayRows = new Map(
    [...part(dayPart).querySelectorAll('tbody tr')].map((row) => [row.cells[0].textContent, row]),
  );
  for (const [day, values] of days) {
    const shown = dayRows.has(day) ? exactIn(dayRows.get(day)) : new Set();
    for (const value of values) if (!shown.has(value)) found.push(`${value} is missing on day ${day}`);
  }
  for (const value of comparison)
    if (!exactIn(part('comparison')).has(value)) found.push(`${value} is missing in the comparison`);
  for (const agent of agents)
    if (!part('comparison').textContent.match(/\w+/g)?.includes(agent))
      found.push(`the comparison does not name ${agent}`);

  const pairs = new Set(
    [...document.querySelectorAll('[id^=worsened] tbody tr')].map((row) => row.cells[0].textContent),
  );
  for (const index of worsened) if (!pairs.has(index)) found.push(`the worsened pair ${index} is missing`);

  const held = new Set([...exactIn(document)].map(Number));
  for (const value of exact) if (!held.has(Number(value))) found.push(`${value} is missing`);

  for (const shown of document.querySelectorAll('[title]')) {
    const exact = shown.getAttribute('title');
    const text = shown.textContent.replaceAll(',', '').replace('−', '-');
    const [number, , decimals = ''] = text.match(/^[+-]?\d+(\.(\d+))?/) ?? [];
    if (number === undefined || !/^-?\d+(\.\d+)?$/.test(exact)) continue;
    const value = Number(exact) * (/%|pp$/.test(text) ? 100 : 1);
    if (Math.abs(Number(number) - value) > 0.5000001 * 10 ** -decimals.length)
      found.push(`${exact} is shown as ${shown.textContent}`);
  }
  return found;
}

const json = (...names) => JSON.parse(readFileSync(path.join(...names), 'utf8'));

const NO_FIGURES = {
  ...{ metrics: [], summary: [], days: [], dayPart: 'days', comparison: [], agents: [], worsened: [] },
  exact: [],
};

/** The figures that a report must hold, from the files beside it. That of a comparison tells of the run with dealers. */
function recordedFigures(file) {
  const folder = path.dirname(file);
  if (path.basename(file) === 'dashboard.html') return sweepFigures(json(folder, 'summary.json'));
  if (path.basename(file) === 'report.html') return financingFigures(folder);
  // Reports of the runs of a sweep's pair: their figures are in the rows of the sweep.
  if (path.basename(folder) === 'pairs') return NO_FIGURES;
  const pair = existsSync(path.join(folder, 'comparison.json')) ? json(folder, 'comparison.json') : undefined;
  const { days, ...whole } = pair === undefined ? json(folder, 'metrics.json') : json(folder, 'with', 'metrics.json');
  const { default_rate, clearing_rate, mean_recovery_rate } = whole;
  const figures = {
    ...NO_FIGURES,
    metrics: scalars(whole),
    summary: [default_rate, clearing_rate, mean_recovery_rate].filter((value) => value !== null),
    days: days.map(({ day, S, phi, delta }) => [String(day), [S, phi, delta].filter((value) => value !== null)]),
  };
  if (figures.metrics.length === 0 || figures.days.length === 0) throw new Error(`${folder} has no metrics`);
  if (pair === undefined) return figures;
  const { default_rate_without_dealer, default_rate_with_dealer, liquidity_relief_ratio } = pair;
  const comparison = [default_rate_without_dealer, default_rate_with_dealer, liquidity_relief_ratio];
  return { ...figures, comparison, agents: [...pair.rescued_agents, ...pair.induced_agents] };
}

/** The figures of a financing economy: of a comparison those of its last run, which stand last on the page. */
function financingFigures(folder) {
  const isPair = existsSync(path.join(folder, 'comparison.json'));
  const { rounds = [], ...whole } = isPair ? json(folder, 'comparison.json').runs.at(-1) : json(folder, 'metrics.json');
  const days = rounds.flatMap(({ round, trade }) =>
    trade === null ? [] : [[String(round), [trade.traded_value, trade.liquidity_gap_value]]],
  );
  const metrics = scalars(whole);
  if (metrics.length === 0) throw new Error(`${folder} has no figures`);
  return { ...NO_FIGURES, metrics, days, dayPart: 'rounds' };
}

/** The figures of a sweep; entries of lists go by what they are about, and lists of many are shown in part. */
function sweepFigures(summary) {
  const shown = 24;
  const subject = (part) =>
    ['treatment', 'arm', 'parameter', 'regime', 'level', 'name'].map((field) => part?.[field]).find(Boolean);
  const listed = (value) => Object.fromEntries(value.slice(0, shown).map((part, k) => [subject(part) ?? k, part]));
  const named = (value) => {
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(Array.isArray(value) ? listed(value) : value);
    return Object.fromEntries(
      entries.filter(([name]) => name !== 'worsened_pairs').map(([name, part]) => [name, named(part)]),
    );
  };
  const metrics = scalars(named(summary));
  if (metrics.length === 0) throw new Error('a sweep has no figures');
  const worsened = summary.comparisons.flatMap(({ worsened_pairs }) =>
    worsened_pairs.map(({ index }) => String(index)),
  );
  return { ...NO_FIGURES, metrics, worsened };
}

/** The experiments kept with the docs: their pages, and every mean and end of an interval that a page must hold. */
async function experiments() {
  const folder = path.join(root, 'docs/flagships');
  if (!existsSync(folder)) return [];
  const { renderExperiment } = await import(pathToFileURL(path.join(root, 'packages/report/dist/index.js')).href);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => {
    const experiment = json(folder, name);
    const figures = experiment.points.flatMap(({ arms }) => arms.flatMap((arm) => arm.figures));
    const shown = figures.flatMap((figure) => [figure, figure.difference ?? {}]);
    const exact = shown
      .flatMap(({ mean, lower, upper }) => [mean, lower, upper])
      .filter((value) => typeof value === 'string');
    if (exact.length === 0) throw new Error(`${name} has no figures`);
    return { file: path.join(folder, name), text: renderExperiment(experiment), figures: { ...NO_FIGURES, exact } };
  });
}

/** Names and values of all that is no list, as the report's list of metrics has them. */
function scalars(tree, prefix = '') {
  return Object.entries(tree).flatMap(([name, value]) => {
    if (value === null || Array.isArray(value)) return [];
    return typeof value === 'object' ? scalars(value, `${prefix}${name}.`) : [[`${prefix}${name}`, String(value)]];
  });
}

/** Checks every report; an error names the file and the faults. */
export async function checkReports(browser) {
  const files = reports(path.join(root, 'out')).filter((file) => path.basename(path.dirname(file)) !== 'flagships');
  if (files.length === 0) throw new Error('out/ holds no report: run the demo first');
  const read = files.map((file) => ({ file, figures: recordedFigures(file), text: readFileSync(file, 'utf8') }));
  const pages = [...read, ...(await experiments())];
  for (const { file, figures, text } of pages) {
    const served = new Map([
      ['/', { type: 'text/html', text }],
      ['/favicon.ico', { type: 'image/x-icon', text: '' }],
    ]);
    await withServer(served, async (origin) => {
      const found = [];
      for (const width of WIDTHS) {
        for (const javaScriptEnabled of [true, false]) {
          const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
          const page = await context.newPage();
          const note = (text) =>
            found.push(`at ${width} pixels${javaScriptEnabled ? '' : ' without scripts'}: ${text}`);
          page.on('pageerror', (error) => note(error.message));
          page.on('request', (request) => {
            if (![`${origin}/`, `${origin}/favicon.ico`].includes(request.url()) && !request.url().startsWith('data:'))
              note(`it asks for ${request.url()}`);
          });
          await page.goto(origin, { waitUntil: 'networkidle' });
          for (const fault of await page.evaluate(faults)) note(fault);
          for (const fault of await page.evaluate(wrongFigures, figures)) note(fault);
          await context.close();
        }
      }
      if (found.length > 0) throw new Error(`${path.relative(root, file)}: ${found.join('; ')}`);
    });
  }
  return pages.length;
}
