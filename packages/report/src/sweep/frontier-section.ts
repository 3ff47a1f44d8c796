import { scaleLinear } from 'd3-scale';
import { fixed } from '../figures.js';
import { escapeText, Html, html, nameOf, shorten } from '../html.js';
import { toNumber } from '../metric-tree.js';
import type { Section } from '../section.js';
import { at, figureOf, label, stroke, WIDTH } from '../svg.js';
import { dataTable, table } from '../table.js';
import { type FrontierCell, type Frontiers, meanEnd } from './frontier-rows.js';
import type { SweepView } from './view.js';

/** More cells than this are in the table only. */
const MOST_DRAWN = 60;
const STEP = 20;
const TOP = 8;
const LETTER = 6.2;
const RIGHT = WIDTH - 14;

/** The cell in words: its values, then its arm. */
function nameOfCell(view: SweepView, { arm, values }: FrontierCell): string {
  const shown = values.filter((value) => value !== '').join(', ');
  if (view.input.arms.length < 2) return shown === '' ? arm : shown;
  return shown === '' ? arm : `${shown}, ${arm}`;
}

/** Ends of a cell as measures; the upper one is missing where every search ended open. */
function endsOf(cell: FrontierCell): { readonly safe: number; readonly unsafe: number | undefined } | undefined {
  const safe = meanEnd(cell.safe, cell.feasible);
  const unsafe = meanEnd(cell.unsafe, cell.feasible - cell.open);
  if (safe === undefined) return undefined;
  return { safe: toNumber(safe), unsafe: unsafe === undefined ? undefined : toNumber(unsafe) };
}

function bracket(view: SweepView, cell: FrontierCell, y: number, left: number, x: (value: number) => number): Html {
  const name = label(left - 8, y + 4, shorten(nameOfCell(view, cell), Math.floor((left - 8) / LETTER)), 'end', 'side');
  const ends = endsOf(cell);
  if (ends === undefined) return html`${name}${label(left + 6, y + 4, 'no safe value', 'start', 't-red')}`;
  const [from, to] = [x(ends.safe), ends.unsafe === undefined ? RIGHT : x(ends.unsafe)];
  const words = `${nameOfCell(view, cell)}: safe up to ${ends.safe}, ${ends.unsafe === undefined ? 'and beyond the range searched' : `not at ${ends.unsafe}`}`;
  const dot = `<circle class="w-dot" cx="${at(from)}" cy="${at(y)}" r="4"><title>${escapeText(words)}</title></circle>`;
  const end =
    ends.unsafe === undefined
      ? new Html(`<path class="w" d="M${at(to - 5)},${at(y - 4)}l5,4l-5,4"/>`)
      : stroke(to, y - 5, to, y + 5, 'w');
  return html`${name}${stroke(from, y, to, y, 'w')}${end}${new Html(dot)}`;
}

function drawn(view: SweepView, { cells, path }: Frontiers): Html {
  const names = cells.map((cell) => [...nameOfCell(view, cell)].length * LETTER);
  const left = Math.min(170, Math.max(50, Math.max(...names) + 14));
  const ends = cells.flatMap((cell) => {
    const found = endsOf(cell);
    return found === undefined ? [] : [found.safe, found.unsafe ?? found.safe];
  });
  const x = scaleLinear([0, Math.max(0.01, ...ends)], [left, RIGHT - 6]).nice(4);
  const bottom = TOP + cells.length * STEP;
  const grid = x
    .ticks(4)
    .map((tick) => [
      stroke(x(tick), TOP, x(tick), bottom, 'grid'),
      label(x(tick), bottom + 15, String(tick), 'middle', 'tick'),
    ]);
  const feasible = cells.filter((cell) => cell.feasible > 0).length;
  return figureOf(
    {
      id: 'c-frontier',
      title: 'How far it can go.',
      description: `${feasible} of ${cells.length} rows have a safe value of ${path}; the table has every figure.`,
      height: bottom + 36,
      body: [
        grid,
        cells.map((cell, k) => bracket(view, cell, TOP + (k + 0.5) * STEP, left, x)),
        label((left + RIGHT) / 2, bottom + 31, shorten(path, 40), 'middle', 'axis'),
      ],
    },
    html`The dot is the largest safe value of ${nameOf(path)}, the stroke at its right the smallest that was too much; an arrow says that even the end of the range was safe. Rows are named by ${[...view.axes.map(({ name }) => name), 'arm'].join(', ')}`,
    '',
  );
}

/** How far the searched field can go before too much goes unpaid. */
export function frontierSection(view: SweepView): Section | undefined {
  const { frontiers, axes, figures } = view;
  if (frontiers === undefined) return undefined;
  const { cells, path, left } = frontiers;
  const end = (value: ReturnType<typeof meanEnd>) =>
    value === undefined ? '–' : { text: fixed(value, 4), exact: value.toString() };
  const spec = {
    caption: html`Searches of ${nameOf(path)}; ends are means over replicates`,
    columns: [
      ...axes.map(({ name }) => ({ label: name, figures: false })),
      { label: 'Arm', figures: false },
      { label: 'Searches' },
      { label: 'With a safe value' },
      { label: 'Open', symbol: 'all safe' },
      { label: 'Safe up to' },
      { label: 'Too much at' },
    ],
    rows: cells.map((cell) => [
      ...cell.values.map((value) => nameOf(value === '' ? '–' : value)),
      nameOf(cell.arm),
      figures.count(cell.searches),
      figures.count(cell.feasible),
      figures.count(cell.open),
      end(meanEnd(cell.safe, cell.feasible)),
      end(meanEnd(cell.unsafe, cell.feasible - cell.open)),
    ]),
  };
  const isDrawn = cells.length <= MOST_DRAWN;
  return {
    id: 'frontier',
    title: 'Frontier',
    intro: html`How large ${nameOf(path)} can be before too much goes unpaid, by point of the design and arm.`,
    body: html`${isDrawn ? drawn(view, frontiers) : ''}${isDrawn ? dataTable('The same in figures', spec) : table('Frontier', { ...spec, kind: 'long' })}${left > 0 && html`<p class="left-out">${left} more searches are in <code>frontier.csv</code>.</p>`}`,
  };
}
