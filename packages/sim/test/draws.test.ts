import { createRandom } from '@bagehot/kernel';
import { compileScenario, type ExplicitEconomyScenario, loadScenario } from '@bagehot/sim';
import {
  checkStreams,
  type EconomyDocument,
  type RandomRecord,
  recordingRandom,
  sameDraws,
} from '@bagehot/sim/testing';
import { describe, expect, it } from 'vitest';
import { difference, linesOf, ROUNDS, runWhole, WHOLE, withoutSections } from './whole-economy.js';

/** What may be on or off; a run of lenders is no section of its own. */
const SWITCHES = [
  'dealer',
  'dealerFunding',
  'backstop',
  'moneyMarket',
  'withdraw',
  'liquidity',
  'facilities',
  'treasury',
  'policy',
  'exchange',
  'purchaseLimit',
  'tradeCredit',
  'financing',
] as const;

type Switch = (typeof SWITCHES)[number];

/** Everything but what is off. Goods are traded in rounds where the exchange makes room for them. */
function economyWithout(...off: readonly Switch[]): EconomyDocument {
  const inRounds = off.includes('exchange') && !off.includes('financing');
  const sections = off.filter((name) => name !== 'withdraw');
  const document = withoutSections(inRounds ? ROUNDS : WHOLE, ...sections);
  const { moneyMarket } = document;
  if (moneyMarket === undefined || !off.includes('withdraw')) return document;
  const { withdraw, ...calm } = moneyMarket;
  return { ...document, moneyMarket: calm };
}

const SEED = 2;
const recorded = new Map<string, RandomRecord>();

/** What an economy draws. */
function drawsOf(document: EconomyDocument): RandomRecord {
  const key = JSON.stringify(document);
  const known = recorded.get(key);
  if (known !== undefined) return known;
  const record = recordingRandom(createRandom(SEED));
  runWhole(
    { ...document, seed: SEED },
    {
      random: record.random,
      afterPhase: (_, day) => {
        record.day = day;
      },
    },
  );
  recorded.set(key, record);
  return record;
}

/** Every two of a list. */
function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((one, k) => items.slice(k + 1).map((other) => [one, other] as const));
}

/** How many draws of a label two economies have both made. */
function sharedDraws(one: RandomRecord, other: RandomRecord, label: string): number {
  const drawn = ({ streams }: RandomRecord): ReadonlyMap<number | null, number> =>
    new Map(streams.flatMap((stream) => (stream.label === label ? [[stream.day, stream.draws.length] as const] : [])));
  const theirs = drawn(other);
  return Array.from(drawn(one), ([day, count]) => Math.min(count, theirs.get(day) ?? 0)).reduce((sum, n) => sum + n, 0);
}

describe('what is switched on or off', () => {
  it.each(pairsOf(SWITCHES))('changes no draw of anybody: %s and %s', (one, other) => {
    const arms = [[], [one], [other], [one, other]].map((off) => drawsOf(economyWithout(...off)));
    for (const arm of arms) checkStreams(arm);
    for (const [first, second] of pairsOf(arms)) sameDraws(first, second);
  });

  it('is compared where both draw: who comes to the dealers, early and late, and who withdraws', () => {
    const whole = drawsOf(economyWithout());
    for (const label of ['dealer/flow', 'dealer/flow-late', 'sim/withdraw']) {
      const shared = SWITCHES.map((name) => sharedDraws(whole, drawsOf(economyWithout(name)), label));
      expect(shared.filter((count) => count > 0).length, label).toBeGreaterThan(5);
    }
  });

  it('leaves the people, their debts and their goods as they were drawn', () => {
    const opened = (document: EconomyDocument): ExplicitEconomyScenario =>
      compileScenario(loadScenario(JSON.stringify({ ...document, seed: SEED }), 'economy'));
    const whole = opened(WHOLE);
    const rounds = opened(ROUNDS);
    for (const name of SWITCHES) {
      const one = opened(economyWithout(name));
      expect(one.initialActions).toEqual(whole.initialActions);
      if (one.exchange !== undefined) expect(one.exchange).toEqual(whole.exchange);
      if (one.financing !== undefined) expect(one.financing).toEqual(rounds.financing);
    }
  });

  it('is not changed by whoever watches what is drawn', () => {
    const { random } = recordingRandom(createRandom(SEED));
    const [watched, alone] = [{ random }, {}].map((options) =>
      linesOf(runWhole({ ...WHOLE, seed: SEED }, options).records),
    );
    expect(difference(watched ?? [], alone ?? ['nothing'])).toBeUndefined();
  });
});
