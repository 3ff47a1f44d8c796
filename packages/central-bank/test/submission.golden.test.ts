import type { CallMarketService } from '@bagehot/central-bank';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { marketEconomy, type Reserves } from './market-fixtures.js';

interface Operation {
  readonly op: 'supplyReserves' | 'requestLoan';
  readonly lender?: string;
  readonly borrower?: string;
  readonly amount: string;
  readonly expect: string;
}

interface SubmissionCase {
  readonly id: string;
  readonly note: string;
  readonly config: { readonly moneyDp: number };
  readonly balances: Reserves;
  readonly ops: readonly Operation[];
  readonly pending: {
    readonly supplies: readonly { readonly lender: string; readonly amount: string }[];
    readonly requests: readonly { readonly borrower: string; readonly amount: string }[];
  };
}

/** What a submission came to: its status, `ok` for a supply, or the error's name. */
function submit(market: CallMarketService, { op, lender, borrower, amount }: Operation): string {
  try {
    if (op === 'requestLoan') return market.requestLoan({ borrowerId: borrower as string, amount }).status;
    market.supplyReserves(lender as string, amount);
    return 'ok';
  } catch (error) {
    return (error as Error).name;
  }
}

describe('submissions', () => {
  for (const one of goldenCases<SubmissionCase>('central-bank/submission.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const { moneyDp } = one.config;
      const { market } = marketEconomy(one.balances, undefined, { moneyDecimals: moneyDp });
      expect(one.ops.map((operation) => submit(market, operation))).toEqual(
        one.ops.map((operation) => operation.expect),
      );
      const { supplies, requests } = market.pendingOrders();
      expect({
        supplies: supplies.map(({ agentId, amount }) => ({ lender: agentId, amount: amount.toFixed(moneyDp) })),
        requests: requests.map(({ agentId, amount }) => ({ borrower: agentId, amount: amount.toFixed(moneyDp) })),
      }).toEqual(one.pending);
    });
});
