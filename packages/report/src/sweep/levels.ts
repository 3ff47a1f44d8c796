import type { Html } from '../html.js';
import { html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { dataTable } from '../table.js';
import type { Axis, Level } from './axis.js';
import { recorded, reliefIntervalOf } from './figures-of.js';
import { binningNote } from './heat-maps.js';
import { pairTable } from './pair-table.js';
import { levelsOf } from './summary.js';
import { PairTally, RunTally } from './tally.js';
import type { RunsView, SweepView, TreatmentView } from './view.js';
import { type Whisker, whiskerChart, whiskerDomain } from './whiskers.js';

/** What a line is where the summary has no interval. */
const ERRORS = 'two standard errors to either side';

/** A level with what the rows and the summary say of it. */
interface PairLevel {
  readonly level: Level;
  readonly tally: PairTally;
  /** Undefined when the summary does not know this level. */
  readonly part: object | undefined;
}

function pairLevels(treatment: TreatmentView, axis: Axis, number: number): readonly PairLevel[] {
  const known = axis.binned ? undefined : levelsOf(treatment.summary, axis.name);
  return axis.levels().map((level) => ({
    level,
    tally: treatment.groups.level(number, level.id) ?? new PairTally(),
    part: known?.get(level.label),
  }));
}

/** A dot and its line: the interval of the summary where every level has one, else standard errors. */
function whiskerOf({ level, tally, part }: PairLevel, recordedLines: boolean): Whisker {
  return {
    name: level.label,
    mean: (part && recorded(part, 'meanRelief')) ?? tally.relief.mean,
    interval: recordedLines ? part && reliefIntervalOf(part) : tally.relief.errors,
    count: tally.completed,
  };
}

function levelWords(axis: Axis): string {
  return axis.binned ? 'fifth of its values' : 'value';
}

/** Relief by level of each parameter: drawn, and as tables. */
export function reliefLevels(view: SweepView, treatment: TreatmentView): Section | undefined {
  if (view.axes.length === 0 || treatment.groups.all.completed === 0) return undefined;
  const groups = view.axes.map((axis, k) => ({ axis, levels: pairLevels(treatment, axis, k) }));
  const isRecorded = groups.every(({ levels }) =>
    levels.every(({ part }) => part !== undefined && reliefIntervalOf(part) !== undefined),
  );
  const lines = isRecorded ? '95 % interval' : ERRORS;
  const whiskers = groups.map(({ levels }) => levels.map((level) => whiskerOf(level, isRecorded)));
  const domain = whiskerDomain(whiskers.flat());
  const drawn = groups.map(
    ({ axis, levels }, k): Html =>
      whiskerChart({
        id: `c-levels${treatment.suffix}-${k}`,
        title: `${axis.name}.`,
        description: `Mean relief for ${levels.length} ${axis.binned ? 'fifths of the values' : 'values'} of ${axis.name}, with ${lines}.`,
        caption: `Mean relief by ${levelWords(axis)}`,
        what: 'mean relief',
        rows: 'pairs',
        lines,
        whiskers: whiskers[k] ?? [],
        domain,
        data: pairTable(
          {
            label: `Relief by ${axis.name} in figures`,
            caption: html`Pairs by ${nameOf(axis.name)}`,
            first: axis.name,
            groups: levels.map(({ level, tally, part }) => ({ name: nameOf(level.label), tally, part })),
            folded: true,
          },
          view,
          treatment,
        ),
      }),
  );
  return {
    id: `levels${treatment.suffix}`,
    title: `Relief by parameter${treatment.of}`,
    intro: html`A dot is the mean relief over all pairs with that value, its line ${isRecorded ? 'the 95 % interval' : 'two standard errors of that mean to either side'}. All parameters are drawn on one scale.${binningNote(view.axes)}`,
    body: html`<div class="buckets">${drawn}</div>`,
  };
}

/** Default rates by level of each parameter, for a sweep with one arm. */
export function rateLevels(view: SweepView, { groups }: RunsView): Section | undefined {
  const { axes, figures } = view;
  if (axes.length === 0 || groups.all.completed === 0) return undefined;
  const levels = axes.map((axis, k) =>
    axis.levels().map((level) => ({ level, tally: groups.level(k, level.id) ?? new RunTally() })),
  );
  const whiskers = levels.map((some) =>
    some.map(
      ({ level, tally }): Whisker => ({
        name: level.label,
        mean: tally.rate.mean,
        interval: tally.rate.errors,
        count: tally.completed,
      }),
    ),
  );
  const domain = whiskerDomain(whiskers.flat());
  const drawn = axes.map((axis, k) =>
    whiskerChart({
      id: `c-levels-${k}`,
      title: `${axis.name}.`,
      description: `Mean default rate for ${levels[k]?.length ?? 0} ${axis.binned ? 'fifths of the values' : 'values'} of ${axis.name}, with ${ERRORS}.`,
      caption: `Mean default rate by ${levelWords(axis)}`,
      what: 'mean default rate',
      rows: 'runs',
      lines: ERRORS,
      whiskers: whiskers[k] ?? [],
      domain,
      data: dataTable(`Default rate by ${axis.name} in figures`, {
        caption: html`Runs by ${nameOf(axis.name)}`,
        columns: [
          { label: axis.name, figures: false },
          { label: 'Runs' },
          { label: 'Completed' },
          { label: 'Mean default rate' },
        ],
        rows: (levels[k] ?? []).map(({ level, tally }) => [
          nameOf(level.label),
          figures.count(tally.runs),
          figures.count(tally.completed),
          figures.percent(tally.rate.mean),
        ]),
      }),
    }),
  );
  return {
    id: 'levels',
    title: 'Default rate by parameter',
    intro: html`A dot is the mean default rate over all runs with that value, its line two standard errors of that mean to either side. All parameters are drawn on one scale.${binningNote(axes)}`,
    body: html`<div class="buckets">${drawn}</div>`,
  };
}
