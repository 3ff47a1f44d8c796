import type { ExchangeReportInput, ExchangeReportRun, ExchangeReportSeeds } from '@bagehot/report';

/** What a made-up exchange is like. */
interface Shape {
  readonly regimes?: readonly string[];
  readonly goods?: readonly string[];
  readonly ticks?: number;
  readonly people?: number;
  readonly side?: number;
  readonly isEstimated?: boolean;
  /** Seeds of a comparison. */
  readonly seeds?: number;
}

/** An exchange that nobody has run: figures by simple rules, so that what a page shows can be told by hand. */
export function exchangeInput({
  regimes = ['barter_only', 'money_only', 'mixed'],
  goods = ['A', 'B'],
  ticks = 40,
  people = 12,
  side = 10,
  isEstimated = true,
  seeds = 0,
}: Shape = {}): ExchangeReportInput {
  const runOf = (regime: string, r: number): ExchangeReportRun => ({
    regime,
    moneyMode: isEstimated ? 'kkt_lambda' : 'quasilinear',
    ticks,
    trades: ['A<->B', 'A<->M', 'B<->M'].map((pairType, p) => ({
      pairType,
      counts: Array.from({ length: ticks }, (_, tick) => (tick + p + r) % 4),
    })),
    agents: Array.from({ length: people }, (_, id) => ({
      id,
      money: 10 * (id + 1) * (r + 1),
      moneyBefore: 100,
      utility: 50 + id + r,
      utilityBefore: 50,
      trades: id % 3,
    })),
    lambda: isEstimated ? { lower: falling(ticks, 0.8), median: falling(ticks, 1), upper: falling(ticks, 1.3) } : null,
    frames: Array.from({ length: Math.ceil(ticks / 10) + 1 }, (_, k) => ({
      tick: k === 0 ? -1 : (k - 1) * 10,
      agents: Array.from({ length: people }, (__, id) => ({
        id,
        x: (id * 3 + k) % side,
        y: (id * 7) % side,
        isPaired: id % 4 < 2,
      })),
      resources: Array.from({ length: side }, (__, n) => ({
        x: n,
        y: (n * 3) % side,
        good: goods[n % goods.length] ?? '',
        amount: n % 5,
      })),
    })),
  });
  const runs = regimes.map(runOf);
  const page = { title: 'Barter or money', parameters: { seed: 7, spread: 0.05 }, goods, side, runs };
  return seeds === 0 ? page : { ...page, seeds: seedsInput(regimes, seeds) };
}

/** λ that falls by a tenth over a run. */
function falling(ticks: number, from: number): readonly number[] {
  return Array.from({ length: ticks }, (_, tick) => from - tick / ticks / 10);
}

/** Each regime is ahead of the one before it by -1, 0, 1, -1, … seed by seed. */
function seedsInput(regimes: readonly string[], seeds: number): ExchangeReportSeeds {
  const differences = Array.from({ length: seeds }, (_, k) => (k % 3) - 1);
  return {
    shown: 7,
    figures: regimes.map((regime, r) => ({
      regime,
      totalUtility: 100 + r,
      goodsUtility: 60 + r,
      moneyMetricGain: 12.5 * r,
      tradesByPairType: new Map([
        ['A<->B', 4 * r],
        ['A<->M', 5],
      ]),
      giniOfMoney: r === 0 ? null : 0.25,
      shareOfTraders: 0.5,
    })),
    pairs: regimes.slice(1).flatMap((second, k) =>
      ['totalUtility', 'goodsUtility'].map((figure) => ({
        regimes: [regimes[k] ?? '', second] as const,
        figure,
        differences,
        mean: differences.reduce<number>((sum, value) => sum + value, 0) / seeds,
        higher: differences.filter((value) => value > 0).length,
        equal: differences.filter((value) => value === 0).length,
        lower: differences.filter((value) => value < 0).length,
      })),
    ),
    orderings: [
      { figure: 'totalUtility', ordering: regimes.join(' < '), count: seeds - 1 },
      { figure: 'totalUtility', ordering: regimes.join(' = '), count: 1 },
    ],
  };
}
