import { html, join, nameOf } from '../html.js';
import { flatten } from '../name-value.js';
import { page } from '../page.js';
import { fact, pageHead } from '../page-head.js';
import type { Section } from '../section.js';
import { figureSection } from './figure-section.js';
import type { ExperimentInput } from './input.js';
import { type ExperimentView, readExperiment } from './view.js';

function header(
  input: ExperimentInput,
  { arms, controls, seeds, figures }: ExperimentView,
): ReturnType<typeof pageHead> {
  const others = arms.filter((arm) => !controls.includes(arm));
  return pageHead({
    kicker: 'Experiment',
    title: input.title,
    description: input.question,
    facts: [
      fact('Seeds', seeds.join(', ')),
      fact('Points', input.points.length),
      fact('Figures', figures.length),
      controls.length > 0 && fact('Control', join(controls.map(nameOf), ', ')),
      others.length > 0 && html`<div class="wide"><dt>Against it</dt><dd>${join(others.map(nameOf), ', ')}</dd></div>`,
    ],
    parameters: flatten(input.parameters ?? {}),
  });
}

/** What the experiment was to decide, and whether it did. */
function statementsSection({ statements = [] }: ExperimentInput): Section | undefined {
  if (statements.length === 0) return undefined;
  const holding = statements.filter(({ holds }) => holds).length;
  const one = holding === 1 ? 'holds' : 'hold';
  const count =
    statements.length === 1
      ? `One statement was made, and it ${holding === 1 ? 'holds' : 'does not hold'}.`
      : `${holding === statements.length ? 'All' : `${holding} of`} ${statements.length} statements ${one}.`;
  const items = statements.map(({ text, about, holds }) => {
    const where = about === 'means' ? 'on average' : 'on every seed';
    return html`<li>${nameOf(text)} ${holds ? html`<small>It holds ${where}.</small>` : html`<span class="flag">It does not hold ${where}.</span>`}</li>`;
  });
  return {
    id: 'statements',
    title: 'What was asserted',
    intro: html`${count} What is said of averages holds if the 95 % interval leaves out 0. All else on this page is reported, and nothing is claimed about it.`,
    body: html`<ol class="chains">${items}</ol>`,
  };
}

function notesSection({ notes = [] }: ExperimentInput): Section | undefined {
  const [first, ...others] = notes;
  if (first === undefined) return undefined;
  return {
    id: 'notes',
    title: 'Notes',
    intro: nameOf(first),
    body: html`${others.map((note) => html`<p>${nameOf(note)}</p>`)}`,
  };
}

/**
 * Writes the page of an experiment as one HTML file: what was asked, which statements hold, and figure by figure the differences between arms on the same seeds with
 * their intervals against a zero line, the means of all arms, and a table of both. It asks for nothing from the network, has no scripts, and escapes every text.
 *
 * @param input - the experiment as data; `armsRecord` of `@bagehot/sim` makes a point of it
 * @returns the text of the file, to be saved as UTF-8
 * @example
 * const points = kappas.map((kappa) => ({ name: `kappa ${kappa}`, ...armsRecord(bagehotsRule(kappa)) }));
 * const text = renderExperiment({ title: 'Bagehot’s rule', question: 'How many defaults does a window prevent?', points });
 */
export function renderExperiment(input: ExperimentInput): string {
  const view = readExperiment(input);
  const all = [
    statementsSection(input),
    ...view.figures.map((figure, k) => figureSection(figure, k + 1)),
    notesSection(input),
  ];
  const sections = all.filter((section): section is Section => section !== undefined);
  const footer = html`<p>Means and differences are exact decimals, intervals are bootstrapped from a seed of their own; this page rounds them half to even for reading only. Point at a figure to see its exact value.</p>`;
  return page({ title: input.title, header: header(input, view), sections, footer });
}
