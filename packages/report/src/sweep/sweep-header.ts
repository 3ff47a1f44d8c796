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
  const words = axis.binned ? 'many values, shown in fifths' : `${count} ${count === 1 ? 'value' : 'values'}`;
  return html`${nameOf(axis.name)} <small>${words}</small>`;
}

/** The head of the page: what was varied, how often, and what all runs have in common. */
export function sweepHeader(view: SweepView): Html {
  const { input, figures, axes, treatments, rows, failures } = view;
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
${fact(paired ? 'Pairs of runs' : 'Runs', inline(figures.count(rows)))}
${input.arms.length > 0 && fact(paired ? 'Control and treatment' : 'Arm', join(input.arms.map(nameOf), ', '))}
${axes.map((axis) => fact('Varied', axisFact(axis)))}
${failures.count > 0 && fact('Without figures', html`<a href="#failures">${figures.count(failures.count).text}</a>`)}
</dl>
${all}
</header>`;
}
