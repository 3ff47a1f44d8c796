import { type Figure, NOTHING } from '../figures.js';
import { type Html, html, nameOf } from '../html.js';
import { metric } from '../metric-tree.js';
import type { Section } from '../section.js';
import { type Cell, type Column, dataTable, table } from '../table.js';
import type { Axis, Level } from './axis.js';
import { recorded, reliefIntervalOf } from './figures-of.js';
import { binningNote } from './heat-maps.js';
import { levelsOf, type SummaryPart } from './summary.js';
import { PairTally } from './tally.js';
import type { RunsView, SweepView, TreatmentView } from './view.js';
import { type Whisker, whiskerChart, whiskerDomain } from './whiskers.js';

/** A level with what the rows and the summary say of it. */
interface PairLevel {
  readonly level: Level;
  readonly tally: PairTally;
  /** Undefined when the summary does not know this level. */
  readonly part: SummaryPart | undefined;
}

function pairLevels(treatment: TreatmentView, axis: Axis, number: number): readonly PairLevel[] {
  const recordedLevels = axis.binned ? undefined : levelsOf(treatment.summary, axis.name);
  return axis.levels().map((level) => ({
    level,
    tally: treatment.groups.level(number, level.id) ?? new PairTally(),
    part: recordedLevels?.get(level.label),
  }));
}

function whiskerOf({ level, tally, part }: PairLevel): Whisker {
  return {
    name: level.label,
    mean: (part && recorded(part, 'meanRelief')) ?? tally.meanRelief,
    interval: part && reliefIntervalOf(part),
    count: `${tally.completed} ${tally.completed === 1 ? 'pair' : 'pairs'}`,
  };
}

/** Columns of a table of groups of pairs; the first says what the groups are. */
export function groupColumns(first: string, view: SweepView, treatment: TreatmentView): readonly Column[] {
  return [
    { label: first, figures: false },
    { label: 'Pairs' },
    { label: 'Completed' },
    { label: 'Mean rate', symbol: view.baseline },
    { label: 'Mean rate', symbol: treatment.name },
    { label: 'Mean reduction' },
    { label: 'Mean relief' },
    { label: '95 % interval', symbol: 'of mean relief' },
    { label: 'Improved' },
    { label: 'Unchanged' },
    { label: 'Worsened' },
    { label: 'Undefined', symbol: 'relief' },
    { label: 'Rescues' },
    { label: 'Induced' },
  ];
}

/** A row of such a table: figures of the summary, else of the rows. */
export function groupRow(
  view: SweepView,
  name: Cell,
  tally: PairTally,
  part: SummaryPart | undefined,
): readonly Cell[] {
  const { figures } = view;
  const interval = part && reliefIntervalOf(part);
  const between: Figure =
    interval === undefined
      ? NOTHING
      : {
          text: `${figures.percent(interval.lower).text} to ${figures.percent(interval.upper).text}`,
          exact: `${interval.lower} to ${interval.upper}`,
        };
  const own = (figure: Parameters<typeof recorded>[1], fallback: unknown): unknown =>
    (part && recorded(part, figure)) ?? fallback;
  const count = (field: string, fallback: number): Figure =>
    figures.count((part && metric(part.tree, field)) ?? fallback);
  return [
    name,
    figures.count(own('pairs', tally.pairs)),
    figures.count(own('completed', tally.completed)),
    figures.percent(own('meanControl', tally.meanControl)),
    figures.percent(own('meanTreated', tally.meanTreated)),
    figures.points(own('meanReduction', tally.meanReduction)),
    figures.percent(own('meanRelief', tally.meanRelief)),
    between,
    count('improved', tally.improved),
    count('unchanged', tally.unchanged),
    count('worsened', tally.worsened),
    figures.count(own('undefinedRelief', tally.undefinedRelief)),
    count('rescues', tally.rescues),
    count('induced', tally.induced),
  ];
}

/** Relief by level of each parameter: drawn, and as tables. */
export function reliefLevels(view: SweepView, treatment: TreatmentView): Section | undefined {
  if (view.axes.length === 0 || treatment.groups.all.completed === 0) return undefined;
  const groups = view.axes.map((axis, k) => ({ axis, levels: pairLevels(treatment, axis, k) }));
  const domain = whiskerDomain(groups.flatMap(({ levels }) => levels.map(whiskerOf)));
  const anyInterval = groups.some(({ levels }) => levels.some((level) => whiskerOf(level).interval !== undefined));
  const drawn = groups.map(({ axis, levels }, k): Html => {
    const words = `Relief by ${axis.name} in figures`;
    return whiskerChart({
      id: `c-levels${treatment.suffix}-${k}`,
      title: `${axis.name}.`,
      description: `Mean relief for ${levels.length} ${axis.binned ? 'fifths of the values' : 'values'} of ${axis.name}; the table below has every figure.`,
      caption: axis.binned ? 'Mean relief by fifth of its values' : 'Mean relief by value',
      what: 'mean relief',
      whiskers: levels.map(whiskerOf),
      domain,
      data: dataTable(words, {
        caption: html`Pairs by ${nameOf(axis.name)}`,
        columns: groupColumns(axis.name, view, treatment),
        rows: levels.map(({ level, tally, part }) => groupRow(view, nameOf(level.label), tally, part)),
      }),
    });
  });
  return {
    id: `levels${treatment.suffix}`,
    title: `Relief by parameter${treatment.of}`,
    intro: html`A dot is the mean relief over all pairs with that value${anyInterval && ', a line its 95 % interval'}; all parameters are drawn on one scale.${binningNote(view.axes)}`,
    body: html`<div class="buckets">${drawn}</div>`,
  };
}

/** Default rates by level of each parameter, for a sweep with one arm. */
export function rateLevels(view: SweepView, { groups }: RunsView): Section | undefined {
  const { axes, figures } = view;
  if (axes.length === 0 || groups.all.completed === 0) return undefined;
  const of = axes.map((axis, k) => axis.levels().map((level) => ({ level, tally: groups.level(k, level.id) })));
  const whisker = ({ level, tally }: (typeof of)[number][number]): Whisker => ({
    name: level.label,
    mean: tally?.meanRate,
    interval: undefined,
    count: `${tally?.completed ?? 0} ${tally?.completed === 1 ? 'run' : 'runs'}`,
  });
  const domain = whiskerDomain(of.flatMap((levels) => levels.map(whisker)));
  const drawn = axes.map((axis, k) => {
    const levels = of[k] ?? [];
    return whiskerChart({
      id: `c-levels-${k}`,
      title: `${axis.name}.`,
      description: `Mean default rate for ${levels.length} ${axis.binned ? 'fifths of the values' : 'values'} of ${axis.name}.`,
      caption: axis.binned ? 'Mean default rate by fifth of its values' : 'Mean default rate by value',
      what: 'mean default rate',
      whiskers: levels.map(whisker),
      domain,
      data: table(`Default rate by ${axis.name} in figures`, {
        caption: html`Runs by ${nameOf(axis.name)}`,
        columns: [
          { label: axis.name, figures: false },
          { label: 'Runs' },
          { label: 'Completed' },
          { label: 'Mean default rate' },
        ],
        rows: levels.map(({ level, tally }) => [
          nameOf(level.label),
          figures.count(tally?.runs ?? 0),
          figures.count(tally?.completed ?? 0),
          figures.percent(tally?.meanRate),
        ]),
      }),
    });
  });
  return {
    id: 'levels',
    title: 'Default rate by parameter',
    intro: html`A dot is the mean default rate over all runs with that value; all parameters are drawn on one scale.${binningNote(axes)}`,
    body: html`<div class="buckets">${drawn}</div>`,
  };
}
