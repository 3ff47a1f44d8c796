import { createFigures, type Figures } from '../figures.js';
import { Axis } from './axis.js';
import { Failures } from './failures.js';
import { type Frontiers, readFrontiers } from './frontier-rows.js';
import { Groups } from './groups.js';
import type { SweepInput } from './input.js';
import { Points } from './points.js';
import { createRowReader, type PairRow, type RunRow } from './row.js';
import { Spread } from './spread.js';
import { partOfTreatment } from './summary.js';
import { PairTally, RunTally } from './tally.js';

/** Rows kept back until the levels of the axes are decided; no more than these are ever held at once. */
const DECIDED_AFTER = 20_000;
/** More distinct numbers than this on one axis are shown in fifths. */
const MOST_LEVELS = 12;
/** The same where many axes make many pairs of them. */
const FEW_LEVELS = 5;
const MANY_AXES = 7;

/** How hard the control was hit. */
export const REGIMES = ['low', 'medium', 'catastrophic'] as const;

/** A pair that the treatment made worse. */
export interface WorsenedPair {
  readonly index: number;
  readonly seed: string;
  readonly values: readonly string[];
  /** Units of 10^-20. */
  readonly control: bigint;
  readonly treated: bigint;
}

/** What the page tells of one treatment. */
export interface TreatmentView {
  readonly name: string;
  /** Ends ids and titles, so that those of several treatments differ; empty when there is one. */
  readonly suffix: string;
  readonly of: string;
  readonly groups: Groups<PairRow, PairTally>;
  readonly relief: Spread;
  readonly reduction: Spread;
  readonly regimes: ReadonlyMap<string, PairTally>;
  /** By tenth of the default rate of the control. */
  readonly tenths: readonly PairTally[];
  readonly points: Points;
  readonly worsened: WorsenedPair[];
  /** What the summary says of it; empty when it says nothing. */
  readonly summary: object;
}

/** What the page tells of a sweep with one arm. */
export interface RunsView {
  readonly groups: Groups<RunRow, RunTally>;
  readonly rates: Spread;
}

/** A sweep as the sections of the page read it. */
export interface SweepView {
  readonly input: SweepInput;
  readonly figures: Figures;
  readonly axes: readonly Axis[];
  readonly baseline: string;
  /** Empty when there is one arm. */
  readonly treatments: readonly TreatmentView[];
  /** There when there is one arm. */
  readonly runs: RunsView | undefined;
  /** There when a frontier was searched. */
  readonly frontiers: Frontiers | undefined;
  readonly failures: Failures;
  readonly rows: number;
  readonly tableName: string;
}

const TENTH = 10n ** 19n;
const TENTHS = 10;

/** The stress regime of a pair, by the default rate of its control. */
function regimeOf(control: bigint): (typeof REGIMES)[number] {
  if (control < TENTH) return 'low';
  return control > 9n * TENTH ? 'catastrophic' : 'medium';
}

function createTreatment(name: string, number: number, alone: boolean, axes: readonly Axis[], summary: object) {
  const view: TreatmentView = {
    name,
    suffix: alone ? '' : `-${number}`,
    of: alone ? '' : `: ${name}`,
    groups: new Groups(axes, () => new PairTally()),
    relief: new Spread(),
    reduction: new Spread(),
    regimes: new Map(REGIMES.map((regime) => [regime, new PairTally()])),
    tenths: Array.from({ length: TENTHS }, () => new PairTally()),
    points: new Points(),
    worsened: [],
    summary: partOfTreatment(summary, name, alone),
  };
  const add = (row: PairRow): void => {
    view.groups.add(row);
    const { rates, index, seed, values } = row;
    if (rates === undefined) return;
    const { control, treated, reduction, relief } = rates;
    if (relief !== undefined) view.relief.add(relief);
    view.reduction.add(reduction);
    view.regimes.get(regimeOf(control))?.add(row);
    view.tenths[Math.min(TENTHS - 1, Number(control / TENTH))]?.add(row);
    view.points.add(rates);
    if (reduction < 0n) view.worsened.push({ index, seed, values, control, treated });
  };
  return { view, add };
}

function createRuns(axes: readonly Axis[]) {
  const view: RunsView = { groups: new Groups(axes, () => new RunTally()), rates: new Spread() };
  const add = (row: RunRow): void => {
    view.groups.add(row);
    if (row.rate !== undefined) view.rates.add(row.rate);
  };
  return { view, add };
}

/** Reads rows until the levels of the axes can be decided, then passes them all on. */
function spool<Row extends { readonly values: readonly string[] }>(
  rows: Iterable<object>,
  read: (row: unknown, position: number) => Row,
  names: readonly string[],
  start: (axes: readonly Axis[]) => (row: Row) => void,
): number {
  const most = names.length < MANY_AXES ? MOST_LEVELS : FEW_LEVELS;
  let first: Row[] = [];
  let add: ((row: Row) => void) | undefined;
  const decide = (): ((row: Row) => void) => {
    const samples = names.map((_, k) => first.map(({ values }) => values[k] ?? ''));
    const ready = start(names.map((name, k) => new Axis(name, samples[k] ?? [], most)));
    for (const row of first) ready(row);
    first = [];
    return ready;
  };
  let position = 0;
  for (const given of rows) {
    const row = read(given, position++);
    if (add !== undefined) {
      add(row);
      continue;
    }
    first.push(row);
    if (first.length === DECIDED_AFTER) add = decide();
  }
  if (add === undefined) decide();
  return position;
}

/**
 * Reads the rows of a sweep once and adds them up.
 *
 * @throws ReportError `BAD_ROW` when a row lacks an index or an axis, or has a field of the wrong shape
 */
export function readSweep(input: SweepInput): SweepView {
  const { axes: names, arms, rows, summary } = input;
  const reader = createRowReader(names, arms);
  const failures = new Failures();
  const paired = arms.length > 1;
  let axes: readonly Axis[] = [];
  let treatments: readonly TreatmentView[] = [];
  let runs: RunsView | undefined;
  const startPairs = (decided: readonly Axis[]): ((row: PairRow) => void) => {
    axes = decided;
    const adders = new Map(
      arms.slice(1).map((name, k) => [name, createTreatment(name, k + 1, arms.length === 2, decided, summary)]),
    );
    treatments = [...adders.values()].map(({ view }) => view);
    return (row) => {
      adders.get(row.arm)?.add(row);
      if (row.rates === undefined) failures.add(row);
    };
  };
  const startRuns = (decided: readonly Axis[]): ((row: RunRow) => void) => {
    axes = decided;
    const made = createRuns(decided);
    runs = made.view;
    return (row) => {
      made.add(row);
      if (row.rate === undefined) failures.add(row);
    };
  };
  const count = paired ? spool(rows, reader.pair, names, startPairs) : spool(rows, reader.run, names, startRuns);
  return {
    input,
    figures: createFigures(0),
    axes,
    baseline: arms[0] ?? '',
    treatments,
    runs,
    frontiers: input.frontier && readFrontiers(input.frontier, names),
    failures,
    rows: count,
    tableName: input.tableName ?? (paired ? 'comparison.csv' : 'results.csv'),
  };
}
