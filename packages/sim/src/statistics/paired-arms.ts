import {
  createRandom,
  type Decimal,
  type DecimalInput,
  decimal,
  decimalPlaces,
  KernelError,
  ZERO,
} from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import { type BootstrapInterval, bootstrapMean, DEFAULT_RESAMPLES, requireResamples } from './bootstrap.js';
import { meanOf } from './exact-mean.js';

/** Several worlds, each lived through once per arm. */
export interface ArmsExperiment<Arm extends string, Parts, Figure extends string> {
  /** Seeds of the worlds: a list, or how many, from 1 on. */
  readonly seeds: number | readonly number[];
  /** What the arms differ in, by name. They are told in the order of the record: names that are whole numbers would come first. */
  readonly arms: Readonly<Record<Arm, Parts>>;
  /** Lives through one world in one arm, and measures it: the same figures every time. */
  readonly play: (parts: Parts, seed: number, arm: Arm) => Readonly<Record<Figure, DecimalInput | null>>;
  /** How intervals are drawn. */
  readonly bootstrap?: {
    /** 42 unless given. */
    readonly seed?: number;
    /** 10,000 unless given. */
    readonly resamples?: number;
  };
}

/** What can be said of one figure: the mean over the seeds that have it, and how sure that is. */
export interface MeanFigure {
  /** Seeds that have the figure. */
  readonly count: number;
  /** With 20 decimals, half up, as all ratios; null without any. */
  readonly mean: Decimal | null;
  /** 95 %; null without any. */
  readonly interval: BootstrapInterval | null;
}

/** The difference that an arm makes to a figure, over the seeds that have it in both arms. */
export interface PairedDifference extends MeanFigure {
  /** Seeds by whether the figure grew, stayed or fell. */
  readonly up: number;
  readonly same: number;
  readonly down: number;
}

/** Runs of several arms in the same worlds, and the differences between them. */
export interface PairedArms<Arm extends string = string, Figure extends string = string> {
  readonly seeds: readonly number[];
  readonly arms: readonly Arm[];
  readonly figures: readonly Figure[];
  /** One figure of an arm by seed, in the order of the seeds. */
  values(arm: Arm, figure: Figure): readonly (Decimal | null)[];
  /** The mean of one figure of an arm. */
  mean(arm: Arm, figure: Figure): MeanFigure;
  /** What `arm` has more than `control`, seed by seed. */
  difference(control: Arm, arm: Arm, figure: Figure): PairedDifference;
}

/**
 * Lives through the same worlds in several arms: with common random numbers, what differs is what the arms differ in. Means and differences are exact; their 95 %
 * intervals are bootstrapped from a stream of their own (`sim/bootstrap/<what>`), so that the same runs give the same intervals everywhere.
 *
 * @throws SimError `INVALID_OPTIONS` without seeds or arms, on fewer than 40 resamples, and for a run that measures other figures than the first one, or a figure that is neither a decimal nor null; `UNKNOWN_FIGURE`
 * when a figure or arm is asked for that was not measured
 * @example
 * const result = pairedArms({
 *   seeds: 100,
 *   arms: { without: {}, with: { facilities: {} } },
 *   play: (parts, seed) => ({ defaultRate: run(parts, seed).metrics.defaultRate }),
 * });
 * const { mean, interval } = result.difference('without', 'with', 'defaultRate');
 */
export function pairedArms<Arm extends string, Parts, Figure extends string>(
  experiment: ArmsExperiment<Arm, Parts, Figure>,
): PairedArms<Arm, Figure> {
  const { seeds, arms, play, bootstrap: { seed = 42, resamples = DEFAULT_RESAMPLES } = {} } = experiment;
  requireResamples(resamples);
  const worlds = typeof seeds === 'number' ? Array.from({ length: seeds }, (_, k) => k + 1) : [...seeds];
  const entries = Object.entries(arms) as [Arm, Parts][];
  if (worlds.length === 0) throw invalid('seeds', 'none', 'there must be at least one seed');
  if (entries.length === 0) throw invalid('arms', 'none', 'there must be at least one arm');
  const measured = new Map<string, Map<string, (Decimal | null)[]>>(entries.map(([arm]) => [arm, new Map()]));
  let figures: readonly Figure[] | undefined;
  for (const world of worlds)
    for (const [arm, parts] of entries) {
      const run = play(parts, world, arm);
      const names = Object.keys(run) as Figure[];
      figures ??= names;
      if (names.length !== figures.length || figures.some((figure) => !Object.hasOwn(run, figure)))
        throw invalid(
          'play',
          `seed ${world}, arm ${arm}`,
          `every run must measure ${figures.join(', ')}, but that of arm ${arm} with seed ${world} measures ${names.join(', ')}`,
        );
      const columns = measured.get(arm) as Map<string, (Decimal | null)[]>;
      for (const figure of figures) {
        const column = columns.get(figure) ?? [];
        const value = run[figure];
        column.push(value === null ? null : measuredValue(value, `${figure} of arm ${arm} with seed ${world}`));
        columns.set(figure, column);
      }
    }
  return new MeasuredArms(
    worlds,
    entries.map(([arm]) => arm),
    figures ?? [],
    measured,
    { seed, resamples },
  );
}

function measuredValue(value: DecimalInput, what: string): Decimal {
  try {
    return decimal(value);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw invalid('play', what, `${what} must be a decimal or null: ${error.message}`);
  }
}

class MeasuredArms<Arm extends string, Figure extends string> implements PairedArms<Arm, Figure> {
  readonly seeds: readonly number[];
  readonly arms: readonly Arm[];
  readonly figures: readonly Figure[];
  readonly #measured: ReadonlyMap<string, ReadonlyMap<string, readonly (Decimal | null)[]>>;
  readonly #bootstrap: { readonly seed: number; readonly resamples: number };

  constructor(
    seeds: readonly number[],
    arms: readonly Arm[],
    figures: readonly Figure[],
    measured: ReadonlyMap<string, ReadonlyMap<string, readonly (Decimal | null)[]>>,
    bootstrap: { readonly seed: number; readonly resamples: number },
  ) {
    this.seeds = seeds;
    this.arms = arms;
    this.figures = figures;
    this.#measured = measured;
    this.#bootstrap = bootstrap;
  }

  values(arm: Arm, figure: Figure): readonly (Decimal | null)[] {
    const column = this.#measured.get(arm)?.get(figure);
    if (column !== undefined) return column;
    throw new SimError(
      'UNKNOWN_FIGURE',
      { arm, figure },
      `there is no figure ${figure} of an arm ${arm}; arms are ${this.arms.join(', ')}, figures ${this.figures.join(', ')}`,
    );
  }

  mean(arm: Arm, figure: Figure): MeanFigure {
    const values = this.values(arm, figure).filter((value) => value !== null);
    return this.#meanOf(values, `mean/${arm}/${figure}`);
  }

  difference(control: Arm, arm: Arm, figure: Figure): PairedDifference {
    const before = this.values(control, figure);
    const after = this.values(arm, figure);
    const differences = before.flatMap((value, k) => {
      const other = after[k] ?? null;
      return value === null || other === null ? [] : [other.minus(value)];
    });
    return {
      ...this.#meanOf(differences, `difference/${control}/${arm}/${figure}`),
      up: differences.filter((difference) => difference.gt(0)).length,
      same: differences.filter((difference) => difference.eq(0)).length,
      down: differences.filter((difference) => difference.lt(0)).length,
    };
  }

  #meanOf(values: readonly Decimal[], label: string): MeanFigure {
    const { seed, resamples } = this.#bootstrap;
    const places = values.reduce((most, value) => Math.max(most, decimalPlaces(value)), 0);
    const total = values.reduce((sum, value) => sum.plus(value), ZERO);
    return {
      count: values.length,
      mean: meanOf(unitsOf(total, places) as bigint, values.length, places),
      interval: bootstrapMean(values, createRandom(seed).stream(`sim/bootstrap/${label}`), resamples),
    };
  }
}

function invalid(field: string, reason: string, message: string): SimError<'INVALID_OPTIONS'> {
  return new SimError('INVALID_OPTIONS', { field, reason }, message);
}
