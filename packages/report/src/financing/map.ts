import { type Content, Html, html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { at, box, drawing, label, stroke, WIDTH } from '../svg.js';
import type { FinancingReportFrame } from './input.js';
import type { FinancingView, RunView } from './view.js';

/** Rounds that are drawn. */
const MOST_FRAMES = 40;
/** Marks in all drawings together: the page stays small. */
const MOST_MARKS = 12_000;
/** Cells narrower than this have no lines between them. */
const LEAST_CELL = 7;

/** How each phase is drawn, and what it is called. */
const PHASES: ReadonlyMap<string, { readonly kind: string; readonly name: string }> = new Map([
  ['home_prep', { kind: 'home', name: 'at home' }],
  ['to_market', { kind: 'going', name: 'on the way to the market' }],
  ['at_market', { kind: 'market', name: 'in the market' }],
  ['to_home', { kind: 'back', name: 'on the way home' }],
]);

/** People of one phase in one cell. */
interface Group {
  readonly x: number;
  readonly y: number;
  readonly phase: string;
  readonly ids: number[];
}

/** A round that is drawn, with the groups of each run; a run that has ended has none. */
interface Frame {
  readonly round: number;
  readonly groups: readonly (readonly Group[] | undefined)[];
}

function groupsOf({ people }: FinancingReportFrame): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { id, x, y, phase } of people) {
    const key = `${x} ${y} ${phase}`;
    const group = groups.get(key) ?? { x, y, phase, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The rounds that are drawn: all, or the first, the last, and some between them at even distances. */
function framesOf({ runs, rounds }: FinancingView): readonly Frame[] {
  const drawn = runs.map(({ frames }) => new Map(Array.from(frames, (frame) => [frame.round, groupsOf(frame)])));
  const marks = Math.max(1, ...drawn.flatMap((of) => Array.from(of.values(), (groups) => groups.length)));
  const most = Math.max(2, Math.min(MOST_FRAMES, Math.floor(MOST_MARKS / (marks * runs.length))));
  const last = rounds.length - 1;
  const chosen =
    rounds.length <= most
      ? rounds
      : Array.from({ length: most }, (_, k) => rounds[Math.round((k * last) / (most - 1))] as number);
  return chosen.map((round) => ({ round, groups: drawn.map((of) => of.get(round)) }));
}

/** How the grid is laid out in a drawing. */
interface Layout {
  readonly cell: number;
  readonly left: number;
  readonly height: number;
}

function layoutOf({ grid }: FinancingView): Layout {
  const cell = Math.min(WIDTH / grid.width, 44);
  return { cell, left: (WIDTH - cell * grid.width) / 2, height: cell * grid.height };
}

/** The ground, the same in every round: drawn once, and used by every drawing. */
function ground({ grid }: FinancingView, { cell, left, height }: Layout): Html {
  const { width, marketWidth, marketHeight, obstacles = [] } = grid;
  const [mx, my] = [Math.floor((width - marketWidth) / 2), Math.floor((grid.height - marketHeight) / 2)];
  const across = cell * width;
  const lines =
    cell < LEAST_CELL
      ? []
      : [
          Array.from({ length: width - 1 }, (_, k) =>
            stroke(left + (k + 1) * cell, 0, left + (k + 1) * cell, height, 'grid'),
          ),
          Array.from({ length: grid.height - 1 }, (_, k) =>
            stroke(left, (k + 1) * cell, left + across, (k + 1) * cell, 'grid'),
          ),
        ];
  const y = (row: number): number => height - (row + 1) * cell;
  return html`<svg class="quiet" width="0" height="0" aria-hidden="true"><defs><g id="ground">${box(left, 0, across, height, 'ground')}${lines}${box(
    left + mx * cell,
    y(my + marketHeight - 1),
    marketWidth * cell,
    marketHeight * cell,
    'market',
  )}${obstacles.map(([ox, oy]) => box(left + ox * cell + 0.5, y(oy) + 0.5, cell - 1, cell - 1, 'wall'))}</g></defs></svg>`;
}

function marksOf(groups: readonly Group[], { cell, left, height }: Layout): Content {
  const shared = new Map<string, number>();
  for (const { x, y } of groups) shared.set(`${x} ${y}`, (shared.get(`${x} ${y}`) ?? 0) + 1);
  const placed = new Map<string, number>();
  return groups.map(({ x, y, phase, ids }) => {
    const place = `${x} ${y}`;
    const of = shared.get(place) ?? 1;
    const k = placed.get(place) ?? 0;
    placed.set(place, k + 1);
    // Several phases in one cell stand side by side.
    const room = cell / of;
    const cx = left + x * cell + room * (k + 0.5);
    const cy = height - (y + 0.5) * cell;
    const { kind, name } = PHASES.get(phase) ?? { kind: 'home', name: phase };
    const text = ids.length > 1 ? String(ids.length) : '';
    const widest = Math.min(room * 0.46, cell * 0.42);
    // Numbers of several digits are set smaller.
    const forText = text === '' ? 0 : text.length === 1 ? 6 : 2.5 * text.length + 1;
    const radius = Math.max(1.5, Math.min(widest, Math.max(forText, (0.24 + 0.07 * Math.sqrt(ids.length)) * cell)));
    const fits = text !== '' && radius >= forText;
    const who = `${ids.length === 1 ? 'agent' : 'agents'} ${ids.slice(0, 12).join(', ')}${ids.length > 12 ? ' and others' : ''} at (${x}, ${y}), ${name}`;
    const onDark = kind === 'going' || kind === 'market';
    return [
      kind === 'home'
        ? html`<rect class="p-home" x="${at(cx - radius * 0.85)}" y="${at(cy - radius * 0.85)}" width="${at(radius * 1.7)}" height="${at(radius * 1.7)}"><title>${who}</title></rect>`
        : html`<circle class="p-${kind}" cx="${at(cx)}" cy="${at(cy)}" r="${at(radius)}"><title>${who}</title></circle>`,
      fits &&
        label(
          cx,
          cy + (text.length === 1 ? 3.7 : 2.9),
          text,
          'middle',
          `${onDark ? 'on-dark' : 'on-light'}${text.length === 1 ? '' : ' many'}`,
        ),
    ];
  });
}

function countsOf(groups: readonly Group[]): string {
  return Array.from(PHASES, ([phase, { name }]) => {
    const count = groups.reduce((sum, group) => sum + (group.phase === phase ? group.ids.length : 0), 0);
    return count === 0 ? '' : `${count} ${name}`;
  })
    .filter((part) => part !== '')
    .join(', ');
}

function mapOf(run: RunView, k: number, frame: Frame, layout: Layout): Html {
  const groups = frame.groups[k];
  if (groups === undefined) return html`<p class="none">${nameOf(run.mode)}: this run ended before.</p>`;
  const counts = countsOf(groups);
  const market = run.rounds.find(({ round }) => round === frame.round);
  const prices = market === undefined || market.prices === null ? 'no prices' : 'prices formed';
  return html`<figure><figcaption><b>${nameOf(run.mode)}, round ${frame.round}:</b> ${counts}; ${prices}</figcaption>${drawing(
    {
      id: `c-map-${k}-${frame.round}`,
      title: `Round ${frame.round} under ${run.mode}`,
      description: `Where everybody is at the end of the round: ${counts}.`,
      height: layout.height,
      body: [new Html('<use href="#ground"/>'), marksOf(groups, layout)],
    },
  )}</figure>`;
}

function keys(hasWalls: boolean): Html {
  const shape = (inner: string): Html =>
    new Html(`<svg class="key" viewBox="0 0 12 12" aria-hidden="true">${inner}</svg>`);
  const disc = (kind: string): Html => shape(`<circle class="p-${kind}" cx="6" cy="6" r="4.5"/>`);
  return html`<ul class="keys"><li>${shape('<rect class="p-home" x="1.5" y="1.5" width="9" height="9"/>')} at home</li><li>${disc('going')} on the way to the market</li><li>${disc('market')} in the market</li><li>${disc('back')} on the way home</li><li>${shape('<rect class="market" x="1" y="1" width="10" height="10"/>')} the market</li>${
    hasWalls && html`<li>${shape('<rect class="wall" width="12" height="12"/>')} an obstacle</li>`
  }</ul>`;
}

/** Where everybody is, round by round: a choice among rounds that needs no script. */
export function mapSection(view: FinancingView): Section | undefined {
  const frames = framesOf(view);
  if (frames.every(({ groups }) => groups.every((of) => of === undefined || of.length === 0))) return undefined;
  const layout = layoutOf(view);
  const steps = frames.map((frame, k) => {
    const maps = view.runs.map((run, of) => mapOf(run, of, frame, layout));
    return html`<input type="radio" name="round" id="map-${frame.round}"${k === 0 && new Html(' checked')}><label for="map-${frame.round}">${frame.round}</label><div class="frame">${
      maps.length === 1 ? maps : html`<div class="pair">${maps}</div>`
    }</div>`;
  });
  const left = view.rounds.length - frames.length;
  return {
    id: 'map',
    title: 'Who is where',
    intro: html`Choose a round, or step through them with the arrow keys. Numbers are people in one place; point at a mark to see who.${
      left > 0 && ` Of ${view.rounds.length} rounds ${frames.length} are drawn.`
    }`,
    body: html`${ground(view, layout)}${keys((view.grid.obstacles ?? []).length > 0)}<div class="steps" role="radiogroup" aria-label="Round"><span>Round</span>${steps}</div>`,
  };
}
