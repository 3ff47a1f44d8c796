/** The central bank's balance sheet after each step: money is what it owes, and it pays by owing more. */
import {
  type BalanceSheet,
  createCentralBank,
  createStandingFacilities,
  createUnlimitedTreasury,
  facilityRegimes,
  fixedPricing,
  reserveAccounts,
} from '@bagehot/central-bank';

const ports = reserveAccounts({
  balances: [
    ['F1', 600],
    ['F2', 400],
  ],
});
const pricing = fixedPricing('9.80');
const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 10 }, { ...ports, pricing });
const treasury = createUnlimitedTreasury({ faceValue: 10 }, ports);
const facilities = createStandingFacilities(facilityRegimes.corridor, { ...ports, centralBank: bank });

export const sheets: Map<string, BalanceSheet> = new Map();
function show(step: string): void {
  const sheet = bank.balanceSheet(facilities.positions());
  sheets.set(step, sheet);
  const assets = sheet.assets;
  const claims = [...sheet.liabilities, ...sheet.equity].filter(({ amount }) => !amount.eq(0));
  console.log(step);
  for (let line = 0; line < Math.max(assets.length, claims.length); line++) {
    const [asset, claim] = [assets[line], claims[line]];
    const left = asset === undefined ? '' : `${asset.account.padEnd(14)} ${asset.amount.toFixed(2).padStart(8)}`;
    const right = claim === undefined ? '' : `${claim.account.padEnd(20)} ${claim.amount.toFixed(2).padStart(8)}`;
    console.log(`  ${left.padEnd(23)} | ${right}`);
  }
}

show('at first');
bank.conductOpenMarketOperations(treasury, 100);
show('buys 100 bonds at 9.80');
treasury.spend('F1', 300);
show('the treasury pays F1');
facilities.lend('F2', 250);
facilities.deposit('F1', 500);
show('lends to F2, takes a deposit of F1');
