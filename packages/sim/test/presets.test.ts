import { PRESET_NAMES, planSweep, preset, SimError } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface HeadlinePair {
  readonly kappa: string;
  readonly concentration: string;
  readonly mu: string;
  readonly seed: number;
}

describe('presets', () => {
  it('are the four that are known', () => {
    expect(PRESET_NAMES).toEqual(['headline-legacy', 'headline', 'balanced', 'stojanovic-2025']);
    expect(() => preset('head-line' as 'headline')).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTIONS',
        message: expect.stringMatching(/headline-legacy, headline, /),
      }),
    );
    expect(() => preset('toString' as 'headline')).toThrow(SimError);
  });

  it("are plain data, with replicates and seeds of one's own", () => {
    for (const name of PRESET_NAMES) {
      const plan = preset(name, { replicates: 100, baseSeed: 1000 });
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      expect(plan).toMatchObject({ name, replicates: 100, baseSeed: 1000 });
      expect(preset(name)).toMatchObject({ replicates: 1, baseSeed: 42 });
    }
  });

  it('visit the recorded points of the headline, in order, with their seeds', () => {
    const sweep = planSweep(preset('headline'));
    const recorded = goldenCases<HeadlinePair>('ring/headline.json', 'pairs');
    expect(sweep.count).toBe(recorded.length);
    for (const [k, { kappa, concentration, mu, seed }] of recorded.entries()) {
      const place = sweep.place(k);
      expect([...place.coordinates.map(({ value }) => value), place.seed]).toEqual([kappa, concentration, mu, seed]);
    }
  });

  it('set the headline up as agreed: a hundred agents, a par cap, money that is there', () => {
    const [control, dealers] = planSweep(preset('headline')).run(124).arms;
    expect(control?.scenario).toMatchObject({
      ringSeed: 166,
      ring: { agents: 100, maturityDays: 10 },
      run: { maxDays: 30, rules: { quietDays: 2, defaultHandling: 'expel-agent' } },
    });
    expect(control?.scenario.dealer).toBeUndefined();
    expect(dealers?.scenario.dealer).toMatchObject({
      parCap: true,
      vbtFunding: 'funded',
      anchorUpdates: false,
      block: 'shortfall',
      maxArrivals: 'all',
      sellHorizonDays: 10,
      ticketSize: expect.anything(),
    });
  });
});
