import type { Figure } from '../figures.js';
import { type Content, type Html, html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { type Cell, type Column, table } from '../table.js';
import { rateOf } from './figures-of.js';
import type { SweepView, TreatmentView, WorsenedPair } from './view.js';

/** So many stand open; the others are folded away below them, all of them. */
const OPEN = 25;

function way(view: SweepView, treatment: string, index: number): Html {
  const { input } = view;
  const reports = input.reports?.(index);
  if (reports !== undefined)
    return html`<a href="${reports.baseline}">${view.baseline}</a>, <a href="${reports.treatment}">${treatment}</a>`;
  return input.rerun === undefined ? html`–` : html`<code>${input.rerun(index)}</code>`;
}

/** Without its exact value, which would make a long list twice as long. */
function plainly({ text }: Figure): Figure {
  return { text, exact: '' };
}

function rowOf(
  view: SweepView,
  treatment: string,
  pair: WorsenedPair,
  write: (figure: Figure) => Figure,
): readonly Cell[] {
  const { percent, points } = view.figures;
  const [control, treated] = [rateOf(pair.control), rateOf(pair.treated)];
  return [
    String(pair.index),
    ...pair.values.map((value) => nameOf(value === '' ? '–' : value)),
    { text: pair.seed, exact: '' },
    write(percent(control)),
    write(percent(treated)),
    write(points(treated.minus(control))),
    way(view, treatment, pair.index),
  ];
}

/** Largest increase first, then by index. */
function byHarm(a: WorsenedPair, b: WorsenedPair): number {
  const [harmA, harmB] = [a.treated - a.control, b.treated - b.control];
  return harmA === harmB ? a.index - b.index : harmA > harmB ? -1 : 1;
}

/** Every pair that the treatment made worse. */
export function worsened(view: SweepView, treatment: TreatmentView): Section | undefined {
  if (treatment.groups.all.pairs === 0) return undefined;
  const pairs = [...treatment.worsened].sort(byHarm);
  const hasWays = view.input.reports !== undefined || view.input.rerun !== undefined;
  const columns: readonly Column[] = [
    { label: 'Pair' },
    ...view.axes.map(({ name }) => ({ label: name, figures: false })),
    { label: 'Seed' },
    { label: 'Default rate', symbol: view.baseline },
    { label: 'Default rate', symbol: treatment.name },
    { label: 'Increase' },
    { label: hasWays ? 'Its runs' : '', figures: false },
  ];
  const part = (
    some: readonly WorsenedPair[],
    caption: Content,
    kind: string,
    write: (figure: Figure) => Figure,
  ): Html =>
    table('Worsened pairs', {
      caption,
      columns,
      rows: some.map((pair) => rowOf(view, treatment.name, pair, write)),
      kind,
    });
  const [open, folded] = [pairs.slice(0, OPEN), pairs.slice(OPEN)];
  const head =
    folded.length > 0
      ? `The ${open.length} pairs with the largest increase, of ${pairs.length}`
      : `All ${pairs.length} worsened pairs, the largest increase first`;
  const more =
    folded.length > 0 &&
    html`<details><summary>The other ${folded.length} worsened pairs</summary>${part(folded, html`Worsened pairs, the largest increase first; exact values are in <code>${view.tableName}</code>`, 'long', plainly)}</details>`;
  return {
    id: `worsened${treatment.suffix}`,
    title: `Worsened pairs${treatment.of}`,
    intro:
      pairs.length === 0
        ? html`No completed pair has a higher default rate with ${nameOf(treatment.name)} than with ${nameOf(view.baseline)}.`
        : html`More was defaulted on with ${nameOf(treatment.name)} than with ${nameOf(view.baseline)}. Every such pair is listed.`,
    body: pairs.length === 0 ? html`` : html`${part(open, head, '', (figure) => figure)}${more}`,
  };
}
