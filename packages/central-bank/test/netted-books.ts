import type { DueLoan, NettedBook } from '@bagehot/central-bank';
import fc from 'fast-check';

/** What random books are made of. */
interface BookShape {
  /** @defaultValue 8 */
  readonly mostASide?: number;
  /** Every lender is ready to lend all again that it is to get back, and has no money. @defaultValue false */
  readonly allRenewed?: boolean;
}

/**
 * Books of up to eight a side with loans due among anybody: borrowers who owe, borrowers who are owed, lenders who owe. Lenders may stand in the book several times,
 * and never offer again more than they are to get back.
 */
export function nettedBooks({ mostASide = 8, allRenewed = false }: BookShape = {}): fc.Arbitrary<NettedBook> {
  const units = fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(0n, 100_000n));
  const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: mostASide });
  const lender = fc.nat(mostASide - 1).map((k) => `L${k}`);
  const borrower = fc.nat(mostASide - 1).map((k) => `B${k}`);
  const anybody = fc.oneof({ weight: 4, arbitrary: lender }, { weight: 1, arbitrary: borrower });
  const debtor = fc.oneof({ weight: 4, arbitrary: borrower }, { weight: 1, arbitrary: lender });
  const claim = fc.record({ holder: anybody, face: fc.oneof(fc.bigInt(1n, 9n), fc.bigInt(1n, 100_000n)) });
  const claims = fc.uniqueArray(claim, { minLength: 1, maxLength: 4, selector: ({ holder }) => holder });
  const loan = fc.record({ borrower: debtor, claims }).map(
    ({ borrower: owing, claims: owed }): DueLoan => ({
      borrower: owing,
      claims: owed.filter(({ holder }) => holder !== owing),
    }),
  );
  return fc
    .record({
      tick: fc.nat(9),
      policyRate: fc.bigInt(-(10n ** 10n), 10n ** 11n),
      supplies: some(fc.record({ agent: lender, units, share: fc.integer({ min: 0, max: 4 }), minRate: limit() })),
      requests: some(fc.record({ agent: borrower, units, maxRate: limit() })),
      due: some(loan),
    })
    .map(({ supplies, requests, due, ...rest }) => {
      const loans = due.filter(({ claims: owed }) => owed.length > 0);
      const left = new Map<string, bigint>();
      for (const { claims: owed } of loans)
        for (const { holder, face } of owed) left.set(holder, (left.get(holder) ?? 0n) + face);
      return {
        ...rest,
        due: loans,
        requests: requests.map((request, k) => ({ seq: k + 1, ...request })),
        supplies: supplies.map(({ agent, units: money, share, minRate }, k) => {
          const claimed = left.get(agent) ?? 0n;
          const renewed = allRenewed ? claimed : (claimed * BigInt(share)) / 4n;
          left.set(agent, claimed - renewed);
          return { seq: k + 1, agent, units: allRenewed ? 0n : money, renewed, minRate };
        }),
      };
    });
}

function limit(): fc.Arbitrary<bigint | null> {
  return fc.oneof(fc.constant(null), fc.bigInt(-(10n ** 10n), 2n * 10n ** 11n));
}
