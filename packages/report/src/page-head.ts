import { type Content, type Html, html, nameOf } from './html.js';
import type { NameValue } from './name-value.js';

/** What stands at the head of a page. */
interface PageHead {
  /** What kind of page it is. */
  readonly kicker: string;
  readonly title: string;
  readonly description: string | undefined;
  /** The few facts that are shown at once, as {@link fact} makes them. */
  readonly facts: Content;
  /** Everything that was set, to be unfolded. */
  readonly parameters: readonly NameValue[];
}

/** The head of a page: what it is about, a few facts, and all parameters. */
export function pageHead({ kicker, title, description, facts, parameters }: PageHead): Html {
  const all =
    parameters.length > 0 &&
    html`<details class="parameters"><summary>All ${parameters.length} parameters</summary><dl>${parameters.map(
      ({ name, value }) => html`<div><dt>${nameOf(name)}</dt><dd>${nameOf(value)}</dd></div>`,
    )}</dl></details>`;
  return html`<header>
<p class="kicker">${kicker}</p>
<h1>${nameOf(title)}</h1>
${description !== undefined && description !== '' && html`<p class="standfirst">${nameOf(description)}</p>`}
<dl class="facts">${facts}</dl>
${all}
</header>`;
}

/** One fact of the head. */
export function fact(label: Content, value: Content): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
