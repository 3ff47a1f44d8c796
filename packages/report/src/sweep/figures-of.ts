import type { Decimal } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { type Figure, fixed } from '../figures.js';
import type { Interval } from '../interval.js';
import { RATE_DECIMALS } from './row.js';
import { figureIn, intervalOf } from './summary.js';
import type { TreatmentView } from './view.js';

const SMALLEST_SHOWN = 0.0001;

/** A rate in units of 10^-20 as a decimal. */
export function rateOf(units: bigint): Decimal {
  return fromUnits(units, RATE_DECIMALS);
}

/** A share of 1 in percent with one decimal, for drawings. */
export function shortPercent(value: Decimal): string {
  return `${fixed(value.times(100), 1)}%`;
}

/** How likely a result is by chance alone: four decimals, or less than can be shown so. */
export function likelihood(value: Decimal | undefined): string {
  if (value === undefined) return '';
  return value.lt(SMALLEST_SHOWN) ? `p < ${SMALLEST_SHOWN}` : `p = ${fixed(value, 4)}`;
}

/** A statistic without a unit, with two decimals. */
export function statistic(value: Decimal): Figure {
  return { text: fixed(value, 2), exact: value.toString() };
}

/** What the page says of one treatment as a whole: the summary's figure, else that of the rows. */
export interface Overall {
  readonly pairs: Decimal | number;
  readonly completed: Decimal | number;
  readonly improved: Decimal | number;
  readonly unchanged: Decimal | number;
  readonly worsened: Decimal | number;
  readonly undefinedRelief: Decimal | number;
  readonly rescues: Decimal | number;
  readonly induced: Decimal | number;
  readonly meanControl: Decimal | undefined;
  readonly meanTreated: Decimal | undefined;
  readonly meanRelief: Decimal | undefined;
  readonly medianRelief: Decimal | undefined;
  readonly meanReduction: Decimal | undefined;
  readonly reliefInterval: Interval | undefined;
  readonly reductionInterval: Interval | undefined;
}

/** Names that the summary may have for a figure of a group of pairs. */
const NAMES = {
  pairs: ['total_pairs', 'pairs'],
  completed: ['completed_pairs', 'completed'],
  meanControl: ['mean_control_rate'],
  meanTreated: ['mean_treatment_rate'],
  meanRelief: ['mean_relief_ratio', 'mean_relief'],
  medianRelief: ['median_relief_ratio', 'median_relief'],
  meanReduction: ['mean_reduction'],
  undefinedRelief: ['undefined_relief', 'undefined'],
} as const;

/** The 95 % interval of the mean relief that a part of the summary has. */
export function reliefIntervalOf(part: object): Interval | undefined {
  return ownInterval(part, 'relief_interval');
}

function ownInterval(source: object, name: string): Interval | undefined {
  const part: unknown = Reflect.get(source, name);
  if (typeof part !== 'object' || part === null) return undefined;
  return intervalOf(part);
}

/** A figure of the summary for a group of pairs. */
export function recorded(part: object, figure: keyof typeof NAMES): Decimal | undefined {
  return figureIn(part, ...NAMES[figure]);
}

/** The figures of all pairs of a treatment. */
export function overall({ summary, groups }: TreatmentView): Overall {
  const { all } = groups;
  return {
    pairs: recorded(summary, 'pairs') ?? all.pairs,
    completed: recorded(summary, 'completed') ?? all.completed,
    improved: figureIn(summary, 'improved') ?? all.improved,
    unchanged: figureIn(summary, 'unchanged') ?? all.unchanged,
    worsened: figureIn(summary, 'worsened') ?? all.worsened,
    undefinedRelief: recorded(summary, 'undefinedRelief') ?? all.undefinedRelief,
    rescues: figureIn(summary, 'rescues') ?? all.rescues,
    induced: figureIn(summary, 'induced') ?? all.induced,
    meanControl: recorded(summary, 'meanControl') ?? all.control.mean,
    meanTreated: recorded(summary, 'meanTreated') ?? all.treated.mean,
    meanRelief: recorded(summary, 'meanRelief') ?? all.relief.mean,
    medianRelief: recorded(summary, 'medianRelief'),
    meanReduction: recorded(summary, 'meanReduction') ?? all.reduction.mean,
    reliefInterval: ownInterval(summary, 'relief_interval'),
    reductionInterval: ownInterval(summary, 'reduction_interval'),
  };
}
