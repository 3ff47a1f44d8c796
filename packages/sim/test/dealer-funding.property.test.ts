import { createRandom, type EventRecord, type RandomSource } from '@bagehot/kernel';
import { generateRing, type LiquidityAllocation, type RingWorld } from '@bagehot/ring';
import type { DayParts } from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FundedArm, runFunded } from './funded-market.js';

interface RingShape {
  readonly agents: number;
  readonly kappa: string;
  readonly mu: string;
  readonly seed: number;
  /** One of them has all the money: the others sell, and it lends. */
  readonly rich: boolean;
}

function ringOf({ seed, rich, ...shape }: RingShape): RingWorld {
  const liquidity: LiquidityAllocation = rich ? { mode: 'single_at', agent: 'H1' } : { mode: 'uniform' };
  return generateRing({ ...shape, liquidity, maturityDays: 6, concentration: 1, totalDebt: 40 }, createRandom(seed));
}

const shapes: fc.Arbitrary<RingShape> = fc.record({
  agents: fc.integer({ min: 4, max: 7 }),
  kappa: fc.constantFrom('0.5', '1', '3'),
  mu: fc.constantFrom('0', '0.5', '1'),
  seed: fc.integer({ min: 1, max: 10_000 }),
  rich: fc.boolean(),
});

const dealers = fc.record({
  dealerShare: fc.constantFrom('0.02', '0.1', '0.3'),
  vbtShare: fc.constantFrom('0', '0', '0.3'),
  vbtFunding: fc.constantFrom('funded', 'funded', 'outside' as const),
  tradeMaturing: fc.boolean(),
});

const runs = fc.option(
  fc.record({ fromDay: fc.integer({ min: 1, max: 4 }), share: fc.constantFrom('0', '0.5', '1') }),
  {
    nil: undefined,
  },
);

/** What the market for overnight money tells, and those who go there. */
const MONEY: readonly string[] = ['CallMarketCleared', 'CallLegsGranted', 'LenderWithdrew', 'NettedSession'];

const withoutMoney = (records: readonly EventRecord[]): readonly string[] =>
  records.filter(({ kind }) => !MONEY.includes(String(kind))).map(({ seq, ...record }) => JSON.stringify(record));

const lines = (records: readonly EventRecord[]): readonly string[] => records.map((record) => JSON.stringify(record));

/** Of two lists of lines the first pair that differs. */
function difference(a: readonly string[], b: readonly string[]): readonly (string | undefined)[] | undefined {
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, k) => k).find((k) => a[k] !== b[k]);
  return at === undefined ? undefined : [a[at], b[at]];
}

const leverage = fc.constantFrom('1.5', '4', '12');

describe('dealers that fund themselves, on any ring', () => {
  it('change no byte at a leverage of 1', () => {
    fc.assert(
      fc.property(shapes, dealers, runs, fc.boolean(), (shape, dealer, withdraw, reserveDues) => {
        const arm: FundedArm = { world: ringOf(shape), dealer, moneyMarket: { withdraw }, maxDays: 8 };
        const without = runFunded(arm);
        const one = runFunded({ ...arm, dealerFunding: { leverage: 1, reserveDues } });
        expect(difference(lines(one.records), lines(without.records))).toBeUndefined();
        expect(one.result.metrics).toEqual(without.result.metrics);
      }),
      { numRuns: 7 },
    );
  });

  it('feel nothing of a run on lenders at a leverage of 1, where people sell only', () => {
    fc.assert(
      fc.property(shapes, dealers, (shape, dealer) => {
        const arm: FundedArm = { world: ringOf(shape), dealer, dealerFunding: { leverage: 1 }, maxDays: 8 };
        const calm = runFunded(arm);
        const panic = runFunded({ ...arm, moneyMarket: { withdraw: { fromDay: 1, share: 1 } } });
        expect(difference(withoutMoney(panic.records), withoutMoney(calm.records))).toBeUndefined();
      }),
      { numRuns: 7 },
    );
  });

  it('keep every law of an economy, with runs, a window, and every kind of plan', () => {
    const seen = { layoffs: 0, late: 0 };
    const facilities = fc.option(
      fc.record({
        collateral: fc.option(fc.record({ haircut: fc.constantFrom('0', '0.2') })),
        autoDeposit: fc.boolean(),
        term: fc.integer({ min: 1, max: 2 }),
      }),
      { nil: undefined },
    );
    const policies = fc.constantFrom(
      'sell-only',
      'sell-only',
      'sell-first',
      'borrow-first',
      'cheapest',
      'borrow-only' as const,
    );
    fc.assert(
      fc.property(
        shapes,
        dealers,
        fc.record({ leverage, reserveDues: fc.boolean() }),
        runs,
        facilities,
        policies,
        (shape, dealer, dealerFunding, withdraw, window, policy) => {
          const parts: DayParts = { dealer, dealerFunding, moneyMarket: { withdraw }, liquidity: { policy } };
          const { economy, result } = runFunded({
            world: ringOf(shape),
            maxDays: 8,
            ...parts,
            ...(window === undefined ? {} : { facilities: window }),
          });
          const { events } = economy;
          for (const { dealer: name, tickets, proceeds, stillShort, day } of events.of('ForcedLayoff')) {
            const sold = events.of('Trade').filter((t) => t.route === 'Layoff' && t.day === day && t.trader === name);
            expect(sold).toHaveLength(tickets);
            expect(sold.reduce((sum, { amount }) => sum.plus(amount), proceeds.minus(proceeds)).eq(proceeds)).toBe(
              true,
            );
            expect(sold.every(({ price }) => price.gt(0)) && stillShort.gte(0)).toBe(true);
          }
          const funding = result.metrics.funding;
          seen.layoffs += funding?.layoffs ?? 0;
          seen.late += events.of('LiquidityPlanned').filter(({ sources }) => sources[0] === 'borrow').length;
          expect(funding?.profit.eq(result.metrics.dealerProfit)).toBe(true);
        },
      ),
      { numRuns: 25, seed: 8 },
    );
    // Nothing that was meant to be tried was left out.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
  });

  it('go on from a snapshot as if the run had never stopped', () => {
    fc.assert(
      fc.property(
        shapes,
        dealers,
        leverage,
        runs,
        fc.integer({ min: 1, max: 6 }),
        (shape, dealer, owed, withdraw, day) => {
          const arm: FundedArm = {
            world: ringOf(shape),
            dealer,
            dealerFunding: { leverage: owed },
            moneyMarket: { withdraw },
            liquidity: { policy: 'cheapest' },
            facilities: { collateral: { haircut: '0.1' } },
            maxDays: 9,
          };
          const whole = runFunded(arm);
          let taken: FundedArm['from'];
          const first = runFunded({
            ...arm,
            maxDays: day,
            onDay: (_, run) => {
              taken = JSON.parse(JSON.stringify(run.snapshot()));
            },
          });
          if (taken === undefined || first.result.stopped !== 'max-days') return;
          const rest = runFunded({ ...arm, from: taken });
          const before = first.records.slice(0, -1);
          expect(difference(lines([...before, ...rest.records]), lines(whole.records))).toBeUndefined();
        },
      ),
      { numRuns: 6 },
    );
  });

  it('draw for the late session from its own stream, and for nothing else', () => {
    const drawn = (arm: FundedArm): ReadonlySet<string> => {
      const labels = new Set<string>();
      runFunded({ ...arm, random: (random) => listened(random, '', labels) });
      return labels;
    };
    let late = 0;
    fc.assert(
      fc.property(shapes, dealers, leverage, (shape, dealer, owed) => {
        const arm: FundedArm = { world: ringOf(shape), dealer, moneyMarket: { withdraw: { fromDay: 0, share: 1 } } };
        // Nobody lends: all those who meant to borrow come late.
        const sold = drawn({ ...arm, liquidity: { policy: 'sell-only' } });
        const all = drawn({ ...arm, dealerFunding: { leverage: owed }, liquidity: { policy: 'borrow-first' } });
        const others = [...all].filter((label) => !label.startsWith('dealer/flow-late/'));
        expect([...sold].filter((label) => label.startsWith('dealer/flow-late/'))).toEqual([]);
        for (const label of others) expect(label).toMatch(/^(dealer\/flow\/\d+|sim\/withdraw)$/);
        late += all.size - others.length;
      }),
      { numRuns: 8 },
    );
    expect(late).toBeGreaterThan(0);
  });
});

/** A source that notes the label of every stream that is drawn from. */
function listened(random: RandomSource, label: string, drawn: Set<string>): RandomSource {
  return new Proxy(random, {
    get(source, name) {
      if (name === 'stream')
        return (next: string) => listened(source.stream(next), label === '' ? next : `${label}/${next}`, drawn);
      const member: unknown = Reflect.get(source, name, source);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        drawn.add(label);
        return Reflect.apply(member, source, args);
      };
    },
  });
}
