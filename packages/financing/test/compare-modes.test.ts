import { compareModes, equivalentVariation, financingModes, moneyMetric, runMarketRound } from '@bagehot/financing';
import { decimal, ONE, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './refused.js';

const buyer = { id: 1, alpha: ['0.5', '0.5'], home: [8, 0], personal: [0, 0] };
const seller = { id: 2, alpha: ['0.5', '0.5'], home: [0, 0], personal: [0, 8] };

describe('comparing modes', () => {
  it('clears one state under each and tells what the gaps lose', () => {
    const { equilibrium, rounds, differences, warnings } = compareModes([buyer, seller]);
    expect(equilibrium.status).toBe('converged');
    expect(rounds.map(({ mode }) => mode)).toEqual(['PERSONAL', 'TOTAL_WEALTH']);
    const { agents: _, ...alone } = runMarketRound([buyer, seller], { mode: 'TOTAL_WEALTH' });
    expect(rounds[1]).toMatchObject(alone);
    const [difference] = differences;
    expect([difference?.mode, difference?.baseline]).toEqual(['TOTAL_WEALTH', 'PERSONAL']);
    expect([difference?.goods, difference?.value].map(String)).toEqual(['0,4', '4']);
    expect(difference?.agents.map(({ id, liquidityGap }) => [id, String(liquidityGap)])).toEqual([
      [1, '0,4'],
      [2, '0,0'],
    ]);
    // From a corner, worth nothing, to the bundle (4, 4) at prices (1, 1).
    for (const { equivalentVariation: worth } of difference?.agents ?? []) expect(worth).toBeCloseTo(8, 12);
    expect(warnings).toEqual([]);
  });

  it('warns when a gap is no smaller', () => {
    const sellerAtHome = { ...seller, home: [0, 8], personal: [0, 0] };
    const { warnings } = compareModes([buyer, sellerAtHome]);
    expect(warnings.map(({ code, mode, baseline, gapValue }) => [code, mode, baseline, String(gapValue)])).toEqual([
      ['NO_GAP_REDUCTION', 'TOTAL_WEALTH', 'PERSONAL', '16'],
    ]);
  });

  it('takes modes of one’s own, in any order', () => {
    const registry = financingModes.register({
      id: 'QUARTER_OF_HOME',
      bounds: ({ homeWealth }) => ({ fixed: homeWealth.times('0.25'), salesCoefficient: ONE, claimLimit: null }),
    });
    const { differences } = compareModes([buyer, seller], {
      modes: ['TOTAL_WEALTH', 'QUARTER_OF_HOME', 'PERSONAL'],
      registry,
    });
    expect(differences.map(({ mode, value }) => [mode, String(value)])).toEqual([
      // Two units of value for eight wanted: one of each good, of which one is sold.
      ['QUARTER_OF_HOME', '-3'],
      ['PERSONAL', '-4'],
    ]);
  });

  it('has nothing to compare where no price forms', () => {
    const { rounds, differences, warnings } = compareModes([buyer]);
    expect(rounds.map(({ clearing }) => clearing)).toEqual([null, null]);
    expect([differences, warnings]).toEqual([[], []]);
  });

  it('is refused with every problem', () => {
    expect(problemsOf(() => compareModes([buyer], { modes: ['PERSONAL'] }))).toEqual([['INVALID_OPTION', 'modes']]);
    expect(problemsOf(() => compareModes([buyer, buyer], { modes: ['A', 'B'], stages: 0 }))).toEqual([
      ['STAGES_INVALID', 'stages'],
      ['UNKNOWN_MODE', 'mode'],
      ['UNKNOWN_MODE', 'mode'],
      ['DUPLICATE_AGENT_ID', 'agents[1].id'],
    ]);
  });
});

describe('the money metric', () => {
  it('is the least that an equally good bundle costs', () => {
    expect(moneyMetric(['0.5', '0.5'], [1, 1], [1, 4])).toBeCloseTo(4, 14);
    // The ideal bundle costs the wealth itself.
    expect(moneyMetric(['0.2', '0.3', '0.5'], [2, 1, '2.5'], [1, 3, 2])).toBeCloseTo(10, 13);
    expect(moneyMetric(['0', '1'], [5, 3], [1, 2])).toBeCloseTo(6, 14);
  });

  it('is 0 when a good with weight is missing, priced or not', () => {
    expect(moneyMetric(['0.5', '0.5'], [4, 0], [1, 1])).toBe(0);
    expect(moneyMetric(['0.5', '0.5'], [4, 0], [1, null])).toBe(0);
  });

  it('tells what a change is worth', () => {
    expect(equivalentVariation(['0.5', '0.5'], [1, 1], [2, 2], [1, 4])).toBeCloseTo(4, 14);
    expect(equivalentVariation([decimal('0.5'), '0.5'], [1, 1], [1, ZERO], [1, 4])).toBeCloseTo(-4, 14);
  });

  it('refuses vectors of different lengths and prices that are none', () => {
    expect(problemsOf(() => moneyMetric(['0.5', '0.5'], [1], [2, -1, 1]))).toEqual([
      ['DIMENSION_MISMATCH', 'prices'],
      ['NUMERAIRE_NOT_ONE', 'prices[0]'],
      ['PRICE_NOT_POSITIVE', 'prices[1]'],
      ['DIMENSION_MISMATCH', 'bundle'],
    ]);
  });
});
