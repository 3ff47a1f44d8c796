import { allocate, createRandom, decimal, ONE } from '@bagehot/kernel';
import { generateRing, type LiquidityAllocation, ringDueDays } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface RingCase {
  readonly id: string;
  readonly params: {
    readonly n_agents: number;
    readonly kappa: string;
    readonly kappa_convention: 'debt_to_liquidity' | 'liquidity_to_debt';
    readonly q_total: string;
    readonly concentration: string;
    readonly monotonicity: string;
    readonly mu: string;
    readonly maturity_days: number;
    readonly liquidity: LiquidityAllocation;
    readonly scale: number;
  };
  readonly draws: { readonly weights: readonly string[]; readonly adjacent_swaps: readonly number[] };
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Decimals without trailing zeros: the vectors write 800.00 where we write 800. */
function canonical(value: unknown): unknown {
  if (typeof value === 'string') return decimal(value).toFixed();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, canonical(part)]));
}

describe('rings recorded with their draws', () => {
  for (const { id, params, draws, expected } of goldenCases<RingCase>('ring/generator.json', 'cases'))
    it(id, () => {
      const ring = generateRing(
        {
          agents: params.n_agents,
          kappa: params.kappa,
          kappaConvention: params.kappa_convention,
          totalDebt: params.q_total,
          concentration: params.concentration,
          monotonicity: params.monotonicity,
          mu: params.mu,
          maturityDays: params.maturity_days,
          liquidity: params.liquidity,
          scale: params.scale,
          draws: { weights: draws.weights, adjacentSwaps: draws.adjacent_swaps },
        },
        createRandom(0),
      );
      const { statistics } = ring;
      expect({
        amounts: ring.payables.map(({ amount }) => amount.toFixed()),
        due_days: ring.payables.map(({ dueDay }) => dueDay),
        cash: [...ring.cash.values()].map((amount) => amount.toFixed()),
        total_dues: statistics.totalDebt.toFixed(),
        total_cash: statistics.totalCash.toFixed(),
        kappa_realised: statistics.kappaRealised?.toFixed(),
        hhi: statistics.hhi.toFixed(),
        iota: statistics.iota.toFixed(),
        lead_steps: statistics.leadSteps,
        mismatch_days: statistics.mismatchDays.toFixed(),
      }).toEqual(canonical(expected));
    });
});

describe('recorded due days', () => {
  interface DueDays {
    readonly n: number;
    readonly days: number;
    readonly mu: string;
    readonly due_days: readonly number[];
  }
  for (const { n, days, mu, due_days } of goldenCases<DueDays>('ring/generator.json', 'due_day_table'))
    it(`n = ${n}, D = ${days}, mu = ${mu}`, () => {
      expect(ringDueDays(n, days, decimal(mu))).toEqual(due_days);
    });
});

describe('recorded splits by largest remainder', () => {
  interface Split {
    readonly total: string;
    readonly weights: readonly string[];
    readonly amounts: readonly string[];
  }
  for (const { total, weights, amounts } of goldenCases<Split>('ring/generator.json', 'largest_remainder_table'))
    it(`${total} by ${weights.join(', ')}`, () => {
      const shares = allocate(decimal(total), weights.map(decimal), { quantum: ONE });
      expect(shares.map((share) => share.toFixed())).toEqual(amounts);
    });
});
