import { SimError } from '../errors.js';
import { compileExchange } from '../scenario/exchange-compile.js';
import type { ExchangeScenario } from '../scenario/exchange-scenario.js';
import type { ExchangeMetrics } from './exchange-metrics.js';
import { type ExchangeOptions, type ExchangeResult, runExchangeByTick } from './run-exchange.js';

/** Sums of many doubles that differ by less, relative to the larger, are the same figure: what was added in another order. */
const TIE = 1e-9;

/** Figures by which regimes are held against one another, higher first. */
export const REGIME_FIGURES = ['totalUtility', 'goodsUtility', 'moneyMetricGain'] as const;

/** One of {@link REGIME_FIGURES}. */
export type RegimeFigure = (typeof REGIME_FIGURES)[number];

/** How an exchange is compared with itself under other regimes. */
export interface RegimeComparisonOptions
  extends Pick<ExchangeOptions, 'registry' | 'level' | 'snapshotInitial' | 'strict' | 'signal'> {
  /** What each run has of its own, such as sinks or a purchase limit: these may keep state, so each run needs its own. */
  readonly of?: (regime: string, seed: number) => RegimeRunOptions;
}

/** What one run of a comparison has of its own. */
export interface RegimeRunOptions
  extends Pick<ExchangeOptions, 'sinks' | 'purchaseLimit' | 'tradeCredit' | 'onStart' | 'onTick'> {
  /** Called with everything the run came to when it is over, of which the comparison keeps the figures alone. */
  readonly onEnd?: (result: ExchangeResult) => void;
}

/** One run of a comparison. */
export interface RegimeRun {
  readonly regime: string;
  readonly seed: number;
  readonly stopped: ExchangeResult['stopped'];
  /** Σ total utility at the end. */
  readonly totalUtility: number;
  /** Σ goods utility at the end. */
  readonly goodsUtility: number;
  /** Σ gain/λ over all trades. */
  readonly moneyMetricGain: number;
  readonly metrics: ExchangeMetrics;
}

/** What became of one regime over all seeds. */
export interface RegimeFigures extends Readonly<Record<RegimeFigure, number>> {
  readonly regime: string;
  /** Trades of all runs, by pair type. */
  readonly tradesByPairType: ReadonlyMap<string, number>;
  /** Mean of the runs with money; null when there is none. */
  readonly giniOfMoney: number | null;
  readonly shareOfTraders: number;
}

/** Two regimes on the same seeds: differences of the second minus the first. */
export interface RegimePair {
  readonly regimes: readonly [first: string, second: string];
  readonly figure: RegimeFigure;
  /** One per seed, in their order. */
  readonly differences: readonly number[];
  readonly mean: number;
  /** Seeds in which the second is higher, in which both are the same but for rounding (1e-9 of the larger), and in which it is lower. */
  readonly higher: number;
  readonly equal: number;
  readonly lower: number;
}

/** How often the regimes came out in one order. */
export interface RegimeOrdering {
  readonly figure: RegimeFigure;
  /** From the lowest to the highest, those that are equal together: `barter_only < money_only = mixed`. */
  readonly ordering: string;
  readonly count: number;
}

/**
 * One exchange under several regimes, from the same people in the same places for each seed.
 *
 * What is certain is said in the exchange specification, section 16: every trade raises both parties' total utility, and of two agents the best mixed trade is at least as good as any
 * other. It is not certain of whole runs that a regime that allows more ends higher: count, and never expect a chain in each run.
 */
export interface RegimeComparison {
  readonly regimes: readonly string[];
  readonly seeds: readonly number[];
  /** By seed, and by regime within a seed. */
  readonly runs: readonly RegimeRun[];
  /** Means over the seeds, and trades in all, per regime. */
  readonly figures: readonly RegimeFigures[];
  /** Each regime against each that is named before it. */
  readonly pairs: readonly RegimePair[];
  /** The most frequent first, per figure. */
  readonly orderings: readonly RegimeOrdering[];
  /** Did all runs come to their last tick? Seeds that did not in every regime count in nothing but `runs`. */
  readonly completed: boolean;
}

/** A tick of one run that has just been run. */
export interface RegimeComparisonStep {
  readonly regime: string;
  readonly seed: number;
  readonly tick: number;
}

/**
 * Runs an exchange under each regime with each seed and counts: see {@link RegimeComparison}.
 *
 * @param regimes - at least two different names
 * @param seeds - at least one, all different; of a scenario that spells everybody out one is enough, for nothing is drawn
 * @throws SimError `INVALID_OPTIONS` for other regimes or seeds; what `runScenario` throws
 * @see exchange specification, section 16
 * @example
 * const { pairs } = compareRegimes(loadScenario(yaml, 'exchange'), ['barter_only', 'money_only', 'mixed'], [1, 2, 3]);
 */
export function compareRegimes(
  scenario: ExchangeScenario,
  regimes: readonly string[],
  seeds: readonly number[],
  options: RegimeComparisonOptions = {},
): RegimeComparison {
  const ticks = compareRegimesByTick(scenario, regimes, seeds, options);
  let step = ticks.next();
  while (step.done !== true) step = ticks.next();
  return step.value;
}

/** The same, one tick of one run per step: for progress displays and Ctrl-C. */
export function* compareRegimesByTick(
  scenario: ExchangeScenario,
  regimes: readonly string[],
  seeds: readonly number[],
  options: RegimeComparisonOptions = {},
): Generator<RegimeComparisonStep, RegimeComparison, void> {
  requireDistinct('regimes', regimes, 2);
  requireDistinct('seeds', seeds, 1);
  const { of, level = 'minimal', ...shared } = options;
  const runs: RegimeRun[] = [];
  for (const seed of seeds) {
    const compiled = compileExchange({ ...scenario, run: { ...scenario.run, seed } });
    for (const regime of regimes) {
      const arm = { ...compiled, exchange: { ...compiled.exchange, regime } };
      const { onEnd, ...own } = of?.(regime, seed) ?? {};
      const ticks = runExchangeByTick(arm, { ...shared, level, ...own });
      let step = ticks.next();
      while (step.done !== true) {
        yield { regime, seed, tick: step.value };
        step = ticks.next();
      }
      onEnd?.(step.value);
      runs.push(runOf(regime, seed, step.value));
    }
  }
  return comparisonOf(regimes, seeds, runs);
}

function requireDistinct(field: string, values: readonly unknown[], least: number): void {
  if (values.length >= least && new Set(values).size === values.length) return;
  const reason = least === 1 ? 'at least one, all different' : `at least ${least} different names`;
  throw new SimError('INVALID_OPTIONS', { field, reason }, `${field} must be ${reason}, but is [${values.join(', ')}]`);
}

function runOf(regime: string, seed: number, { stopped, metrics }: ExchangeResult): RegimeRun {
  const { end, moneyMetricGain } = metrics;
  return { regime, seed, stopped, totalUtility: end.total, goodsUtility: end.goods, moneyMetricGain, metrics };
}

function comparisonOf(
  regimes: readonly string[],
  seeds: readonly number[],
  runs: readonly RegimeRun[],
): RegimeComparison {
  const whole = seeds
    .map((_, k) => runs.slice(k * regimes.length, (k + 1) * regimes.length))
    .filter((each) => each.every(({ stopped }) => stopped === 'horizon'));
  const runsOf = (k: number): readonly RegimeRun[] => whole.map((each) => each[k] as RegimeRun);
  return {
    regimes,
    seeds,
    runs,
    figures: regimes.map((regime, k) => figuresOf(regime, runsOf(k))),
    pairs: regimes.flatMap((_, later) =>
      regimes
        .slice(0, later)
        .flatMap((__, earlier) =>
          REGIME_FIGURES.map((figure) =>
            pairOf(figure, runsOf(earlier), runsOf(later), [regimes[earlier] as string, regimes[later] as string]),
          ),
        ),
    ),
    orderings: REGIME_FIGURES.flatMap((figure) => orderingsOf(figure, whole)),
    completed: whole.length === seeds.length,
  };
}

function figuresOf(regime: string, runs: readonly RegimeRun[]): RegimeFigures {
  const trades = new Map<string, number>();
  for (const { metrics } of runs)
    for (const [pair, count] of metrics.tradesByPairType) trades.set(pair, (trades.get(pair) ?? 0) + count);
  const ginis = runs.flatMap(({ metrics }) => metrics.giniOfMoney ?? []);
  return {
    regime,
    totalUtility: mean(runs.map((run) => run.totalUtility)),
    goodsUtility: mean(runs.map((run) => run.goodsUtility)),
    moneyMetricGain: mean(runs.map((run) => run.moneyMetricGain)),
    tradesByPairType: trades,
    giniOfMoney: ginis.length === 0 ? null : mean(ginis),
    shareOfTraders: mean(runs.map(({ metrics }) => metrics.shareOfTraders)),
  };
}

function pairOf(
  figure: RegimeFigure,
  first: readonly RegimeRun[],
  second: readonly RegimeRun[],
  regimes: readonly [string, string],
): RegimePair {
  const differences = second.map((run, k) => run[figure] - (first[k] as RegimeRun)[figure]);
  const signs = second.map((run, k) => signOf((first[k] as RegimeRun)[figure], run[figure]));
  return {
    regimes,
    figure,
    differences,
    mean: mean(differences),
    higher: signs.filter((sign) => sign > 0).length,
    equal: signs.filter((sign) => sign === 0).length,
    lower: signs.filter((sign) => sign < 0).length,
  };
}

/** Of the difference of the second less the first; 0 where they differ by no more than rounding. */
function signOf(first: number, second: number): number {
  const tie = TIE * Math.max(1, Math.abs(first), Math.abs(second));
  return Math.abs(second - first) <= tie ? 0 : Math.sign(second - first);
}

function orderingsOf(figure: RegimeFigure, seeds: readonly (readonly RegimeRun[])[]): readonly RegimeOrdering[] {
  const counts = new Map<string, number>();
  for (const runs of seeds) {
    const ordering = orderingOf(figure, runs);
    counts.set(ordering, (counts.get(ordering) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([ordering, count]) => ({ figure, ordering, count }));
}

/** Regimes by rising figure; equal ones stay in the order in which they are named. */
function orderingOf(figure: RegimeFigure, runs: readonly RegimeRun[]): string {
  const sorted = [...runs].sort((a, b) => a[figure] - b[figure]);
  const groups: RegimeRun[][] = [];
  for (const [k, run] of sorted.entries()) {
    const before = sorted[k - 1];
    const group = groups.at(-1);
    if (before !== undefined && group !== undefined && signOf(before[figure], run[figure]) === 0) group.push(run);
    else groups.push([run]);
  }
  return groups
    .map((group) =>
      group
        .sort((a, b) => runs.indexOf(a) - runs.indexOf(b))
        .map(({ regime }) => regime)
        .join(' = '),
    )
    .join(' < ');
}

/** 0 of nothing: no seed was run to its end. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
