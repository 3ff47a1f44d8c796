import { scaleLinear } from 'd3-scale';
import { chainsOf, type Failure, failuresOf } from './cascade.js';
import { inline } from './figures.js';
import { type Content, type Html, html, join, nameOf, shorten } from './html.js';
import { contractLabel } from './run-log.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { at, dayAxis, figureOf, label, type Plot, path, stroke, WIDTH } from './svg.js';
import { type Cell, table } from './table.js';
import { lossChart, waterfallChart } from './waterfall.js';

/** Defaults drawn as a chain; with more, the table alone is clearer. */
const MOST_DRAWN = 48;
/** Defaults in the table. */
const MOST_LISTED = 500;
/** Chains told in words. */
const MOST_CHAINS = 16;
const ROW = 17;

/** Defaults that a loss joins to another default, in their order: those worth drawing. */
function joined(failures: readonly Failure[]): readonly Failure[] {
  const causes = new Set(failures.flatMap(({ hits }) => hits.map(({ from }) => from)));
  return failures.filter(({ agent, hits }) => hits.length > 0 || causes.has(agent));
}

function chainChart(view: RunView, failures: readonly Failure[]): Content {
  const linked = joined(failures);
  const drawn = linked.slice(0, MOST_DRAWN);
  if (drawn.length < 2) return '';
  const days = view.log.days;
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const plot: Plot = { left: 16, right: WIDTH - 16, top: 10, bottom: 14 + drawn.length * ROW };
  const x = scaleLinear([first, last + 1], [plot.left, plot.right]);
  const row = new Map(drawn.map((failure, k) => [failure.agent, { failure, y: plot.top + (k + 0.5) * ROW }]));
  const middle = (failure: Failure): number => x(failure.day + 0.5);
  const links = [...row.values()].flatMap(({ failure, y }) =>
    failure.hits.flatMap(({ from }) => {
      const cause = row.get(from);
      if (cause === undefined || cause.y >= y) return [];
      const [x1, x2, bend] = [middle(cause.failure), middle(failure), (cause.y + y) / 2];
      return [
        path(`M${at(x1)},${at(cause.y)}C${at(x1)},${at(bend)} ${at(x2)},${at(bend)} ${at(x2)},${at(y)}`, 'l-link'),
      ];
    }),
  );
  const nodes = [...row.values()].map(({ failure, y }) => {
    const cx = middle(failure);
    const right = cx < WIDTH * 0.62;
    const name = label(cx + (right ? 8 : -8), y + 4, shorten(failure.agent, 18), right ? 'start' : 'end', 'side halo');
    const kind = failure.hits.length > 0 ? 'm-hit' : 'm-root';
    return [html`<circle class="${kind}" cx="${at(cx)}" cy="${at(y)}" r="4"/>`, name];
  });
  const cut = linked.length > drawn.length ? `, the first ${drawn.length} of ${linked.length}` : '';
  return figureOf(
    {
      id: 'c-chain',
      title: 'From default to default.',
      description: `${drawn.length} defaults from top to bottom in their order. A line joins a default to a later one that it cost money. The table below says the same in words.`,
      height: plot.bottom + 34,
      body: [
        days.length <= 40 && days.map((day) => stroke(x(day), plot.top, x(day), plot.bottom, 'grid')),
        links,
        nodes,
        dayAxis(days, x, plot),
      ],
    },
    html`Defaults that losses join${cut}. A line leads from a default to the later ones it cost money; a hollow mark had lost nothing before, a full one had.`,
    '',
  );
}

/** The longest chains in words. */
function chainList(failures: readonly Failure[]): Html {
  const chains = chainsOf(failures);
  const roots = failures.filter(({ hits }) => hits.length === 0).length;
  const lead = html`<p>${roots} of ${failures.length} ${failures.length === 1 ? 'default' : 'defaults'} came without an earlier loss; ${failures.length - roots} followed one.</p>`;
  if (chains.length === 0) return html`<div>${lead}<p>No default led to another one.</p></div>`;
  const shown = chains.slice(0, MOST_CHAINS).map((chain) => {
    const links = chain.map(({ agent, day }) => html`${nameOf(agent)} <small>day ${day}</small>`);
    return html`<li>${join(links, ' → ')}</li>`;
  });
  const more = chains.length > shown.length ? `, the ${shown.length} longest of ${chains.length}` : '';
  return html`<div>${lead}<h3>Chains of defaults${more}</h3><ol class="chains">${shown}</ol></div>`;
}

function hitsCell(view: RunView, failure: Failure): Content {
  if (failure.hits.length === 0) return '–';
  const shown = failure.hits
    .slice(0, 3)
    .map(({ from, amount }) => html`${nameOf(from)} ${inline(view.figures.money(amount))}`);
  const more = failure.hits.length > shown.length && html` and ${failure.hits.length - shown.length} more`;
  return html`${join(shown, '; ')}${more}`;
}

function nextCell(failure: Failure): Content {
  if (failure.next.length === 0) return '–';
  const more = failure.next.length > 4 && html` and ${failure.next.length - 4} more`;
  return html`${join(failure.next.slice(0, 4).map(nameOf), ', ')}${more}`;
}

function chainTable(view: RunView, failures: readonly Failure[]): Html {
  const { figures, log } = view;
  const rows = failures
    .slice(0, MOST_LISTED)
    .map((failure): Cell[] => [
      figures.count(failure.order),
      figures.count(failure.day),
      nameOf(failure.agent),
      failure.trigger === '' ? '–' : nameOf(contractLabel(log, failure.trigger)),
      figures.money(failure.due),
      figures.money(failure.paid),
      figures.percent(failure.recoveryRate),
      hitsCell(view, failure),
      failure.writtenOffCount === 0
        ? '–'
        : html`${failure.writtenOffCount} for ${inline(figures.money(failure.writtenOff))}`,
      nextCell(failure),
    ]);
  return table('Defaults in their order', {
    caption: 'Each default: its trigger, what was lost before it, what was written off, and whom it hit',
    columns: [
      { label: 'No.' },
      { label: 'Day' },
      { label: 'Agent', figures: false },
      { label: 'Trigger', symbol: 'the debt not paid', figures: false },
      { label: 'Owed', symbol: 'on the trigger' },
      { label: 'Paid' },
      { label: 'Recovery' },
      { label: 'Lost before', symbol: 'through defaults of', figures: false },
      { label: 'Written off', symbol: 'its later debts' },
      { label: 'Hit, and failed later', figures: false },
    ],
    rows,
    kind: rows.length > 14 ? 'long' : '',
  });
}

/** What was due, paid and lost, and how one default led to the next. */
export function defaults(view: RunView): Section | undefined {
  const failures = failuresOf(view.log);
  if (failures.length === 0 && view.facts.every(({ due }) => due.eq(0))) return undefined;
  const none = failures.length === 0;
  const listed =
    failures.length > MOST_LISTED &&
    html` The table lists the first ${MOST_LISTED} of ${failures.length}; all are in <code>${view.logName}</code>.`;
  return {
    id: 'defaults',
    title: 'Defaults and losses',
    intro: none
      ? html`Nobody defaulted: everything that fell due was paid.`
      : html`When a debt cannot be paid in full its debtor defaults, its later debts are written off, and their holders lose what they counted on.${listed}`,
    body: html`<div class="pair">${waterfallChart(view)}${!none && lossChart(view)}</div>${!none && html`<div class="pair">${chainChart(view, failures)}${chainList(failures)}</div>${chainTable(view, failures)}`}`,
  };
}
