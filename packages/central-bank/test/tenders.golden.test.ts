import { runTender, type TenderBid, type TenderResult, type TenderSpec } from '@bagehot/central-bank';
import type { Decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface TenderCase {
  readonly id: string;
  readonly note: string;
  readonly tender: TenderSpec;
  readonly bids: readonly TenderBid[];
  readonly collateralCapacity: Readonly<Record<string, string>> | null;
  readonly expect: object;
}

function texts(result: TenderResult): object {
  const amount = (value: Decimal): string => value.toFixed(2);
  const rate = (value: Decimal | null): string | null => (value === null ? null : value.toString());
  return {
    allotments: result.allotments.map(amount),
    totalAllotted: amount(result.totalAllotted),
    marginalRate: rate(result.marginalRate),
    marginalPercentage: rate(result.marginalPercentage),
    appliedRates: result.appliedRates.map(rate),
    weightedAverageRate: rate(result.weightedAverageRate),
  };
}

describe('tenders', () => {
  for (const one of goldenCases<TenderCase>('central-bank/tenders.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const { collateralCapacity } = one;
      const capacity = collateralCapacity === null ? undefined : new Map(Object.entries(collateralCapacity));
      expect(texts(runTender(one.tender, one.bids, capacity))).toEqual(one.expect);
    });
});
