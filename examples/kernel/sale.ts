/** A claim is sold for money: both change hands, or neither does. */
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
for (const agent of ['Ada', 'Ben', 'Cleo', 'Dan']) ledger.open(agent);
ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'Ben', amount: decimal(50) });
const { id } = contracts.issue({ kind: 'payable', debtor: 'Dan', creditor: 'Ada', amount: decimal(60), dueDay: 3 });

const sell = (to: string, face: number, price: string): void =>
  ledger.transaction(() => {
    contracts.transfer(id, { from: 'Ada', to, face: decimal(face), kind: 'sale' });
    const amount = decimal(price);
    ledger.transfer({ day: 1, kind: 'sale', asset: 'cash', from: to, to: 'Ada', amount, reference: id });
  });

sell('Ben', 40, '38.50');
export let refusal: KernelError | undefined;
try {
  sell('Cleo', 20, '19.25'); // Cleo has no money, so the claim stays where it is
} catch (error) {
  if (!(error instanceof KernelError)) throw error;
  refusal = error;
}

console.log(`refused: ${refusal?.message}`);
console.log(
  `Dan owes ${contracts
    .get(id)
    ?.claims.map(({ holder, face }) => `${holder} ${face}`)
    .join(' and ')}`,
);
console.log(`Ada has ${ledger.cash('Ada')}, Ben ${ledger.cash('Ben')}, and the central bank ${ledger.cash('CB')}`);
