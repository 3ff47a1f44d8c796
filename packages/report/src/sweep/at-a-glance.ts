import { type Card, cardList, toneOf } from '../card.js';
import { inline } from '../figures.js';
import { type Content, type Html, html, nameOf } from '../html.js';
import type { Interval } from '../interval.js';
import { flatten } from '../name-value.js';
import { readDecimal } from '../record.js';
import type { Section } from '../section.js';
import { dataTable } from '../table.js';
import { likelihood, overall, statistic } from './figures-of.js';
import { child, figureIn, intervalOf, partOfArm, shortened } from './summary.js';
import type { RunsView, SweepView, TreatmentView } from './view.js';

function between(view: SweepView, interval: Interval | undefined, unit: 'percent' | 'points'): Content {
  if (interval === undefined) return '';
  const write = view.figures[unit];
  return html`; 95 % interval ${inline(write(interval.lower))} to ${inline(write(interval.upper))}`;
}

/** Tests of the difference, as the summary has them. */
function tests({ summary }: TreatmentView): readonly Card[] {
  const cards: Card[] = [];
  const t = child(summary, 'paired_t');
  const tValue = t && figureIn(t, 't', 'statistic');
  if (t !== undefined && tValue !== undefined) {
    const freedom = figureIn(t, 'df', 'degrees_of_freedom');
    const effect = figureIn(t, 'cohens_d', 'effect_size');
    cards.push({
      label: 'Paired t',
      figure: statistic(tValue),
      note: html`${likelihood(figureIn(t, 'p', 'p_value'))}${freedom !== undefined && `, ${freedom} degrees of freedom`}${effect !== undefined && html`; effect size ${inline(statistic(effect))} standard deviations`}`,
      tone: '',
    });
  }
  const ranks = child(summary, 'signed_rank');
  const rankSum = ranks && figureIn(ranks, 'statistic', 'w');
  if (ranks !== undefined && rankSum !== undefined) {
    const effect = figureIn(ranks, 'effect_size');
    const pairs = figureIn(ranks, 'pairs');
    cards.push({
      label: 'Wilcoxon signed rank',
      figure: { text: statistic(rankSum).text.replace(/\.00$/, ''), exact: rankSum.toString() },
      note: html`${likelihood(figureIn(ranks, 'p', 'p_value'))}${pairs !== undefined && `, ${pairs} pairs that differ`}${effect !== undefined && html`; effect size ${inline(statistic(effect))}`}`,
      tone: '',
    });
  }
  return cards;
}

/** What the mean comes to in each replicate of the whole design. */
function overReplicates(view: SweepView, treatment: TreatmentView): readonly Card[] {
  const part = child(treatment.summary, 'over_replicates');
  const relief = part && child(part, 'mean_relief_ratio');
  if (part === undefined || relief === undefined) return [];
  const mean = figureIn(relief, 'mean');
  const interval = child(relief, 't_interval') ?? child(relief, 'bootstrap_interval');
  if (mean === undefined) return [];
  return [
    {
      label: 'Mean relief over replicates',
      figure: view.figures.percent(mean),
      note: html`${figureIn(part, 'replicates')?.toString() ?? ''} replicates of the whole design${between(view, interval && intervalOf(interval), 'percent')}`,
      tone: toneOf(mean),
    },
  ];
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
    ...overReplicates(view, treatment),
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
  const part = partOfArm(input.summary, view.baseline) ?? input.summary;
  const rate = figureIn(part, 'mean_default_rate') ?? groups.all.rate.mean;
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
export function atAGlance(view: SweepView): Section | undefined {
  const groups = view.treatments
    .filter(({ groups: { all } }) => all.pairs > 0 || view.frontiers === undefined)
    .map((treatment) => {
      const heading = treatment.of !== '' && html`<h3>${nameOf(treatment.name)}</h3>`;
      return html`${heading}${cardList(pairCards(view, treatment))}`;
    });
  const words =
    groups.length > 0
      ? html`Relief is the part of the control’s default rate that the treatment took away, (<i>d</i><sub>0</sub> − <i>d</i><sub>1</sub>) / <i>d</i><sub>0</sub>; the reduction is <i>d</i><sub>0</sub> − <i>d</i><sub>1</sub>. `
      : '';
  const cards = html`${view.runs !== undefined && cardList(runCards(view, view.runs))}${groups}${everyFigure(view)}`;
  if (cards.text === '') return undefined;
  return {
    id: 'summary',
    title: 'At a glance',
    intro: html`${words}Figures are rounded for reading. Point at one to see its exact value.`,
    body: cards,
  };
}
