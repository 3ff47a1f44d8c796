/** Deposits are assets that banks issue. The ledger remembers in which order an agent came by them. */
import { createLedger, decimal, type Ledger } from '@bagehot/kernel';

export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
for (const bank of ['North', 'South']) ledger.issue(`deposit/${bank}`, bank);
ledger.open('Ada');
ledger.open('Ben');

const give = (bank: string, to: string, amount: number): void =>
  ledger.transfer({ day: 0, kind: 'loan', asset: `deposit/${bank}`, from: bank, to, amount: decimal(amount) });
give('South', 'Ada', 30);
give('North', 'Ada', 50);

// Ada pays Ben 45 out of what she holds, oldest deposit first.
let open = decimal(45);
for (const { asset, amount } of ledger.held('Ada', 'deposit')) {
  const part = amount.lt(open) ? amount : open;
  if (part.gt(0)) ledger.transfer({ day: 1, kind: 'payment', asset, from: 'Ada', to: 'Ben', amount: part });
  open = open.minus(part);
}

const told = (agent: string): string =>
  ledger
    .held(agent, 'deposit')
    .map(({ asset, amount }) => `${amount} of ${asset}`)
    .join(', ');
console.log(`Ada: ${told('Ada')}`);
console.log(`Ben: ${told('Ben')}`);
console.log(`South owes ${ledger.balance('South', 'deposit/South').neg()}, as before`);
