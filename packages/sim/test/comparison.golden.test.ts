import { scriptedOrderFlow } from '@bagehot/dealer';
import { type ComparisonRecord, compareMarket, comparisonRecord } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { type RecordedCase, scenarioOf } from './recorded-market.js';

/** The fields that the vector lists. */
function listed(expected: Readonly<Record<string, unknown>>, record: ComparisonRecord) {
  return Object.fromEntries(Object.keys(expected).map((field) => [field, record[field]]));
}

describe('arm metrics of composed.json', () => {
  for (const recorded of goldenCases<RecordedCase>('ring/composed.json', 'cases')) {
    const { arm } = recorded.expected;
    // Where a dealer holds claims from the start there is no same ring without it.
    if (!('rescues' in arm)) continue;
    it(recorded.id, () => {
      const script = new Map(Object.entries(recorded.flow).map(([day, arrivals]) => [Number(day), arrivals]));
      const comparison = compareMarket(scenarioOf(recorded), {
        treatment: { market: { orderFlow: scriptedOrderFlow(script) } },
      });
      expect(listed(arm, comparisonRecord(comparison))).toEqual(arm);
    });
  }
});
