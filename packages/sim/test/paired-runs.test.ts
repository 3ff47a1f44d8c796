import { generateRing } from '@bagehot/ring';
import { composeDay, type DayParts, type Economy, pairedArms, pairedRuns, simulate } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const arms: Readonly<Record<'alone' | 'with dealers', DayParts>> = { alone: {}, 'with dealers': { dealer: {} } };

function defaultRate(economy: Economy, parts: DayParts) {
  const size = { agents: 8, maturityDays: 4, kappa: 2, totalDebt: 400 };
  const world = generateRing(size, economy.random.stream('ring'));
  return simulate(economy, world, { maxDays: 20, phases: composeDay(economy, parts) }).metrics.defaultRate;
}

describe('arms of economies', () => {
  it('are each lived through on an empty economy with the seed of the world', () => {
    const played: Economy[] = [];
    const told: string[] = [];
    const result = pairedRuns({
      seeds: [3, 9],
      arms,
      play(economy, arm, parts) {
        expect([economy.eventCount, economy.events.events.length]).toEqual([0, 0]);
        expect(parts).toBe(arms[arm]);
        told.push(`${economy.seed} ${arm}`);
        played.push(economy);
        return { defaultRate: defaultRate(economy, parts) };
      },
    });
    expect(told).toEqual(['3 alone', '3 with dealers', '9 alone', '9 with dealers']);
    expect(new Set(played).size).toBe(4);
    expect(played.every(({ events }) => events.of('PayableCreated').length === 8)).toBe(true);
    expect([result.seeds, result.arms, result.figures]).toEqual([[3, 9], Object.keys(arms), ['defaultRate']]);
  });

  it('have the same worlds in every arm', () => {
    const worlds = new Map<string, string>();
    const seeds = 3;
    pairedRuns({
      seeds,
      arms,
      play(economy, arm, parts) {
        defaultRate(economy, parts);
        const debts = economy.events.of('PayableCreated').map(({ debtor, amount, dueDay }) => [debtor, amount, dueDay]);
        worlds.set(`${economy.seed} ${arm}`, JSON.stringify(debts));
        return { debts: debts.length };
      },
    });
    const of = (seed: number) => Object.keys(arms).map((arm) => worlds.get(`${seed} ${arm}`));
    for (let seed = 1; seed <= seeds; seed++) expect(new Set(of(seed)).size).toBe(1);
    expect(new Set(worlds.values()).size).toBe(seeds);
  });

  it('hand on how intervals are drawn', () => {
    const x = (seed: number, arm: string) => ({ x: ((seed * 7) % 11) * (arm === 'alone' ? 1 : 2) });
    const bootstrap = { seed: 7, resamples: 400 };
    const result = pairedRuns({ seeds: 20, arms, bootstrap, play: ({ seed }, arm) => x(seed, arm) });
    const same = pairedArms({ seeds: 20, arms, bootstrap, play: (_, seed, arm) => x(seed, arm) });
    expect(result.difference('alone', 'with dealers', 'x')).toEqual(same.difference('alone', 'with dealers', 'x'));
  });

  it('are refused without seeds, and for a seed that none could have', () => {
    const play = () => ({ x: 1 });
    const refused = (code: string) => expect.objectContaining({ code });
    expect(() => pairedRuns({ seeds: 0, arms, play })).toThrow(refused('INVALID_OPTIONS'));
    expect(() => pairedRuns({ seeds: [0.5], arms, play })).toThrow(refused('BAD_KERNEL_INPUT'));
  });
});
