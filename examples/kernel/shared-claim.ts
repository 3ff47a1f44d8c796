/** A debtor who is short pays its two creditors in proportion, and still owes them the rest. */
import {
  type ContractRegister,
  createContracts,
  createLedger,
  decimal,
  type Ledger,
  planSettlement,
} from '@bagehot/kernel';

export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
export const contracts: ContractRegister = createContracts(ledger);
ledger.issue('cash', 'CB');
for (const agent of ['Ada', 'Ben', 'Cleo']) ledger.open(agent);
ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'Ada', amount: decimal(45) });
const { id } = contracts.issue({ kind: 'payable', debtor: 'Ada', creditor: 'Ben', amount: decimal(60), dueDay: 1 });
contracts.transfer(id, { from: 'Ben', to: 'Cleo', face: decimal(20) });

const claims = contracts.dueOn(1).flatMap((due) => due.claims.map((claim) => ({ contract: due.id, ...claim })));
const plan = planSettlement(ledger.cash('Ada'), claims, { quantum: ledger.quantum });
ledger.transaction(() => {
  for (const { contract, holder, amount } of plan.payments)
    ledger.transfer({
      day: 1,
      kind: 'settlement',
      asset: 'cash',
      from: 'Ada',
      to: holder,
      amount,
      reference: contract,
    });
  contracts.reduce(id, plan.paid);
});

console.log(`Ada pays ${plan.paid} of ${plan.due}: ${plan.recoveryRate.times(100)} %`);
for (const { holder, face } of contracts.get(id)?.claims ?? [])
  console.log(`${holder} has got ${ledger.cash(holder)} and is owed ${face}`);
