import type { Accounts } from '@bagehot/kernel/quanta';

/** Indices of the agents of some kinds, in the ledger's order, also of those that have defaulted since. */
export function agentsOfKinds(accounts: Accounts, kinds: readonly (string | undefined)[]): readonly number[] {
  return Array.from({ length: accounts.agentCount }, (_, agent) => agent).filter((agent) =>
    kinds.includes(accounts.kindOf(agent)),
  );
}

/** Who borrows and lends a money, by kind: banks their reserves, people their cash. */
export function moneyUsers(asset: 'cash' | 'reserves'): readonly string[] {
  return asset === 'reserves' ? ['bank'] : ['household', 'firm'];
}

/** The money that is lent unless somebody says otherwise: that of the banks, where there are any. */
export function usualMoney(accounts: Accounts): 'cash' | 'reserves' {
  return agentsOfKinds(accounts, ['bank']).length > 0 ? 'reserves' : 'cash';
}
