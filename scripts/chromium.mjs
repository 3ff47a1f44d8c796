/** Debian's Chromium, driven through playwright-core, kept away from every network but this machine's own. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Is there a Chromium to drive? Without one the caller says so and skips its check. */
export const hasChromium = existsSync(executablePath);

/** Starts the browser, passes it on, and closes it whatever happens. */
export async function withChromium(use) {
  const browser = await chromium.launch({ executablePath, args, headless: true });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Serves the given texts by path on 127.0.0.1 while `use` runs. */
export async function withServer(files, use) {
  const server = createServer((request, response) => {
    const file = files.get(request.url);
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(file.text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
