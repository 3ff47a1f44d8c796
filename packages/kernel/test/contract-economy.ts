import {
  type Contract,
  type ContractRegister,
  createContracts,
  createLedger,
  decimal,
  type Ledger,
} from '@bagehot/kernel';

/** A ledger in cents and its contracts. */
export interface Economy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
}

/** Agents without money. */
export function economy(agents: readonly string[] = ['A', 'B', 'C', 'D']): Economy {
  const ledger = createLedger({ moneyDecimals: 2 });
  for (const agent of agents) ledger.open(agent);
  return { ledger, contracts: createContracts(ledger) };
}

type Terms = Parameters<ContractRegister['issue']>[0];

/** Terms of a contract, a payable unless told. */
export const promise = (
  debtor: string,
  creditor: string,
  amount: string | number,
  dueDay = 3,
  kind = 'payable',
): Terms => ({
  kind,
  debtor,
  creditor,
  amount: decimal(amount),
  dueDay,
});

/** Holders and faces, in the order of the claims. */
export const claims = (contract: Contract | undefined): string[] =>
  (contract?.claims ?? []).map(({ holder, face }) => `${holder} ${face}`);
