import { inline } from '../figures.js';
import { type Content, type Html, html, join, nameOf } from '../html.js';
import { flatten } from '../name-value.js';
import type { Axis } from './axis.js';
import type { SweepView } from './view.js';

function fact(label: Content, value: Content): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** How many levels an axis has, or what it is cut into. */
function axisFact(axis: Axis): Html {
  const count = axis.levels().length;
  if (count === 0) return nameOf(axis.name);
  const words = axis.binned ? 'in fifths' : `${count} ${count === 1 ? 'value' : 'values'}`;
  return html`${nameOf(axis.name)} (${words})`;
}

/** The head of the page: what was varied, how often, and what all runs have in common. */
export function sweepHeader(view: SweepView): Html {
  const { input, figures, axes, treatments, rows, failures, frontiers } = view;
  const parameters = flatten(input.parameters);
  const paired = treatments.length > 0;
  const all =
    parameters.length > 0 &&
    html`<details class="parameters"><summary>All ${parameters.length} parameters</summary><dl>${parameters.map(
      ({ name, value }) => html`<div><dt>${nameOf(name)}</dt><dd>${nameOf(value)}</dd></div>`,
    )}</dl></details>`;
  return html`<header>
<p class="kicker">Sweep report</p>
<h1>${nameOf(input.title)}</h1>
${input.description !== undefined && input.description !== '' && html`<p class="standfirst">${nameOf(input.description)}</p>`}
<dl class="facts">
${(rows > 0 || frontiers === undefined) && fact(paired ? 'Pairs of runs' : 'Runs', inline(figures.count(rows)))}
${frontiers !== undefined && fact('Searches', inline(figures.count(frontiers.searches)))}
${input.arms.length > 0 && fact(paired ? 'Control and treatment' : 'Arm', join(input.arms.map(nameOf), ', '))}
${axes.length > 0 && html`<div class="wide"><dt>Varied</dt><dd>${join(axes.map(axisFact), ', ')}</dd></div>`}
${failures.count > 0 && fact('Without figures', html`<a href="#failures">${figures.count(failures.count).text}</a>`)}
</dl>
${all}
</header>`;
}
