import type { LegRule } from '@bagehot/central-bank';
import type { Reserves } from './market-fixtures.js';

/** A case of `clearing.json`. */
export interface ClearingCase {
  readonly id: string;
  readonly note?: string;
  readonly config: {
    readonly moneyDp: number;
    readonly policyRate: string;
    readonly sensitivity: string;
    readonly ticksPerYear: number;
    readonly term: number;
    readonly legRule: LegRule;
    readonly rollover?: { readonly max: number; readonly penalty: string };
  };
  readonly balances: Reserves;
  readonly supplies: readonly { readonly lender: string; readonly amount: string }[];
  readonly requests: readonly { readonly borrower: string; readonly amount: string }[];
  readonly spentBeforeClearing?: Reserves;
  readonly expect: {
    readonly effectiveSupplies: readonly string[];
    readonly totalSupplied: string;
    readonly totalRequested: string;
    readonly liquidityRatio: string | null;
    readonly spread: string;
    readonly callRate: string;
    readonly volume: string;
    readonly unmet: string;
    readonly unlent: string;
    readonly short: boolean;
    readonly grants: readonly string[];
    readonly draws: readonly string[];
    readonly loans: readonly {
      readonly request: number;
      readonly borrower: string;
      readonly principal: string;
      readonly legs: readonly { readonly lender: string; readonly supply: number; readonly amount: string }[];
    }[];
    readonly balances: Reserves;
  };
  readonly maturity: {
    readonly spentBeforeSettlement?: Reserves;
    readonly repayments: readonly Repayment[];
    readonly lossByLender: Reserves;
    readonly balances: Reserves;
  };
}

/** What became of a loan. */
export interface Repayment {
  readonly request: number;
  readonly borrower: string;
  readonly status: 'repaid' | 'rolled' | 'defaulted';
  readonly principal: string;
  readonly interest: string;
  readonly due: string;
  readonly paid: string;
  readonly rolled?: string;
  readonly newRate?: string;
  readonly legs: readonly {
    readonly lender: string;
    readonly principal: string;
    readonly interest: string;
    readonly received: string;
    readonly principalLoss: string;
    readonly interestForgone: string;
    readonly rolled?: string;
  }[];
}
