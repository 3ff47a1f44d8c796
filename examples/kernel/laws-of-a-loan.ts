/** A lending rule of one's own, held against the kernel's laws by random payments, also impossible ones. */
import { assertInvariants, createLedger, KernelError, type Ledger, type Transfer } from '@bagehot/kernel';
import { ledgerInvariants, transfers } from '@bagehot/kernel/testing';
import fc from 'fast-check';

// Whoever is short borrows the gap from the bank, in the same transaction.
function payOnCredit(ledger: Ledger, payment: Transfer): void {
  ledger.transaction(() => {
    const { day, asset, from, amount } = payment;
    const gap = amount.minus(ledger.balance(from, asset));
    if (gap.gt(0) && from !== 'bank')
      ledger.transfer({ day, kind: 'credit', asset, from: 'bank', to: from, amount: gap });
    ledger.transfer(payment);
  });
}

export const outcomes: Map<string, number> = new Map();
fc.assert(
  fc.property(transfers(['bank', 'Ada', 'Ben']), (payments) => {
    const ledger = createLedger({ moneyDecimals: 2 });
    ledger.issue('cash', 'bank');
    for (const agent of ['Ada', 'Ben']) ledger.open(agent);
    for (const payment of payments) {
      const before = JSON.stringify(ledger.snapshot());
      let outcome = 'paid';
      try {
        payOnCredit(ledger, payment);
      } catch (error) {
        if (!(error instanceof KernelError) || JSON.stringify(ledger.snapshot()) !== before) throw error;
        outcome = error.code;
      }
      assertInvariants(ledger, ledgerInvariants);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  }),
);
console.log(`the laws held, whatever became of a payment: ${[...outcomes.keys()].sort().join(', ')}`);
