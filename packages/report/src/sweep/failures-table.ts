import { html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { table } from '../table.js';
import type { SweepView } from './view.js';

/** Points that could not be run, and runs that did not come to their end. */
export function failuresTable(view: SweepView): Section | undefined {
  const { failures, axes, treatments } = view;
  if (failures.count === 0) return undefined;
  const paired = treatments.length > 0;
  const rest = failures.count - failures.listed.length;
  return {
    id: 'failures',
    title: 'Without figures',
    intro: html`${view.figures.count(failures.count).text} ${paired ? 'pairs' : 'runs'} could not be run or did not come to their end. They are counted, but are in no mean.`,
    body: html`${table('Rows without figures', {
      caption: paired ? 'Pairs without figures, and why' : 'Runs without figures, and why',
      columns: [
        { label: paired ? 'Pair' : 'Run' },
        ...axes.map(({ name }) => ({ label: name, figures: false })),
        { label: 'Seed' },
        { label: 'Arm', figures: false },
        { label: 'Status', figures: false },
        { label: 'Reason', figures: false },
      ],
      rows: failures.listed.map(({ index, values, seed, arm, status, problem }) => [
        String(index),
        ...values.map((value) => nameOf(value === '' ? '–' : value)),
        { text: seed, exact: '' },
        nameOf(arm),
        status === '' ? 'not completed' : status,
        problem === '' ? '–' : nameOf(problem),
      ]),
      kind: 'long',
    })}${rest > 0 && html`<p class="left-out">${rest} more are in <code>${view.tableName}</code>.</p>`}`,
  };
}
