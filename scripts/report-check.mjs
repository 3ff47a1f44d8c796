/**
 * Opens every report the demo wrote to `out/` in Chromium, wide and narrow, with scripts and without: it fits the window, asks for nothing, and everything
 * drawn is named in words.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
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

/** Checks every report; an error names the file and the faults. */
export async function checkReports(browser) {
  const files = reports(path.join(root, 'out'));
  if (files.length === 0) throw new Error('out/ holds no report: run the demo first');
  for (const file of files) {
    const served = new Map([
      ['/', { type: 'text/html', text: readFileSync(file, 'utf8') }],
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
          await context.close();
        }
      }
      if (found.length > 0) throw new Error(`${path.relative(root, file)}: ${found.join('; ')}`);
    });
  }
  return files.length;
}
