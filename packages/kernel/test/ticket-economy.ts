import { type ContractRegister, createContracts, createLedger, decimal, type Ledger } from '@bagehot/kernel';
import { quanta, type Register, type TicketWindow, type WindowOptions } from '@bagehot/kernel/quanta';

/** Contracts among four agents, on both faces. */
export interface Economy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly register: Register;
}

/** Payables among A, B, C and D (indices 0 to 3) in whole money. */
export function economy(
  ...payables: readonly (readonly [debtor: string, creditor: string, amount: number, dueDay: number])[]
): Economy {
  const ledger = createLedger({ moneyDecimals: 0 });
  for (const agent of ['A', 'B', 'C', 'D']) ledger.open(agent);
  const contracts = createContracts(ledger);
  for (const [debtor, creditor, amount, dueDay] of payables)
    contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(amount), dueDay });
  return { ledger, contracts, register: quanta(contracts) };
}

/** Tickets of ten. */
export const tens: WindowOptions = { ticketSize: 10n };

/** Names of all tickets with their owners, in the order of their numbers. */
export function tickets(window: TicketWindow): string[] {
  return Array.from(window.owners, (owner, ticket) => `${window.nameOf(ticket)} ${owner === -1 ? '-' : 'ABCD'[owner]}`);
}

/** Holders and faces of the claims on a contract. */
export const claims = (contracts: ContractRegister, id: string): string[] =>
  (contracts.get(id)?.claims ?? []).map(({ holder, face }) => `${holder} ${face}`);

/** Passes a face of the first payable on, outside the market. */
export const pass = (of: Economy, from: string, to: string, face: number): void =>
  of.contracts.transfer('P1', { from, to, face: decimal(face) });
