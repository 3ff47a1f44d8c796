import type { Decimal } from '@bagehot/kernel';
import { type Html, html, nameOf } from '../html.js';
import { toNumber } from '../metric-tree.js';
import type { Section } from '../section.js';
import type { Axis } from './axis.js';
import { shortPercent } from './figures-of.js';
import { type HeatCell, heatMap } from './heat-map.js';
import { type ShadeScale, shadeKeys, shadeScale } from './scale.js';
import type { RunsView, SweepView, TreatmentView } from './view.js';

/** What is averaged in the cells of a set of maps. */
interface Averaged {
  readonly prefix: string;
  /** `mean relief`, and the same at the start of a sentence. */
  readonly what: string;
  readonly heading: string;
  readonly kinds: { readonly above: string; readonly below: string };
  readonly cell: (first: number, second: number, firstId: number, secondId: number) => HeatCell | undefined;
}

function cellsOf(axes: readonly Axis[], first: number, second: number, averaged: Averaged): readonly HeatCell[] {
  const [rows = [], columns = []] = [axes[first]?.levels(), axes[second]?.levels()];
  return rows.flatMap(({ id }) => columns.flatMap(({ id: other }) => averaged.cell(first, second, id, other) ?? []));
}

/** From which to which mean the cells go, in words. */
function rangeOf(cells: readonly HeatCell[], what: string): string {
  const means = cells.flatMap(({ mean }) => mean ?? []).sort((a, b) => a.cmp(b));
  const [lowest, highest] = [means[0], means.at(-1)];
  if (lowest === undefined || highest === undefined) return `No field has a ${what}: 0 of ${cells.length}.`;
  return `The ${what} of ${means.length} fields goes from ${shortPercent(lowest)} to ${shortPercent(highest)}.`;
}

function mapOf(axes: readonly Axis[], first: number, second: number, averaged: Averaged, scale: ShadeScale): Html {
  const [rows, columns] = [axes[first], axes[second]] as [Axis, Axis];
  return heatMap({
    id: `${averaged.prefix}-${first}-${second}`,
    title: `${rows.name} and ${columns.name}.`,
    description: rangeOf(cellsOf(axes, first, second, averaged), averaged.what),
    caption: `${averaged.heading} in percent`,
    rows: { name: rows.name, levels: rows.levels() },
    columns: { name: columns.name, levels: columns.levels() },
    cell: (row, column) => averaged.cell(first, second, row.id, column.id),
    scale,
  });
}

/** A map for every two axes, on one scale. */
function maps(view: SweepView, averaged: Averaged, absent: readonly (readonly [string, string])[]): Html {
  const { axes } = view;
  const pairs = axes.flatMap((_, first) => axes.slice(first + 1).map((_, k) => [first, first + 1 + k] as const));
  const cells = pairs.flatMap(([first, second]) => cellsOf(axes, first, second, averaged));
  const scale = shadeScale(
    cells.flatMap(({ mean }) => (mean === undefined ? [] : [toNumber(mean)])),
    averaged.kinds,
  );
  const drawn = pairs.map(([first, second]) => mapOf(axes, first, second, averaged, scale));
  return html`${shadeKeys(scale, averaged.kinds, absent)}<div class="buckets">${drawn}</div>`;
}

/** What to know about axes that are shown in fifths. */
export function binningNote(axes: readonly Axis[]): Html | false {
  const binned = axes.filter(({ binned }) => binned);
  return (
    binned.length > 0 &&
    html` ${binned.map(({ name }, k) => html`${k > 0 && ', '}${nameOf(name)}`)} ${binned.length === 1 ? 'has' : 'have'} many values: they are put into fifths that hold about as many rows each.`
  );
}

function percentOf(value: Decimal | undefined): string {
  return value === undefined ? 'undefined' : shortPercent(value);
}

/** Mean relief over every two parameters. */
export function reliefMaps(view: SweepView, treatment: TreatmentView): Section | undefined {
  if (view.axes.length < 2 || treatment.groups.all.completed === 0) return undefined;
  const averaged: Averaged = {
    prefix: `c-relief${treatment.suffix}`,
    what: 'mean relief',
    heading: 'Mean relief',
    kinds: { above: 'g', below: 'l' },
    cell: (first, second, firstId, secondId) => {
      const tally = treatment.groups.cell(first, second, firstId, secondId);
      if (tally === undefined) return undefined;
      const { pairs, completed, undefinedRelief, worsened, relief } = tally;
      const words = `mean relief ${percentOf(relief.mean)}, ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}, ${completed} completed, ${undefinedRelief} undefined, ${worsened} worsened`;
      return { mean: relief.mean, count: relief.count, words };
    },
  };
  return {
    id: `maps${treatment.suffix}`,
    title: `Relief by two parameters${treatment.of}`,
    intro: html`Each field is the mean relief over the pairs that have both values. A field marked n/a has pairs, but none with a relief: they default in the treatment only, or did not complete.${binningNote(view.axes)} Point at a field for its number of pairs.`,
    body: maps(view, averaged, [
      ['v0', 'undefined (n/a)'],
      ['vx', 'no pairs'],
    ]),
  };
}

/** Mean default rate over every two parameters, for a sweep with one arm. */
export function rateMaps(view: SweepView, { groups }: RunsView): Section | undefined {
  if (view.axes.length < 2 || groups.all.completed === 0) return undefined;
  const averaged: Averaged = {
    prefix: 'c-rate',
    what: 'mean default rate',
    heading: 'Mean default rate',
    kinds: { above: 'l', below: 'g' },
    cell: (first, second, firstId, secondId) => {
      const tally = groups.cell(first, second, firstId, secondId);
      if (tally === undefined) return undefined;
      const { runs, completed, rate } = tally;
      const words = `mean default rate ${percentOf(rate.mean)}, ${runs} ${runs === 1 ? 'run' : 'runs'}, ${completed} completed`;
      return { mean: rate.mean, count: completed, words };
    },
  };
  return {
    id: 'maps',
    title: 'Default rate by two parameters',
    intro: html`Each field is the mean default rate over the runs that have both values.${binningNote(view.axes)} Point at a field for its number of runs.`,
    body: maps(view, averaged, [
      ['v0', 'no completed run (n/a)'],
      ['vx', 'no runs'],
    ]),
  };
}
