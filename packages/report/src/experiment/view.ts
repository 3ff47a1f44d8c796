import type { Decimal } from '@bagehot/kernel';
import { createFigures, type Figure, figureWith, NOTHING } from '../figures.js';
import type { Interval } from '../interval.js';
import { readDecimal } from '../record.js';
import type { ExperimentFigureWords, ExperimentInput, ExperimentMean, ExperimentPoint } from './input.js';

/** A mean as drawings and tables read it. */
export interface MeanView {
  readonly count: number;
  readonly mean: Decimal | undefined;
  readonly interval: Interval | undefined;
}

/** The same of differences from the control. */
export interface DifferenceView extends MeanView {
  readonly up: number;
  readonly same: number;
  readonly down: number;
  /** Is 0 outside the interval? */
  readonly isClear: boolean;
}

/** One arm at one point. */
export interface ArmView {
  readonly arm: string;
  readonly isControl: boolean;
  readonly own: MeanView;
  /** Undefined for the control. */
  readonly difference: DifferenceView | undefined;
}

/** A figure at one point, in all arms that have it. */
export interface PointView {
  readonly name: string;
  readonly control: string;
  readonly arms: readonly ArmView[];
}

/** A figure at all points, and how it is written. */
export interface FigureView {
  readonly label: string;
  readonly note: string;
  readonly points: readonly PointView[];
  /** A value. */
  readonly write: (value: Decimal | undefined) => Figure;
  /** A difference, with its sign. */
  readonly writeChange: (value: Decimal | undefined) => Figure;
  /** A tick of a scale. */
  readonly writeTick: (value: number) => string;
}

/** An experiment as the sections of the page read it. */
export interface ExperimentView {
  readonly figures: readonly FigureView[];
  /** Every arm, in the order in which they come up. */
  readonly arms: readonly string[];
  /** The controls of the points: one, as a rule. */
  readonly controls: readonly string[];
  /** How many worlds each point has: one number, as a rule. */
  readonly seeds: readonly number[];
}

/** What is written with so many decimals lies below these. */
const SMALL = 1;
const MIDDLE = 100;
const LARGE = 10_000;

function meanOf({ count, mean, lower, upper }: ExperimentMean): MeanView {
  const [from, to] = [readDecimal(lower), readDecimal(upper)];
  return {
    count,
    mean: readDecimal(mean),
    interval: from === undefined || to === undefined ? undefined : { lower: from, upper: to },
  };
}

function pointOf({ name, control, arms }: ExperimentPoint, wanted: string): PointView {
  return {
    name,
    control,
    arms: arms.flatMap(({ arm, figures }): readonly ArmView[] => {
      const found = figures.find(({ figure }) => figure === wanted);
      if (found === undefined) return [];
      const { difference } = found;
      const change = difference === null ? undefined : meanOf(difference);
      return [
        {
          arm,
          isControl: arm === control,
          own: meanOf(found),
          difference:
            difference === null || change === undefined
              ? undefined
              : {
                  ...change,
                  up: difference.up,
                  same: difference.same,
                  down: difference.down,
                  isClear:
                    change.interval !== undefined && (change.interval.lower.gt(0) || change.interval.upper.lt(0)),
                },
        },
      ];
    }),
  };
}

/** `defaultRate` is the default rate. */
function spelled(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`)
    .replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Fewer decimals the larger the figures are, the same for the whole figure. */
function decimalsOf(points: readonly PointView[]): number {
  const sizes = points.flatMap(({ arms }) => arms.flatMap(({ own, difference }) => [own.mean, difference?.mean]));
  const largest = sizes.reduce(
    (most, size) => (size?.abs().gt(most) === true ? Number(size.abs().toFixed()) : most),
    0,
  );
  if (largest < SMALL) return 4;
  if (largest < MIDDLE) return 2;
  return largest < LARGE ? 1 : 0;
}

function figureOf(input: ExperimentInput, { figure, label, note, unit }: ExperimentFigureWords): FigureView {
  const points = input.points.map((point) => pointOf(point, figure));
  const { percent, points: percentPoints } = createFigures(0);
  const decimals = decimalsOf(points);
  const plain = {
    write: (value: Decimal | undefined) => (value === undefined ? NOTHING : figureWith(value, decimals)),
    writeChange: (value: Decimal | undefined) => (value === undefined ? NOTHING : figureWith(value, decimals, true)),
    writeTick: (value: number) => `${value < 0 ? '−' : ''}${tickText(Math.abs(value))}`,
  };
  const share = {
    write: percent,
    writeChange: percentPoints,
    writeTick: (value: number) => `${value < 0 ? '−' : ''}${Math.round(Math.abs(value) * 100_000) / 1000}%`,
  };
  return { label: label ?? spelled(figure), note: note ?? '', points, ...(unit === 'share' ? share : plain) };
}

/** Short: thousands and millions have a letter. */
function tickText(value: number): string {
  const round = (number: number): string => String(Math.round(number * 10_000) / 10_000);
  if (value >= 1_000_000) return `${round(value / 1_000_000)}M`;
  return value >= LARGE ? `${round(value / 1000)}k` : round(value);
}

/** Reads what an experiment came to; what is no number is shown as missing. */
export function readExperiment(input: ExperimentInput): ExperimentView {
  const { points, figures: words = [] } = input;
  const distinct = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];
  const measured = distinct(
    points.flatMap(({ arms }) => arms.flatMap(({ figures }) => figures.map(({ figure }) => figure))),
  );
  const told = words.filter(({ figure }) => measured.includes(figure));
  const others = measured.filter((figure) => told.every((word) => word.figure !== figure));
  return {
    figures: [...told, ...others.map((figure) => ({ figure }))].map((word) => figureOf(input, word)),
    arms: distinct(points.flatMap(({ arms }) => arms.map(({ arm }) => arm))),
    controls: distinct(points.map(({ control }) => control)),
    seeds: distinct(points.map(({ seeds }) => seeds)),
  };
}
