import { matchOrders, orderBookRule, verifyClearing } from '@bagehot/central-bank';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { amountText, bookOf, rateText } from './golden-book.js';

interface OrderBookCase {
  readonly id: string;
  readonly note: string;
  readonly moneyDp: number;
  readonly policyRate: string;
  readonly bids: readonly { readonly borrower: string; readonly amount: string; readonly maxRate: string | null }[];
  readonly offers: readonly { readonly lender: string; readonly amount: string; readonly minRate: string | null }[];
  readonly expect: {
    readonly volume: string;
    readonly grants: readonly string[];
    readonly draws: readonly string[];
    readonly rate: { readonly reference: string; readonly midpoint: string; readonly marginalMidpoint: string };
    readonly indicative: boolean;
    readonly timePriority: {
      readonly grants: readonly string[];
      readonly draws: readonly string[];
      readonly pairwiseWeightedRate: string | null;
    };
  };
}

describe('order book rule', () => {
  for (const one of goldenCases<OrderBookCase>('central-bank/orderbook.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const { moneyDp, policyRate, bids, offers } = one;
      const book = bookOf(moneyDp, policyRate, {
        supplies: offers.map(({ lender, amount, minRate }) => ({ agent: lender, amount, limit: minRate })),
        requests: bids.map(({ borrower, amount, maxRate }) => ({ agent: borrower, amount, limit: maxRate })),
      });
      const match = matchOrders(book);
      const [reference, midpoint, marginalMidpoint, pairwise] = (
        ['reference', 'midpoint', 'marginal-midpoint', 'pairwise'] as const
      ).map((pricing) => {
        const rule = orderBookRule({ pricing });
        const outcome = rule.clear(book);
        verifyClearing(rule.name, book, outcome);
        return outcome;
      });
      if (!reference || !midpoint || !marginalMidpoint || !pairwise) throw new Error('a pricing has no outcome');
      const amounts = (units: readonly bigint[]): readonly string[] => units.map((each) => amountText(each, moneyDp));
      const rate = (units: bigint | null): string | null => (units === null ? null : rateText(units));
      // The vectors know no pairwise rate where a market order trades, nor without trade.
      const limitsOnly =
        pairwise.legs.length > 0 &&
        pairwise.legs.every(
          ({ request, supply }) => bids[request]?.maxRate !== null && offers[supply]?.minRate !== null,
        );
      expect({
        volume: amountText(reference.volume, moneyDp),
        grants: amounts(reference.grants),
        draws: amounts(reference.draws),
        marginalBid: rate(match.marginalBid),
        marginalOffer: rate(match.marginalOffer),
        rateLow: rate(match.low),
        rateHigh: rate(match.high),
        rate: {
          reference: rate(reference.callRate),
          midpoint: rate(midpoint.callRate),
          marginalMidpoint: rate(marginalMidpoint.callRate),
        },
        indicative: reference.indicative,
        legs: reference.legs.map(({ request, supply, units }) => ({
          bid: request,
          offer: supply,
          borrower: bids[request]?.borrower,
          lender: offers[supply]?.lender,
          amount: amountText(units, moneyDp),
        })),
        timePriority: {
          grants: amounts(pairwise.grants),
          draws: amounts(pairwise.draws),
          pairwiseWeightedRate: limitsOnly ? rate(pairwise.callRate) : null,
        },
      }).toEqual(one.expect);
    });
});
