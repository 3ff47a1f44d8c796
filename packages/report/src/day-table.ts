import { sum } from '@bagehot/kernel';
import { type Figure, NOTHING } from './figures.js';
import { html } from './html.js';
import { dayMetric } from './metric-tree.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { type Cell, type Column, table } from './table.js';

/** A column of measured figures: its name in the metrics, and how it is written. */
interface Measure {
  readonly column: Column;
  readonly name: string;
  readonly write: (value: unknown) => Figure;
}

function measuresOf(view: RunView): readonly Measure[] {
  const { figures } = view;
  const all: readonly Measure[] = [
    { column: { label: 'Face due', symbol: html`<i>S</i>` }, name: 'S', write: figures.money },
    { column: { label: 'Paid on time', symbol: html`<i>φ</i>` }, name: 'phi', write: figures.percent },
    { column: { label: 'Default share', symbol: html`<i>δ</i>` }, name: 'delta', write: figures.percent },
    { column: { label: 'On a cash basis', symbol: html`<i>φ</i> cash` }, name: 'phi_cash', write: figures.percent },
    { column: { label: 'Money', symbol: html`<i>M</i>` }, name: 'M', write: figures.money },
    { column: { label: 'Minimum liquidity', symbol: html`<i>M̄</i>` }, name: 'Mbar', write: figures.money },
    { column: { label: 'Liquidity gap', symbol: html`<i>G</i>` }, name: 'G', write: figures.money },
    { column: { label: 'Netting potential', symbol: html`<i>α</i>` }, name: 'alpha', write: figures.percent },
    { column: { label: 'Peak in the day', symbol: html`<i>M</i> peak` }, name: 'Mpeak', write: figures.money },
    { column: { label: 'Gross velocity', symbol: html`<i>v</i>` }, name: 'v_gross', write: figures.ratio },
  ];
  const days = [...view.metrics.days.keys()];
  return all.filter(({ name }) => days.some((day) => dayMetric(view.metrics, day, name) !== undefined));
}

/** One line per day: what was measured, and what the log adds up to. */
export function dayTable(view: RunView): Section | undefined {
  const { facts, figures } = view;
  if (facts.length === 0) return undefined;
  const measures = measuresOf(view);
  const trading = view.makers.size > 0;
  const columns: Column[] = [
    { label: 'Day' },
    ...measures.map(({ column }) => column),
    { label: 'Settled or failed', symbol: 'due, from the log' },
    { label: 'Not paid', symbol: 'shortfall' },
    { label: 'Written off', symbol: 'of later debts' },
    { label: 'Defaults', symbol: 'agents' },
    ...(trading
      ? [
          { label: 'Trades', symbol: 'tickets' },
          { label: 'Turnover', symbol: 'money' },
        ]
      : []),
  ];
  const rows = facts.map((entry): Cell[] => [
    figures.count(entry.day),
    ...measures.map(({ name, write }) => {
      const value = dayMetric(view.metrics, entry.day, name);
      return value === undefined ? NOTHING : write(value);
    }),
    figures.money(entry.due),
    figures.money(entry.shortfall),
    figures.money(entry.writtenOff),
    figures.count(entry.defaults),
    ...(trading ? [figures.count(entry.trades), figures.money(entry.turnover)] : []),
  ]);
  const total: Cell[] = [
    'All',
    ...measures.map(({ name, write }) =>
      name === 'S' ? write(sum(facts.flatMap(({ day }) => dayMetric(view.metrics, day, 'S') ?? []))) : '',
    ),
    figures.money(sum(facts.map(({ due }) => due))),
    figures.money(sum(facts.map(({ shortfall }) => shortfall))),
    figures.money(sum(facts.map(({ writtenOff }) => writtenOff))),
    figures.count(facts.reduce((count, { defaults }) => count + defaults, 0)),
    ...(trading
      ? [
          figures.count(facts.reduce((count, { trades }) => count + trades, 0)),
          figures.money(sum(facts.map(({ turnover }) => turnover))),
        ]
      : []),
  ];
  return {
    id: 'days',
    title: 'Day by day',
    intro: html`A dash means that nothing was due that day, or that the figure is not defined for it. Minimum liquidity is what debtors need after netting what they are owed the same day; the gap is what is missing of it at the start of the day.`,
    body: table('Day by day', {
      caption: 'Each day of the run',
      columns,
      rows,
      total,
      kind: 'days',
    }),
  };
}
