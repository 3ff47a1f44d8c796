import { createRandom } from '@bagehot/kernel';
import {
  checkStreams,
  type MarketName,
  marketsOf,
  type RandomEconomy,
  type RandomRecord,
  randomEconomy,
  recordingRandom,
  runEconomy,
  sameDraws,
  withoutMarkets,
} from '@bagehot/sim/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** All that a run draws. */
function drawn(economy: RandomEconomy): RandomRecord {
  const record = recordingRandom(createRandom(economy.document.seed));
  runEconomy(economy, {
    random: record.random,
    keepEvents: false,
    journal: 'none',
    onStart: () => {
      record.day = 0;
    },
    onDay: (day) => {
      record.day = day + 1;
    },
  });
  return record;
}

describe('common random numbers', () => {
  it('are the same with any pair of markets on or off, and come from streams of the day', () => {
    const shared = new Set<string>();
    const always: readonly MarketName[] = ['dealer', 'moneyMarket', 'liquidity', 'facilities'];
    fc.assert(
      fc.property(randomEconomy({ always, maxOwnPhases: 0 }), (economy) => {
        const markets = marketsOf(economy.document);
        const arms = [
          [],
          ...markets.map((one) => [one]),
          ...markets.map((one, k) => [one, markets[(k + 1) % markets.length]]),
        ];
        const records = arms.map((left) => drawn(withoutMarkets(economy, left as readonly MarketName[])));
        for (const record of records) checkStreams(record);
        const [whole] = records as [RandomRecord];
        for (const record of records.slice(1)) {
          sameDraws(whole, record);
          for (const { label } of record.streams) shared.add(label);
        }
      }),
      { numRuns: 6, includeErrorInReport: true },
    );
    expect([...shared]).toEqual(expect.arrayContaining(['dealer/flow', 'sim/withdraw']));
  });

  it('would not be, were a stream shared by days, or asked for twice', () => {
    const random = recordingRandom(createRandom(1));
    const stream = random.random.stream('flow');
    random.day = 0;
    stream.nextInt(0, 9);
    expect(() => checkStreams(random)).toThrow('what is drawn on a day comes from a stream of the day');
    const twice = recordingRandom(createRandom(1));
    twice.day = 3;
    for (let k = 0; k < 2; k++) twice.random.stream('flow/3').shuffle(['a', 'b', 'c']);
    expect(() => checkStreams(twice)).toThrow('a stream is asked for once');
    const root = recordingRandom(createRandom(1));
    root.random.nextInt(0, 9);
    expect(() => checkStreams(root)).toThrow('draws come from streams');
  });

  it('would not be, were the seed another one: the first draw that differs is told', () => {
    const [one, other] = [1, 2].map((seed) => {
      const record = recordingRandom(createRandom(seed));
      record.random.stream('flow/3').nextInt(0, 1_000_000);
      return record;
    }) as [RandomRecord, RandomRecord];
    expect(() => sameDraws(one, other)).toThrow('a draw depends on seed, label, day and place alone');
    expect(() => sameDraws(one, one)).not.toThrow();
  });
});
