import type { ExchangeReportInput, ExchangeReportRun } from '@bagehot/report';

/** What a made-up exchange is like. */
interface Shape {
  readonly regimes?: readonly string[];
  readonly goods?: readonly string[];
  readonly ticks?: number;
  readonly people?: number;
  readonly side?: number;
  readonly isEstimated?: boolean;
}

/** An exchange that nobody has run: figures by simple rules, so that what a page shows can be told by hand. */
export function exchangeInput({
  regimes = ['barter_only', 'money_only', 'mixed'],
  goods = ['A', 'B'],
  ticks = 40,
  people = 12,
  side = 10,
  isEstimated = true,
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
      lambda: Array.from({ length: ticks }, (__, tick) => (isEstimated ? 1 + (id - tick / ticks) / 10 : 1)),
    })),
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
  return { title: 'Barter or money', parameters: { seed: 7, spread: 0.05 }, goods, side, runs: regimes.map(runOf) };
}
