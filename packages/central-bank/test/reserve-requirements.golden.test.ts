import { maintenancePeriod } from '@bagehot/central-bank';
import type { Decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface RequirementCase {
  readonly id: string;
  readonly note: string;
  readonly config: {
    readonly periodTicks: number;
    readonly requirement: string;
    readonly remunerationRate: string;
    readonly excessRate: string;
    readonly lendingRate: string;
    readonly penaltySpread: string;
    readonly ticksPerYear: number;
  };
  readonly endOfTickBalances: readonly string[];
  readonly expect: { readonly average?: string };
}

const amount = (value: Decimal): string => value.toFixed(2);

describe('reserve requirements', () => {
  for (const one of goldenCases<RequirementCase>('central-bank/reserve-requirements.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const { endOfTickBalances: balances } = one;
      const { requirement, ...terms } = one.config;
      const period = maintenancePeriod(terms);
      const perTick = balances.map((_, k) => {
        const { remaining, neededAverage } = period.status(requirement, balances.slice(0, k + 1));
        return { remaining: amount(remaining), neededAverage: neededAverage === null ? null : amount(neededAverage) };
      });
      const finished = balances.length === terms.periodTicks;
      expect(finished).toBe(one.expect.average !== undefined);
      if (!finished) {
        expect({ perTick }).toEqual(one.expect);
        return;
      }
      const sums = period.settle(requirement, balances);
      const settlement = Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, amount(value)]));
      expect({ perTick, ...settlement }).toEqual(one.expect);
    });
});
