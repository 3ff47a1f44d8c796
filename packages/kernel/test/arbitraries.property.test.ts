import { decimal } from '@bagehot/kernel';
import { amount, anchors, dealerPosition, pricingParams, weights } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('amount', () => {
  it('stays in its range and on its grid', () => {
    const ranges: readonly [string, string, string][] = [
      ['0', '1000000', '0.01'],
      ['-3', '3', '0.000000000001'],
      ['0.1', '0.9', '0.25'],
      ['5', '100', '5'],
      ['-7.5', '-7.5', '0.5'],
    ];
    for (const [min, max, quantum] of ranges)
      fc.assert(
        fc.property(amount({ min, max, quantum }), (value) => {
          expect(value.gte(min) && value.lte(max) && value.mod(quantum).eq(0)).toBe(true);
        }),
      );
    fc.assert(fc.property(amount(), (value) => value.gte(0) && value.lte(1_000_000) && value.round(2).eq(value)));
  });

  it('shrinks towards few digits', () => {
    const failing = fc.check(
      fc.property(amount({ quantum: '0.000000000001' }), (value) => value.lt('12.3')),
      { seed: 1 },
    );
    expect(failing.failed).toBe(true);
    expect(String(failing.counterexample?.[0])).toBe('13');
  });

  it('refuses a range without a grid point', () => {
    expect(() => amount({ min: '0.1', max: '0.2', quantum: '0.25' })).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(() => amount({ quantum: '0' })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  });
});

describe('weights', () => {
  it('are never negative, never all 0, and as many as asked for', () => {
    fc.assert(
      fc.property(weights({ minLength: 2, maxLength: 5 }), (list) => {
        expect(list.length).toBeGreaterThanOrEqual(2);
        expect(list.length).toBeLessThanOrEqual(5);
        expect(list.every((weight) => weight.gte(0)) && list.some((weight) => weight.gt(0))).toBe(true);
      }),
    );
    expect(() => weights({ minLength: 0 })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => weights({ minLength: 3, maxLength: 2 })).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
  });
});

describe('anchors, positions and parameters', () => {
  it('reach the corners of the pricing kernel', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anchors(), dealerPosition({ overdrawn: true }), pricingParams(), (anchor, position, params) => {
        expect(anchor.mid.gte(0) && anchor.spread.gte(0) && params.ticketSize.gt(0)).toBe(true);
        if (anchor.mid.lte(params.guardMid)) seen.add('guarded');
        if (anchor.spread.eq(0)) seen.add('no spread');
        if (anchor.spread.gt(anchor.mid.times(2))) seen.add('negative bid');
        if (position.cash.lt(0)) seen.add('overdrawn');
        if (position.ticketCount === 0) seen.add('empty shelf');
        if (!params.clipBidAtZero) seen.add('no clip');
        if (!params.ticketSize.eq(1)) seen.add('other size');
      }),
      { numRuns: 2000 },
    );
    expect([...seen].sort()).toEqual(
      ['empty shelf', 'guarded', 'negative bid', 'no clip', 'no spread', 'other size', 'overdrawn'].sort(),
    );
    fc.assert(fc.property(dealerPosition(), ({ cash }) => cash.gte(decimal(0))));
  });
});
