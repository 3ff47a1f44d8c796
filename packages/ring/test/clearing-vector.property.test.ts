import { type ClearingProblem, clearingVector } from '@bagehot/ring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Debtors 0 to n-1 and one outsider; every debtor owes something. */
const problem = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc
    .record({
      money: fc.array(fc.bigInt({ min: 0n, max: 50n }), { minLength: n, maxLength: n }),
      debts: fc.array(
        fc.array(fc.record({ step: fc.integer({ min: 1, max: n }), face: fc.bigInt({ min: 1n, max: 60n }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        { minLength: n, maxLength: n },
      ),
    })
    .map(({ money, debts }): ClearingProblem => {
      // Nobody owes itself: the holder is one of the others, or number n, who owes nothing.
      const claims = debts.flatMap((list, debtor) =>
        list.map(({ step, face }) => {
          const holder = (debtor + step) % (n + 1);
          return { debtor, holder: holder === n ? -1 : holder, face };
        }),
      );
      const due = debts.map((list) => list.reduce((total, { face }) => total + face, 0n));
      return { money, due, claims };
    }),
);

/** The rule in whole quanta, repeated for everybody at once from full payment downwards. */
function paidFromAbove({ money, due, claims }: ClearingProblem): readonly bigint[] {
  let paid = due;
  for (;;) {
    const receipts = money.slice();
    for (const { debtor, holder, face } of claims)
      if (holder >= 0)
        receipts[holder] = (receipts[holder] as bigint) + ((paid[debtor] as bigint) * face) / (due[debtor] as bigint);
    const next = due.map((owed, i) => ((receipts[i] as bigint) < owed ? (receipts[i] as bigint) : owed));
    if (next.every((value, i) => value === paid[i])) return paid;
    paid = next;
  }
}

describe('clearing vector', () => {
  it('in whole quanta is the greatest one: the same as coming down from full payment', () => {
    fc.assert(
      fc.property(problem, (drawn) => {
        expect(clearingVector(drawn).paid).toEqual(paidFromAbove(drawn));
      }),
      { numRuns: 500 },
    );
  });

  it('is a fixed point in exact fractions', () => {
    fc.assert(
      fc.property(problem, (drawn) => {
        const { exact } = clearingVector(drawn);
        drawn.due.forEach((owed, i) => {
          let numerator = drawn.money[i] as bigint;
          let denominator = 1n;
          for (const { debtor, holder, face } of drawn.claims) {
            if (holder !== i) continue;
            const share = exact[debtor] as (typeof exact)[number];
            const scale = share.denominator * (drawn.due[debtor] as bigint);
            numerator = numerator * scale + share.numerator * face * denominator;
            denominator *= scale;
          }
          const own = exact[i] as (typeof exact)[number];
          if (numerator >= owed * denominator) expect(own).toEqual({ numerator: owed, denominator: 1n });
          else expect(numerator * own.denominator).toBe(own.numerator * denominator);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('rises with money', () => {
    fc.assert(
      fc.property(problem, fc.bigInt({ min: 0n, max: 30n }), (drawn, more) => {
        const before = clearingVector(drawn).paid;
        const after = clearingVector({ ...drawn, money: drawn.money.map((amount) => amount + more) }).paid;
        before.forEach((amount, i) => {
          expect((after[i] as bigint) >= amount).toBe(true);
        });
      }),
    );
  });
});

describe('a circle', () => {
  it('clears without anybody having money', () => {
    const claims = [0, 1, 2].map((debtor) => ({ debtor, holder: (debtor + 1) % 3, face: 50n }));
    expect(clearingVector({ money: [0n, 0n, 0n], due: [50n, 50n, 50n], claims }).paid).toEqual([50n, 50n, 50n]);
  });

  it('of 10,000 insolvent debtors takes time in proportion to their number', () => {
    const n = 10_000;
    const money = Array.from({ length: n }, (_, i) => (i === 0 ? 5n : 0n));
    const due = money.map((_, i) => (i === 0 ? 10n : 1000n + BigInt(i % 7)));
    const claims = due.map((face, debtor) => ({ debtor, holder: (debtor + 1) % n, face }));
    const { paid } = clearingVector({ money, due, claims });
    expect(paid[0]).toBe(10n);
    expect(paid[n - 1]).toBe(10n);
  });
});
