import { createContracts, createLedger, decimal, replayJournal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { economy, tens } from './ticket-economy.js';

describe('the journal of an economy with a market', () => {
  it('rebuilds the claims without the market', () => {
    const face = fc.integer({ min: 1, max: 45 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3), face, fc.nat(20)), { maxLength: 30 }), (moves) => {
        const { ledger, contracts, register } = economy(['A', 'B', 45, 7], ['B', 'C', 39, 1], ['C', 'D', 20, 2]);
        const window = register.openWindow(tens);
        for (const [from, to, amount, number] of moves) {
          const contract = number % 3;
          const holder =
            register.claimCount(contract) > 0
              ? register.claimHolder(contract, from % register.claimCount(contract))
              : -1;
          if (!register.isOpen(contract) || holder === to) continue;
          if (amount % 5 === 0) register.reduce(contract, 1n);
          else if (
            amount % 2 === 0 &&
            window.owners[number] !== undefined &&
            window.owners[number] !== -1 &&
            window.owners[number] !== to
          )
            window.move(number, to, 0);
          else if (register.faceOf(contract, holder) >= BigInt(amount))
            register.transfer(contract, holder, to, BigInt(amount));
        }
        const again = replayJournal(ledger.journal, { moneyDecimals: 0 });
        const { window: _, ...claimsOnly } = contracts.snapshot();
        expect(again.contracts.snapshot()).toEqual(claimsOnly);
        expect(again.ledger.snapshot()).toEqual(ledger.snapshot());
        // The other half alone, from the opening state of a snapshot with an open window.
        const middle = createLedger({ from: ledger.snapshot() });
        const resumed = createContracts(middle, contracts.snapshot());
        resumed.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal(3), dueDay: 1 });
        const tail = replayJournal(middle.journal, { from: ledger.snapshot(), contracts: contracts.snapshot() });
        const { window: __, ...resumedClaims } = resumed.snapshot();
        expect(tail.contracts.snapshot()).toEqual(resumedClaims);
      }),
      { numRuns: 60 },
    );
  });

  it('names tickets by the window they were cut in', () => {
    const { ledger, register } = economy(['A', 'B', 20, 7], ['B', 'C', 20, 1]);
    register.openWindow(tens).move(0, 3, 0);
    register.closeWindow();
    register.openWindow({ ticketSize: 5n }).move(7, 3, 0);
    const moved = [...ledger.journal].flatMap((entry) => (entry.op === 'claim' ? [entry.ticket] : []));
    expect(moved).toEqual(['P2#0', 'P1#3']);
  });
});
