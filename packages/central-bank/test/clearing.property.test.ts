import {
  type ClearingBook,
  corridor,
  corridorBounds,
  matchOrders,
  orderBookRule,
  pooleUniformRule,
  type Rationing,
  ratioRule,
} from '@bagehot/central-bank';
import { clearingBooks } from '@bagehot/central-bank/testing';
import { assert, bigInt, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

const totalOf = (orders: readonly { readonly units: bigint }[]): bigint =>
  orders.reduce((sum, { units }) => sum + units, 0n);

describe('ratio rule', () => {
  it('lends all that can be lent, everybody within a quantum of its exact share', () => {
    assert(
      property(clearingBooks(), (book) => {
        const { grants, draws, volume } = ratioRule().clear(book);
        const supplied = totalOf(book.supplies);
        const requested = totalOf(book.requests);
        expect(volume).toBe(supplied < requested ? supplied : requested);
        const near = (
          parts: readonly bigint[],
          orders: ClearingBook['requests'] | ClearingBook['supplies'],
          all: bigint,
        ) => {
          for (const [i, { units }] of orders.entries()) {
            const off = (parts[i] as bigint) * all - volume * units;
            expect(off < all && off > -all).toBe(true);
          }
        };
        if (volume > 0n) {
          near(grants, book.requests, requested);
          near(draws, book.supplies, supplied);
        }
      }),
    );
  });

  it('asks the policy rate when there is enough, and no less of a spread the less there is', () => {
    assert(
      property(clearingBooks({ limits: 'none' }), bigInt({ min: 1n, max: 10n ** 6n }), (book, more) => {
        const { clear } = ratioRule({ spreadSensitivity: '0.25' });
        const { callRate, supplied, requested } = clear(book);
        if (supplied >= requested) expect(callRate).toBe(book.policyRate);
        else
          expect(callRate > book.policyRate || (requested - supplied) * 250_000_000_000n * 2n <= requested).toBe(true);
        expect(callRate <= book.policyRate + 250_000_000_000n).toBe(true);
        const extra = { seq: 99, agent: 'X', units: more };
        const looser = clear({ ...book, supplies: [...book.supplies, { ...extra, minRate: null }] });
        expect(looser.callRate <= callRate).toBe(true);
        const tighter = clear({ ...book, requests: [...book.requests, { ...extra, maxRate: null }] });
        expect(tighter.callRate >= callRate).toBe(true);
      }),
    );
  });

  it('needs fewer legs than there are orders', () => {
    assert(
      property(clearingBooks({ maxOrders: 12 }), (book) => {
        const { legs } = ratioRule().clear(book);
        expect(legs.length).toBeLessThanOrEqual(Math.max(0, book.supplies.length + book.requests.length - 1));
      }),
    );
  });

  it('with proportional legs exposes every lender to every borrower, within a quantum a loan', () => {
    assert(
      property(clearingBooks(), (book) => {
        const { legs, grants, draws, volume } = ratioRule({ legRule: 'proportional' }).clear(book);
        for (const { request, supply, units } of legs) {
          const off = units * volume - (grants[request] as bigint) * (draws[supply] as bigint);
          const tolerated = volume * BigInt(grants.length + 1);
          expect(off <= tolerated && off >= -tolerated).toBe(true);
        }
      }),
    );
  });
});

describe('order book', () => {
  const rationings = constantFrom<Rationing>('pro-rata', 'time');

  it('trades the most that any one rate allows', () => {
    assert(
      property(clearingBooks(), rationings, (book, rationing) => {
        const limits = [
          ...book.requests.flatMap(({ maxRate }) => (maxRate === null ? [] : [maxRate])),
          ...book.supplies.flatMap(({ minRate }) => (minRate === null ? [] : [minRate])),
        ];
        const far = 10n ** 30n;
        const best = [...limits, far, -far].reduce((most, rate) => {
          const wanted = totalOf(book.requests.filter(({ maxRate }) => maxRate === null || maxRate >= rate));
          const offered = totalOf(book.supplies.filter(({ minRate }) => minRate === null || minRate <= rate));
          const volume = wanted < offered ? wanted : offered;
          return volume > most ? volume : most;
        }, 0n);
        expect(matchOrders(book, rationing).volume).toBe(best);
      }),
    );
  });

  it('has an interval in which whoever trades wants to, and whoever is left out does not', () => {
    assert(
      property(clearingBooks(), rationings, (book, rationing) => {
        const { low, high, unbounded, grants, draws, volume } = matchOrders(book, rationing);
        if (volume === 0n || unbounded !== null) return;
        if (low !== null && high !== null) expect(low <= high).toBe(true);
        for (const rate of [low, high]) {
          if (rate === null) continue;
          for (const [i, { units, maxRate }] of book.requests.entries()) {
            if (grants[i] !== 0n) expect(maxRate === null || maxRate >= rate).toBe(true);
            if (grants[i] !== units) expect(maxRate !== null && maxRate <= rate).toBe(true);
          }
          for (const [i, { units, minRate }] of book.supplies.entries()) {
            if (draws[i] !== 0n) expect(minRate === null || minRate <= rate).toBe(true);
            if (draws[i] !== units) expect(minRate !== null && minRate >= rate).toBe(true);
          }
        }
      }),
    );
  });

  it('serves a better limit in full before a worse one gets anything', () => {
    assert(
      property(clearingBooks(), rationings, (book, rationing) => {
        const { grants } = matchOrders(book, rationing);
        for (const [i, better] of book.requests.entries())
          for (const [j, worse] of book.requests.entries())
            if (
              worse.maxRate !== null &&
              (better.maxRate === null || better.maxRate > worse.maxRate) &&
              grants[j] !== 0n
            )
              expect(grants[i]).toBe(better.units);
      }),
    );
  });

  it('orders rates that doubles cannot tell apart', () => {
    const one = 10n ** 20n;
    const order = { agent: 'A', units: 5n };
    const match = matchOrders({
      tick: 0,
      policyRate: 0n,
      supplies: [{ ...order, seq: 1, minRate: null }],
      requests: [
        { ...order, seq: 1, maxRate: one },
        { ...order, seq: 2, maxRate: one + 1n },
        { ...order, seq: 3, maxRate: 10n ** 400n },
      ],
    });
    expect([...match.bidOrder]).toEqual([2, 1, 0]);
    expect(match.grants).toEqual([0n, 0n, 5n]);
  });

  it('takes the rate to the bound of market orders that are left over, but never past a limit', () => {
    const order = { agent: 'A', units: 5n };
    const percent = 10n ** 10n;
    const book: ClearingBook = {
      tick: 0,
      policyRate: 5n * percent,
      supplies: [{ ...order, seq: 1, minRate: 12n * percent }],
      requests: [{ ...order, units: 9n, seq: 1, maxRate: null }],
    };
    const rateWith = (lowest: string, highest: string): bigint =>
      orderBookRule({ marketRates: { lowest, highest } }).clear(book).callRate;
    expect(rateWith('-0.1', '0.2')).toBe(20n * percent);
    expect(rateWith('-0.1', '0.1')).toBe(12n * percent);
    const glut: ClearingBook = {
      ...book,
      supplies: [{ ...order, units: 9n, seq: 1, minRate: null }],
      requests: [{ ...order, seq: 1, maxRate: 2n * percent }],
    };
    expect(orderBookRule({ marketRates: { lowest: '-0.01', highest: '1' } }).clear(glut).callRate).toBe(-1n * percent);
    expect(orderBookRule({ marketRates: { lowest: '0.03', highest: '1' } }).clear(glut).callRate).toBe(2n * percent);
    const bounds = { depositSpread: '0.01', lendingSpread: '0.02' };
    expect(corridor(orderBookRule(), bounds).clear(book).callRate).toBe(7n * percent);
    expect(corridor(orderBookRule(), bounds).clear(glut).callRate).toBe(4n * percent);
  });
});

describe('corridor', () => {
  const spreads = integer({ min: 0, max: 30 }).map((basisPoints) => `0.00${String(basisPoints).padStart(2, '0')}`);

  it('clamps whatever is inside, leg by leg, and leaves quantities alone', () => {
    const inner = constantFrom(ratioRule({ spreadSensitivity: '0.01' }), orderBookRule({ pricing: 'pairwise' }));
    assert(
      property(clearingBooks(), spreads, spreads, inner, (book, depositSpread, lendingSpread, rule) => {
        const spread = { depositSpread, lendingSpread };
        const { floor, ceiling } = corridorBounds(spread)(book.policyRate);
        const bare = rule.clear(book);
        const bounded = corridor(rule, spread).clear(book);
        const within = (rate: bigint): boolean => rate >= floor && rate <= ceiling;
        expect(within(bounded.callRate)).toBe(true);
        expect(bounded.ratePerLeg?.every(within) ?? true).toBe(true);
        if (within(bare.callRate)) expect(bounded.callRate).toBe(bare.callRate);
        expect([bounded.grants, bounded.draws, bounded.legs]).toEqual([bare.grants, bare.draws, bare.legs]);
      }),
    );
  });

  it('of the textbook falls from ceiling to floor as reserves become ample', () => {
    assert(
      property(
        spreads,
        spreads,
        integer({ min: 0, max: 1000 }),
        integer({ min: -1500, max: 1500 }),
        integer({ min: 0, max: 200 }),
        (depositSpread, lendingSpread, shockHalfWidth, excess, more) => {
          const book: ClearingBook = { tick: 0, policyRate: 30_000_000_000n, supplies: [], requests: [] };
          const spread = { depositSpread, lendingSpread };
          const rateAt = (excessReserves: number, scale: number): bigint =>
            pooleUniformRule({
              ...spread,
              shockHalfWidth: shockHalfWidth * scale,
              excessReserves: () => excessReserves * scale,
            }).clear(book).callRate;
          const { floor, ceiling } = corridorBounds(spread)(book.policyRate);
          const rate = rateAt(excess, 1);
          expect(rate >= floor && rate <= ceiling).toBe(true);
          if (excess > shockHalfWidth) expect(rate).toBe(floor);
          if (excess < -shockHalfWidth) expect(rate).toBe(ceiling);
          expect(rateAt(excess + more, 1) <= rate).toBe(true);
          expect(rateAt(excess, 7)).toBe(rate);
        },
      ),
    );
  });
});
