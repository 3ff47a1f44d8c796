import type { TradeCredit } from '@bagehot/exchange';
import { type CreditWorld, checkTradeCredit, exchanges } from '@bagehot/exchange/testing';
import { decimal } from '@bagehot/kernel';
import { constantFrom, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';

/** What is owed, as a payable due in five days; a minor unit is at least a hundredth. */
function payables({ contracts }: CreditWorld, terms: Partial<TradeCredit> = {}): TradeCredit {
  return {
    markup: '0.05',
    quantum: '0.0001',
    grant({ buyerId, sellerId }, _credit, face) {
      const amount = decimal(String(face)).times('0.0001');
      const [debtor, creditor] = [String(buyerId), String(sellerId)];
      return contracts.issue({ kind: 'payable', debtor, creditor, amount, dueDay: 5 }).id;
    },
    ...terms,
  };
}

/** Exchanges that do not shrink: a breach is looked for, not its simplest case. */
const drawn = sample(exchanges({ mostAgents: 6, mostSide: 4, rules: { regime: 'money_only' } }), {
  numRuns: 60,
  seed: 5,
});
const many = { exchanges: constantFrom(...drawn), numRuns: 60 };

describe('the laws of trade credit', () => {
  it('hold of payables', () => {
    let granted = 0;
    checkTradeCredit((world) => {
      const own = payables(world);
      return {
        ...own,
        grant(trade, credit, face) {
          granted++;
          return own.grant(trade, credit, face);
        },
      };
    }, many);
    expect(granted).toBeGreaterThan(10);
  });

  it("hold of dearer credit that sellers doubt, and of nobody's", () => {
    checkTradeCredit((world) => payables(world, { markup: 1, sellerDiscount: '0.5', minAmount: 3 }), { numRuns: 10 });
    checkTradeCredit(payables, { purchaseLimit: { limit: ({ inventory }) => inventory['M'] ?? 0 }, numRuns: 10 });
  });

  let calls = 0;
  const wrong: readonly (readonly [string, (world: CreditWorld) => TradeCredit, RegExp])[] = [
    ['a gift to the buyer', (world) => payables(world, { markup: '-0.5' }), /its terms can be met/],
    ['one name for all', (world) => payables(world, { grant: () => 'P1' }), /a contract has a name of its own/],
    [
      'a handshake',
      (world) => payables(world, { grant: () => undefined as never }),
      /a contract has a name of its own/,
    ],
    [
      'a fee',
      (world) =>
        payables(world, {
          grant({ sellerId }) {
            const to = String(sellerId);
            world.ledger.transfer({ day: 0, kind: 'fee', asset: 'cash', from: 'CB', to, amount: decimal(1) });
            return `C${calls++}`;
          },
        }),
      /a grant moves neither goods nor money/,
    ],
    [
      'names out of the air',
      (world) => payables(world, { grant: () => `C${calls++}` }),
      /the same exchange has the same course/,
    ],
    [
      'a bad day',
      (world) =>
        payables(world, {
          grant() {
            throw new Error('closed');
          },
        }),
      /a credit becomes a contract/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkTradeCredit(create, many)).toThrow(complaint);
  });
});
