import { createSpatialEconomy, financingInvariants, type RoundCompleted } from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import { assertInvariants, createEventLog, type Decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const ROUNDS = 9;

/** All there is of each good, in quanta, at the end of a round. */
function goodsAfter({ population: { goods, home, personal } }: RoundCompleted): readonly bigint[] {
  const totals = new Array<bigint>(goods).fill(0n);
  for (let cell = 0; cell < home.length; cell++)
    totals[cell % goods] = (totals[cell % goods] as bigint) + (home[cell] as bigint) + (personal[cell] as bigint);
  return totals;
}

/** A round as text, every number of it. */
const written = (event: RoundCompleted): string =>
  JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

describe('random economies', () => {
  it('keep every good and every law in every round, whatever the mode, the load and the way', () => {
    let trades = 0;
    fc.assert(
      fc.property(economies(), (config) => {
        const economy = createSpatialEconomy(config);
        let before: readonly bigint[] | undefined;
        for (let round = 1; round <= ROUNDS; round++) {
          const event = economy.runRound();
          assertInvariants(economy.audit(), financingInvariants);
          const after = goodsAfter(event);
          expect(after).toEqual(before ?? after);
          before = after;
          trades += event.market.clearing?.volume.some((volume) => volume > 0n) === true ? 1 : 0;
        }
      }),
      { numRuns: 1000 },
    );
    expect(trades).toBeGreaterThan(1000);
  });

  it('walk no step away from the market until they have traded, on a free grid', () => {
    fc.assert(
      fc.property(economies({ obstacles: false }), (config) => {
        const economy = createSpatialEconomy(config);
        let before: RoundCompleted | undefined;
        for (let round = 1; round <= ROUNDS; round++) {
          const event = economy.runRound();
          const { distanceToMarket, phase } = event.population;
          const isUnderWay = (code: number | undefined): boolean => code === 1 || code === 2;
          for (const [row, distance] of (before?.population.distanceToMarket ?? []).entries())
            if (isUnderWay(before?.population.phase[row]) && isUnderWay(phase[row]))
              expect(distanceToMarket[row]).toBeLessThanOrEqual(distance);
          before = event;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('end the same way, round by round, when they begin the same way', () => {
    fc.assert(
      fc.property(economies(), (config) => {
        const [first, second] = [createEventLog<RoundCompleted>(), createEventLog<RoundCompleted>()];
        const agents = config.agents.toReversed();
        createSpatialEconomy({ ...config, maxRounds: 12 }, { events: first }).run();
        createSpatialEconomy({ ...config, agents, maxRounds: 12 }, { events: second }).run();
        expect(first.events.map(written)).toEqual(second.events.map(written));
        expect(first.events.map(({ termination }) => termination !== null)).toEqual(
          first.events.map((_, index) => index === first.events.length - 1),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('keep their prices while the same people meet who want some of everything', () => {
    let compared = 0;
    fc.assert(
      fc.property(economies({ leastStock: 10_000, interior: true }), (config) => {
        const economy = createSpatialEconomy({ ...config, departure: 'never' });
        let before: RoundCompleted | undefined;
        for (let round = 1; round <= 14; round++) {
          const event = economy.runRound();
          const [was, is] = [before?.market, event.market];
          if (was !== undefined && `${was.participants.ids}` === `${is.participants.ids}`) {
            compared += is.equilibrium.status === 'converged' ? 1 : 0;
            expectSamePrices(was.equilibrium.prices, is.equilibrium.prices);
          }
          before = event;
        }
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

/** To one part in 10^9: trade is in whole quanta, which a market of next to nothing would show. */
function expectSamePrices(was: readonly (Decimal | null)[] | null, is: readonly (Decimal | null)[] | null): void {
  expect(is === null).toBe(was === null);
  for (const [good, price] of (is ?? []).entries()) {
    const old = was?.[good] ?? null;
    if (price === null || old === null) expect(price).toBe(old);
    else expect(price.minus(old).abs().div(old).toNumber()).toBeLessThan(1e-9);
  }
}
