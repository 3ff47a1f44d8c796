import {
  createSpatialEconomy,
  type FinancingConfig,
  FinancingError,
  type FinancingSnapshot,
  type RoundCompleted,
} from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import { createEventLog, createLedger } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));

/** A snapshot that went through a file. */
const stored = (snapshot: FinancingSnapshot): FinancingSnapshot => JSON.parse(JSON.stringify(snapshot));

const world: FinancingConfig = {
  mode: 'PERSONAL',
  grid: { width: 6, height: 6 },
  agents: [
    { id: 1, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0], homePosition: [0, 0] },
    { id: 2, alpha: ['0.3', '0.7'], home: [0, 3], personal: [0, 0], homePosition: [5, 5] },
  ],
};

function refusalOf(call: () => unknown): readonly (readonly [string, string])[] {
  try {
    call();
  } catch (error) {
    if (error instanceof FinancingError)
      return (error as FinancingError).details.problems.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

describe('a snapshot', () => {
  it('of any round continues to the same events and the same end, on a ledger of its own and on a shared one', () => {
    fc.assert(
      fc.property(economies(), fc.nat(9), fc.boolean(), (config, at, isShared) => {
        const events = createEventLog<RoundCompleted>();
        const ledger = createLedger();
        const whole = createSpatialEconomy(config, isShared ? { ledger, events } : { events });
        for (let round = 0; round < at; round++) whole.runRound();
        const snapshot = stored(whole.snapshot());
        const from = JSON.parse(JSON.stringify(ledger.snapshot()));
        for (let round = 0; round < 6; round++) whole.runRound();

        const again = createEventLog<RoundCompleted>();
        const ports = isShared ? { ledger: createLedger({ from }), events: again } : { events: again };
        const continued = createSpatialEconomy(config, ports, snapshot);
        expect(written(continued.snapshot())).toBe(written(snapshot));
        for (let round = 0; round < 6; round++) continued.runRound();
        expect(written(again.events)).toBe(written(events.events.slice(at)));
        expect(written(continued.snapshot())).toBe(written(whole.snapshot()));
        expect(written(continued.ledger.snapshot())).toBe(written(whole.ledger.snapshot()));
      }),
      { numRuns: 150 },
    );
  });

  it('continues under other rules', () => {
    const economy = createSpatialEconomy({ ...world, loadFraction: '0.5' });
    for (let round = 0; round < 3; round++) economy.runRound();
    const other = createSpatialEconomy({ ...world, mode: 'TOTAL_WEALTH' }, {}, economy.snapshot());
    expect(other.runRound().mode).toBe('TOTAL_WEALTH');
  });

  const begun = (): FinancingSnapshot => stored(createSpatialEconomy(world).snapshot());

  it.each<[string, (snapshot: FinancingSnapshot) => unknown, string]>([
    ['another kind', (snapshot) => ({ ...snapshot, kind: 'ring' }), 'snapshot.kind'],
    ['a version to come', (snapshot) => ({ ...snapshot, version: 2 }), 'snapshot.version'],
    ['nothing', () => null, 'snapshot'],
    ['other goods', (snapshot) => ({ ...snapshot, goods: ['good/grain', 'good/wine'] }), 'snapshot.goods'],
    ['another quantum', (snapshot) => ({ ...snapshot, quantityScale: 6 }), 'snapshot.quantityScale'],
    ['another grid', (snapshot) => ({ ...snapshot, grid: { ...snapshot.grid, width: 7 } }), 'snapshot.grid'],
    ['fewer people', (snapshot) => ({ ...snapshot, agents: snapshot.agents.slice(1) }), 'snapshot.agents.length'],
    ['no people', (snapshot) => ({ ...snapshot, agents: undefined }), 'snapshot.agents.length'],
    ['half a round', (snapshot) => ({ ...snapshot, round: 0.5 }), 'snapshot.round'],
    ['an unknown end', (snapshot) => ({ ...snapshot, termination: 'boredom' }), 'snapshot.termination'],
    ['no ledger', ({ ledger: _, ...snapshot }) => snapshot, 'snapshot.ledger'],
    [
      'a ledger that is none',
      (snapshot) => ({ ...snapshot, ledger: { ...snapshot.ledger, version: 7 } }),
      'snapshot.ledger',
    ],
    ['the ledger of others', (snapshot) => ({ ...snapshot, ledger: createLedger().snapshot() }), 'ledger'],
  ])('of %s is refused', (_, change, path) => {
    const wrong = change(begun()) as FinancingSnapshot;
    expect(refusalOf(() => createSpatialEconomy(world, {}, wrong))).toEqual([['INVALID_SNAPSHOT', path]]);
  });

  it.each([
    [{ id: 3 }, 'snapshot.agents[0].id'],
    [{ alpha: ['0.4', '0.6'] }, 'snapshot.agents[0].alpha'],
    [{ homePosition: [1, 1], position: [1, 1] }, 'snapshot.agents[0].homePosition'],
    [{ position: [1, 0] }, 'snapshot.agents[0]'],
    [{ position: [6, 0], phase: 'to_market' }, 'snapshot.agents[0]'],
    [{ phase: 'at_market' }, 'snapshot.agents[0]'],
    [{ phase: 'asleep' }, 'snapshot.agents[0]'],
    [{ tripDistance: -1 }, 'snapshot.agents[0]'],
    [{ position: 'home' }, 'snapshot.agents[0]'],
  ])('with somebody who is %j is refused', (change, path) => {
    const snapshot = begun();
    const [first, ...others] = snapshot.agents;
    const wrong = { ...snapshot, agents: [{ ...first, ...change }, ...others] } as FinancingSnapshot;
    expect(refusalOf(() => createSpatialEconomy(world, {}, wrong))).toEqual([['INVALID_SNAPSHOT', path]]);
  });

  it('with a ledger is refused where the economy is given one', () => {
    const ledger = createLedger({ from: begun().ledger as NonNullable<FinancingSnapshot['ledger']> });
    expect(refusalOf(() => createSpatialEconomy(world, { ledger }, begun()))).toEqual([
      ['INVALID_SNAPSHOT', 'snapshot.ledger'],
    ]);
  });
});
