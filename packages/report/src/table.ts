import type { Figure } from './figures.js';
import { type Content, escapeText, Html, html } from './html.js';

/** A column: its heading, the symbol under it, and whether it holds figures. */
export interface Column {
  readonly label: string;
  /** Symbol or unit in small print under the label. */
  readonly symbol?: Content;
  /** Figures are set flush right. @defaultValue true */
  readonly figures?: boolean;
}

/** What a cell may hold. */
export type Cell = Figure | Content;

function isFigure(cell: Cell): cell is Figure {
  return typeof cell === 'object' && cell !== null && 'exact' in cell;
}

/** A body cell with more to it than its content: extra classes or a title of its own. */
export function cellOf(cell: Cell, figures: boolean, extra = ''): string {
  const classes = `${figures ? 'n' : ''}${extra === '' ? '' : ` ${extra}`}`.trim();
  const attribute = classes === '' ? '' : ` class="${classes}"`;
  if (!isFigure(cell)) return `<td${attribute}>${html`${cell}`.text}</td>`;
  const title = cell.exact === '' ? '' : ` title="${escapeText(cell.exact)}"`;
  return `<td${attribute}${title}>${escapeText(cell.text)}</td>`;
}

function headCell(column: Column): string {
  const symbol = column.symbol === undefined ? '' : html`<small>${column.symbol}</small>`.text;
  return `<th scope="col"${column.figures === false ? '' : ' class="n"'}>${escapeText(column.label)}${symbol}</th>`;
}

/** A table as the report writes them: a caption, headings with scope, the first cell of a row as its heading. */
export interface TableSpec {
  readonly caption: Content;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** A last row that sums up. */
  readonly total?: readonly Cell[];
  /** Extra class of its box: `long` also scrolls up and down. */
  readonly kind?: string;
}

function rowText(cells: readonly Cell[], columns: readonly Column[], part: string): string {
  let text = part === 'total' ? '<tr class="total">' : '<tr>';
  cells.forEach((cell, k) => {
    const figures = columns[k]?.figures !== false;
    if (k > 0) {
      text += cellOf(cell, figures);
      return;
    }
    const title = isFigure(cell) && cell.exact !== '' ? ` title="${escapeText(cell.exact)}"` : '';
    const content = isFigure(cell) ? escapeText(cell.text) : html`${cell}`.text;
    text += `<th scope="row"${figures ? ' class="n"' : ''}${title}>${content}</th>`;
  });
  return `${text}</tr>`;
}

/** Wide tables scroll inside their own box, which can be reached with the keyboard. */
export function scrolling(label: string, content: Html, kind = ''): Html {
  return html`<div class="scroll ${kind}" role="region" tabindex="0" aria-label="${label}">${content}</div>`;
}

/**
 * Writes a table in a box of its own that scrolls sideways when the page is narrow.
 *
 * @param label - what the box is called by a screen reader
 */
export function table(label: string, spec: TableSpec): Html {
  const head = spec.columns.map(headCell).join('');
  const body = spec.rows.map((row) => rowText(row, spec.columns, 'row')).join('\n');
  const foot = spec.total === undefined ? '' : `<tfoot>${rowText(spec.total, spec.columns, 'total')}</tfoot>`;
  const markup = new Html(`<thead><tr>${head}</tr></thead><tbody>${body}</tbody>${foot}`);
  return scrolling(label, html`<table><caption><span>${spec.caption}</span></caption>${markup}</table>`, spec.kind);
}

/** The figures behind a chart, folded away under it. */
export function dataTable(summary: string, spec: TableSpec): Html {
  return html`<details class="data"><summary>${summary}</summary>${table(summary, spec)}</details>`;
}
