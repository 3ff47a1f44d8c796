/**
 * Bundles what is meant for browsers from the built packages, without any module of Node, and runs it in headless Chromium:
 * every entry point loads, every program of `examples/same-bytes` prints the bytes it prints in Node, and the demo's reports are in order.
 * Without a Chromium the bundles are still made; the rest is skipped with a note.
 */
import path from 'node:path';
import { build } from 'esbuild';
import { hasChromium, withChromium, withServer } from './chromium.mjs';
import { entryPoints, packages, root } from './packages.mjs';
import { checkReports } from './report-check.mjs';
import { digest, digests, programs } from './same-bytes.mjs';

/** Entry points that are Node's: the files, workers and queue of `sim`, the drivers of `telemetry`. */
const nodeOnly = /^@bagehot\/(sim\/(node|bullmq)|telemetry\/.+)$/;

const specifiers = packages
  .flatMap((each) => entryPoints(each))
  .map(({ specifier }) => specifier)
  .filter((specifier) => !nodeOnly.test(specifier));

/** A browser bundle of a module given as text. A module of Node in it is an error, as it cannot be resolved. */
async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.join(root, 'examples'), sourcefile: 'page.mjs' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

const pages = new Map();
for (const specifier of specifiers) {
  pages.set(
    specifier,
    await bundle(`import * as entry from '${specifier}';\nwindow.result = Object.keys(entry).length;`),
  );
}
console.log(`${pages.size} entry points bundle for the browser`);

const names = programs.map((file) => path.basename(file));
for (const [i, file] of programs.entries()) {
  pages.set(names[i], await bundle(`import { text } from '${file}';\nwindow.result = text();`));
}

/** What a bundled page leaves in `window.result`; an error on the page, or a request beyond it, is ours. */
async function resultOf(browser, script) {
  const files = new Map([
    [
      '/',
      { type: 'text/html', text: '<!doctype html><title>check</title><script type="module" src="/page.js"></script>' },
    ],
    ['/page.js', { type: 'text/javascript', text: script }],
    ['/favicon.ico', { type: 'image/x-icon', text: '' }],
  ]);
  return withServer(files, async (origin) => {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) errors.push(new Error(`the page asked for ${request.url()}`));
    });
    try {
      await page.goto(origin);
      await page
        .waitForFunction(() => window.result !== undefined, undefined, { timeout: 60_000 })
        .catch((error) => errors.push(error));
      if (errors.length > 0) throw errors[0];
      return await page.evaluate(() => window.result);
    } finally {
      await page.close();
    }
  });
}

if (!hasChromium) {
  console.log('NOTE: there is no Chromium on this machine; nothing was run in a browser');
} else {
  const expected = await digests();
  await withChromium(async (browser) => {
    for (const specifier of specifiers) await resultOf(browser, pages.get(specifier));
    console.log(`${specifiers.length} entry points load in Chromium ${browser.version()}`);
    for (const name of names) {
      const found = digest(await resultOf(browser, pages.get(name)));
      if (found !== expected.get(name))
        throw new Error(`${name}: Chromium gives ${found}, Node ${process.version} gives ${expected.get(name)}`);
      console.log(`${name}: the same ${found.split(' ')[0]} characters in Chromium and in Node ${process.version}`);
    }
    console.log(
      `${await checkReports(browser)} reports fit the window, ask for nothing, name what they draw and show the figures recorded beside them`,
    );
  });
}
