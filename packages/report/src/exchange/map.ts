import { type Content, Html, html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { at, box, drawing, stroke, WIDTH } from '../svg.js';
import type { ExchangeReportFrame } from './input.js';
import type { ExchangeRunView, ExchangeView } from './view.js';

/** Ticks that are drawn. */
const MOST_FRAMES = 24;
/** Marks in all drawings together: the page stays small. */
const MOST_MARKS = 14_000;
/** Cells narrower than this have no lines between them. */
const LEAST_CELL = 9;

/** The ticks that are drawn: all there are, or some at even distances. */
function chosenTicks({ runs }: ExchangeView): readonly number[] {
  const ticks = [...new Set(runs.flatMap(({ frames }) => frames.map(({ tick }) => tick)))].sort((a, b) => a - b);
  const marks = Math.max(
    1,
    ...runs.flatMap(({ frames }) => frames.map(({ agents, resources }) => agents.length + resources.length)),
  );
  const most = Math.max(2, Math.min(MOST_FRAMES, Math.floor(MOST_MARKS / (marks * runs.length))));
  if (ticks.length <= most) return ticks;
  return Array.from({ length: most }, (_, k) => ticks[Math.round((k * (ticks.length - 1)) / (most - 1))] as number);
}

/** The grid, drawn once and used by every drawing. */
function ground(side: number): Html {
  const cell = WIDTH / side;
  const lines =
    cell < LEAST_CELL
      ? []
      : Array.from({ length: side - 1 }, (_, k) => [
          stroke((k + 1) * cell, 0, (k + 1) * cell, WIDTH, 'grid'),
          stroke(0, (k + 1) * cell, WIDTH, (k + 1) * cell, 'grid'),
        ]);
  return html`<svg class="quiet" width="0" height="0" aria-hidden="true"><defs><g id="ground">${box(0, 0, WIDTH, WIDTH, 'ground')}${lines}</g></defs></svg>`;
}

function marksOf({ agents, resources }: ExchangeReportFrame, { side, goods }: ExchangeView): Content {
  const cell = WIDTH / side;
  const y = (row: number): number => WIDTH - (row + 1) * cell;
  const most = Math.max(1, ...resources.map(({ amount }) => amount));
  const food = resources
    .filter(({ amount }) => amount > 0)
    .map((found) => {
      // The second good lies low, so that goods are told apart by more than their colour.
      const isFirst = found.good === goods[0];
      const size = cell * (0.3 + (0.6 * found.amount) / most);
      const height = isFirst ? size : size / 2;
      return box(
        found.x * cell + (cell - size) / 2,
        y(found.y) + (isFirst ? (cell - size) / 2 : cell - height - cell * 0.05),
        size,
        height,
        isFirst ? 'p-in' : 'market',
        `${found.amount} of ${found.good} at (${found.x}, ${found.y})`,
      );
    });
  const shared = new Map<
    string,
    { readonly x: number; readonly y: number; readonly ids: number[]; isPaired: boolean }
  >();
  for (const agent of agents) {
    const key = `${agent.x} ${agent.y}`;
    const group = shared.get(key) ?? { x: agent.x, y: agent.y, ids: [], isPaired: false };
    group.ids.push(agent.id);
    group.isPaired ||= agent.isPaired;
    shared.set(key, group);
  }
  const people = Array.from(shared.values(), (group) => {
    const radius = Math.max(1.8, Math.min(cell * 0.45, cell * (0.24 + 0.06 * group.ids.length)));
    const who = `${group.ids.length === 1 ? 'agent' : 'agents'} ${group.ids.slice(0, 12).join(', ')} at (${group.x}, ${group.y})${group.isPaired ? ', paired' : ''}`;
    return html`<circle class="${group.isPaired ? 'p-market' : 'p-back'}" cx="${at((group.x + 0.5) * cell)}" cy="${at(y(group.y) + cell / 2)}" r="${at(radius)}"><title>${who}</title></circle>`;
  });
  return [food, people];
}

function mapOf(view: ExchangeView, run: ExchangeRunView, k: number, tick: number): Html {
  const frame = run.frames.find((each) => each.tick === tick);
  if (frame === undefined) return html`<p class="none">${nameOf(run.regime)}: nothing is told of this tick.</p>`;
  const paired = frame.agents.filter(({ isPaired }) => isPaired).length;
  const counts = `${paired} of ${frame.agents.length} agents are paired`;
  return html`<figure><figcaption><b>${nameOf(run.regime)}, ${tick < 0 ? 'before the first tick' : `tick ${tick}`}:</b> ${counts}</figcaption>${drawing(
    {
      id: `c-map-${k}-${tick + 1}`,
      title: `Tick ${tick} under ${run.regime}`,
      description: `Where agents and resources are at the end of the tick: ${counts}.`,
      height: WIDTH,
      body: [new Html('<use href="#ground"/>'), marksOf(frame, view)],
    },
  )}</figure>`;
}

function keys([first = '', ...others]: readonly string[]): Html {
  const shape = (inner: string): Html =>
    new Html(`<svg class="key" viewBox="0 0 12 12" aria-hidden="true">${inner}</svg>`);
  return html`<ul class="keys"><li>${shape('<circle class="p-market" cx="6" cy="6" r="4.5"/>')} paired</li><li>${shape('<circle class="p-back" cx="6" cy="6" r="4.5"/>')} alone</li><li>${shape('<rect class="p-in" x="1" y="1" width="10" height="10"/>')} ${nameOf(first)} to gather</li><li>${shape('<rect class="market" x="1" y="6" width="10" height="5"/>')} ${nameOf(others.join(', '))} to gather</li></ul>`;
}

/** Agents and resources, tick by tick: a choice among ticks that needs no script. */
export function exchangeMap(view: ExchangeView): Section | undefined {
  const ticks = chosenTicks(view);
  if (ticks.length === 0) return undefined;
  const steps = ticks.map((tick, k) => {
    const maps = view.runs.map((run, of) => mapOf(view, run, of, tick));
    return html`<input type="radio" name="tick" id="map-${tick + 1}"${k === 0 && new Html(' checked')}><label for="map-${tick + 1}">${tick < 0 ? 'start' : tick}</label><div class="frame">${
      maps.length === 1 ? maps : html`<div class="pair">${maps}</div>`
    }</div>`;
  });
  return {
    id: 'map',
    title: `Who is where${view.ofSeed}`,
    intro: html`Choose a tick, or step through them with the arrow keys. Larger marks are more agents, or more to gather; point at a mark to see who, or how much.`,
    body: html`${ground(view.side)}${keys(view.goods)}<div class="steps" role="radiogroup" aria-label="Tick"><span>Tick</span>${steps}</div>`,
  };
}
