import { scaleLinear } from 'd3-scale';
import { fixed } from '../figures.js';
import { escapeText, Html, html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { at, box, figureOf, label, type Plot, stroke, valueAxis, WIDTH } from '../svg.js';
import { table } from '../table.js';
import { rateOf, shortPercent } from './figures-of.js';
import { FIELDS, measure, type Point } from './points.js';
import type { SweepView, TreatmentView, WorsenedPair } from './view.js';

const PLOT: Plot = { left: 46, right: WIDTH - 8, top: 10, bottom: 336 };
/** Worsened pairs are drawn one by one up to so many. */
const MOST_TRIANGLES = 400;
/** Ends of the axes. */
const ENDS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1] as const;

type Place = (rate: number) => number;

function triangle(x: number, y: number, size: number, title: string): Html {
  const d = `M${at(x - size)},${at(y + size * 0.8)}h${at(2 * size)}l${at(-size)},${at(-1.8 * size)}z`;
  return new Html(`<path class="p-out" d="${d}">${title === '' ? '' : `<title>${escapeText(title)}</title>`}</path>`);
}

function circle(kind: string, x: number, y: number): Html {
  return new Html(`<circle class="${kind}" cx="${at(x)}" cy="${at(y)}" r="3"/>`);
}

/** Pairs that were not made worse, one by one. */
function dots(points: readonly Point[], x: Place, y: Place): Html {
  const kept = points.filter(({ side }) => side >= 0).sort((a, b) => b.side - a.side);
  return html`${kept.map(({ control, treated, side }) => circle(side > 0 ? 'p-in' : 'p-same', x(control), y(treated)))}`;
}

/** How dark a field with so many pairs is: each step is four times the one before. */
function densityClass(count: number): string {
  return `g${count < 2 ? 1 : count < 8 ? 2 : count < 32 ? 3 : 4}`;
}

/** Fields of the square, shaded by their number of pairs. */
function fields(counts: Int32Array, x: Place, y: Place): Html {
  const drawn: Html[] = [];
  counts.forEach((count, k) => {
    if (count === 0) return;
    const [control, treated] = [(k % FIELDS) / FIELDS, Math.floor(k / FIELDS) / FIELDS];
    const side = x(1 / FIELDS) - x(0);
    drawn.push(box(x(control), y(treated) - side, side, side, `edge ${densityClass(count)}`));
  });
  return html`${drawn}`;
}

function worsenedMarks(treatment: TreatmentView, x: Place, y: Place): Html {
  const { worsened, points } = treatment;
  if (worsened.length <= MOST_TRIANGLES) {
    const mark = ({ index, control, treated }: WorsenedPair): Html => {
      const words = `pair ${index}: ${shortPercent(rateOf(control))} became ${shortPercent(rateOf(treated))}`;
      return triangle(x(measure(control)), y(measure(treated)), 4, words);
    };
    return html`${worsened.map(mark)}`;
  }
  const drawn: Html[] = [];
  points.worsened.forEach((count, k) => {
    if (count === 0) return;
    const [control, treated] = [((k % FIELDS) + 0.5) / FIELDS, (Math.floor(k / FIELDS) + 0.5) / FIELDS];
    const size = count < 4 ? 2.2 : count < 16 ? 3 : 4;
    drawn.push(triangle(x(control), y(treated), size, `${count} worsened pairs`));
  });
  return html`${drawn}`;
}

/** What is drawn, and what was put together because there is too much of it. */
function shownWords(view: SweepView, { points, worsened, groups }: TreatmentView, end: number): string {
  const completed = view.figures.count(groups.all.completed).text;
  const width = fixed(rateOf(10n ** 20n / BigInt(FIELDS)).times(100), 0);
  const all =
    points.single === undefined
      ? `${completed} pairs are too many to be drawn one by one: squares of ${width} by ${width} points are shaded by how many they hold`
      : `Each mark is one of ${completed} pairs; equal ones lie on one another`;
  const triangles =
    worsened.length === 0
      ? ''
      : worsened.length <= MOST_TRIANGLES
        ? `; every one of the ${worsened.length} worsened pairs is a triangle`
        : `; the ${worsened.length} worsened pairs are triangles, one per square`;
  return `${all}${triangles}.${end < 1 ? ` Both axes end at ${fixed(rateOf(BigInt(Math.round(end * 100)) * 10n ** 18n).times(100), 0)}%.` : ''}`;
}

function keys(treatment: TreatmentView): Html {
  const shape = (content: string): Html =>
    new Html(`<svg class="key" viewBox="0 0 12 12" aria-hidden="true">${content}</svg>`);
  const single = treatment.points.single !== undefined;
  const improved = single
    ? html`<li>${shape('<circle class="p-in" cx="6" cy="6" r="3.5"/>')} improved, below the diagonal</li><li>${shape('<circle class="p-same" cx="6" cy="6" r="3.5"/>')} unchanged, on it</li>`
    : html`<li>improved below the diagonal, unchanged on it:</li>${['1 pair', '2 to 7', '8 to 31', '32 or more'].map(
        (words, k) =>
          html`<li>${shape(`<rect class="edge g${k + 1}" x="1" y="1" width="10" height="10"/>`)} ${words}</li>`,
      )}`;
  return html`<ul class="keys">${improved}<li>${shape('<path class="p-out" d="M1,10h10l-5,-9z"/>')} worsened, above the diagonal</li></ul>`;
}

function byTenth(view: SweepView, { tenths, name }: TreatmentView): Html {
  const { figures } = view;
  return table('Pairs by default rate', {
    caption:
      'The same in figures: pairs by the default rate of their control; a rate between two rows is in the lower one',
    columns: [
      { label: 'Default rate', symbol: view.baseline, figures: false },
      { label: 'Pairs' },
      { label: 'Improved' },
      { label: 'Unchanged' },
      { label: 'Worsened' },
      { label: 'Mean rate', symbol: view.baseline },
      { label: 'Mean rate', symbol: name },
    ],
    rows: tenths.map((tally, k) => [
      `${k * 10}\u2060–\u2060${(k + 1) * 10}%`,
      figures.count(tally.completed),
      figures.count(tally.improved),
      figures.count(tally.unchanged),
      figures.count(tally.worsened),
      figures.percent(tally.control.mean),
      figures.percent(tally.treated.mean),
    ]),
  });
}

/** The default rate of each pair with the treatment, over that without it. */
export function scatter(view: SweepView, treatment: TreatmentView): Section | undefined {
  const { points, groups, name } = treatment;
  const { improved, unchanged, worsened, completed } = groups.all;
  if (completed === 0) return undefined;
  const end = ENDS.find((limit) => points.largest <= limit) ?? 1;
  const x = scaleLinear([0, end], [PLOT.left, PLOT.right]);
  const y = scaleLinear([0, end], [PLOT.bottom, PLOT.top]);
  const percent = (value: number): string => `${Math.round(value * 1000) / 10}%`;
  const ticks = x
    .ticks(5)
    .map((tick) => [
      stroke(x(tick), PLOT.top, x(tick), PLOT.bottom, 'grid'),
      label(x(tick), PLOT.bottom + 15, percent(tick), tick === end ? 'end' : 'middle', 'tick'),
    ]);
  const figure = figureOf(
    {
      id: `c-scatter${treatment.suffix}`,
      title: 'Every pair.',
      description: `The default rate with ${name} over that with ${view.baseline}: ${improved} pairs lie below the diagonal (improved), ${unchanged} on it, ${worsened} above it (worsened).`,
      height: PLOT.bottom + 36,
      body: [
        ticks,
        valueAxis(y, PLOT, 5, percent),
        points.single === undefined ? fields(points.fields, x, y) : '',
        stroke(x(0), y(0), x(end), y(end), 'l-soft dashed'),
        points.single === undefined ? '' : dots(points.single, x, y),
        worsenedMarks(treatment, x, y),
        stroke(PLOT.left, PLOT.bottom, PLOT.right, PLOT.bottom, 'base'),
        stroke(PLOT.left, PLOT.top, PLOT.left, PLOT.bottom, 'base'),
        label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 31, 'default rate of the control', 'middle', 'axis'),
        label(PLOT.left + 7, PLOT.top + 9, '↑ default rate of the treatment', 'start', 'axis halo'),
      ],
    },
    html`Across: the default rate with ${nameOf(view.baseline)}. Up: with ${nameOf(name)}. ${shownWords(view, treatment, end)}`,
    '',
  );
  return {
    id: `pairs${treatment.suffix}`,
    title: `Pair by pair${treatment.of}`,
    intro: html`A pair on the dashed diagonal has the same default rate in both of its runs; the further below it, the more the treatment took away.`,
    body: html`${keys(treatment)}<div class="pair">${figure}<div>${byTenth(view, treatment)}</div></div>`,
  };
}
