import { inline } from '../figures.js';
import { type Html, html, join, nameOf } from '../html.js';
import { flatten } from '../name-value.js';
import { fact, pageHead } from '../page-head.js';
import type { Axis } from './axis.js';
import type { SweepView } from './view.js';

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
  const paired = treatments.length > 0;
  const facts = html`
${(rows > 0 || frontiers === undefined) && fact(paired ? 'Pairs of runs' : 'Runs', inline(figures.count(rows)))}
${frontiers !== undefined && fact('Searches', inline(figures.count(frontiers.searches)))}
${input.arms.length > 0 && fact(paired ? 'Control and treatment' : 'Arm', join(input.arms.map(nameOf), ', '))}
${axes.length > 0 && html`<div class="wide"><dt>Varied</dt><dd>${join(axes.map(axisFact), ', ')}</dd></div>`}
${failures.count > 0 && fact('Without figures', html`<a href="#failures">${figures.count(failures.count).text}</a>`)}
`;
  const { title, description } = input;
  return pageHead({ kicker: 'Sweep report', title, description, facts, parameters: flatten(input.parameters) });
}
