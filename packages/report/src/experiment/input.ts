import type { NameValues } from '../name-value.js';

/** A mean over seeds with its 95 % interval: decimals as text, `null` where there is none. */
export interface ExperimentMean {
  /** Seeds that the mean is of. */
  readonly count: number;
  readonly mean: string | number | null;
  readonly lower: string | number | null;
  readonly upper: string | number | null;
}

/** What an arm has more than the control, seed by seed. */
export interface ExperimentDifference extends ExperimentMean {
  /** Seeds by whether the figure is higher than in the control, equal or lower. */
  readonly up: number;
  readonly same: number;
  readonly down: number;
}

/** One figure of an arm. */
export interface ExperimentFigure extends ExperimentMean {
  readonly figure: string;
  /** `null` for the control itself. */
  readonly difference: ExperimentDifference | null;
}

/** One point of the experiment: every arm lived through in the same worlds. `armsRecord` of `@bagehot/sim` writes all but the name. */
export interface ExperimentPoint {
  /** What is special about it: `kappa 0.5`. */
  readonly name: string;
  /** How many worlds. */
  readonly seeds: number;
  /** The arm with which the others are compared. */
  readonly control: string;
  readonly arms: readonly { readonly arm: string; readonly figures: readonly ExperimentFigure[] }[];
}

/** How a figure is called and written. */
export interface ExperimentFigureWords {
  readonly figure: string;
  /** @defaultValue the figure's own name, spelled as words */
  readonly label?: string;
  /** What it is, in a sentence. */
  readonly note?: string;
  /** `share` is a share of 1, written in percent. @defaultValue `number` */
  readonly unit?: 'share' | 'number';
}

/** A sentence that the experiment was to decide. */
export interface ExperimentStatement {
  readonly text: string;
  readonly holds: boolean;
  /** What it is about: every single seed, or means and their intervals. */
  readonly about: 'every seed' | 'means';
}

/** What the page of an experiment is made of: data only. */
export interface ExperimentInput {
  readonly title: string;
  readonly question: string;
  /** What all runs have in common: a nested plain object, or names and values in the order in which they shall appear. */
  readonly parameters?: NameValues;
  /** In the order of the page. */
  readonly points: readonly ExperimentPoint[];
  /** Figures that are called or written in a way of their own, first and in this order; the others follow. */
  readonly figures?: readonly ExperimentFigureWords[];
  readonly statements?: readonly ExperimentStatement[];
  /** Remarks, a paragraph each. */
  readonly notes?: readonly string[];
}
