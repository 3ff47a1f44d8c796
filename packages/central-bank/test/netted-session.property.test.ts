import {
  type ClearingBook,
  type ClearingOutcome,
  type ClearingRule,
  type NettedBook,
  type NettedOutcome,
  nettedSession,
  orderBookRule,
  ratioRule,
  verifyClearing,
} from '@bagehot/central-bank';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nettedBooks } from './netted-books.js';
import { nettedTwin } from './netted-twin.js';

const RULES: readonly ClearingRule[] = [
  ratioRule(),
  ratioRule({ legRule: 'proportional', spreadSensitivity: '0.3' }),
  orderBookRule({}),
  orderBookRule({ rationing: 'time', pricing: 'pairwise' }),
];

const rules = fc.constantFrom(...RULES);

function netted(book: NettedBook, rule: ClearingRule): NettedOutcome {
  const clear = (each: ClearingBook): ClearingOutcome => {
    const outcome = rule.clear(each);
    verifyClearing(rule.name, each, outcome);
    return outcome;
  };
  const slow = nettedSession(book, { clear });
  if (rule.shares === undefined) return slow;
  const quick = nettedSession(book, { clear, shares: rule.shares });
  expect(quick).toEqual(slow);
  return quick;
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

/** A lender's money in the book. */
function moneyOf({ supplies }: NettedBook, agent: string): bigint {
  return total(supplies.map((supply) => (supply.agent === agent ? supply.units : 0n)));
}

describe('a netted session', () => {
  it('agrees with a slow one written from the specification', () => {
    fc.assert(
      fc.property(nettedBooks(), rules, (book, rule) => {
        const ours = netted(book, rule);
        const twin = nettedTwin(book, rule);
        expect([ours.passes, ours.clearing.callRate]).toEqual([twin.passes, twin.callRate]);
        expect([ours.clearing.grants, ours.clearing.draws]).toEqual([twin.grants, twin.draws]);
        expect(ours.discharged).toEqual(twin.paidOfLoans);
        const net = new Map(ours.net.map(({ agent, amount }) => [agent, amount]));
        expect(net).toEqual(new Map([...twin.net].filter(([, amount]) => amount !== 0n)));
      }),
      { numRuns: 400 },
    );
  });

  it('adds up: what some pay others get, and nobody pays more than the money it offered', () => {
    fc.assert(
      fc.property(nettedBooks(), rules, (book, rule) => {
        const { clearing, net, receipts, discharged, effective, gross, moved } = netted(book, rule);
        expect(total(clearing.grants)).toBe(total(clearing.draws));
        expect(total(net.map(({ amount }) => amount))).toBe(0n);
        for (const { agent, amount } of net) if (amount < 0n) expect(-amount).toBeLessThanOrEqual(moneyOf(book, agent));
        for (const [loan, { claims }] of book.due.entries()) {
          const parts = receipts[loan] as readonly bigint[];
          expect(total(parts)).toBe(discharged[loan]);
          for (const [k, part] of parts.entries()) expect(part).toBeLessThanOrEqual(claims[k]?.face ?? 0n);
        }
        for (const [k, { units, renewed }] of book.supplies.entries()) {
          expect(effective[k]).toBeGreaterThanOrEqual(units);
          expect(effective[k]).toBeLessThanOrEqual(units + renewed);
        }
        expect(moved).toBe(total(net.map(({ amount }) => (amount > 0n ? amount : 0n))));
        expect(gross).toBe(clearing.volume + total(discharged));
        expect(moved).toBeLessThanOrEqual(gross);
      }),
      { numRuns: 300 },
    );
  });

  it('is the plain session when no loan is due', () => {
    fc.assert(
      fc.property(nettedBooks(), rules, (drawn, rule) => {
        const book = { ...drawn, due: [], supplies: drawn.supplies.map((supply) => ({ ...supply, renewed: 0n })) };
        const { clearing, passes, effective } = netted(book, rule);
        const { tick, policyRate, requests } = book;
        const supplies = book.supplies.map(({ renewed: _, ...supply }) => supply);
        expect(clearing).toEqual(rule.clear({ tick, policyRate, supplies, requests }));
        expect(passes).toBe(1);
        expect(effective).toEqual(supplies.map(({ units }) => units));
      }),
      { numRuns: 100 },
    );
  });

  it('draws on money alone, in one pass, when nobody lends again', () => {
    fc.assert(
      fc.property(nettedBooks(), rules, (drawn, rule) => {
        const book = { ...drawn, supplies: drawn.supplies.map((supply) => ({ ...supply, renewed: 0n })) };
        const { clearing, passes } = netted(book, rule);
        expect(passes).toBe(1);
        for (const [k, draw] of clearing.draws.entries())
          expect(draw).toBeLessThanOrEqual(book.supplies[k]?.units ?? 0n);
      }),
      { numRuns: 100 },
    );
  });

  it('moves no money where loans are only renewed', () => {
    fc.assert(
      fc.property(nettedBooks({ allRenewed: true }), rules, (book, rule) => {
        for (const { agent, amount } of netted(book, rule).net)
          if (amount < 0n) throw new Error(`${agent} has no money and pays ${-amount}`);
      }),
      { numRuns: 200 },
    );
  });

  it('ends for circles of renewals that shrink without end', () => {
    // Each of two lenders has lent to the other's borrower, and to nobody else who asks: what one lends again comes back to the other, a little less each time.
    const big = 10n ** 30n;
    const book: NettedBook = {
      tick: 1,
      policyRate: 0n,
      supplies: [
        { seq: 1, agent: 'L1', units: 0n, renewed: big, minRate: null },
        { seq: 2, agent: 'L2', units: 0n, renewed: big, minRate: null },
      ],
      requests: [
        { seq: 1, agent: 'B1', units: big, maxRate: null },
        { seq: 2, agent: 'B2', units: big, maxRate: null },
      ],
      due: [
        {
          borrower: 'B1',
          claims: [
            { holder: 'L1', face: big / 2n },
            { holder: 'L9', face: big / 2n },
          ],
        },
        {
          borrower: 'B2',
          claims: [
            { holder: 'L2', face: big / 2n },
            { holder: 'L9', face: big / 2n },
          ],
        },
        {
          borrower: 'B3',
          claims: [
            { holder: 'L1', face: big },
            { holder: 'L2', face: big },
          ],
        },
      ],
    };
    const { passes, clearing, net } = netted(book, ratioRule());
    expect(passes).toBe(65);
    expect([clearing.volume, net]).toEqual([0n, []]);
  });
});
