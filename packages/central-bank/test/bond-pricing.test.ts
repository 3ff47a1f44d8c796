import {
  type BondPricing,
  BondPricingError,
  createCentralBank,
  facePricing,
  fixedPricing,
  InvalidQuantityError,
  impactPricing,
  reserveAccounts,
  yieldPricing,
} from '@bagehot/central-bank';
import { createRecordingTreasury } from '@bagehot/central-bank/testing';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { refusedPaths } from './refused-problems.js';

/** What the central bank pays for one bond of face 100, some ticks into the run. */
function priced(pricing: BondPricing, options: { tick?: number; moneyDecimals?: number } = {}) {
  const { tick = 0, moneyDecimals = 2 } = options;
  const ports = reserveAccounts({ balances: [], moneyDecimals });
  const treasury = createRecordingTreasury({}, ports);
  const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 100 }, { ...ports, pricing, clock: { tick } });
  return { bank, buy: (quantity: number) => bank.conductOpenMarketOperations(treasury, quantity) };
}

const priceOf = (pricing: BondPricing, tick = 0): string => String(priced(pricing, { tick }).bank.bondPrice());

describe('the price of a bond', () => {
  it('is its face value where there is no market', () => {
    expect(priced(facePricing).buy(1)).toMatchObject({ priceSource: 'face' });
    expect(priced({ price: () => undefined }).buy(1)).toMatchObject({ priceSource: 'face' });
    expect(priceOf(facePricing)).toBe('100');
  });

  it('is rounded half-even to 8 decimals, before anything is paid', () => {
    expect(priceOf(fixedPricing('99.999999985'))).toBe('99.99999998');
    expect(priceOf(fixedPricing('99.999999975'))).toBe('99.99999998');
    expect(priceOf(fixedPricing('0.0000000050000000001'))).toBe('0.00000001');
    const { buy } = priced(fixedPricing('0.005'));
    // Half a cent goes to the even cent.
    expect([buy(1), buy(3), buy(5)].map(({ cashTransferred }) => cashTransferred.toString())).toEqual([
      '0',
      '0.02',
      '0.02',
    ]);
  });

  it.each(['0', '-1', '0.000000005', '0.0000000049', 'abc', Number.NaN, '1e9999', {} as never, true as never])(
    'is not %s',
    (price) => {
      const { bank, buy } = priced(fixedPricing(price));
      expect(() => buy(1)).toThrow(BondPricingError);
      expect(() => bank.bondPrice()).toThrow(BondPricingError);
      expect(bank.bondHoldings().quantity).toBe(0);
    },
  );

  it('is of whole bonds', () => {
    expect(() => priced(facePricing).bank.bondPrice(0.5)).toThrow(InvalidQuantityError);
  });
});

describe('a price by yield', () => {
  const bond = { couponRate: '0.04', yield: '0.04', ticksToMaturity: 3 * 360 };

  it('is the face value at a yield equal to the coupon, and at maturity', () => {
    expect(priceOf(yieldPricing(bond))).toBe('100');
    expect(priceOf(yieldPricing({ ...bond, yield: '0.2', ticksToMaturity: 0 }))).toBe('100');
  });

  it('discounts coupons and face value', () => {
    // 4/1.05 + 104/1.05^2 = 98.1405895691...
    expect(priceOf(yieldPricing({ ...bond, yield: '0.05', ticksToMaturity: 720 }))).toBe('98.14058957');
    // Without coupons: 100/1.25^2 = 64.
    expect(priceOf(yieldPricing({ couponRate: 0, yield: '0.25', ticksToMaturity: 720 }))).toBe('64');
    // No discount: everything that will be paid.
    expect(priceOf(yieldPricing({ ...bond, yield: 0 }))).toBe('112');
  });

  it('discounts a broken year by simple interest', () => {
    // 104 in half a year at 8 %: 104/1.04 = 100.
    expect(priceOf(yieldPricing({ couponRate: '0.04', yield: '0.08', ticksToMaturity: 180 }))).toBe('100');
    // And a year later 104 again: (4 + 104/1.08)/1.04 = 96.438746...
    expect(priceOf(yieldPricing({ couponRate: '0.04', yield: '0.08', ticksToMaturity: 540 }))).toBe('96.43874644');
    expect(priceOf(yieldPricing({ couponRate: 0, yield: '0.08', ticksToMaturity: 1, ticksPerYear: 2 }))).toBe(
      '96.15384615',
    );
  });

  it('may follow the time', () => {
    const pricing = yieldPricing({ couponRate: 0, yield: '0.25', ticksToMaturity: (tick) => 720 - tick });
    expect([0, 360, 720].map((tick) => priceOf(pricing, tick))).toEqual(['64', '80', '100']);
    expect(() => priceOf(pricing, 721)).toThrow(BondPricingError);
  });

  it('refuses what cannot be discounted', () => {
    expect(
      refusedPaths(() => yieldPricing({ couponRate: 'x', yield: -1, ticksToMaturity: -1, ticksPerYear: 0 })),
    ).toEqual(['couponRate', 'yield', 'ticksPerYear', 'ticksToMaturity']);
  });
});

describe('a price that operations move', () => {
  it('rises with the share of the bonds that are bought, within the cap', () => {
    const pricing = impactPricing({ base: 100, slope: '0.5', cap: '0.1' });
    const at = (netBought: number, outstanding: number): string =>
      String(pricing.price({ tick: 0, faceValue: decimal(1), quantity: 1, netBought, outstanding }));
    expect([at(0, 1000), at(100, 1000), at(200, 1000), at(500, 1000), at(-100, 1000), at(-900, 1000)]).toEqual([
      '100',
      '105',
      '110',
      '110',
      '95',
      '90',
    ]);
    expect([at(1, 0), at(-1, 0), at(0, 0)]).toEqual(['110', '90', '100']);
  });

  it('counts operations, this one included', () => {
    const { buy } = priced(impactPricing({ base: 100, slope: 1, cap: 9 }));
    // The first operation finds nothing outstanding and goes to the cap.
    expect(buy(10).price?.toString()).toBe('1000');
    expect(buy(5).price?.toString()).toBe('250');
    expect(buy(-5).price?.toString()).toBe('166.66666667');
  });

  it('refuses a base of nothing and a negative cap', () => {
    expect(refusedPaths(() => impactPricing({ base: 0, slope: 1, cap: -1 }))).toEqual(['base', 'cap']);
  });
});
