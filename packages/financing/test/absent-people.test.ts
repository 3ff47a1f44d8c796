import {
  createSpatialEconomy,
  type FinancingConfig,
  financingInvariants,
  type SpatialEconomy,
} from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import { createRecordCodec, recordLine } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Three who live at different distances from the market. */
const village: FinancingConfig = {
  mode: 'TOTAL_WEALTH',
  grid: { width: 8, height: 3 },
  loadFraction: '0.5',
  agents: [
    { id: 1, alpha: ['0.2', '0.8'], home: [4, 0], personal: [0, 0], homePosition: [3, 1] },
    { id: 2, alpha: ['0.8', '0.2'], home: [0, 4], personal: [0, 0], homePosition: [3, 1] },
    { id: 3, alpha: ['0.5', '0.5'], home: [2, 2], personal: [0, 0], homePosition: [0, 1] },
  ],
};

const person = (economy: SpatialEconomy, id: number): string =>
  JSON.stringify(economy.agents.find((agent) => agent.id === id));

describe('those who take no part in a round', () => {
  it('stay where they are with all they have, and nobody waits for them', () => {
    const absent = new Set<number>();
    const economy = createSpatialEconomy(village, { takesPart: (id) => !absent.has(id) });
    economy.runRound();
    expect(economy.agents.map(({ phase }) => phase)).toEqual(['at_market', 'at_market', 'to_market']);
    absent.add(3);
    const before = person(economy, 3);
    const { market } = economy.runRound();
    expect(Array.from(market.participants.ids)).toEqual([1, 2]);
    expect(person(economy, 3)).toBe(before);
    // The third is on its way still, but the others go home.
    expect(economy.agents.map(({ phase }) => phase)).toEqual(['to_home', 'to_home', 'to_market']);
    absent.delete(3);
    economy.runRound();
    expect(economy.agents[2]?.tripDistance.toString()).toBe('2');
  });

  it('are no part of the market, though they stand in it', () => {
    const absent = new Set<number>();
    const economy = createSpatialEconomy({ ...village, departure: 'never' }, { takesPart: (id) => !absent.has(id) });
    for (let round = 0; round < 3; round++) economy.runRound();
    expect(economy.agents.map(({ phase }) => phase)).toEqual(['at_market', 'at_market', 'at_market']);
    absent.add(1);
    const before = person(economy, 1);
    const { market, participantRow } = economy.runRound();
    expect(Array.from(market.participants.ids)).toEqual([2, 3]);
    expect(Array.from(participantRow)).toEqual([-1, 0, 1]);
    expect(person(economy, 1)).toBe(before);
  });

  it('let a run end without them', () => {
    const config: FinancingConfig = { ...village, loadFraction: 1, departure: 'never', clearedRounds: 2 };
    const economy = createSpatialEconomy(config, { takesPart: (id) => id !== 3 });
    expect(economy.run().reason).toBe('market_cleared');
    expect(economy.agents[2]?.phase).toBe('home_prep');
  });

  it('break no law; and where everybody takes part, nothing shows that it was asked', () => {
    fc.assert(
      fc.property(economies(), fc.nat(7), (config, mask) => {
        const codec = createRecordCodec();
        const run = (takesPart?: (id: number) => boolean): string[] => {
          const lines: string[] = [];
          const economy = createSpatialEconomy(config, {
            events: { emit: (event) => lines.push(recordLine(codec.encode(event))) },
            ...(takesPart === undefined ? {} : { takesPart }),
          });
          for (let round = 0; round < 4; round++) {
            economy.runRound();
            for (const law of financingInvariants) expect(law.check(economy.audit())).toBe(undefined);
          }
          return lines;
        };
        run((id) => ((mask >> (id % 3)) & 1) === 0);
        expect(run(() => true)).toEqual(run());
      }),
      { numRuns: 60 },
    );
  });
});
