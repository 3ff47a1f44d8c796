import { type Decimal, decimal, type RandomSource, ZERO } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import type { ComparisonRecord } from '../comparison-record.js';
import type { PlainRecord } from '../run-record.js';
import { type BootstrapInterval, bootstrapMean, DEFAULT_RESAMPLES } from '../statistics/bootstrap.js';
import { meanOf } from '../statistics/exact-mean.js';
import { testsOf } from '../statistics/pair-tests.js';
import { groupOf, type PairGroup, type PairUnits, RATE_PLACES, rateUnits } from '../statistics/pair-units.js';
import { tInterval } from '../statistics/t-interval.js';
import type { AxisLevels } from './axis-levels.js';
import type { Sweep } from './sweep-plan.js';

/** Most draws of one bootstrap: with more than 2,500 values there are fewer resamples, of means that move less. */
const MOST_DRAWS = 25_000_000;
const LEAST_RESAMPLES = 1000;

/** Regimes of stress by the default rate of the control: up to 0.1, and above 0.9, each end belonging to the middle. */
const REGIMES: readonly { readonly regime: string; holds(control: bigint): boolean }[] = [
  { regime: 'low', holds: (control) => control * 10n < ONE_UNIT },
  { regime: 'medium', holds: (control) => control * 10n >= ONE_UNIT && control * 10n <= 9n * ONE_UNIT },
  { regime: 'catastrophic', holds: (control) => control * 10n > 9n * ONE_UNIT },
];
const ONE_UNIT: bigint = 10n ** BigInt(RATE_PLACES);

/** A pair and its place; without figures when an arm came to no end. */
interface PlacedPair {
  readonly index: number;
  readonly units: PairUnits | undefined;
}

/** An arm against the first one, pair by pair: a few numbers are kept of each. */
export class TreatmentSummary {
  readonly #sweep: Sweep;
  readonly #axes: readonly AxisLevels[];
  readonly #names: PlainRecord;
  readonly #pairs: PlacedPair[] = [];

  constructor(sweep: Sweep, axes: readonly AxisLevels[], treatment: string) {
    this.#sweep = sweep;
    this.#axes = axes;
    this.#names = { baseline: sweep.arms[0] ?? '', treatment };
  }

  /** @param comparison - undefined when the pair could not be run */
  add(index: number, comparison: ComparisonRecord | undefined): void {
    this.#pairs.push({ index, units: comparison === undefined ? undefined : unitsOfRecord(comparison) });
  }

  record(random: RandomSource): PlainRecord {
    const pairs = this.#pairs.toSorted((a, b) => a.index - b.index);
    const completed = pairs.flatMap(({ units }) => units ?? []);
    const { pairedT, signedRank, reliefInterval, reductionInterval } = testsOf(completed, random, resamplesFor);
    return {
      ...this.#names,
      ...groupRecord(groupOf(pairs.map(({ units }) => units))),
      paired_t:
        pairedT === null
          ? null
          : {
              pairs: pairedT.pairs,
              t: pairedT.statistic,
              df: pairedT.degreesOfFreedom,
              p: pairedT.pValue,
              cohens_d: pairedT.effectSize,
              standard_deviation: pairedT.standardDeviation,
            },
      signed_rank:
        signedRank === null
          ? null
          : {
              pairs: signedRank.pairs,
              statistic: signedRank.statistic,
              positive: signedRank.positive,
              negative: signedRank.negative,
              p: signedRank.pValue,
              method: signedRank.method,
              effect_size: signedRank.effectSize,
            },
      relief_interval: intervalRecord(reliefInterval),
      reduction_interval: intervalRecord(reductionInterval),
      over_replicates: this.#sweep.replicates > 1 ? this.#overReplicates(pairs, random) : null,
      by_parameter: this.#byParameter(pairs),
      by_regime: REGIMES.map(({ regime, holds }) => ({
        regime,
        ...groupRecord(groupOf(completed.filter(({ control }) => holds(control)))),
      })),
      worsened_pairs: pairs.flatMap((pair) => this.#worsened(pair)),
    };
  }

  /** What the mean over all points comes to in each replicate of the whole design, and how far that is from chance. */
  #overReplicates(pairs: readonly PlacedPair[], random: RandomSource): PlainRecord {
    const groups: (PairUnits | undefined)[][] = Array.from({ length: this.#sweep.replicates }, () => []);
    for (const { index, units } of pairs) groups[index % groups.length]?.push(units);
    const made = groups.map(groupOf).filter(({ completedPairs }) => completedPairs > 0);
    const share = (count: number, { completedPairs }: PairGroup): Decimal =>
      meanOf(BigInt(count), completedPairs, 0) ?? ZERO;
    const series: Readonly<Record<string, readonly Decimal[]>> = {
      mean_relief_ratio: made.flatMap(({ meanReliefRatio }) => meanReliefRatio ?? []),
      mean_reduction: made.flatMap(({ meanReduction }) => meanReduction ?? []),
      share_improved: made.map((group) => share(group.improved, group)),
      share_worsened: made.map((group) => share(group.worsened, group)),
    };
    return {
      replicates: made.length,
      ...Object.fromEntries(
        Object.entries(series).map(([name, values]) => {
          const t = tInterval(values);
          const stream = random.stream(`replicates/${name}`);
          const bootstrap = bootstrapMean(values, stream, resamplesFor(values.length));
          return [
            name,
            {
              mean: t?.mean.toFixed() ?? values[0]?.toFixed() ?? null,
              standard_deviation: t?.standardDeviation ?? null,
              t_interval: t === null ? null : { lower: t.lower, upper: t.upper },
              bootstrap_interval: intervalRecord(bootstrap),
            },
          ];
        }),
      ),
    };
  }

  #byParameter(pairs: readonly PlacedPair[]): readonly PlainRecord[] {
    const groups = this.#axes.map(({ labels }) => labels.map((): (PairUnits | undefined)[] => []));
    const positions = new Map(this.#axes.map(({ path }, k) => [path, k]));
    for (const { index, units } of pairs)
      for (const { path, value } of this.#sweep.place(index).coordinates) {
        const k = positions.get(path) ?? -1;
        groups[k]?.[this.#axes[k]?.indexOf(value) ?? -1]?.push(units);
      }
    return this.#axes.map(({ name, path, binned, labels }, k) => ({
      parameter: name,
      path,
      binned,
      levels: labels.flatMap((level, at) => {
        const group = groups[k]?.[at] ?? [];
        return group.length === 0 ? [] : [{ level, ...groupRecord(groupOf(group)) }];
      }),
    }));
  }

  #worsened({ index, units }: PlacedPair): readonly PlainRecord[] {
    if (units === undefined || units.reduction >= 0n) return [];
    const { seed, coordinates } = this.#sweep.place(index);
    const names = new Map(this.#axes.map(({ path, name }) => [path, name]));
    return [
      {
        index,
        seed,
        coordinates: Object.fromEntries(coordinates.map(({ path, value }) => [names.get(path) ?? path, value])),
        control_rate: fromUnits(units.control, RATE_PLACES).toFixed(),
        treatment_rate: fromUnits(units.treatment, RATE_PLACES).toFixed(),
      },
    ];
  }
}

/** Undefined when an arm came to no end of its own. */
function unitsOfRecord(comparison: ComparisonRecord): PairUnits | undefined {
  const units = (name: string): bigint | null => {
    const value = comparison[name];
    return typeof value === 'string' ? rateUnits(decimal(value)) : null;
  };
  const control = units('default_rate_without_dealer');
  const treatment = units('default_rate_with_dealer');
  const reduction = units('delta_reduction');
  if (control === null || treatment === null || reduction === null) return undefined;
  return {
    control,
    treatment,
    reduction,
    ratio: units('liquidity_relief_ratio'),
    rescues: Number(comparison['rescues']),
    induced: Number(comparison['induced']),
  };
}

function resamplesFor(values: number): number {
  return Math.min(DEFAULT_RESAMPLES, Math.max(LEAST_RESAMPLES, Math.floor(MOST_DRAWS / Math.max(1, values))));
}

function groupRecord(group: PairGroup): PlainRecord {
  const show = (value: Decimal | null): string | null => value?.toFixed() ?? null;
  return {
    total_pairs: group.totalPairs,
    completed_pairs: group.completedPairs,
    mean_control_rate: show(group.meanControlRate),
    mean_treatment_rate: show(group.meanTreatmentRate),
    mean_reduction: show(group.meanReduction),
    mean_relief_ratio: show(group.meanReliefRatio),
    median_relief_ratio: show(group.medianReliefRatio),
    undefined_relief: group.undefinedRelief,
    improved: group.improved,
    unchanged: group.unchanged,
    worsened: group.worsened,
    rescues: group.rescues,
    induced: group.induced,
  };
}

function intervalRecord(interval: BootstrapInterval | null): PlainRecord | null {
  if (interval === null) return null;
  const { lower, upper, resamples } = interval;
  return { lower: lower.toFixed(), upper: upper.toFixed(), resamples };
}
