import type { Decimal } from '@bagehot/kernel';
import type { MeanFigure, PairedArms } from './paired-arms.js';

/** A mean as plain data: decimals as text, `null` where no seed has the figure. */
export interface MeanRecord {
  /** Seeds that the mean is of. */
  readonly count: number;
  readonly mean: string | null;
  /** Lower end of the 95 % interval. */
  readonly lower: string | null;
  /** Upper end of the 95 % interval. */
  readonly upper: string | null;
}

/** What an arm has more than the control, seed by seed, as plain data. */
export interface DifferenceRecord extends MeanRecord {
  /** Seeds by whether the figure grew, stayed or fell. */
  readonly up: number;
  readonly same: number;
  readonly down: number;
}

/** One figure of one arm. */
export interface ArmFigureRecord extends MeanRecord {
  readonly figure: string;
  /** `null` for the control itself. */
  readonly difference: DifferenceRecord | null;
}

/** Several arms lived through in the same worlds, ready for JSON. */
export interface ArmsRecord {
  /** How many worlds. */
  readonly seeds: number;
  readonly control: string;
  /** In the order of the experiment, each with all figures. */
  readonly arms: readonly { readonly arm: string; readonly figures: readonly ArmFigureRecord[] }[];
}

/**
 * Writes down what several arms came to: the mean of every figure in every arm, and its difference from the control, with their intervals.
 *
 * @param options.control - the arm that the others are compared with; the first one unless given
 * @throws SimError `UNKNOWN_FIGURE` when there is no such arm
 * @example
 * const record = armsRecord(pairedArms({ seeds: 100, arms, play }), { control: 'no facility' });
 */
export function armsRecord<Arm extends string, Figure extends string>(
  result: PairedArms<Arm, Figure>,
  options: { readonly control?: NoInfer<Arm> } = {},
): ArmsRecord {
  const { control = result.arms[0] as Arm } = options;
  return {
    seeds: result.seeds.length,
    control,
    arms: result.arms.map((arm) => ({
      arm,
      figures: result.figures.map((figure) => ({
        figure,
        ...meanRecord(result.mean(arm, figure)),
        difference: differenceRecord(result, control, arm, figure),
      })),
    })),
  };
}

function differenceRecord<Arm extends string, Figure extends string>(
  result: PairedArms<Arm, Figure>,
  control: Arm,
  arm: Arm,
  figure: Figure,
): DifferenceRecord | null {
  if (arm === control) return null;
  const difference = result.difference(control, arm, figure);
  const { up, same, down } = difference;
  return { ...meanRecord(difference), up, same, down };
}

function meanRecord({ count, mean, interval }: MeanFigure): MeanRecord {
  return { count, mean: show(mean), lower: show(interval?.lower), upper: show(interval?.upper) };
}

function show(value: Decimal | null | undefined): string | null {
  return value?.toFixed() ?? null;
}
