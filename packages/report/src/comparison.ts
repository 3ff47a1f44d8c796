import { type Decimal, max, ONE } from '@bagehot/kernel';
import { type Figure, inline, NOTHING } from './figures.js';
import { type Content, type Html, html, join, nameOf } from './html.js';
import { type MetricTree, metric, names, toNumber } from './metric-tree.js';
import { defaultRate, reliefOf } from './relief.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { box, figureOf, label, stroke, WIDTH } from './svg.js';
import { type Cell, table } from './table.js';

/** A figure of both arms and how it is written. */
interface Row {
  readonly label: string;
  readonly names: readonly string[];
  readonly write: (value: unknown) => Figure;
  readonly difference: (value: unknown) => Figure;
}

function rowsOf(view: RunView): readonly Row[] {
  const { figures } = view;
  const share = { write: figures.percent, difference: figures.points };
  const money = { write: figures.money, difference: figures.gain };
  const count = { write: figures.count, difference: figures.change };
  return [
    { label: 'Default rate', names: ['delta_total', 'default_rate', 'delta'], ...share },
    { label: 'Paid in full and on time', names: ['phi_total', 'clearing_rate', 'phi'], ...share },
    { label: 'Paid, part payments included', names: ['phi_cash_total'], ...share },
    { label: 'Agents in default', names: ['n_defaults'], ...count },
    { label: 'Face defaulted on', names: ['face_defaulted'], ...money },
    { label: 'Face written off', names: ['face_written_off'], ...money },
    { label: 'Largest liquidity gap', names: ['max_G'], ...money },
    { label: 'Days to stability', names: ['time_to_stability'], ...count },
  ];
}

function difference(before: Decimal | undefined, after: Decimal | undefined): Decimal | undefined {
  return before === undefined || after === undefined ? undefined : after.minus(before);
}

function tableOf(view: RunView, control: MetricTree, arm: MetricTree): Html {
  const rows: Cell[][] = [];
  for (const row of rowsOf(view)) {
    const [before, after] = [metric(control, ...row.names), metric(arm, ...row.names)];
    if (before === undefined && after === undefined) continue;
    const gap = difference(before, after);
    rows.push([row.label, row.write(before), row.write(after), gap === undefined ? NOTHING : row.difference(gap)]);
  }
  return table('Comparison with and without dealers', {
    caption: 'The same ring, seed and rules, run twice',
    columns: [
      { label: 'Figure', figures: false },
      { label: 'Without dealers' },
      { label: 'With dealers' },
      { label: 'Difference' },
    ],
    rows,
  });
}

const BAR = { left: 108, right: WIDTH - 70, height: 26, first: 14, step: 46 };

/** Two bars, one under the other, on one scale. */
function bars(view: RunView, without: Decimal, withDealers: Decimal): Html {
  const { figures } = view;
  const longest = toNumber(max(max(without, withDealers), ONE.div(100)));
  const arms = [
    { name: 'without dealers', rate: without, kind: 'f-red' },
    { name: 'with dealers', rate: withDealers, kind: 'f-blue' },
  ];
  const body = arms.map(({ name, rate, kind }, k) => {
    const y = BAR.first + k * BAR.step;
    const width = ((BAR.right - BAR.left) * toNumber(rate)) / longest;
    return [
      label(BAR.left - 8, y + BAR.height / 2 + 4, name, 'end', 'side'),
      box(BAR.left, y, width, BAR.height, kind),
      label(BAR.left + width + 7, y + BAR.height / 2 + 4, figures.percent(rate).text, 'start', 'strong'),
    ];
  });
  const bottom = BAR.first + BAR.step + BAR.height + 12;
  return figureOf(
    {
      id: 'c-relief',
      title: 'Default rate',
      description: `Without dealers ${figures.percent(without).text}, with dealers ${figures.percent(withDealers).text}.`,
      height: bottom + 4,
      body: [body, stroke(BAR.left, 6, BAR.left, bottom, 'base')],
    },
    'share of the face due that was not paid in full and on time',
    '',
  );
}

/** Names in a row; a long list is cut, and says how long it is. */
function listed(agents: readonly string[]): Content {
  const shown = join(agents.slice(0, 40).map(nameOf), ', ');
  return agents.length > 40 ? html`${shown} and ${agents.length - 40} more` : shown;
}

/** Who of the first list is not in the second: as recorded, else from both runs' lists of defaulted agents. */
function onlyIn(recorded: readonly string[] | undefined, some: MetricTree, others: MetricTree): readonly string[] {
  if (recorded !== undefined) return recorded;
  const [failed, spared] = [names(some, 'defaulted'), names(others, 'defaulted')];
  if (failed === undefined || spared === undefined) return [];
  const known = new Set(spared);
  return failed.filter((agent) => !known.has(agent));
}

function fates(view: RunView, control: MetricTree, arm: MetricTree): Html {
  const rescued = onlyIn(names(view.metrics, 'rescued_agents') ?? names(arm, 'rescued_agents'), control, arm);
  const induced = onlyIn(names(view.metrics, 'induced_agents') ?? names(arm, 'induced_agents'), arm, control);
  const line = (agents: readonly string[], words: string): Content =>
    agents.length > 0 &&
    html`<p>${agents.length} ${agents.length === 1 ? 'agent' : 'agents'} ${words}: ${listed(agents)}.</p>`;
  return html`${line(rescued, 'failed without dealers and not with them')}${line(induced, 'failed only with dealers')}`;
}

/** What dealers changed, when the run was made with and without them. */
export function comparison(view: RunView): Section | undefined {
  if (view.comparison === undefined) return undefined;
  const { control, arm } = view.comparison;
  const { without, withDealers, ratio } = reliefOf(view.comparison, view.metrics);
  const drawn = without !== undefined && withDealers !== undefined ? bars(view, without, withDealers) : '';
  const verdict =
    ratio === undefined
      ? 'The relief is not defined: nothing defaulted without dealers.'
      : html`Relief, the part of the default rate that dealers took away: <strong>${inline(view.figures.percent(ratio))}</strong>.`;
  const rate = defaultRate(arm);
  return {
    id: 'comparison',
    title: 'With and without dealers',
    intro: html`Both runs have the same debts, cash, due days and rules; only the market and its capital differ. ${rate !== undefined && verdict}`,
    body: html`<div class="pair">${drawn}<div>${tableOf(view, control, arm)}${fates(view, control, arm)}</div></div>`,
  };
}
