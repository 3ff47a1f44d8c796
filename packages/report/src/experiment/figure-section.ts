import type { Content, Html } from '../html.js';
import { html, join, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { type Column, dataTable } from '../table.js';
import { type IntervalGroup, intervalChart } from './interval-chart.js';
import type { ArmView, DifferenceView, FigureView, PointView } from './view.js';

type Write = FigureView['write'];

function range({ interval }: ArmView['own'], write: Write): string {
  return interval === undefined ? '' : `, 95 % interval ${write(interval.lower).text} to ${write(interval.upper).text}`;
}

function seedWords({ up, same, down }: DifferenceView): string {
  return `higher on ${up} seeds, equal on ${same}, lower on ${down}`;
}

/** The name that a group of rows has; where there is one point, none. */
function headingOf({ points }: FigureView, point: PointView): string {
  return points.length > 1 ? point.name : '';
}

function meanGroups(figure: FigureView): readonly IntervalGroup[] {
  return figure.points.map((point) => ({
    name: headingOf(figure, point),
    rows: point.arms.map(({ arm, own, isControl }) => ({
      name: arm,
      value: own,
      text: figure.write(own.mean).text,
      title: `${point.name}, ${arm}: ${figure.write(own.mean).text}${range(own, figure.write)}`,
      isOpen: isControl,
    })),
  }));
}

function differenceGroups(figure: FigureView): readonly IntervalGroup[] {
  const { writeChange } = figure;
  return figure.points.map((point) => ({
    name: headingOf(figure, point),
    rows: point.arms.flatMap(({ arm, difference }) =>
      difference === undefined
        ? []
        : [
            {
              name: arm,
              value: difference,
              text: writeChange(difference.mean).text,
              title: `${point.name}, ${arm} less ${point.control}: ${writeChange(difference.mean).text}${range(difference, writeChange)}; ${seedWords(difference)}`,
              isOpen: !difference.isClear,
            },
          ],
    ),
  }));
}

/** What a drawing shows, for those who do not see it. */
function described(groups: readonly IntervalGroup[]): string {
  return groups.flatMap(({ rows }) => rows.map(({ title }) => `${title}.`)).join(' ');
}

function charts(figure: FigureView, number: number): Html {
  const { label, writeTick, points } = figure;
  const means = meanGroups(figure);
  const differences = differenceGroups(figure).filter(({ rows }) => rows.length > 0);
  const isDrawn = (groups: readonly IntervalGroup[]): boolean =>
    groups.some(({ rows }) => rows.some(({ value }) => value.mean !== undefined));
  // Where there is one pair of arms, it is named.
  const pairs = [
    ...new Set(
      points.flatMap(({ arms, control }) =>
        arms.flatMap(({ arm, difference }) => (difference === undefined ? [] : `${arm} less ${control}`)),
      ),
    ),
  ];
  const values = points.flatMap(({ arms }) => arms.flatMap(({ own }) => own.mean ?? []));
  const [low, high] = [Math.min(...values.map(Number)), Math.max(...values.map(Number))];
  const drawnMeans =
    isDrawn(means) &&
    intervalChart({
      id: `c-means-${number}`,
      title: 'Mean by arm.',
      description: `${label}: ${described(means)}`,
      caption: 'A ring is the control; lines are 95 % intervals, on one scale for all points',
      what: label,
      groups: means,
      // A scale that starts elsewhere would make small differences look large.
      isFromZero: low >= 0 ? low < high * 0.8 : true,
      writeTick,
    });
  const drawnDifferences =
    isDrawn(differences) &&
    intervalChart({
      id: `c-differences-${number}`,
      title: 'Difference from the control.',
      description: `${label}, differences on the same seeds: ${described(differences)}`,
      caption: html`${pairs.length === 1 && pairs}${pairs.length === 1 ? ', on' : 'On'} the same seeds; a ring where the interval holds 0, that is, where no effect was found`,
      what: `${label}, difference`,
      groups: differences,
      isFromZero: true,
      writeTick,
    });
  return html`<div class="pair">${drawnDifferences}${drawnMeans}</div>`;
}

/** All that is known of a figure, point by point and arm by arm. */
function figureTable({ label, points, write, writeChange }: FigureView): Html {
  const columns: readonly Column[] = [
    { label: 'Point', figures: false },
    { label: 'Arm', figures: false },
    { label: 'Seeds' },
    { label: 'Mean' },
    { label: 'From', symbol: '95 %' },
    { label: 'To', symbol: '95 %' },
    { label: 'Difference', symbol: 'mean' },
    { label: 'From', symbol: '95 %' },
    { label: 'To', symbol: '95 %' },
    { label: 'Higher', symbol: 'seeds' },
    { label: 'Equal', symbol: 'seeds' },
    { label: 'Lower', symbol: 'seeds' },
  ];
  const rows = points.flatMap(({ name, arms }) =>
    arms.map(({ arm, own, difference, isControl }) => [
      nameOf(name),
      html`${nameOf(arm)}${isControl && html` <small>control</small>`}`,
      String(own.count),
      write(own.mean),
      write(own.interval?.lower),
      write(own.interval?.upper),
      ...(difference === undefined
        ? ['', '', '', '', '', '']
        : [
            writeChange(difference.mean),
            writeChange(difference.interval?.lower),
            writeChange(difference.interval?.upper),
            ...[difference.up, difference.same, difference.down].map(String),
          ]),
    ]),
  );
  return dataTable(`${label} in figures`, { caption: `${label} by point and arm`, columns, rows });
}

/** What an arm does to a figure, in words: where its difference is clear. */
function findingOf({ points, writeChange }: FigureView, wanted: string): string | undefined {
  const known = points.flatMap(({ arms }) => arms.find(({ arm }) => arm === wanted)?.difference ?? []);
  if (known.length === 0) return undefined;
  const clear = known.filter(({ isClear }) => isClear);
  const only = known.length === 1 ? clear[0]?.mean : undefined;
  if (only !== undefined)
    return `it is ${writeChange(only).text.replace(/^[+−]/, '')} ${only.gt(0) ? 'higher' : 'lower'} on average`;
  const words = [true, false].flatMap((isHigher) => {
    const count = clear.filter(({ mean }) => mean?.gt(0) === isHigher).length;
    const at = count === known.length ? 'at every point' : `at ${count} of ${known.length} points`;
    return count === 0 ? [] : [`${isHigher ? 'higher' : 'lower'} ${at}`];
  });
  return words.length === 0 ? 'no difference was found' : `it is ${words.join(' and ')}`;
}

/** The differences in words, arms of which the same can be said together. */
function findings(figure: FigureView): Content {
  const { points } = figure;
  const arms = [...new Set(points.flatMap(({ arms: all }) => all.map(({ arm }) => arm)))];
  const byWords = new Map<string, string[]>();
  for (const arm of arms) {
    const words = findingOf(figure, arm);
    if (words !== undefined) byWords.set(words, [...(byWords.get(words) ?? []), arm]);
  }
  if (byWords.size === 0) return '';
  const sentences = [...byWords].map(([words, some]) => html`${words} with ${join(some.map(nameOf), ', ')}`);
  const controls = [...new Set(points.map(({ control }) => control))];
  return html` Against ${join(controls.map(nameOf), ', ')} ${join(sentences, '; ')}.`;
}

/** One figure of the experiment: drawn against the control and by itself, and as a table. */
export function figureSection(figure: FigureView, number: number): Section {
  const { label, note } = figure;
  return {
    id: `figure-${number}`,
    title: label,
    intro: html`${note}${findings(figure)}`,
    body: html`${charts(figure, number)}${figureTable(figure)}`,
  };
}
