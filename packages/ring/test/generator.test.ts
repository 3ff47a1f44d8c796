import { createRandom } from '@bagehot/kernel';
import { checkRingParams, generateRing, RingError, type RingParams, ringName } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

const params = { agents: 5, maturityDays: 3, kappa: '2', totalDebt: 500, mu: '0.5' } satisfies RingParams;
const ring = (changes: Partial<RingParams> = {}, seed = 1) =>
  generateRing({ ...params, ...changes }, createRandom(seed).stream('ring'));
const texts = (values: Iterable<{ toFixed(): string }>) => Array.from(values, (value) => value.toFixed());
const problems = (changes: Partial<Record<keyof RingParams, unknown>>) =>
  checkRingParams({ ...params, ...changes } as RingParams).map(({ code, path }) => `${code} ${path}`);

describe('a generated ring', () => {
  it('names agents H1 to Hn, each of whom owes the next', () => {
    const { agents, payables } = ring();
    expect(agents).toEqual(['H1', 'H2', 'H3', 'H4', 'H5']);
    expect(payables.map(({ alias, debtor, creditor }) => `${alias}: ${debtor} -> ${creditor}`)).toEqual([
      'P_H1_H2: H1 -> H2',
      'P_H2_H3: H2 -> H3',
      'P_H3_H4: H3 -> H4',
      'P_H4_H5: H4 -> H5',
      'P_H5_H1: H5 -> H1',
    ]);
  });

  it('is the same ring again when its draws are given back', () => {
    const first = ring({ monotonicity: '0.5' });
    const again = ring({ monotonicity: '0.5', draws: first.draws }, 2);
    expect(again).toEqual(first);
  });

  it('differs from seed to seed, and not for the same seed', () => {
    expect(texts(ring({}, 7).draws.weights)).toEqual(texts(ring({}, 7).draws.weights));
    expect(texts(ring({}, 7).draws.weights)).not.toEqual(texts(ring({}, 8).draws.weights));
  });

  it('draws weights and order from streams of their own', () => {
    const sorted = ring({ monotonicity: '0.5' });
    expect(texts(sorted.draws.weights)).toEqual(texts(ring().draws.weights));
    expect(sorted.draws.adjacentSwaps).toHaveLength(10);
  });

  it('divides debt by liquidity in kappa, or the other way round by name', () => {
    expect(ring({ kappa: 2 }).statistics.totalCash.toFixed()).toBe('250');
    expect(ring({ kappa: 2, kappaConvention: 'liquidity_to_debt' }).statistics.totalCash.toFixed()).toBe('1000');
  });

  it('takes total debt from total liquidity when that is what is given', () => {
    const { statistics } = generateRing({ kappa: 2, totalLiquidity: 300 }, createRandom(1));
    expect([statistics.totalDebt.toFixed(), statistics.totalCash.toFixed()]).toEqual(['600', '300']);
  });

  it('uses both totals when both are given, and warns when kappa contradicts them', () => {
    expect(ring({ totalLiquidity: 250 }).warnings).toEqual([]);
    const contradiction = ring({ totalLiquidity: 100 });
    expect(contradiction.warnings).toHaveLength(1);
    expect(contradiction.statistics.kappaRealised?.toFixed()).toBe('5');
    expect(contradiction.statistics.liquidityToDebt.toFixed()).toBe('0.2');
  });

  it('rounds totals half to even', () => {
    expect(ring({ totalDebt: '500.5', kappa: 1 }).statistics.totalDebt.toFixed()).toBe('500');
    expect(ring({ totalDebt: 501, kappa: 2 }).statistics.totalCash.toFixed()).toBe('250');
    expect(ring({ totalDebt: 503, kappa: 2 }).statistics.totalCash.toFixed()).toBe('252');
  });

  it('reads iota as 1 / (n c + 1)', () => {
    const { statistics, draws } = ring({ iota: '0.2' });
    expect(statistics.iota.toFixed()).toBe('0.2');
    expect(texts(draws.weights)).toEqual(texts(ring({ concentration: '0.8' }).draws.weights));
  });

  it('takes from the largest debt, again and again, until every debt has the minimum', () => {
    const draws = { weights: [70, 0.001, 60, 50, 0.001] };
    const amounts = texts(ring({ totalDebt: 180, minAmount: 30, draws }).payables.map(({ amount }) => amount));
    // 70, 0, 60, 50, 0: H2 takes 30 from the 70; H5 takes 30 from the 60, which is now the largest.
    expect(amounts).toEqual(['40', '30', '30', '50', '30']);
  });

  it('replaces a weight too small for a double', () => {
    const { draws } = ring({ concentration: '0.0001' });
    expect(texts(draws.weights).filter((weight) => weight === `0.${'0'.repeat(299)}1`).length).toBeGreaterThan(0);
  });

  it('is named after its parameters without trailing zeros', () => {
    expect(ringName('Kalecki', { ...params, kappa: '0.50', concentration: '1.0', mu: '0.250' })).toBe(
      'Kalecki (n=5, kappa=0.5, c=1, mu=0.25)',
    );
  });
});

describe('parameters outside their domain', () => {
  it.each([
    [{ agents: 2 }, ['E_RING_AGENTS agents']],
    [{ agents: 4.5 }, ['E_RING_AGENTS agents']],
    [{ maturityDays: 0 }, ['E_RING_MATURITY maturityDays']],
    [{ mu: '1.01' }, ['E_RING_MATURITY mu']],
    [{ kappa: 0 }, ['E_RING_KAPPA kappa']],
    [{ kappa: 'much' }, ['E_RING_KAPPA kappa']],
    [{ monotonicity: -2 }, ['E_RING_MONOTONICITY monotonicity']],
    [{ scale: 13 }, ['E_RING_SCALE scale']],
    [{ concentration: 0 }, ['E_RING_INEQUALITY concentration']],
    [{ iota: 1 }, ['E_RING_INEQUALITY iota']],
    [{ iota: '0.5', concentration: 1 }, ['E_RING_INEQUALITY iota']],
    [{ totalDebt: undefined }, ['E_RING_TOTALS totalDebt']],
    [{ totalDebt: -1 }, ['E_RING_TOTALS totalDebt']],
    [{ minAmount: '0.5' }, ['E_RING_TOO_SMALL minAmount']],
    [{ minAmount: 101 }, ['E_RING_TOO_SMALL totalDebt']],
    [{ liquidity: { mode: 'single_at', agent: 'H6' } }, ['E_RING_LIQUIDITY_AGENT liquidity.agent']],
    [{ liquidity: { mode: 'single_at', agent: 'H01' } }, ['E_RING_LIQUIDITY_AGENT liquidity.agent']],
    [{ liquidity: { mode: 'vector', vector: [1, 2] } }, ['E_RING_LIQUIDITY liquidity.vector']],
    [{ liquidity: { mode: 'spread' } as never }, ['E_RING_LIQUIDITY liquidity.mode']],
    [{ kappaConvention: 'debt' as never }, ['E_RING_KAPPA kappaConvention']],
    [{ liquidity: { mode: 'vector', vector: [1, 2, 0, 4, 5] } }, ['E_RING_LIQUIDITY liquidity.vector[2]']],
    [{ draws: { weights: [1, 2] } }, ['E_RING_DRAWS draws.weights']],
    [
      { draws: { weights: [1, 2, 3, 4, 5], adjacentSwaps: [4] } },
      ['E_RING_DRAWS draws.adjacentSwaps', 'E_RING_DRAWS draws.adjacentSwaps[0]'],
    ],
  ])('%j', (changes, expected) => {
    expect(problems(changes)).toEqual(expected);
  });

  it('are reported all at once', () => {
    expect(problems({ agents: 1, kappa: -1, mu: 2 })).toEqual([
      'E_RING_AGENTS agents',
      'E_RING_MATURITY mu',
      'E_RING_KAPPA kappa',
    ]);
  });

  it('are thrown as one error that names them', () => {
    expect(() => ring({ agents: 1, mu: 2 })).toThrow(RingError);
    expect(() => ring({ agents: 1, mu: 2 })).toThrow(/agents: .* but is 1 .*; mu: .* but is 2/);
  });
});
