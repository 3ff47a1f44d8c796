import { createRandom, decimal, sum } from '@bagehot/kernel';
import { type GeneratedRing, generateRing, type RingParams } from '@bagehot/ring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const params = fc.record({
  agents: fc.integer({ min: 3, max: 40 }),
  maturityDays: fc.integer({ min: 1, max: 20 }),
  kappa: fc.integer({ min: 1, max: 999 }).map((n) => decimal(n).div(100)),
  totalDebt: fc.integer({ min: 400, max: 100_000 }),
  concentration: fc.integer({ min: 1, max: 500 }).map((n) => decimal(n).div(50)),
  mu: fc.integer({ min: 0, max: 100 }).map((n) => decimal(n).div(100)),
  monotonicity: fc.integer({ min: -10, max: 10 }).map((n) => decimal(n).div(10)),
  scale: fc.integer({ min: 0, max: 3 }),
  minAmount: fc.integer({ min: 1, max: 10 }),
});
const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const generate = (given: RingParams, from: number): GeneratedRing =>
  generateRing(given, createRandom(from).stream('ring'));

describe('every generated ring', () => {
  it('owes exactly the total debt and holds exactly the total cash', () => {
    fc.assert(
      fc.property(params, seed, (given, from) => {
        const { payables, cash, statistics } = generate(given, from);
        expect(sum(payables.map(({ amount }) => amount)).eq(given.totalDebt)).toBe(true);
        expect(sum(cash.values()).eq(statistics.totalCash)).toBe(true);
      }),
    );
  });

  it('has no debt below the minimum', () => {
    fc.assert(
      fc.property(params, seed, (given, from) => {
        for (const { amount } of generate(given, from).payables) expect(amount.gte(given.minAmount)).toBe(true);
      }),
    );
  });

  it('has due days from 1 to D, each the lead after its predecessor', () => {
    fc.assert(
      fc.property(params, seed, (given, from) => {
        const { payables, statistics } = generate(given, from);
        const days = payables.map(({ dueDay }) => dueDay);
        for (const day of days) expect(day >= 1 && day <= given.maturityDays).toBe(true);
        for (let i = 1; i < days.length; i++)
          expect(((days[i] as number) - (days[i - 1] as number) - statistics.leadSteps) % given.maturityDays).toBe(
            // A remainder of a negative number is negative zero.
            (days[i] as number) - (days[i - 1] as number) - statistics.leadSteps < 0 ? -0 : 0,
          );
      }),
    );
  });

  it('has the same sizes in another order when only the order is asked to change', () => {
    const sizes = ({ payables }: GeneratedRing) => payables.map(({ amount }) => amount.toFixed()).sort();
    fc.assert(
      fc.property(params, seed, (given, from) => {
        expect(sizes(generate(given, from))).toEqual(sizes(generate({ ...given, monotonicity: 0 }, from)));
      }),
    );
  });

  it('goes from large to small at monotonicity 1 and back at -1', () => {
    fc.assert(
      fc.property(params, seed, fc.constantFrom(1, -1), (given, from, monotonicity) => {
        const { payables } = generate({ ...given, monotonicity }, from);
        for (let i = 1; i < payables.length; i++) {
          const step = payables[i]?.amount.cmp(payables[i - 1]?.amount ?? 0) ?? 0;
          expect(step * monotonicity <= 0).toBe(true);
        }
      }),
    );
  });

  it('comes back from its draws alone', () => {
    fc.assert(
      fc.property(params, seed, (given, from) => {
        const first = generate(given, from);
        expect(generate({ ...given, draws: first.draws }, 0)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the weights', () => {
  // Mean of the normalised Herfindahl index of a symmetric Dirichlet sample: 1 / (n c + 1).
  it.each([
    ['0.2', 10],
    ['1', 10],
    ['5', 6],
  ])('are as unequal as concentration %s of %i agents says', (concentration, agents) => {
    const rounds = 400;
    let total = 0;
    let expected = 0;
    for (let from = 0; from < rounds; from++) {
      const { draws, statistics } = generate({ agents, kappa: 1, totalDebt: 1_000_000, concentration }, from);
      const weights = draws.weights.map(Number);
      const whole = weights.reduce((a, b) => a + b, 0);
      const index = weights.reduce((a, b) => a + (b / whole) * (b / whole), 0);
      total += (index - 1 / agents) / (1 - 1 / agents);
      expected = Number(statistics.iota);
    }
    expect(Math.abs(total / rounds - expected)).toBeLessThan(0.12 * expected);
  });
});
