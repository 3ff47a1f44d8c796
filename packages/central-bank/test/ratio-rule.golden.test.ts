import { type ClearingOutcome, ratioRule, verifyClearing } from '@bagehot/central-bank';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { amountText, bookOf, rateText } from './golden-book.js';

interface Leg {
  readonly supply: number;
  readonly amount: string;
}

interface ClearingCase {
  readonly id: string;
  readonly note: string;
  readonly config: {
    readonly moneyDp: number;
    readonly policyRate: string;
    readonly sensitivity: string;
    readonly legRule: 'sequential' | 'proportional';
  };
  readonly supplies: readonly { readonly lender: string; readonly amount: string }[];
  readonly requests: readonly { readonly borrower: string; readonly amount: string }[];
  readonly expect: {
    readonly effectiveSupplies: readonly string[];
    readonly totalSupplied: string;
    readonly totalRequested: string;
    readonly liquidityRatio: string | null;
    readonly spread: string;
    readonly callRate: string;
    readonly volume: string;
    readonly grants: readonly string[];
    readonly draws: readonly string[];
    readonly loans: readonly { readonly request: number; readonly legs: readonly Leg[] }[];
  };
}

/** Legs by loan, as the vectors have them. */
function loansOf({ legs }: ClearingOutcome, moneyDp: number): unknown {
  const loans = new Map<number, Leg[]>();
  for (const { request, supply, units } of legs) {
    const loan = loans.get(request) ?? [];
    loan.push({ supply, amount: amountText(units, moneyDp) });
    loans.set(request, loan);
  }
  return [...loans].map(([request, own]) => ({ request, legs: own }));
}

describe('ratio rule', () => {
  for (const one of goldenCases<ClearingCase>('central-bank/clearing.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const { moneyDp, policyRate, sensitivity, legRule } = one.config;
      const { effectiveSupplies, loans } = one.expect;
      const book = bookOf(moneyDp, policyRate, {
        supplies: one.supplies.map(({ lender }, i) => ({ agent: lender, amount: effectiveSupplies[i] as string })),
        requests: one.requests.map(({ borrower, amount }) => ({ agent: borrower, amount })),
      });
      const outcome = ratioRule({ spreadSensitivity: sensitivity, legRule }).clear(book);
      verifyClearing('ratio', book, outcome);
      const amounts = (units: readonly bigint[]): readonly string[] => units.map((each) => amountText(each, moneyDp));
      expect({
        totalSupplied: amountText(outcome.supplied, moneyDp),
        totalRequested: amountText(outcome.requested, moneyDp),
        liquidityRatio: outcome.liquidityRatio === null ? null : rateText(outcome.liquidityRatio),
        spread: rateText(outcome.spread),
        callRate: rateText(outcome.callRate),
        volume: amountText(outcome.volume, moneyDp),
        grants: amounts(outcome.grants),
        draws: amounts(outcome.draws),
        loans: loansOf(outcome, moneyDp),
      }).toEqual({
        totalSupplied: one.expect.totalSupplied,
        totalRequested: one.expect.totalRequested,
        liquidityRatio: one.expect.liquidityRatio,
        spread: one.expect.spread,
        callRate: one.expect.callRate,
        volume: one.expect.volume,
        grants: one.expect.grants,
        draws: one.expect.draws,
        loans: loans.map(({ request, legs }) => ({
          request,
          legs: legs.map(({ supply, amount }) => ({ supply, amount })),
        })),
      });
    });
});
