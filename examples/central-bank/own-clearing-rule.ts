/** Clearing rules of one's own: everybody the same amount until it has what it asked for, once in decimals, once in integers. */
import {
  type ClearingReport,
  type ClearingRule,
  clearingOutcome,
  createCallMarket,
  type DecimalRule,
  decimalRule,
  matchLegs,
  reserveAccounts,
} from '@bagehot/central-bank';
import { checkClearingRule } from '@bagehot/central-bank/testing';
import { type Decimal, decimal, min, quotient, sum } from '@bagehot/kernel';

/** Serves the smallest first: each gets an equal part of what is left, or less if it asked for less. */
function equalShares(total: Decimal, wanted: readonly Decimal[]): readonly Decimal[] {
  const parts: Decimal[] = wanted.map(() => decimal(0));
  let left = total;
  let waiting = wanted.length;
  for (const [k, amount] of [...wanted.entries()].sort(([, a], [, b]) => a.cmp(b))) {
    const share = quotient(left, decimal(waiting--), { decimals: 2, rounding: 'floor' });
    parts[k] = min(amount, share);
    left = left.minus(parts[k] as Decimal);
  }
  return parts;
}

const inDecimals: DecimalRule = {
  name: 'equal-shares',
  ignoresLimits: true,
  clear({ policyRate, supplies, requests }) {
    const offered = supplies.map(({ amount }) => amount);
    const asked = requests.map(({ amount }) => amount);
    const volume = min(sum(offered), sum(asked));
    const isShort = sum(asked).gt(volume);
    return {
      callRate: isShort ? policyRate.plus('0.01') : policyRate,
      grants: equalShares(volume, asked),
      draws: equalShares(volume, offered),
    };
  },
};
export const equal: ClearingRule = decimalRule(inDecimals, { moneyDecimals: 2 });

/** First come, first served, in whole quanta: as fast as the rules of the package. */
export const firstCome: ClearingRule = {
  name: 'first-come',
  ignoresLimits: true,
  clear(book) {
    const { supplies, requests, policyRate } = book;
    const serve = (volume: bigint, orders: readonly { readonly units: bigint }[]): readonly bigint[] => {
      let left = volume;
      return orders.map(({ units }) => {
        const part = units < left ? units : left;
        left -= part;
        return part;
      });
    };
    const total = (orders: readonly { readonly units: bigint }[]): bigint =>
      orders.reduce((sum, { units }) => sum + units, 0n);
    const [offered, asked] = [total(supplies), total(requests)];
    const volume = offered < asked ? offered : asked;
    const grants = serve(volume, requests);
    const draws = serve(volume, supplies);
    return clearingOutcome(book, { callRate: policyRate, grants, draws, legs: matchLegs(grants, draws) });
  },
};

export function clearedBy(rule: ClearingRule): ClearingReport | null {
  const market = createCallMarket(
    { rule },
    reserveAccounts({
      balances: [
        ['Ada', 400],
        ['Ben', 0],
        ['Cleo', 0],
        ['Dan', 0],
      ],
    }),
  );
  market.supplyReserves('Ada', 400);
  for (const [borrowerId, amount] of [
    ['Ben', 500],
    ['Cleo', 300],
    ['Dan', 50],
  ] as const)
    market.requestLoan({ borrowerId, amount });
  market.processMarketClearing('0.03');
  return market.lastClearing();
}

for (const rule of [equal, firstCome]) {
  const report = clearedBy(rule);
  const grants = report?.grants.map(({ borrowerId, granted }) => `${borrowerId} ${granted}`);
  console.log(`${rule.name}: ${grants?.join(', ')}, at ${report?.callRate}`);
}

// Random books, small and large: equal shares keep every law there is, and first come, first served all but one.
checkClearingRule(equal, { numRuns: 50 });
checkClearingRule(firstCome, { numRuns: 50, permutation: false });
