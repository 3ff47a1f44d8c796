import { type BoundsContext, type FinancingModeDefinition, financingModes, purchaseBound } from '@bagehot/financing';
import { decimal } from '@bagehot/kernel';
import { assert, bigInt, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

const PERSONAL = financingModes.get('PERSONAL');
const TOTAL_WEALTH = financingModes.get('TOTAL_WEALTH');

/** 101 of money and goods worth 20 and 7.5; debts of 3.5. */
const somebody = {
  id: 4,
  money: 101n,
  carriedShare: decimal('0.5'),
  stocks: () => [
    { quantity: decimal(10), price: decimal(2) },
    { quantity: decimal(5), price: decimal('1.5') },
  ],
  outstanding: decimal('3.5'),
};

const half: FinancingModeDefinition = {
  id: 'HALF',
  bounds: ({ personalWealth }) => ({
    fixed: decimal(0),
    salesCoefficient: decimal(personalWealth.gt(0) ? '0.5' : 0),
    claimLimit: null,
  }),
};

describe('a financing mode as the limit of purchases for money', () => {
  it('PERSONAL is what one carries, and what it has received, less what it has spent', () => {
    const bound = purchaseBound(PERSONAL, somebody);
    expect([bound.limit(0n, 0n), bound.limit(7n, 0n), bound.limit(7n, 50n), bound.limit(0n, 51n)]).toEqual([
      50n,
      57n,
      7n,
      0n,
    ]);
  });

  it('PERSONAL with all of it carried is money at hand, whatever happens', () => {
    const amount = bigInt({ min: 0n, max: 10n ** 18n });
    assert(
      property(amount, amount, amount, (money, received, spent) => {
        const bound = purchaseBound(PERSONAL, { ...somebody, money, carriedShare: decimal(1) });
        const left = money + received - spent;
        expect(bound.limit(received, spent)).toBe(left > 0n ? left : 0n);
      }),
    );
  });

  it('PERSONAL does not ask what goods are worth', () => {
    const stocks = () => {
      throw new Error('asked');
    };
    expect(purchaseBound(PERSONAL, { ...somebody, stocks }).limit(0n, 0n)).toBe(50n);
  });

  it('TOTAL_WEALTH is all one owns less all one owes, rounded down, wherever its money is; what is received adds nothing', () => {
    for (const carriedShare of ['0', '0.5', '1'].map(decimal)) {
      const bound = purchaseBound(TOTAL_WEALTH, { ...somebody, carriedShare });
      expect([bound.limit(0n, 0n), bound.limit(9n, 100n)]).toEqual([125n, 25n]);
      expect(purchaseBound(TOTAL_WEALTH, { ...somebody, carriedShare, outstanding: decimal(200) }).limit(50n, 0n)).toBe(
        0n,
      );
    }
  });

  it('a share of what is carried and received is rounded down once, before what was spent is taken off', () => {
    const bound = purchaseBound(half, somebody);
    // 25, 25.5, 26 - 25.
    expect([bound.limit(0n, 0n), bound.limit(1n, 0n), bound.limit(2n, 25n)]).toEqual([25n, 25n, 1n]);
  });

  it('shows a mode money as the numeraire, carried and at home, and goods at home', () => {
    let seen: BoundsContext | undefined;
    const bounds: FinancingModeDefinition['bounds'] = (context) => {
      seen = context;
      return { fixed: decimal(0), salesCoefficient: decimal(0), claimLimit: null };
    };
    purchaseBound({ id: 'SPY', bounds }, somebody);
    expect(seen?.prices.map(String)).toEqual(['1', '2', '1.5']);
    expect(seen?.agent.home.map(String)).toEqual(['51', '10', '5']);
    expect(seen?.agent.personal.map(String)).toEqual(['50', '0', '0']);
    expect(
      [seen?.personalWealth, seen?.homeWealth, seen?.totalWealth, seen?.effectiveBudget, seen?.outstanding].map(String),
    ).toEqual(['50', '78.5', '125', '125', '3.5']);
    expect(String(seen?.travelCostDeduction)).toBe('0');
  });

  it('refuses numbers out of their range, and leverage', () => {
    const bounds = (fixed: number, share: number): FinancingModeDefinition => ({
      id: 'OWN',
      bounds: () => ({ fixed: decimal(fixed), salesCoefficient: decimal(share), claimLimit: null }),
    });
    for (const mode of [bounds(-1, 0), bounds(0, 2), bounds(0, -1), { id: 'OWN', bounds: () => undefined as never }])
      expect(() => purchaseBound(mode, somebody)).toThrow(expect.objectContaining({ code: 'MODE_BOUND_INVALID' }));
    expect(() => purchaseBound(bounds(129, 0), somebody)).toThrow(
      expect.objectContaining({ code: 'MODE_BOUND_EXCEEDS_ENDOWMENT' }),
    );
    expect(purchaseBound(bounds(128, 0), somebody).limit(0n, 0n)).toBe(128n);
    for (const share of [0, 0.5, 1])
      assert(
        property(constantFrom(0n, 1n, 500n), (money) => {
          expect(purchaseBound(bounds(0, share), { ...somebody, money }).limit(0n, 0n)).toBeLessThanOrEqual(money);
        }),
      );
  });
});
