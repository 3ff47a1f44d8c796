import type { Decimal, TableColumn } from '@bagehot/kernel';
import type { RingDayMetrics } from './day-metrics.js';
import type { RingMetrics } from './metrics.js';
import { DAY_METRIC_NAMES } from './metrics-record.js';
import type { IntradayStep } from './settlement-flow.js';

/** A cell of a table: decimals as text. */
export type TableCell = string | number | boolean | null;

/** A table with its rows, ready for CSV or SQL. */
export interface FilledTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** Figures of a day that are one number; the shortfall shares have a table of their own. */
type Figure = Exclude<keyof RingDayMetrics, 'day' | 'shortfallShares'>;

const COUNTS: ReadonlySet<Figure> = new Set<Figure>(['debtorCount', 'creditorCount']);
const FIGURES: readonly Figure[] = (Object.keys(DAY_METRIC_NAMES) as (keyof RingDayMetrics)[]).filter(
  (name): name is Figure => name !== 'day' && name !== 'shortfallShares',
);

const DAY: TableColumn = { name: 'day', type: 'integer' };

/**
 * The day figures of a run as tables: `metrics`, one row per day with the first cohort's figures and, under the suffix `_all`, those with rolled payables;
 * and `metrics_ds`, each net debtor's share of the minimum liquidity.
 *
 * @see ring specification, sections 10 and 16
 */
export function metricTables(metrics: RingMetrics): readonly FilledTable[] {
  const first = new Map(metrics.days.map((row) => [row.day, row]));
  const all = new Map(metrics.all.days.map((row) => [row.day, row]));
  const days = [...new Set([...first.keys(), ...all.keys()])].sort((a, b) => a - b);
  return [
    {
      name: 'metrics',
      columns: [DAY, ...FIGURES.map((name) => columnOf(name, '')), ...FIGURES.map((name) => columnOf(name, '_all'))],
      rows: days.map((day) => [day, ...cellsOf(first.get(day)), ...cellsOf(all.get(day))]),
    },
    {
      name: 'metrics_ds',
      columns: [DAY, { name: 'agent', type: 'text' }, { name: 'share', type: 'decimal' }],
      rows: metrics.days.flatMap(({ day, shortfallShares }) =>
        Array.from(shortfallShares, ([agent, share]) => [day, agent, share.toFixed()]),
      ),
    },
  ];
}

/** The intraday curve as the table `metrics_intraday`. */
export function intradayTable(steps: readonly IntradayStep[]): FilledTable {
  return {
    name: 'metrics_intraday',
    columns: [
      DAY,
      { name: 'step', type: 'integer' },
      { name: 'payer', type: 'text' },
      { name: 'payee', type: 'text' },
      { name: 'amount', type: 'decimal' },
      { name: 'prefix', type: 'decimal' },
    ],
    rows: steps.map(({ day, step, payer, payee, amount, prefix }) => [
      day,
      step,
      payer,
      payee,
      amount.toFixed(),
      prefix.toFixed(),
    ]),
  };
}

function columnOf(figure: Figure, suffix: string): TableColumn {
  const name = `${DAY_METRIC_NAMES[figure]}${suffix}`;
  const type = COUNTS.has(figure) ? 'integer' : 'decimal';
  // Ratios may be undefined, and a day may be there in one of the two cohorts only.
  return { name, type, nullable: true };
}

function cellsOf(row: RingDayMetrics | undefined): readonly TableCell[] {
  return FIGURES.map((figure) => {
    const value: Decimal | number | null = row === undefined ? null : row[figure];
    return value === null || typeof value === 'number' ? value : value.toFixed();
  });
}
