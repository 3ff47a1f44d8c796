import { planSweep, preset, type SweepPlan, sweepRow, sweepTables } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const value = (plan: SweepPlan, index: number): readonly unknown[] =>
  planSweep(plan)
    .place(index)
    .coordinates.map((coordinate) => coordinate.value);

describe('presets of balanced comparisons', () => {
  it('have 125 pairs of a hundred agents, and 625 of five', () => {
    expect(planSweep(preset('balanced')).count).toBe(125);
    expect(planSweep(preset('balanced', { replicates: 100 })).count).toBe(12_500);
    const sweep = planSweep(preset('stojanovic-2025'));
    expect([sweep.count, sweep.arms]).toEqual([625, ['passive', 'active']]);
    expect(sweep.place(624).seed).toBe(42 + 624);
  });

  it('vary the outside mid slowest, the misalignment fastest', () => {
    const plan = preset('stojanovic-2025');
    expect(value(plan, 0)).toEqual(['1', '0.25', '0.2', '0']);
    expect(value(plan, 1)).toEqual(['1', '0.25', '0.2', '0.25']);
    expect(value(plan, 125)).toEqual(['0.9', '0.25', '0.2', '0']);
    expect(value(plan, 624)).toEqual(['0.5', '4', '5', '1']);
  });

  it('compare what differs in mode alone', () => {
    for (const name of ['balanced', 'stojanovic-2025'] as const) {
      const [passive, active] = planSweep(preset(name)).data(77);
      const modeless = (arm: typeof passive): unknown => {
        const { balanced, ...scenario } = (arm as NonNullable<typeof arm>).scenario as { readonly balanced: object };
        return { ...scenario, balanced: { ...balanced, mode: undefined } };
      };
      expect(modeless(passive)).toEqual(modeless(active));
    }
  });

  it('run, and name the rates as the preset does', () => {
    const sweep = planSweep(preset('stojanovic-2025'));
    const { comparison } = sweepTables(sweep);
    const row = sweepRow(sweep, 312);
    expect(row.problem).toBeNull();
    const names = comparison.columns.map(({ name }) => name);
    for (const name of ['outside_mid_ratio', 'delta_passive', 'delta_active', 'trading_effect', 'trading_relief'])
      expect(names).toContain(name);
    const [cells] = comparison.rows(row);
    expect(cells?.[names.indexOf('status')]).toBe('completed');
  });
});

describe('the legacy headline', () => {
  it('trades whole payables with minted money', () => {
    const [, dealers] = planSweep(preset('headline-legacy')).run(0).arms;
    expect(dealers?.scenario.dealer).toMatchObject({ ticketization: 'whole', money: 'minted', parCap: false });
  });
});
