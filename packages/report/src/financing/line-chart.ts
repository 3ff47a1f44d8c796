import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Content, Html, html, nameOf } from '../html.js';
import { at, dayAxis, figureOf, type Plot, path, valueAxis, WIDTH } from '../svg.js';
import { thin } from '../thinning.js';
import type { FinancingView, ModeKind, RunView } from './view.js';

const PLOT: Plot = { left: 54, right: WIDTH - 8, top: 12, bottom: 132 };
/** With more points than this they are a line only. */
const MOST_DOTS = 60;

/** A point of a line: a figure of a round. */
interface RoundPoint {
  readonly round: number;
  readonly value: number;
}

/** One mode's figures, by ascending round. */
export interface RoundLine {
  readonly kind: ModeKind;
  readonly points: readonly RoundPoint[];
}

/** A figure of a round over all rounds, a line per mode. */
export interface LineChart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly caption: Content;
  /** What it shows, with the figures that matter. */
  readonly description: string;
  readonly lines: readonly RoundLine[];
  /** Whether the axis begins at 0. */
  readonly fromZero: boolean;
  /** What the places along the axis are. @defaultValue 'round' */
  readonly unit?: string;
  /** The figures behind it, folded away. */
  readonly data: Content;
}

/** Draws one. Dots are rounds; lines between them only lead the eye. */
export function lineChart({ rounds }: Pick<FinancingView, 'rounds'>, chart: LineChart): Html {
  const values = chart.lines.flatMap(({ points }) => points.map(({ value }) => value));
  const [low = 0, high = 0] = extent(values);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const [bottom, top] = chart.fromZero ? [Math.min(0, low), Math.max(high, 0) || 1] : [low - room, high + room];
  const x = scaleLinear([rounds[0] ?? 1, (rounds.at(-1) ?? 1) + 1], [PLOT.left, PLOT.right]);
  const y = scaleLinear([bottom, top], [PLOT.bottom, PLOT.top]);
  if (chart.fromZero) y.nice(4);
  const middle = ({ round }: RoundPoint): number => x(round + 0.5);
  const drawn = chart.lines.map(({ kind, points }) => {
    const kept = thin(
      points,
      (point) => Math.round(middle(point)),
      ({ value }) => value,
    ) as RoundPoint[];
    const joined = line<RoundPoint>()
      .digits(1)
      .x(middle)
      .y(({ value }) => y(value));
    const dots = points.length > MOST_DOTS ? [] : points;
    return [
      path(kept.length > 1 ? joined(kept) : null, `l-${kind}`),
      dots.map((dot) => mark(kind, middle(dot), y(dot.value))),
    ];
  });
  return figureOf(
    {
      id: chart.id,
      title: chart.title,
      description: chart.description,
      height: PLOT.bottom + 34,
      body: [valueAxis(y, PLOT, 4), drawn, dayAxis(rounds, x, PLOT, chart.unit ?? 'round')],
    },
    chart.caption,
    chart.data,
  );
}

/** A mode's dot: full for the first, hollow for others. */
function mark(kind: ModeKind, cx: number, cy: number): Html {
  return new Html(`<circle class="d-${kind}" cx="${at(cx)}" cy="${at(cy)}" r="${kind === 'first' ? 2.2 : 2.8}"/>`);
}

/** Which line is which mode; nothing where there is but one. */
export function modeKeys({ runs }: { readonly runs: readonly Pick<RunView, 'mode' | 'kind'>[] }): Content {
  if (runs.length < 2) return undefined;
  const items = runs.map(({ mode, kind }) =>
    kind === undefined
      ? html`<li>${nameOf(mode)} is in the tables only</li>`
      : html`<li><svg class="key line" viewBox="0 0 24 12" aria-hidden="true"><path class="l-${kind}" d="M0,6H24"/>${mark(kind, 12, 6)}</svg>${nameOf(mode)}</li>`,
  );
  return html`<ul class="keys">${items}</ul>`;
}
