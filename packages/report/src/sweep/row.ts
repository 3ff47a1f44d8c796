import { type Decimal, ONE, quotient, ZERO } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { ReportError } from '../errors.js';
import { integerOf, readDecimal, textOf } from '../record.js';

/** Digits of a rate: what sums are counted in. */
export const RATE_DECIMALS = 20;
const HALF_UP = 1;

/** Two default rates and what they come to, in units of 10^-20. */
export interface PairRates {
  readonly control: bigint;
  readonly treated: bigint;
  /** Control less treatment. */
  readonly reduction: bigint;
  /** Reduction over control; undefined when nothing defaulted in the control and something did in the treatment. */
  readonly relief: bigint | undefined;
}

/** What every row has: where it stands, and why it has no figures if it has none. */
interface PlacedRow {
  readonly index: number;
  readonly seed: string;
  /** Values of the axes as the row spells them; empty where there is none. */
  readonly values: readonly string[];
  /** The arm: of a pair the treatment. */
  readonly arm: string;
  /** Word of the row for how it went, and its reason; both may be empty. */
  readonly status: string;
  readonly problem: string;
}

/** A row of a comparison. */
export interface PairRow extends PlacedRow {
  /** Undefined when an arm did not run to its end. */
  readonly rates: PairRates | undefined;
  readonly rescues: number;
  readonly induced: number;
}

/** A row of a sweep with one arm. */
export interface RunRow extends PlacedRow {
  /** The default rate in units of 10^-20; undefined when the run failed. */
  readonly rate: bigint | undefined;
}

/** Names under which the rows of different designs hold one figure. */
const CONTROL = ['default_rate_without_dealer', 'control_rate', 'baseline_rate'];
const TREATED = ['default_rate_with_dealer', 'treatment_rate'];
const RELIEF = ['liquidity_relief_ratio', 'trading_relief', 'relief_ratio'];
const RATE = ['default_rate', 'delta_total'];

/** Reads the rows of one sweep. */
export interface RowReader {
  /** @throws ReportError `BAD_ROW` */
  pair(row: unknown, position: number): PairRow;
  /** @throws ReportError `BAD_ROW` */
  run(row: unknown, position: number): RunRow;
}

/** A row as it came, with its position for the error. */
interface RawRow {
  readonly row: object;
  readonly position: number;
}

function refuse({ position }: Pick<RawRow, 'position'>, field: string, given: unknown, allowed: string): never {
  const value = given === undefined ? 'missing' : (JSON.stringify(given) ?? String(given)).slice(0, 200);
  throw new ReportError(
    'BAD_ROW',
    { row: position, field, value, allowed },
    `row ${position}: ${field} is ${value}, but must be ${allowed}`,
  );
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The first of the names that the row has a column for. */
function columnOf(row: object, names: readonly string[]): string | undefined {
  return names.find((name) => Reflect.get(row, name) !== undefined);
}

/** A number of the row at 20 decimals; undefined where it has none. */
function unitsIn(raw: RawRow, field: string, allowed: string, fits: (value: Decimal) => boolean): bigint | undefined {
  const given: unknown = Reflect.get(raw.row, field);
  if (isNothing(given)) return undefined;
  const value = readDecimal(given);
  if (value === undefined || !fits(value)) return refuse(raw, field, given, allowed);
  return unitsOf(value.round(RATE_DECIMALS, HALF_UP), RATE_DECIMALS);
}

function rateIn(raw: RawRow, names: readonly string[], completed: boolean): bigint | undefined {
  const field = columnOf(raw.row, names);
  if (field !== undefined)
    return unitsIn(raw, field, 'a rate from 0 to 1', (value) => value.gte(ZERO) && value.lte(ONE));
  return completed ? refuse(raw, names[0] ?? '', undefined, 'a rate from 0 to 1') : undefined;
}

/** The relief of the row, else that of its rates, rounded half up at 20 decimals as all ratios. */
function reliefIn(raw: RawRow, control: bigint, treated: bigint): bigint | undefined {
  const field = columnOf(raw.row, RELIEF);
  if (field !== undefined) return unitsIn(raw, field, 'a ratio of at most 1, or null', (value) => value.lte(ONE));
  if (control === 0n) return treated === 0n ? 0n : undefined;
  const [part, whole] = [control - treated, control].map((units) => readDecimal(units)) as [Decimal, Decimal];
  return unitsOf(quotient(part, whole, { decimals: RATE_DECIMALS, rounding: 'half-up' }), RATE_DECIMALS);
}

function countIn(raw: RawRow, field: string): number {
  const given: unknown = Reflect.get(raw.row, field);
  if (isNothing(given)) return 0;
  const count = integerOf(raw.row, field);
  return count === undefined || count < 0 ? refuse(raw, field, given, 'a whole number of at least 0') : count;
}

/** Runs that came to no end of their own. */
const NO_END = new Set(['error', 'aborted']);

/** Whether the row itself says that it ran to its end: by a status, by `completed`, or by an outcome. Nothing said is yes. */
function saysCompleted(row: object): boolean {
  const status = textOf(row, 'status');
  if (status !== '') return status === 'completed';
  const completed = textOf(row, 'completed');
  return (completed === '' || completed === 'true') && !NO_END.has(textOf(row, 'outcome'));
}

/** How a row's runs ended, as far as it tells. */
function outcomesIn(row: object, baseline: string, arm: string): string {
  const own = textOf(row, 'outcome');
  if (own !== '') return own;
  const ends = [
    [baseline, textOf(row, 'outcome_without_dealer') || textOf(row, `outcome_${baseline}`)],
    [arm, textOf(row, 'outcome_with_dealer') || textOf(row, `outcome_${arm}`)],
  ];
  return ends.flatMap(([name, outcome]) => (outcome === '' ? [] : [`${name}: ${outcome}`])).join(', ');
}

/**
 * @param axes - columns that every row must have
 * @param arms - the first is the control; a row without `treatment` is of the second if there are but two
 */
export function createRowReader(axes: readonly string[], arms: readonly string[]): RowReader {
  const [baseline = '', second = ''] = arms;
  const known = new Set(arms);
  const place = (raw: RawRow, arm: string): PlacedRow => {
    const { row } = raw;
    const index = integerOf(row, 'index');
    if (index === undefined || index < 0)
      return refuse(raw, 'index', Reflect.get(row, 'index'), 'a whole number of at least 0');
    const values = axes.map((axis) => {
      const value: unknown = Reflect.get(row, axis);
      if (value === undefined || (typeof value === 'object' && value !== null && readDecimal(value) === undefined))
        return refuse(raw, axis, value, 'text, a number or null');
      return value === null ? '' : String(value);
    });
    const problem = textOf(row, 'problem') || outcomesIn(row, baseline, arm);
    return { index, seed: textOf(row, 'seed'), values, arm, status: textOf(row, 'status'), problem };
  };
  const opened = (row: unknown, position: number): RawRow => {
    if (typeof row !== 'object' || row === null) return refuse({ position }, 'row', row, 'an object');
    return { row, position };
  };
  return {
    pair(given, position): PairRow {
      const raw = opened(given, position);
      const named: unknown = Reflect.get(raw.row, 'treatment');
      const arm = isNothing(named) && arms.length === 2 ? second : String(named ?? '');
      if (!known.has(arm) || arm === baseline)
        return refuse(raw, 'treatment', named, `one of the arms behind the first: ${arms.slice(1).join(', ')}`);
      const placed = place(raw, arm);
      const completed = saysCompleted(raw.row);
      const control = rateIn(raw, [...CONTROL, `delta_${baseline}`], completed);
      const treated = rateIn(raw, [...TREATED, `delta_${arm}`], completed);
      const rates =
        !completed || control === undefined || treated === undefined
          ? undefined
          : { control, treated, reduction: control - treated, relief: reliefIn(raw, control, treated) };
      return { ...placed, rates, rescues: countIn(raw, 'rescues'), induced: countIn(raw, 'induced') };
    },
    run(given, position): RunRow {
      const raw = opened(given, position);
      const placed = place(raw, textOf(raw.row, 'arm') || baseline);
      const completed = saysCompleted(raw.row);
      const rate = rateIn(raw, RATE, completed);
      return { ...placed, rate: completed ? rate : undefined };
    },
  };
}
