import type { AgentId, ContractId } from '@bagehot/kernel';

/** What taking somebody's pledges came to. Money quanta. */
export interface Seizure {
  /** So much of what was missing. */
  readonly covered: bigint;
  /** What was taken is worth so much more: it is paid out to the pledger. Always 0 where pledges can be divided. */
  readonly surplus: bigint;
}

/** Somebody to whom money goes on. */
export interface Payee {
  readonly agent: AgentId;
  /** More than 0. */
  readonly amount: bigint;
}

/**
 * Port: security for loans of the central bank. What an agent has pledged stands for all its loans, in the order pledged. Amounts are principal, in money
 * quanta. Whatever changes something is called inside a transaction of the ledger and joins it.
 *
 * @see central bank specification, section 11.3
 */
export interface Collateral {
  /** How much the agent may owe in all, by what it has pledged and what may be pledged when it borrows. */
  limit(agent: AgentId): bigint;
  /** How much it may owe by what is pledged now. */
  secured(agent: AgentId): bigint;
  /** Takes further pledges, if there is anything to pledge, until so much is borne. `loan` is the occasion. */
  secure(agent: AgentId, outstanding: bigint, loan: string): void;
  /** The agent owes so much now: gives back what is not needed any more. */
  owes(agent: AgentId, outstanding: bigint, loan: string): void;
  /** Takes pledges, in their order, until `missing` is covered or none are left. */
  seize(agent: AgentId, missing: bigint, loan: string): Seizure;
  /** Whose the money is that a custodian was paid on a pledged claim. Only where claims are in custody. */
  payees?(contract: ContractId, amount: bigint): readonly Payee[];
  /** Whose the money is that a custodian has got otherwise, such as from the estate of a debtor that failed while its debt was pledged. */
  strays?(): readonly Payee[];
  /** State of its own as plain JSON. */
  snapshot(): object;
  /** Takes up what `snapshot` gave. @throws SnapshotError when it is something else; nothing is changed then */
  restore(state: unknown): void;
}
