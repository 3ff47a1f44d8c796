import type { SweepInput } from '@bagehot/report';

/** A row of a comparison with the columns that every such row has. */
export interface ComparisonRow {
  readonly index: number;
  readonly kappa: string;
  readonly mu: string;
  readonly seed: number;
  readonly treatment: string;
  readonly default_rate_without_dealer: string | null;
  readonly default_rate_with_dealer: string | null;
  readonly liquidity_relief_ratio: string | null;
  readonly rescues: number;
  readonly induced: number;
  readonly status: string;
  readonly problem?: string;
}

/** A row whose relief is that of its rates. */
export function rowOf(
  index: number,
  at: { readonly kappa: string; readonly mu: string },
  control: number,
  treated: number,
): ComparisonRow {
  const relief = control === 0 ? (treated === 0 ? '0' : null) : String((control - treated) / control);
  return {
    index,
    ...at,
    seed: 42 + index,
    treatment: 'dealers',
    default_rate_without_dealer: String(control),
    default_rate_with_dealer: String(treated),
    liquidity_relief_ratio: relief,
    rescues: control > treated ? 2 : 0,
    induced: control < treated ? 1 : 0,
    status: 'completed',
  };
}

const KAPPAS = ['0.5', '1', '2'];
const MUS = ['0', '1'];

/** Twelve pairs on a grid of three by two, drawn twice: six improved, two worsened, three as they were, one refused. */
export const ROWS: readonly ComparisonRow[] = [
  rowOf(0, { kappa: '0.5', mu: '0' }, 0, 0),
  rowOf(1, { kappa: '0.5', mu: '0' }, 0, 0.125),
  rowOf(2, { kappa: '0.5', mu: '1' }, 0.05, 0.05),
  rowOf(3, { kappa: '0.5', mu: '1' }, 0.2, 0.1),
  rowOf(4, { kappa: '1', mu: '0' }, 0.4, 0.3),
  rowOf(5, { kappa: '1', mu: '0' }, 0.5, 0.25),
  rowOf(6, { kappa: '1', mu: '1' }, 0.5, 0.5),
  rowOf(7, { kappa: '1', mu: '1' }, 0.25, 0.5),
  rowOf(8, { kappa: '2', mu: '0' }, 0.8, 0.6),
  rowOf(9, { kappa: '2', mu: '0' }, 0.95, 0.38),
  rowOf(10, { kappa: '2', mu: '1' }, 0.6, 0.3),
  {
    ...rowOf(11, { kappa: '2', mu: '1' }, 0, 0),
    default_rate_without_dealer: null,
    default_rate_with_dealer: null,
    liquidity_relief_ratio: null,
    status: 'refused',
    problem: 'params.maturity.days must be at least 1',
  },
];

const GROUP = { total_pairs: 12, completed_pairs: 11, improved: 6, unchanged: 3, worsened: 2, undefined_relief: 1 };

/** What `summary.json` holds of them, as far as the page reads it; figures are such that none is like another. */
export const SUMMARY: object = {
  engine_version: '0.0.0',
  rows: 12,
  refused: 1,
  arms: [
    { arm: 'control', runs: 11, mean_default_rate: '0.38636363636363636364', outcomes: { stable: 11 } },
    {
      arm: 'dealers',
      runs: 11,
      mean_default_rate: '0.28227272727272727273',
      outcomes: { stable: 11 },
      strategies: {
        no_trade: { count: 1310, defaulted: 131, default_rate: '0.1' },
        sell_before: { count: 77, defaulted: 33, default_rate: '0.42857142857142857143' },
      },
    },
  ],
  comparisons: [
    {
      baseline: 'control',
      treatment: 'dealers',
      ...GROUP,
      mean_control_rate: '0.38636363636363636364',
      mean_treatment_rate: '0.28227272727272727273',
      mean_reduction: '0.10409090909090909091',
      mean_relief_ratio: '0.16012345678901234567',
      median_relief_ratio: '0.12512345678901234567',
      rescues: 12,
      induced: 2,
      paired_t: { pairs: 11, t: 1.616271, df: 10, p: 0.13712, cohens_d: 0.487324, standard_deviation: 0.2136 },
      signed_rank: {
        pairs: 8,
        statistic: 7.5,
        positive: 6,
        negative: 2,
        p: 0.1484375,
        method: 'exact',
        effect_size: 0.5833,
      },
      relief_interval: { lower: '-0.13912345678901234567', upper: '0.38112345678901234567', resamples: 10000 },
      reduction_interval: { lower: '-0.01712345678901234567', upper: '0.22412345678901234567', resamples: 10000 },
      over_replicates: {
        replicates: 2,
        mean_relief_ratio: {
          mean: '0.15912345678901234567',
          standard_deviation: 0.0123,
          t_interval: { lower: 0.04861, upper: 0.26963 },
          bootstrap_interval: null,
        },
      },
      by_parameter: [
        {
          parameter: 'kappa',
          path: 'params.kappa',
          binned: false,
          levels: KAPPAS.map((level, k) => ({ level, total_pairs: 4, mean_relief_ratio: `0.${k + 1}7319` })),
        },
        {
          parameter: 'mu',
          path: 'params.maturity.mu',
          binned: false,
          levels: MUS.map((level, k) => ({ level, total_pairs: 6, mean_relief_ratio: `0.${k + 4}9177` })),
        },
      ],
      by_regime: [{ regime: 'low', total_pairs: 3, mean_relief_ratio: '0.07771' }],
      worsened_pairs: [],
    },
  ],
};

/** The sweep of these rows. */
export const SWEEP: SweepInput = {
  title: 'Relief on a small grid',
  description: 'Three ratios of debt to money, two timings of debts, each drawn twice.',
  parameters: { n_agents: 20, maturity: { days: 6 }, base_seed: 42 },
  axes: ['kappa', 'mu'],
  arms: ['control', 'dealers'],
  rows: ROWS,
  summary: SUMMARY,
};

/** Many pairs over three sampled parameters: every fiftieth is worsened, every hundredth refused. */
export function* manyRows(count: number, worsenedEvery = 50): Generator<object> {
  for (let index = 0; index < count; index++) {
    // Multiples of an irrational number, less their whole part, are spread evenly.
    const draw = (k: number): number => ((index + 1) * Math.sqrt(k)) % 1;
    const control = Number((draw(2) * 0.99).toFixed(6));
    const worse = index % worsenedEvery === 7;
    const treated = worse ? Math.min(1, control + 0.01) : control * (1 - draw(3) * 0.5);
    const refused = index % 100 === 3;
    yield {
      index,
      kappa: (0.2 + 4.8 * draw(5)).toFixed(6),
      concentration: (0.2 + 4.8 * draw(7)).toFixed(6),
      mu: draw(11).toFixed(6),
      seed: 42 + index,
      treatment: 'dealers',
      default_rate_without_dealer: refused ? null : control.toFixed(12),
      default_rate_with_dealer: refused ? null : treated.toFixed(12),
      status: refused ? 'refused' : 'completed',
    };
  }
}

/** The sweep of many rows. */
export function manyPairs(count: number, worsenedEvery?: number): SweepInput {
  return {
    title: 'Many pairs',
    parameters: {},
    axes: ['kappa', 'concentration', 'mu'],
    arms: ['control', 'dealers'],
    rows: manyRows(count, worsenedEvery),
    summary: {},
    rerun: (index) => `bagehot sweep pair out/sweep ${index}`,
  };
}

/** Searches at four points and in two arms, drawn twice: one of them found nothing safe, one found nothing unsafe. */
export const FRONTIER: readonly object[] = ['0.2', '5'].flatMap((concentration, c) =>
  ['0', '1'].flatMap((mu, m) =>
    ['control', 'dealers'].flatMap((arm, a) =>
      [0, 1].map((replicate) => {
        const [none, open] = [c === 0 && m === 0 && a === 0, c === 1 && m === 1 && a === 1];
        return {
          index: 4 * c + 2 * m + replicate,
          replicate,
          concentration,
          mu,
          arm,
          path: 'params.kappa',
          feasible: !none,
          safe: none ? null : String(0.5 + c + m / 4 + a / 8 + replicate / 16),
          unsafe: open ? null : String(0.75 + c + m / 4 + a / 8 + replicate / 16),
        };
      }),
    ),
  ),
);
