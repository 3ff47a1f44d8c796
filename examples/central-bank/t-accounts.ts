/** T-accounts: who books what, step by step, while the central bank buys bonds, the treasury spends, and one firm lends to the other overnight. */
import {
  type BalanceSheet,
  createCallMarket,
  createCentralBank,
  createStandingFacilities,
  createUnlimitedTreasury,
  facilityRegimes,
  fixedPricing,
  type JournalEntry,
  openMoneyJournal,
  reserveAccounts,
} from '@bagehot/central-bank';

const { ledger, contracts } = reserveAccounts({
  balances: [
    ['F1', 600],
    ['F2', 400],
  ],
});
const journal = openMoneyJournal({ faceValue: 10 }, { ledger, contracts });
const ports = { ledger, contracts, events: journal.sink };
const bank = createCentralBank(
  { initialPolicyRate: '0.05', faceValue: 10 },
  { ...ports, pricing: fixedPricing('9.80') },
);
const treasury = createUnlimitedTreasury({ faceValue: 10 }, ports);
const market = createCallMarket({ spreadSensitivity: '0.1' }, ports);
const facilities = createStandingFacilities(facilityRegimes.corridor, { ...ports, centralBank: bank });

bank.conductOpenMarketOperations(treasury, 100);
treasury.spend('F1', 300);
market.supplyReserves('F1', 720);
market.requestLoan({ borrowerId: 'F2', amount: 720 });
market.processMarketClearing('0.05');
facilities.lend('F2', 250);
facilities.beginTick(1);
market.beginTick(1);

export const entries: readonly JournalEntry[] = journal.entries();
for (const { tick, kind, reference, lines } of entries) {
  console.log(`tick ${tick}: ${kind} ${reference}`);
  for (const { owner, account, debit, credit } of lines)
    console.log(
      `  ${owner.padEnd(9)} ${account.padEnd(18)} ${debit?.toFixed(2).padStart(8) ?? ''.padEnd(8)} ${credit?.toFixed(2).padStart(8) ?? ''}`.trimEnd(),
    );
}

// And where all of it leaves the central bank: money is what it owes, and it pays by owing more.
export const sheet: BalanceSheet = bank.balanceSheet(facilities.positions());
for (const [side, accounts] of Object.entries(sheet))
  console.log(
    `${side}: ${accounts.map(({ account, amount }: BalanceSheet['assets'][number]) => `${account} ${amount}`).join(', ')}`,
  );
