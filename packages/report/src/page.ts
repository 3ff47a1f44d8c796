import { STRIPES } from './chart-style.js';
import { escapeText, Html, html } from './html.js';
import { SCRIPT_HASH, STYLE_HASH } from './integrity.js';
import { SCRIPT } from './script.js';
import type { Section } from './section.js';
import { STYLE } from './style.js';

/** A script or a style sheet with the hash by which the page's policy allows it. */
export interface PageText {
  readonly text: string;
  readonly hash: string;
}

/** Narrows the timeline of a run. */
export const RUN_SCRIPT: PageText = { text: SCRIPT, hash: SCRIPT_HASH };

// `data:` is for the empty icon alone: without one, browsers ask the server of the page for it.
function policy(style: PageText, script: PageText | undefined): string {
  const scripts = script === undefined ? '' : `script-src 'sha256-${script.hash}'; `;
  return `default-src 'none'; style-src 'sha256-${style.hash}'; ${scripts}img-src data:; base-uri 'none'; form-action 'none'`;
}

function sectionText({ id, title, intro, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${title}</h2>
<p class="intro">${intro}</p>
${body}
</section>`;
}

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly header: Html;
  readonly sections: readonly Section[];
  readonly footer: Html;
  /** A page without one allows none. */
  readonly script?: PageText;
  /** @defaultValue the style sheet of runs and sweeps */
  readonly style?: PageText;
}

const RUN_STYLE: PageText = { text: STYLE, hash: STYLE_HASH };

/** The document around the sections: one file that needs nothing else. */
export function page({ title, header, sections, footer, script, style = RUN_STYLE }: PageParts): string {
  const contents = sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`);
  const body = html`<a class="skip" href="#content">Skip to the content</a>
${new Html(STRIPES)}
<div class="page">
${header}
<nav aria-label="Contents"><ol>${contents}</ol></nav>
<main id="content" tabindex="-1">
${sections.map(sectionText)}
</main>
<footer>${footer}</footer>
</div>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
<style>${style.text}</style>
</head>
<body>
${body.text}${script === undefined ? '' : `\n<script>${script.text}</script>`}
</body>
</html>
`;
}
