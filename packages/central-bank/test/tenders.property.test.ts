import { runTender, type TenderBid, type TenderSpec } from '@bagehot/central-bank';
import { decimal, sum } from '@bagehot/kernel';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';

const cents = integer({ min: 0, max: 100_000 }).map((units) => (units / 100).toFixed(2));
const bids = array(
  record({
    bidder: constantFrom('A', 'B', 'C'),
    amount: cents,
    rate: integer({ min: -1, max: 6 }).map((percent) => decimal(percent).div(100)),
  }),
  { maxLength: 8 },
);
const directions = constantFrom('provide' as const, 'absorb' as const);
const pricings = constantFrom('single' as const, 'multiple' as const);
const CENT = decimal('0.01');

describe('tenders', () => {
  it('allot no more than is put out, and all of it when bids suffice', () => {
    const specs = record({ amount: cents, direction: directions, pricing: pricings, fixed: constantFrom(true, false) });
    assert(
      property(specs, bids, ({ amount, direction, pricing, fixed }, drawn) => {
        const spec: TenderSpec = fixed
          ? { type: 'fixed', direction, amount, rate: '0.03' }
          : { type: 'variable', direction, amount, pricing };
        const { allotments, totalAllotted } = runTender(spec, drawn);
        const bid = sum(drawn.map((each) => decimal(each.amount)));
        expect(totalAllotted.eq(bid.lt(amount) ? bid : amount)).toBe(true);
        expect(sum(allotments).eq(totalAllotted)).toBe(true);
        for (const [i, each] of allotments.entries()) expect(each.gte(0) && each.lte(drawn[i]?.amount ?? 0)).toBe(true);
      }),
    );
  });

  it('serve better rates first, and let nobody pay a worse rate than it bid', () => {
    assert(
      property(cents, directions, pricings, bids, (amount, direction, pricing, drawn) => {
        const result = runTender({ type: 'variable', direction, amount, pricing }, drawn);
        const { allotments, appliedRates, marginalRate, weightedAverageRate } = result;
        const better = (one: TenderBid, other: TenderBid): boolean => {
          const by = decimal(one.rate as string).cmp(decimal(other.rate as string));
          return direction === 'provide' ? by > 0 : by < 0;
        };
        for (const [i, one] of drawn.entries()) {
          const applied = appliedRates[i] ?? null;
          expect(applied === null).toBe(allotments[i]?.eq(0));
          if (applied !== null) {
            expect(direction === 'provide' ? applied.lte(one.rate) : applied.gte(one.rate)).toBe(true);
            if (pricing === 'single') expect(applied.eq(marginalRate ?? 'none')).toBe(true);
          }
          for (const [j, other] of drawn.entries())
            if (better(one, other) && allotments[j]?.gt(0)) expect(allotments[i]?.eq(one.amount)).toBe(true);
        }
        if (pricing === 'single' && weightedAverageRate !== null)
          expect(weightedAverageRate.eq(marginalRate ?? 'none')).toBe(true);
      }),
    );
  });

  it('treat bids alike in whatever order they come', () => {
    assert(
      property(cents, directions, bids, (amount, direction, drawn) => {
        const spec: TenderSpec = { type: 'variable', direction, amount, pricing: 'single' };
        const one = runTender(spec, drawn);
        const other = runTender(spec, [...drawn].reverse());
        expect(String(other.marginalRate)).toBe(String(one.marginalRate));
        for (const [i, each] of [...other.allotments].reverse().entries())
          expect(
            each
              .minus(one.allotments[i] ?? 0)
              .abs()
              .lte(CENT),
          ).toBe(true);
      }),
    );
  });

  it('never allot more than a bidder has security for', () => {
    assert(
      property(bids, cents, (drawn, capacity) => {
        const spec: TenderSpec = { type: 'fixed', direction: 'provide', rate: '0.03' };
        const { allotments } = runTender(spec, drawn, new Map([['A', capacity]]));
        const allotted = (bidder: string): string =>
          sum(allotments.filter((_, i) => drawn[i]?.bidder === bidder)).toString();
        expect(decimal(allotted('A')).lte(capacity)).toBe(true);
        expect([allotted('B'), allotted('C')]).toEqual(['0', '0']);
      }),
    );
  });

  it('refuse bids and tenders that make no sense', () => {
    const variable: TenderSpec = { type: 'variable', direction: 'provide', amount: '10.00', pricing: 'single' };
    const codes = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const bid = { bidder: 'A', amount: '1.00', rate: '0.03' };
    expect([
      codes(() => runTender(variable, [{ bidder: 'A', amount: '1.00' }])),
      codes(() => runTender(variable, [{ ...bid, amount: '1.001' }])),
      codes(() => runTender(variable, [{ ...bid, amount: '-1' }])),
      codes(() => runTender(variable, [{ ...bid, bidder: '' }])),
      codes(() => runTender({ ...variable, amount: '-1' }, [bid])),
      codes(() => runTender({ ...variable, maximumBidRate: '0.05' }, [bid])),
      codes(() => runTender(variable, [bid], new Map([['A', 'much']]))),
    ]).toEqual([
      'INVALID_RATE',
      'INVALID_AMOUNT',
      'INVALID_AMOUNT',
      'INVALID_AGENT_ID',
      'INVALID_CONFIG',
      'INVALID_CONFIG',
      'INVALID_AMOUNT',
    ]);
  });
});
