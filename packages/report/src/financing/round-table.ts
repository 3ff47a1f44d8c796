import { type Content, type Html, html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { type Cell, type Column, table } from '../table.js';
import type { FinancingView, RunView } from './view.js';

/** Rounds in the table; the others are in the file. */
const MOST_ROWS = 300;
/** Goods with columns of their own. */
const MOST_GOODS = 6;

/** What a round without prices lacked, in words. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['no_participants', 'nobody in the market'],
  ['insufficient_participants', 'one person in the market'],
  ['insufficient_viable_agents', 'fewer than two own anything'],
  ['insufficient_goods', 'fewer than two goods'],
  ['poor_convergence', 'prices too coarse'],
  ['missing_good', 'nobody has one of the goods'],
  ['missing_numeraire', 'nobody has the numeraire'],
  ['no_active_weight', 'somebody wants none of the goods there are'],
  ['reducible', 'trade does not connect all goods'],
  ['free_good', 'a good that nobody pays for'],
]);

function runTable(view: FinancingView, run: RunView): Html {
  const { figures } = view;
  const goods = view.goods.slice(0, MOST_GOODS);
  const symbol = (good: string): Content => nameOf(good);
  const columns: Column[] = [
    { label: 'Round' },
    { label: 'In the market' },
    ...goods.slice(1).map((good): Column => ({ label: 'Price', symbol: symbol(good) })),
    ...goods.map((good): Column => ({ label: 'Volume', symbol: symbol(good) })),
    { label: 'Traded value' },
    { label: 'Gap value' },
    { label: 'Filled' },
    { label: 'Mean utility' },
    { label: 'Why no prices', figures: false },
  ];
  const rows = run.rounds
    .slice(0, MOST_ROWS)
    .map((round): Cell[] => [
      figures.count(round.round),
      figures.count(round.participants),
      ...goods.slice(1).map((_, g) => figures.price(round.prices?.[g + 1])),
      ...goods.map((_, g) => figures.price(round.volume?.[g])),
      figures.money(round.tradedValue),
      figures.money(round.liquidityGapValue),
      figures.percent(round.clearingEfficiency),
      figures.ratio(round.meanUtility),
      round.prices === null ? (REASONS.get(round.reason ?? round.status) ?? round.reason ?? round.status) : '',
    ]);
  const more = run.rounds.length > rows.length ? `, the first ${rows.length} of ${run.rounds.length}` : '';
  const left = view.goods.length - goods.length;
  const without = left > 0 ? `; ${left} further goods are in ${view.logName}` : '';
  return table(`Rounds under ${run.mode}`, {
    caption: html`Rounds under ${nameOf(run.mode)}${more}${without}`,
    columns,
    rows,
    kind: `days${rows.length > 14 ? ' long' : ''}`,
  });
}

/** Every round in figures, a table per mode. */
export function roundsSection(view: FinancingView): Section {
  return {
    id: 'rounds',
    title: 'Rounds',
    intro: html`Values are in units of the numeraire. Filled is what was bought of what was ordered under the mode, in quantities.`,
    body: html`${view.runs.map((run) => runTable(view, run))}`,
  };
}
