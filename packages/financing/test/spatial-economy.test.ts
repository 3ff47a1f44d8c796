import {
  createSpatialEconomy,
  type FinancingConfig,
  financingInvariants,
  type RoundCompleted,
  type SpatialAgentInput,
  type SpatialEconomy,
} from '@bagehot/financing';
import { assertInvariants, createEventLog } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** Two who want what the other has. */
const people: readonly SpatialAgentInput[] = [
  { id: 1, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0], homePosition: [0, 2] },
  { id: 7, alpha: ['0.5', '0.5'], home: [0, 2], personal: [0, 0], homePosition: [4, 3] },
];
const village: FinancingConfig = { mode: 'PERSONAL', grid: { width: 6, height: 6 }, agents: people };
/** Everybody lives in the market. */
const bazaar: FinancingConfig = {
  ...village,
  agents: people.map((agent) => ({ ...agent, homePosition: [2, 2] })),
};

const places = ({ agents }: SpatialEconomy): readonly string[] =>
  agents.map(({ position, phase, tripDistance }) => `${position} ${phase} ${tripDistance}`);

const stocks = ({ agents }: SpatialEconomy): readonly string[] =>
  agents.map(({ home, personal }) => `${home.join(' ')} | ${personal.join(' ')}`);

describe('the cycle of home and market', () => {
  it('takes people to market, lets them wait for each other, and home again', () => {
    const economy = createSpatialEconomy(village);
    expect(places(economy)).toEqual(['0,2 home_prep 0', '4,3 home_prep 0']);
    const course = Array.from({ length: 7 }, () => {
      economy.runRound();
      return [...places(economy), ...stocks(economy)];
    });
    expect(course).toEqual([
      ['1,2 to_market 1', '3,3 at_market 1', '0 0 | 4 0', '0 0 | 0 2'],
      ['2,2 to_home 2', '3,3 to_home 1', '0 0 | 2 1', '0 0 | 2 1'],
      ['1,2 to_home 3', '4,3 home_prep 0', '0 0 | 2 1', '2 1 | 0 0'],
      ['0,2 home_prep 0', '3,3 at_market 1', '2 1 | 0 0', '0 0 | 2 1'],
      ['1,2 to_market 1', '3,3 at_market 1', '0 0 | 2 1', '0 0 | 2 1'],
      ['2,2 to_home 2', '3,3 to_home 1', '0 0 | 2 1', '0 0 | 2 1'],
      ['1,2 to_home 3', '4,3 home_prep 0', '0 0 | 2 1', '2 1 | 0 0'],
    ]);
  });

  it('goes by id, whatever the order of the people', () => {
    const events = [people, people.toReversed()].map((agents) => {
      const log = createEventLog<RoundCompleted>();
      createSpatialEconomy({ ...village, agents, maxRounds: 3 }, { events: log }).run();
      return log.events;
    });
    expect(events[0]).toEqual(events[1]);
    expect([...(events[0]?.[0]?.population.ids ?? [])]).toEqual([1, 7]);
  });

  it('loads the share of each, rounded down to the quantum', () => {
    const agents = [
      { id: 1, alpha: ['0.5', '0.5'], home: ['1', '0.05'], personal: ['0.5', 0], homePosition: [0, 0] as const },
      { id: 2, alpha: [1, 0], home: [3, 3], personal: [0, 0], homePosition: [0, 0] as const, loadFraction: '0.333' },
      { id: 3, alpha: [1, 0], home: [3, 3], personal: [0, 0], homePosition: [0, 0] as const, loadFraction: 0 },
    ];
    const economy = createSpatialEconomy({ ...village, agents, quantityScale: 2, loadFraction: '0.5' });
    economy.runRound();
    expect(stocks(economy)).toEqual(['0.5 0.03 | 1 0.02', '2.01 2.01 | 0.99 0.99', '3 3 | 0 0']);
  });

  it('walks around what is in the way', () => {
    const grid = { width: 6, height: 6, obstacles: [[1, 2]] as const };
    const economy = createSpatialEconomy({ ...village, grid, movement: 'astar' });
    const walk = Array.from({ length: 3 }, () => {
      economy.runRound();
      return economy.agents[0]?.position;
    });
    expect(walk).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
  });

  it('keeps its way through a policy of the caller’s that waits', () => {
    const wait = { name: 'wait', step: (from: readonly [number, number]) => from };
    const economy = createSpatialEconomy({ ...village, movement: wait, maxStaleRounds: 3 });
    expect(economy.run()).toEqual({ rounds: 3, reason: 'stale_progress' });
    expect(places(economy)).toEqual(['0,2 to_market 0', '4,3 to_market 0']);
  });

  it('refuses steps onto cells that are no neighbours, and then nothing has happened', () => {
    for (const to of [
      [0, 4],
      [-1, 2],
      [0.5, 2.5],
    ] as const) {
      const economy = createSpatialEconomy({ ...village, movement: { name: 'leap', step: () => to } });
      const before = economy.snapshot();
      expect(() => economy.runRound()).toThrow(/leap/);
      expect(economy.snapshot()).toEqual(before);
    }
  });
});

describe('departures', () => {
  const late: FinancingConfig = {
    ...bazaar,
    agents: [...bazaar.agents, { ...(people[0] as SpatialAgentInput), id: 9, homePosition: [5, 5] }],
  };
  const phasesUnder = (departure: NonNullable<FinancingConfig['departure']>): readonly (readonly string[])[] => {
    const economy = createSpatialEconomy({ ...late, departure });
    return Array.from({ length: 4 }, () => {
      economy.runRound();
      return economy.agents.map(({ phase }) => phase);
    });
  };

  it('wait until nobody is on the way, are immediate, or never come', () => {
    expect(phasesUnder('synchronised')).toEqual([
      ['at_market', 'at_market', 'to_market'],
      ['at_market', 'at_market', 'to_market'],
      ['at_market', 'at_market', 'to_market'],
      ['to_home', 'to_home', 'to_home'],
    ]);
    expect(phasesUnder('immediate')).toEqual([
      ['to_home', 'to_home', 'to_market'],
      ['home_prep', 'home_prep', 'to_market'],
      ['to_home', 'to_home', 'to_market'],
      ['home_prep', 'home_prep', 'at_market'],
    ]);
    expect(phasesUnder('never').at(-1)).toEqual(['at_market', 'at_market', 'at_market']);
  });

  it.each(['synchronised', 'immediate'] as const)('are not for a market without prices: %s', (departure) => {
    const economy = createSpatialEconomy({ ...bazaar, agents: bazaar.agents.slice(0, 1), departure });
    expect(economy.runRound().market.equilibrium.status).toBe('insufficient_participants');
    expect(economy.agents[0]?.phase).toBe('at_market');
  });
});

describe('the end of a run', () => {
  it('is a cleared market after five rounds with nothing left to wish for', () => {
    const economy = createSpatialEconomy({ ...bazaar, departure: 'never' });
    expect(economy.run()).toEqual({ rounds: 5, reason: 'market_cleared' });
    expect(economy.termination).toBe('market_cleared');
    expect(economy.run()).toEqual({ rounds: 5, reason: 'market_cleared' });
  });

  it('is no cleared market while somebody is outside it, or something is wished for', () => {
    const outside = createSpatialEconomy({ ...village, departure: 'never', maxRounds: 6 });
    expect(outside.run()).toEqual({ rounds: 6, reason: 'market_cleared' });
    const unfilled = createSpatialEconomy({ ...bazaar, departure: 'never', loadFraction: '0.5', maxRounds: 8 });
    expect(unfilled.run()).toEqual({ rounds: 8, reason: 'horizon' });
  });

  it('is standstill after fifty rounds without trade and without a step', () => {
    const lone = { ...village, agents: village.agents.slice(0, 1) };
    expect(createSpatialEconomy(lone).run()).toEqual({ rounds: 52, reason: 'stale_progress' });
    expect(createSpatialEconomy({ ...lone, maxStaleRounds: 1 }).run()).toEqual({ rounds: 3, reason: 'stale_progress' });
  });

  it('is the horizon otherwise, and comes last of the reasons', () => {
    expect(createSpatialEconomy(village).run()).toEqual({ rounds: 200, reason: 'horizon' });
    const all = { ...bazaar, departure: 'never' as const, maxRounds: 5 };
    expect(createSpatialEconomy(all).run().reason).toBe('market_cleared');
    expect(createSpatialEconomy({ ...all, clearedRounds: 6 }).run().reason).toBe('horizon');
  });

  it('does not stop who asks for more rounds', () => {
    const economy = createSpatialEconomy({ ...village, maxRounds: 2 });
    economy.run();
    expect(economy.runRound().round).toBe(3);
    expect(economy.termination).toBe('horizon');
  });
});

describe('degenerate economies', () => {
  it('in which everybody ends up with what it alone wants: no prices any more, as the old ones are no longer the only ones', () => {
    const agents = [
      { id: 1, alpha: [1, 0], home: [1, 1], personal: [0, 0], homePosition: [2, 2] as const },
      { id: 2, alpha: [0, 1], home: [1, 1], personal: [0, 0], homePosition: [2, 2] as const },
    ];
    const economy = createSpatialEconomy({ ...bazaar, agents, departure: 'never' });
    const before = economy.runRound().market.equilibrium;
    expect(before.prices?.map(String)).toEqual(['1', '1']);
    expect(stocks(economy)).toEqual(['0 0 | 2 0', '0 0 | 0 2']);
    expect(economy.runRound().market.equilibrium).toMatchObject({ status: 'no_equilibrium', reason: 'reducible' });
  });

  it('without anybody, with one good, without goods in hand: rounds with a status', () => {
    const status = (config: FinancingConfig): string =>
      createSpatialEconomy(config).runRound().market.equilibrium.status;
    expect(status({ ...village, agents: [] })).toBe('no_participants');
    expect(status({ ...village, agents: [], goods: ['a', 'b'] })).toBe('no_participants');
    const oneGood = bazaar.agents.map((agent) => ({ ...agent, alpha: [1], home: [1], personal: [1] }));
    expect(status({ ...bazaar, agents: oneGood })).toBe('insufficient_goods');
    const poor = bazaar.agents.map((agent) => ({ ...agent, home: [0, 0] }));
    expect(status({ ...bazaar, agents: poor })).toBe('insufficient_viable_agents');
    expect(createSpatialEconomy({ ...village, agents: [], maxStaleRounds: 2 }).run()).toEqual({
      rounds: 2,
      reason: 'stale_progress',
    });
  });

  it('with nothing carried: priced, nothing traded', () => {
    const { market } = createSpatialEconomy({ ...bazaar, loadFraction: 0 }).runRound();
    expect(market.equilibrium.status).toBe('converged');
    expect(market.clearing?.volume).toEqual([0n, 0n]);
  });

  it('with stocks that need more than 64 bits: as any other', () => {
    const rich = bazaar.agents.map((agent) => ({ ...agent, home: agent.home.map((units) => Number(units) * 1e9) }));
    const economy = createSpatialEconomy({ ...bazaar, agents: rich, departure: 'never', quantityScale: 18 });
    economy.runRound();
    expect(stocks(economy)).toEqual(['0 0 | 2000000000 1000000000', '0 0 | 2000000000 1000000000']);
    assertInvariants(economy.audit(), financingInvariants);
  });
});

describe('events', () => {
  it('are one a round, with columns of their own', () => {
    const log = createEventLog<RoundCompleted>();
    const economy = createSpatialEconomy(village, { events: log });
    const returned = [economy.runRound(), economy.runRound()];
    expect(log.events).toEqual(returned);
    expect(log.events.map(({ kind, round, day, mode }) => [kind, round, day, mode])).toEqual([
      ['RoundCompleted', 1, 1, 'PERSONAL'],
      ['RoundCompleted', 2, 2, 'PERSONAL'],
    ]);
    const [first, second] = returned;
    expect(first?.participantRow).toEqual(Int32Array.of(-1, 0));
    expect(second?.participantRow).toEqual(Int32Array.of(0, 1));
    expect([...(first?.population.personal ?? [])]).toEqual([4n * 10n ** 12n, 0n, 0n, 2n * 10n ** 12n]);
    expect(first?.population.distanceToMarket).toEqual(Int32Array.of(1, 0));
    expect(first?.population.inMarket).toEqual(Uint8Array.of(0, 1));
    for (const column of ['x', 'y', 'phase', 'tripDistance', 'home', 'personal'] as const)
      expect(first?.population[column]).not.toBe(second?.population[column]);
  });

  it('may be answered with a snapshot', () => {
    const rounds: number[] = [];
    const economy: SpatialEconomy = createSpatialEconomy(village, {
      events: { emit: () => rounds.push(economy.snapshot().round) },
    });
    economy.runRound();
    economy.runRound();
    expect(rounds).toEqual([1, 2]);
  });
});
