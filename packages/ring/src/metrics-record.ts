import { type Decimal, isDecimal } from '@bagehot/kernel';
import type { RingDayMetrics } from './day-metrics.js';
import type { RingFigures, RingSummary } from './metrics.js';

/** A value of a metrics record: decimals as text. */
export type MetricValue = string | number | null | Readonly<Record<string, string>>;

/** Metrics under the field names of the ring specification, section 10, ready for JSON and CSV. */
export interface RingFiguresRecord {
  readonly days: readonly Readonly<Record<string, MetricValue>>[];
  readonly summary: Readonly<Record<string, MetricValue>>;
}

/** Field names of a day's row, in the order of files. */
export const DAY_METRIC_NAMES: Readonly<Record<keyof RingDayMetrics, string>> = {
  day: 'day',
  due: 'S',
  minimumLiquidity: 'Mbar',
  nettingPotential: 'alpha',
  money: 'M',
  liquidityGap: 'G',
  peakLiquidity: 'Mpeak',
  grossSettled: 'gross_settled',
  netSettled: 'net_settled',
  grossVelocity: 'v_gross',
  netVelocity: 'v_net',
  onTimeShare: 'phi',
  defaultShare: 'delta',
  cashShare: 'phi_cash',
  debtorCount: 'n_debtors',
  creditorCount: 'n_creditors',
  creditorConcentration: 'HHI_creditors',
  shortfallShares: 'DS',
};

/** Field names of the summary, in the order of files. */
export const SUMMARY_METRIC_NAMES: Readonly<Record<keyof RingSummary, string>> = {
  totalDue: 'S_total',
  paidOnTime: 'paid_on_time',
  onTimeShare: 'phi_total',
  defaultShare: 'delta_total',
  netDefaultShare: 'delta_net',
  cashShare: 'phi_cash_total',
  largestGap: 'max_G',
  dayOneNettingPotential: 'alpha_1',
  dayOnePeakLiquidity: 'Mpeak_1',
  dayOneGrossVelocity: 'v_gross_1',
  dayOneCreditorConcentration: 'HHI_creditors_1',
  lastDueDay: 'last_due_day',
  timeToStability: 'time_to_stability',
  defaultCount: 'n_defaults',
  faceDefaulted: 'face_defaulted',
  faceWrittenOff: 'face_written_off',
  faceExtinguished: 'face_extinguished',
  unfundedRolloverFace: 'unfunded_rollover_face',
  trappedMoney: 'trapped_money',
};

/** Writes figures under the specification's names. Shortfall shares become an object by agent. */
export function metricsRecord({ days, summary }: RingFigures): RingFiguresRecord {
  return {
    days: days.map((row) => rename(row, DAY_METRIC_NAMES)),
    summary: rename(summary, SUMMARY_METRIC_NAMES),
  };
}

type Field = Decimal | number | null | ReadonlyMap<string, Decimal>;

function rename<T extends { readonly [K in keyof T]: Field }>(
  row: T,
  names: Readonly<Record<keyof T, string>>,
): Readonly<Record<string, MetricValue>> {
  const entries = (Object.entries(names) as [keyof T, string][]).map(([field, name]): [string, MetricValue] => [
    name,
    textOf(row[field]),
  ]);
  return Object.fromEntries(entries);
}

function textOf(value: Field): MetricValue {
  if (value === null || typeof value === 'number') return value;
  if (isDecimal(value)) return value.toFixed();
  // Built with defineProperty semantics, so that an agent may be called `__proto__`.
  return Object.fromEntries(
    Array.from(value as ReadonlyMap<string, Decimal>, ([agent, share]) => [agent, share.toFixed()]),
  );
}
