import { type Card, cardList, toneOf } from '../card.js';
import { inline } from '../figures.js';
import { type Content, type Html, html, nameOf } from '../html.js';
import { metric, readMetrics } from '../metric-tree.js';
import { flatten } from '../name-value.js';
import { readDecimal } from '../record.js';
import type { Section } from '../section.js';
import { dataTable } from '../table.js';
import { likelihood, overall, statistic } from './figures-of.js';
import { child, type Interval, shortened } from './summary.js';
import type { RunsView, SweepView, TreatmentView } from './view.js';

function between(view: SweepView, interval: Interval | undefined, unit: 'percent' | 'points'): Content {
  if (interval === undefined) return '';
  const write = view.figures[unit];
  return html`; 95 % interval ${inline(write(interval.lower))} to ${inline(write(interval.upper))}`;
}

/** Tests of the difference, as the summary has them. */
function tests(treatment: TreatmentView): readonly Card[] {
  const cards: Card[] = [];
  const t = child(treatment.summary.source, 'paired_t');
  if (t !== undefined) {
    const tree = readMetrics(t);
    const value = metric(tree, 't', 'statistic');
    const freedom = metric(tree, 'df', 'degrees_of_freedom');
    const effect = metric(tree, 'cohens_d', 'effect_size', 'd');
    if (value !== undefined)
      cards.push({
        label: 'Paired t',
        figure: statistic(value),
        note: html`${likelihood(metric(tree, 'p', 'p_value'))}${freedom !== undefined && `, ${freedom} degrees of freedom`}${effect !== undefined && html`; effect size ${inline(statistic(effect))} standard deviations`}`,
        tone: '',
      });
  }
  const ranks = child(treatment.summary.source, 'signed_rank', 'wilcoxon');
  if (ranks !== undefined) {
    const tree = readMetrics(ranks);
    const value = metric(tree, 'w', 'statistic');
    const effect = metric(tree, 'effect_size', 'rank_biserial', 'r');
    const pairs = metric(tree, 'pairs', 'n');
    if (value !== undefined)
      cards.push({
        label: 'Wilcoxon signed rank',
        figure: { text: statistic(value).text.replace(/\.00$/, ''), exact: value.toString() },
        note: html`${likelihood(metric(tree, 'p', 'p_value'))}${pairs !== undefined && `, ${pairs} pairs that differ`}${effect !== undefined && html`; effect size ${inline(statistic(effect))}`}`,
        tone: '',
      });
  }
  return cards;
}

function pairCards(view: SweepView, treatment: TreatmentView): readonly Card[] {
  const { figures, baseline } = view;
  const all = overall(treatment);
  const count = (value: unknown): Html => inline(figures.count(value));
  const worse = readDecimal(all.worsened)?.gt(0) === true;
  return [
    {
      label: 'Pairs',
      figure: figures.count(all.pairs),
      note: html`of which ${count(all.completed)} completed: both runs came to their end`,
      tone: '',
    },
    {
      label: 'Default rate',
      figure: figures.percent(all.meanTreated),
      note: html`on average with ${nameOf(treatment.name)}, ${inline(figures.percent(all.meanControl))} with ${nameOf(baseline)}`,
      tone: '',
    },
    {
      label: 'Mean relief',
      figure: figures.percent(all.meanRelief),
      note: html`less default${all.medianRelief !== undefined && html`; median ${inline(figures.percent(all.medianRelief))}`}${between(view, all.reliefInterval, 'percent')}`,
      tone: toneOf(all.meanRelief),
    },
    {
      label: 'Mean reduction',
      figure: figures.points(all.meanReduction),
      note: html`of the default rate${between(view, all.reductionInterval, 'points')}`,
      tone: toneOf(all.meanReduction),
    },
    {
      label: 'Improved',
      figure: figures.count(all.improved),
      note: html`pairs, and ${count(all.unchanged)} unchanged; the relief of ${count(all.undefinedRelief)} is undefined`,
      tone: '',
    },
    {
      label: 'Worsened',
      figure: figures.count(all.worsened),
      note: worse ? html`pairs, <a href="#worsened${treatment.suffix}">each listed below</a>` : 'pairs',
      tone: worse ? 'loss' : '',
    },
    ...tests(treatment),
    {
      label: 'Rescues',
      figure: figures.count(all.rescues),
      note: html`agents failed with ${nameOf(baseline)} only; ${count(all.induced)} failed with ${nameOf(treatment.name)} only (induced)`,
      tone: '',
    },
  ];
}

function runCards(view: SweepView, { groups }: RunsView): readonly Card[] {
  const { figures, input } = view;
  const tree = readMetrics(shortened(input.summary).figures);
  const rate = metric(tree, 'mean_default_rate', 'mean_delta_total', 'mean_rate') ?? groups.all.meanRate;
  return [
    {
      label: 'Runs',
      figure: figures.count(groups.all.runs),
      note: html`of which ${inline(figures.count(groups.all.completed))} completed`,
      tone: '',
    },
    {
      label: 'Mean default rate',
      figure: figures.percent(rate),
      note: 'of the face due was not paid in full and on time',
      tone: rate?.gt(0) ? 'loss' : '',
    },
  ];
}

/** Everything the summary holds, exactly as recorded. */
function everyFigure({ input }: SweepView): Html {
  const { figures, cut } = shortened(input.summary);
  const rows = flatten(figures).map(({ name, value }) => [nameOf(name), value]);
  if (rows.length === 0) return html``;
  const table = dataTable(`All ${rows.length} figures of the summary, unrounded`, {
    caption: 'Figures of the sweep, exactly as recorded; worsened pairs have a table of their own',
    columns: [{ label: 'Figure', figures: false }, { label: 'Value' }],
    rows,
    kind: 'long',
  });
  return html`${table}${cut && html`<p class="left-out">Of long lists the first entries are shown; <code>summary.json</code> has them all.</p>`}`;
}

/** The numbers a reader asks for first. */
export function atAGlance(view: SweepView): Section {
  const groups = view.treatments.map((treatment) => {
    const heading = treatment.of !== '' && html`<h3>${nameOf(treatment.name)}</h3>`;
    return html`${heading}${cardList(pairCards(view, treatment))}`;
  });
  const words =
    view.runs === undefined
      ? html`Relief is the part of the control’s default rate that the treatment took away, (<i>d</i><sub>0</sub> − <i>d</i><sub>1</sub>) / <i>d</i><sub>0</sub>; the reduction is <i>d</i><sub>0</sub> − <i>d</i><sub>1</sub>. `
      : '';
  return {
    id: 'summary',
    title: 'At a glance',
    intro: html`${words}Figures are rounded for reading. Point at one to see its exact value.`,
    body: html`${view.runs !== undefined && cardList(runCards(view, view.runs))}${groups}${everyFigure(view)}`,
  };
}
