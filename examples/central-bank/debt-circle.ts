/** Three banks owe one another 100 overnight and have spent all they had: one falls and takes the others along, unless circles are netted first. */
import { createCallMarket, reserveAccounts, type SettlementReport } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';

const banks = ['Ada', 'Ben', 'Cleo'];

export function morningAfter(netting: boolean): SettlementReport {
  const { ledger, contracts } = reserveAccounts({
    balances: [...banks, 'baker'].map((name) => [name, name === 'baker' ? 0 : 100]),
  });
  const market = createCallMarket({ spreadSensitivity: 0, sessionsPerTick: 3, netting }, { ledger, contracts });
  // One session after the other, each lends what it has just borrowed.
  for (const [k, lender] of banks.entries()) {
    market.supplyReserves(lender, 100);
    market.requestLoan({ borrowerId: banks[(k + 1) % 3] as string, amount: 100 });
    market.processMarketClearing(0);
  }
  for (const from of banks)
    ledger.transfer({ day: 0, kind: 'purchase', asset: 'reserves', from, to: 'baker', amount: decimal(100) });
  return market.beginTick(1);
}

for (const netting of [false, true]) {
  const { repaid, defaulted } = morningAfter(netting);
  console.log(`${netting ? 'netted' : 'one by one'}: ${repaid.length} repaid, ${defaulted.length} in default`);
}
