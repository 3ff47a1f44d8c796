import { decimal, type TableColumn } from '@bagehot/kernel';
import type { TableCell } from '@bagehot/ring';
import { field } from '../scenario/field.js';
import { neutralName } from '../store/branch-paths.js';
import type { ArmData } from './arm-data.js';
import { statusOf } from './arm-status.js';
import { type AxisExtent, axisExtent } from './axis-extent.js';
import { axisNames } from './axis-names.js';
import {
  BALANCED_NAMES,
  COMPARISON_COLUMNS,
  cellOf,
  FIGURE_COLUMNS,
  type FieldColumn,
  MARKET_COMPARISON_COLUMNS,
  MARKET_FIGURE_COLUMNS,
  SECTION_FIGURE_COLUMNS,
} from './sweep-columns.js';
import type { FieldValue } from './sweep-design.js';
import type { Sweep } from './sweep-plan.js';
import type { ArmFigures, SweepRow } from './sweep-rows.js';

/** A table that fills while the rows of a sweep pass by: nothing of a row is kept. */
export interface SweepTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** What a row of the sweep adds: values in the order of the columns. */
  rows(row: SweepRow): readonly (readonly TableCell[])[];
}

/** The tables of a sweep. One of which a sweep has no rows stays empty: `comparison` with one arm, `frontier` without a search. */
export interface SweepTables {
  /** Every run of every arm: what became of it. */
  readonly registry: SweepTable;
  /** Every run of every arm that could be run, in figures. */
  readonly results: SweepTable;
  /** Every arm but the first, against the first. */
  readonly comparison: SweepTable;
  /** Every search of every arm. */
  readonly frontier: SweepTable;
}

/** What a table cannot know of itself. */
export interface SweepTableOptions {
  /**
   * Names a run by all that decides it, such as `runId` of `@bagehot/sim/node`.
   *
   * @defaultValue the columns of run ids are empty
   */
  readonly runId?: (data: ArmData) => string;
}

/**
 * The tables of a sweep, for files and for SQL. Axes have columns of their own, named as `axisNames` says; decimals are text.
 *
 * @example
 * const { results } = sweepTables(sweep);
 * for (const row of sweepRows(sweep)) for (const cells of results.rows(row)) write(cells);
 * @see ring specification, sections 13 and 16
 */
export function sweepTables(sweep: Sweep, options: SweepTableOptions = {}): SweepTables {
  const axes = axisColumns(sweep);
  const ids = runIds(sweep, options);
  const isTraded = hasMarket(sweep);
  const figures = [
    ...FIGURE_COLUMNS,
    ...(isTraded ? MARKET_FIGURE_COLUMNS : []),
    ...sectionsOf(sweep).flatMap((section) => SECTION_FIGURE_COLUMNS.get(section) ?? []),
  ];
  return {
    registry: registryTable(sweep, ids),
    results: resultsTable(axes, ids, figures),
    comparison: comparisonTable(sweep, axes, ids, isTraded),
    frontier: frontierTable(sweep, axes, ids),
  };
}

type RunIds = (row: SweepRow) => readonly (string | null)[];

interface AxisColumns {
  readonly columns: readonly TableColumn[];
  cells(row: SweepRow): readonly TableCell[];
}

const text = (name: string): TableColumn => ({ name, type: 'text' });
const integer = (name: string): TableColumn => ({ name, type: 'integer' });
const decimalOrNull = (name: string): TableColumn => ({ name, type: 'decimal', nullable: true });
const textOrNull = (name: string): TableColumn => ({ name, type: 'text', nullable: true });

function registryTable(sweep: Sweep, ids: RunIds): SweepTable {
  return {
    name: 'registry',
    columns: [
      textOrNull('run_id'),
      integer('index'),
      integer('point'),
      integer('replicate'),
      integer('seed'),
      text('arm'),
      text('status'),
      textOrNull('outcome'),
      { name: 'days_run', type: 'integer', nullable: true },
      textOrNull('problem'),
    ],
    rows: (row) => {
      const { index, point, replicate, seed, problem } = row;
      const named = ids(row);
      return sweep.arms.map((arm, k) => {
        const figures = row.arms[k]?.figures;
        const outcome = (figures?.['outcome'] as string | undefined) ?? null;
        const days = (figures?.['days_run'] as number | undefined) ?? null;
        return [named[k] ?? null, index, point, replicate, seed, arm, statusOf(row.arms[k]), outcome, days, problem];
      });
    },
  };
}

function resultsTable(axes: AxisColumns, ids: RunIds, figures: readonly FieldColumn[]): SweepTable {
  return {
    name: 'results',
    columns: [
      textOrNull('run_id'),
      integer('index'),
      integer('point'),
      integer('replicate'),
      ...axes.columns,
      integer('seed'),
      text('arm'),
      ...figures.map(columnOnly),
    ],
    rows: (row) => {
      const { index, point, replicate, seed, arms } = row;
      const named = ids(row);
      const at = axes.cells(row);
      return arms.map(({ name, figures: record }, k) => [
        named[k] ?? null,
        index,
        point,
        replicate,
        ...at,
        seed,
        name,
        ...figures.map((column) => cellOf(record, column)),
      ]);
    },
  };
}

function comparisonTable(sweep: Sweep, axes: AxisColumns, ids: RunIds, isTraded: boolean): SweepTable {
  const isBalanced = sweep.arms.join() === 'passive,active';
  const fields = (isTraded ? [...COMPARISON_COLUMNS, ...MARKET_COMPARISON_COLUMNS] : COMPARISON_COLUMNS).map(
    (column) => (isBalanced ? { ...column, name: BALANCED_NAMES.get(column.name) ?? column.name } : column),
  );
  const [baseline = '', ...treatments] = sweep.arms;
  return {
    name: 'comparison',
    columns: [
      integer('index'),
      integer('point'),
      integer('replicate'),
      ...axes.columns,
      integer('seed'),
      text('baseline'),
      text('treatment'),
      ...fields.map(columnOnly),
      textOrNull('run_id_baseline'),
      textOrNull('run_id_treatment'),
      text('status'),
    ],
    rows: (row) => {
      const { index, point, replicate, seed, comparisons } = row;
      // A search ends at another point in every arm.
      if (row.problem === null && comparisons.length === 0) return [];
      const named = ids(row);
      const at = axes.cells(row);
      return treatments.map((treatment, k) => {
        const record = comparisons[k]?.comparison;
        const status = record === undefined ? 'refused' : record['completed'] === true ? 'completed' : 'failed';
        return [
          index,
          point,
          replicate,
          ...at,
          seed,
          baseline,
          treatment,
          ...fields.map((column) => (record === undefined ? null : cellOf(record, column))),
          named[0] ?? null,
          named[k + 1] ?? null,
          status,
        ];
      });
    },
  };
}

function frontierTable(sweep: Sweep, axes: AxisColumns, ids: RunIds): SweepTable {
  return {
    name: 'frontier',
    columns: [
      textOrNull('run_id'),
      integer('index'),
      integer('point'),
      integer('replicate'),
      ...axes.columns,
      integer('seed'),
      text('arm'),
      text('path'),
      { name: 'feasible', type: 'boolean' },
      decimalOrNull('safe'),
      decimalOrNull('unsafe'),
      integer('tries'),
      decimalOrNull('default_rate'),
    ],
    rows: (row) => {
      const { index, point, replicate, seed, arms } = row;
      const path = sweep.search(index)?.path;
      if (path === undefined) return [];
      const named = ids(row);
      const at = axes.cells(row);
      return arms.flatMap(({ name, figures, frontier }, k) => {
        if (frontier === undefined) return [];
        const { feasible, safe, unsafe, steps } = frontier;
        const rate = (figures['default_rate'] as string | undefined) ?? null;
        const place = [named[k] ?? null, index, point, replicate, ...at, seed];
        return [[...place, name, path, feasible, safe, unsafe, steps.length, rate]];
      });
    },
  };
}

/** Whatever varies, as columns; empty where a point of a joined design does not vary it. */
function axisColumns(sweep: Sweep): AxisColumns {
  const positions = new Map(sweep.axes.map((path, k) => [path, k]));
  return {
    columns: axisNames(sweep).map((name, k) =>
      axisColumn(name, axisExtent(sweep.plan.design, sweep.axes[k] as string)),
    ),
    cells({ coordinates }) {
      const cells = new Array<TableCell>(positions.size).fill(null);
      for (const { path, value } of coordinates)
        cells[positions.get(path) as number] = typeof value === 'number' ? decimal(value).toFixed() : value;
      return cells;
    },
  };
}

function axisColumn(name: string, { values, isNumeric }: AxisExtent): TableColumn {
  if (isNumeric) return decimalOrNull(name);
  return { name, type: values.every((value) => typeof value === 'boolean') ? 'boolean' : 'text', nullable: true };
}

/** Run ids of a row's arms; those of a search are of the run that its figures are of. */
function runIds(sweep: Sweep, { runId }: SweepTableOptions): RunIds {
  if (runId === undefined) return () => [];
  const idsOf = ({ index, arms }: SweepRow): readonly string[] => {
    const searched = arms.map(endOf);
    if (searched.every((value) => value === undefined)) return sweep.data(index).map(runId);
    return searched.map((value, k) => runId(sweep.data(index, value)[k] as ArmData));
  };
  // All tables ask for the same row, one after the other.
  let last: { readonly row: SweepRow; readonly ids: readonly string[] } | undefined;
  return (row) => {
    if (last?.row !== row) last = { row, ids: idsOf(row) };
    return last.ids;
  };
}

/** Where a search ended. */
function endOf({ frontier }: ArmFigures): FieldValue | undefined {
  return frontier === undefined ? undefined : (frontier.safe ?? frontier.unsafe ?? undefined);
}

/** Can any run have a market? Columns are fixed before the first row comes. */
function hasMarket({ plan, axes, arms }: Sweep): boolean {
  const paths = [...axes, ...(plan.arms ?? []).flatMap(({ set }) => set.map(({ path }) => path))];
  const isOfMarket = (path: string): boolean => /^(dealer|balanced)\b/.test(path);
  return arms.length > 0 && ('dealer' in plan.base || 'balanced' in plan.base || paths.some(isOfMarket));
}

/** Sections that an economy may have at some point, in the order of their columns and in one spelling; none of a ring. */
function sectionsOf({ plan, axes }: Sweep): readonly string[] {
  if (field(plan.base, 'model') !== 'economy') return [];
  const named = [...Object.keys(plan.base), ...axes.map((path) => path.split('.', 1)[0] ?? '')];
  const there = new Set(named.map(neutralName));
  return [...SECTION_FIGURE_COLUMNS.keys()].filter((section) => there.has(section));
}

function columnOnly({ name, type }: FieldColumn): TableColumn {
  return { name, type, nullable: true };
}
