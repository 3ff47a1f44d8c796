import type { Accounts, Register, TicketWindow } from '@bagehot/kernel/quanta';
import type { EconomyState } from './economy-state.js';

/** E2: claims sum to contracts, none of them the debtor's own or of nothing; tickets fit into claims and are counted right. */
export function claimsSumToContracts(accounts: Accounts, register: Register): string | undefined {
  for (const contract of openContracts(register)) {
    let sum = 0n;
    for (let k = 0; k < register.claimCount(contract); k++) {
      const face = register.claimFace(contract, k);
      const holder = register.claimHolder(contract, k);
      if (face <= 0n || holder === register.debtorOf(contract))
        return `${accounts.nameOf(holder)} has a claim of ${face} quanta on ${register.idOf(contract)}, owed by ${accounts.nameOf(register.debtorOf(contract))}`;
      sum += face;
    }
    const amount = register.amountOf(contract);
    if (amount <= 0n) return `${register.idOf(contract)} is open for ${amount} quanta`;
    if (sum !== amount) return `claims on ${register.idOf(contract)} sum to ${sum}, the contract is ${amount} quanta`;
  }
  return register.window === undefined ? undefined : ticketsFitClaims(accounts, register, register.window);
}

function ticketsFitClaims(accounts: Accounts, register: Register, window: TicketWindow): string | undefined {
  const { owners, contracts, count } = window;
  const counts: number[] = new Array(accounts.agentCount).fill(0);
  const faces = new Map<number, Map<number, bigint>>();
  for (let ticket = 0; ticket < count; ticket++) {
    const owner = owners[ticket] as number;
    if (owner === -1) continue;
    counts[owner] = (counts[owner] as number) + 1;
    const contract = contracts[ticket] as number;
    if (!register.isOpen(contract)) return `ticket ${window.nameOf(ticket)} outlives its contract`;
    let held = faces.get(contract);
    if (held === undefined) {
      held = new Map();
      faces.set(contract, held);
    }
    held.set(owner, (held.get(owner) ?? 0n) + window.faceOf(ticket));
  }
  for (const [contract, held] of faces)
    for (const [owner, face] of held)
      if (face > register.faceOf(contract, owner))
        return `${accounts.nameOf(owner)} has tickets of ${face} quanta on ${register.idOf(contract)}, and a claim of ${register.faceOf(contract, owner)}`;
  for (const [agent, tickets] of counts.entries())
    if (window.heldCount(agent) !== tickets)
      return `${accounts.nameOf(agent)} has ${tickets} tickets, counted are ${window.heldCount(agent)}`;
  return undefined;
}

/** E7: nothing that was due is still open once it has been settled. */
export function nothingIsOverdue(accounts: Accounts, register: Register, state: EconomyState): string | undefined {
  for (const contract of openContracts(register))
    if (register.dueDayOf(contract) <= state.settledUntil)
      return `${accounts.nameOf(register.debtorOf(contract))} owes ${register.idOf(contract)} since day ${register.dueDayOf(contract)}`;
  return undefined;
}

/** E11: whoever owes is alive. */
export function debtorsAreAlive(accounts: Accounts, register: Register, state: EconomyState): string | undefined {
  for (const contract of openContracts(register)) {
    const debtor = register.debtorOf(contract);
    if (state.hasDefaulted(debtor))
      return `${accounts.nameOf(debtor)} has defaulted, and owes ${register.idOf(contract)}`;
  }
  return undefined;
}

/** In creation order. */
export function* openContracts(register: Register): Generator<number, void, undefined> {
  for (let contract = 0; contract < register.count; contract++) if (register.isOpen(contract)) yield contract;
}
