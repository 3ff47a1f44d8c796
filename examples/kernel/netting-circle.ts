/** Three agents without a penny who owe one another 10 in a circle: nobody can pay first, but all can pay at once. */
import {
  type ContractRegister,
  createContracts,
  createLedger,
  decimal,
  KernelError,
  type Ledger,
} from '@bagehot/kernel';

export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
export const contracts: ContractRegister = createContracts(ledger);
ledger.issue('cash', 'CB');
const circle = ['Ada', 'Ben', 'Cleo'];
for (const agent of circle) ledger.open(agent);
circle.forEach((debtor, k) => {
  const creditor = circle[(k + 1) % circle.length] as string;
  contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(10), dueDay: 1 });
});

const payAll = (): void => {
  for (const { id, debtor, creditor, amount } of contracts.dueOn(1)) {
    ledger.transfer({ day: 1, kind: 'settlement', asset: 'cash', from: debtor, to: creditor, amount, reference: id });
    contracts.remove(id);
  }
};

export const refusals: string[] = [];
try {
  ledger.transaction(payAll);
} catch (error) {
  if (!(error instanceof KernelError)) throw error;
  refusals.push(error.code);
  console.log(`one by one: ${error.code}, and ${contracts.dueOn(1).length} debts are still open`);
}

ledger.transaction(payAll, { netting: true });
console.log(`all at once: ${contracts.dueOn(1).length} debts are open, and Ada has ${ledger.cash('Ada')}`);
