import type { ScaleLinear } from 'd3-scale';
import { type Content, escapeText, Html, html } from './html.js';

/** Width of every drawing in its own units: about the width of a telephone, so that its text never shrinks much. */
export const WIDTH = 380;

/** The plot inside a drawing: what is left of it after the margins. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A number of drawing units, to a tenth. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text in a drawing; `anchor` says which end of it stands at x. */
export function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', kind = ''): Html {
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  const style = kind === '' ? '' : ` class="${kind}"`;
  return new Html(`<text x="${at(x)}" y="${at(y)}"${side}${style}>${escapeText(text)}</text>`);
}

/** A straight line. */
export function stroke(x1: number, y1: number, x2: number, y2: number, kind: string): Html {
  return new Html(`<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`);
}

/** A path, as d3-shape writes them. */
export function path(d: string | null, kind: string): Html {
  return d === null || d === '' ? new Html('') : new Html(`<path class="${kind}" d="${d}"/>`);
}

/** A rectangle; nothing when it has no height or width. */
export function box(x: number, y: number, width: number, height: number, kind: string, title = ''): Html {
  if (width <= 0 || height <= 0) return new Html('');
  const inner = title === '' ? '' : `<title>${escapeText(title)}</title>`;
  const size = `x="${at(x)}" y="${at(y)}" width="${at(Math.max(width, 0.5))}" height="${at(Math.max(height, 0.5))}"`;
  return new Html(inner === '' ? `<rect class="${kind}" ${size}/>` : `<rect class="${kind}" ${size}>${inner}</rect>`);
}

/** Horizontal grid lines with their values at the left. */
export function valueAxis(
  scale: ScaleLinear<number, number>,
  plot: Plot,
  count = 4,
  write: (value: number) => string = scale.tickFormat(count),
): Html {
  return html`${scale
    .ticks(count)
    .map((tick) => [
      stroke(plot.left, scale(tick), plot.right, scale(tick), 'grid'),
      label(plot.left - 6, scale(tick) + 3.5, write(tick), 'end', 'tick'),
    ])}`;
}

/** Names of days under the plot, as many as fit; `x` gives where a day starts. A `unit` other than a day names what is counted. */
export function dayAxis(days: readonly number[], x: ScaleLinear<number, number>, plot: Plot, unit = 'day'): Html {
  const most = Math.max(2, Math.floor((plot.right - plot.left) / 26));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((size) => days.length / size <= most) ?? 2000;
  const shown = days.filter((day) => day % step === 0);
  const marks = (shown.length > 0 ? shown : days.slice(0, 1)).map((day) =>
    label(x(day + 0.5), plot.bottom + 15, String(day), 'middle', 'tick'),
  );
  const name = label((plot.left + plot.right) / 2, plot.bottom + 30, unit, 'middle', 'axis');
  return html`${stroke(plot.left, plot.bottom, plot.right, plot.bottom, 'base')}${marks}${name}`;
}

/** A label that wants to stand at a height, next to the end of its line. */
export interface SideLabel {
  readonly y: number;
  readonly text: string;
  readonly kind: string;
}

/** Writes labels at the right of a plot, moved apart where they would overlap, in their order from top to bottom. */
export function sideLabels(labels: readonly SideLabel[], plot: Plot, gap = 13): Html {
  const placed = [...labels].sort((a, b) => a.y - b.y).map((side) => ({ ...side }));
  let floor = plot.top - 4;
  for (const side of placed) {
    side.y = Math.max(side.y, floor);
    floor = side.y + gap;
  }
  let ceiling = plot.bottom + 2;
  for (const side of placed.reverse()) {
    side.y = Math.min(side.y, ceiling);
    ceiling = side.y - gap;
  }
  return html`${placed.map((side) => label(plot.right + 6, side.y + 3.5, side.text, 'start', side.kind))}`;
}

/** A drawing with its words: the title and description are read out in its place. */
export interface Drawing {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What it shows, with the figures that matter. */
  readonly description: string;
  readonly height: number;
  readonly body: Content;
}

/** Writes a drawing as an image with a title and a description. */
export function drawing(spec: Drawing): Html {
  const { id, title, description, height, body } = spec;
  return html`<svg viewBox="0 0 ${WIDTH} ${at(height)}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>${body}</svg>`;
}

/** A drawing with a heading line over it, words under it, and the figures behind it folded away. */
export function figureOf(spec: Drawing, caption: Content, data: Content): Html {
  return html`<figure><figcaption><b>${spec.title}</b> ${caption}</figcaption>${drawing(spec)}${data}</figure>`;
}
