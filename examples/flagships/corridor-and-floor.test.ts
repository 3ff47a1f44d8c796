import type { CallMarketCleared } from '@bagehot/central-bank';
import { pairedRuns } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { type Arm, corridorAndFloor, play } from './corridor-and-floor.js';

/** Distances of the standing rates from the policy rate. */
const corridors: Readonly<Record<Arm, { readonly floor: string; readonly ceiling: string }>> = {
  corridor: { floor: '-0.01', ceiling: '0.01' },
  floor: { floor: '0', ceiling: '0.01' },
};

describe.each(['0', '0.5', '1'])('money is an eighth of what is owed, and mu is %s', (mu) => {
  const sessions: { readonly arm: Arm; readonly seed: number; readonly session: CallMarketCleared }[] = [];
  const result = pairedRuns({
    seeds: 100,
    arms: corridors,
    play: (economy, arm) => {
      const figures = play(economy, arm, { kappa: 8, mu });
      const { seed, events } = economy;
      for (const session of events.of('CallMarketCleared')) sessions.push({ arm, seed, session });
      return figures;
    },
  });

  it('is what the program asks', () => {
    const few = corridorAndFloor({ kappa: 8, mu }, 3);
    for (const arm of few.arms)
      for (const figure of few.figures) expect(few.values(arm, figure)).toEqual(result.values(arm, figure).slice(0, 3));
  });

  it('has a session on every day, with a rate from floor to ceiling', () => {
    expect(sessions).toHaveLength(2 * 100 * 12);
    const outside = sessions.filter(({ arm, session: { callRate, policyRate } }) => {
      const { floor, ceiling } = corridors[arm];
      const gap = callRate.minus(policyRate);
      return gap.lt(floor) || gap.gt(ceiling);
    });
    expect(outside.map(({ arm, seed, session }) => [arm, seed, session.day])).toEqual([]);
  });

  it('has the policy rate where there is enough, and a higher one where there is not', () => {
    const odd = sessions.filter(({ session: { supplied, requested, callRate, policyRate } }) =>
      supplied.gte(requested) ? !callRate.eq(policyRate) : !callRate.gt(policyRate),
    );
    expect(odd.map(({ arm, seed, session }) => [arm, seed, session.day])).toEqual([]);
  });

  it('has more money than is asked for, at every session on the floor, and not in the corridor', () => {
    const short = (arm: Arm): number =>
      sessions.filter(({ arm: own, session }) => own === arm && session.requested.gt(session.supplied)).length;
    expect(short('floor')).toBe(0);
    expect(short('corridor')).toBeGreaterThan(0);
  });

  it('has a steadier rate on the floor', () => {
    const { interval } = result.difference('corridor', 'floor', 'variance');
    expect(interval?.upper.lt(0), `${interval?.lower} to ${interval?.upper}`).toBe(true);
  });
});
