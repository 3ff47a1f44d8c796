import type { Decimal } from '@bagehot/kernel';
import { fixed } from '../figures.js';
import { type Content, escapeText, Html, html, nameOf, shorten } from '../html.js';
import { toNumber } from '../metric-tree.js';
import { at, figureOf, label, WIDTH } from '../svg.js';
import { cellOf, scrolling } from '../table.js';
import type { Level } from './axis.js';
import type { ShadeScale } from './scale.js';

/** One field of a map. */
export interface HeatCell {
  /** Undefined when there are rows but no mean of them. */
  readonly mean: Decimal | undefined;
  /** How many rows the mean is of. */
  readonly count: number;
  /** What is said when it is pointed at, behind its place. */
  readonly words: string;
}

/** A map over two axes: rows of fields for the levels of one, columns for those of the other. */
export interface HeatMapSpec {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly caption: Content;
  readonly rows: { readonly name: string; readonly levels: readonly Level[] };
  readonly columns: { readonly name: string; readonly levels: readonly Level[] };
  /** Undefined where the design has no rows at all. */
  readonly cell: (row: Level, column: Level) => HeatCell | undefined;
  readonly scale: ShadeScale;
}

/** A letter of a tick label is about so wide. */
const LETTER = 6.2;
const TALL = 30;
const TOP = 26;
/** Height of a line of labels. */
const LINE = 13;
const ROOM_FOR_DECIMALS = 35;
const ROOM_FOR_HUNDREDS = 24;
const LEAST_LEFT = 34;
const MOST_LEFT = 104;

function widest(levels: readonly Level[]): number {
  return levels.reduce((most, { label: text }) => Math.max(most, [...text].length * LETTER), 0);
}

/** As many characters as fit into a width. */
function fitting(text: string, width: number): string {
  return shorten(text, Math.max(2, Math.floor(width / LETTER)));
}

function field(spec: HeatMapSpec, row: Level, column: Level, x: number, y: number, width: number): Html {
  const found = spec.cell(row, column);
  const place = `${spec.rows.name} ${row.words}, ${spec.columns.name} ${column.words}`;
  const mean = found?.mean;
  const kind = found === undefined ? 'vx' : mean === undefined ? 'v0' : spec.scale.classOf(toNumber(mean));
  const title = escapeText(`${place}: ${found?.words ?? 'no rows'}`);
  const text =
    found === undefined ? '' : mean === undefined ? 'n/a' : fixed(mean.times(100), width >= ROOM_FOR_DECIMALS ? 1 : 0);
  const box = `<rect class="${kind}" x="${at(x + 1)}" y="${at(y + 1)}" width="${at(width - 2)}" height="${TALL - 2}"><title>${title}</title></rect>`;
  const inside =
    text === '' || width < ROOM_FOR_HUNDREDS / 2 ? '' : label(x + width / 2, y + TALL / 2 + 4, text, 'middle', 'cell');
  return html`${new Html(box)}${inside}`;
}

/** Are the names of columns too wide to stand side by side? */
function isStaggered(levels: readonly Level[], width: number): boolean {
  return levels.length > 1 && widest(levels) > width - 3;
}

/** Names of columns under the fields; every other one a line lower where they are too wide. None leaves the drawing. */
function columnLabels(levels: readonly Level[], left: number, width: number, bottom: number): Html {
  const staggered = isStaggered(levels, width);
  return html`${levels.map(({ label: text }, k) => {
    const middle = left + (k + 0.5) * width;
    const room = staggered ? 2 * width - 6 : width - 2;
    const y = bottom + 14 + (staggered && k % 2 === 1 ? LINE : 0);
    // A wide name of the last column ends with the drawing.
    if ([...text].length * LETTER > 2 * (WIDTH - middle))
      return label(WIDTH, y, fitting(text, 1.5 * width), 'end', 'tick');
    return label(middle, y, fitting(text, room), 'middle', 'tick');
  })}`;
}

function figuresOf(spec: HeatMapSpec): Html {
  const { rows, columns } = spec;
  const head = columns.levels.map(
    ({ label: text }) => html`<th scope="col" class="n"><small>${columns.name}</small>${nameOf(text)}</th>`,
  );
  const body = rows.levels.map((row) => {
    const cells = columns.levels.map((column) => {
      const found = spec.cell(row, column);
      if (found === undefined) return cellOf('', true);
      const mean = found.mean === undefined ? 'n/a' : `${fixed(found.mean.times(100), 2)}%`;
      return cellOf(html`${mean} <small>${found.count}</small>`, true);
    });
    return html`<tr><th scope="row">${nameOf(row.label)}</th>${new Html(cells.join(''))}</tr>`;
  });
  const words = `The same in figures, ${rows.name} down and ${columns.name} across`;
  return html`<details class="data"><summary>In figures</summary>${scrolling(
    words,
    html`<table class="matrix"><caption><span>${spec.title} ${words}; small print: how many rows a mean is of</span></caption><thead><tr><th scope="col">${nameOf(rows.name)}</th>${head}</tr></thead><tbody>${body}</tbody></table>`,
  )}</details>`;
}

/** Draws a map, its figures in its fields, and the same as a table. */
export function heatMap(spec: HeatMapSpec): Html {
  const { rows, columns } = spec;
  const left = Math.min(MOST_LEFT, Math.max(LEAST_LEFT, widest(rows.levels) + 10));
  const width = (WIDTH - left) / Math.max(1, columns.levels.length);
  const bottom = TOP + rows.levels.length * TALL;
  const fields = rows.levels.map((row, r) => [
    label(left - 6, TOP + r * TALL + TALL / 2 + 4, fitting(row.label, left - 8), 'end', 'tick'),
    columns.levels.map((column, c) => field(spec, row, column, left + c * width, TOP + r * TALL, width)),
  ]);
  const nameLine = bottom + 30 + (isStaggered(columns.levels, width) ? LINE : 0);
  return figureOf(
    {
      id: spec.id,
      title: spec.title,
      description: spec.description,
      height: nameLine + 6,
      body: [
        label(0, 14, fitting(`${rows.name} ↓`, WIDTH), 'start', 'axis'),
        fields,
        columnLabels(columns.levels, left, width, bottom),
        label((left + WIDTH) / 2, nameLine, fitting(`${columns.name} →`, WIDTH - left), 'middle', 'axis'),
      ],
    },
    spec.caption,
    figuresOf(spec),
  );
}
