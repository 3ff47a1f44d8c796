import type { Invariant, Violation } from '@bagehot/kernel';
import { type Accounts, type Column, quanta, type Register } from '@bagehot/kernel/quanta';
import type { DaySettlement, RingSystem } from './phase.js';

/** What the ring's laws look at: the ledger, the register and what the engine knows beyond them. */
export interface RingAudit {
  readonly system: RingSystem;
  /** Indices of the defaulted agents. */
  readonly defaulted: readonly number[];
  readonly settlement: DaySettlement | undefined;
  /** Quanta of cash that agents without the right to overdraw should hold, by the journal. */
  readonly expectedCash: bigint;
  /** Does the ring settle this contract? */
  settles(contract: number): boolean;
}

type Check = (accounts: Accounts, register: Register, audit: RingAudit) => string | undefined;

/**
 * The laws I1 to I10 of the ring specification, section 9, as data. I11 belongs to a market and comes with its phase (`TradingPhase.invariants`); I12, that
 * equal runs give equal logs, is about two runs.
 */
export const ringInvariants: readonly Invariant<RingAudit>[] = [
  law('I1', checkPositions),
  law('I2', (accounts) => checkSums(accounts, (column) => column.name === 'cash' || column.name === 'reserves')),
  law('I3', (accounts) => checkSums(accounts, (column) => column.name.startsWith('deposit/'))),
  law('I4', checkSigns),
  law('I5', checkClaims),
  law('I6', checkNetWorth),
  law('I7', checkCirculation),
  law('I8', checkDefaulted),
  law('I9', checkOverdue),
  law('I10', checkSettlement),
];

function law(name: string, check: Check): Invariant<RingAudit> {
  return {
    name,
    check(audit: RingAudit): Violation | undefined {
      const { ledger, contracts, day } = audit.system;
      const failed = check(quanta(ledger), quanta(contracts), audit);
      return failed === undefined ? undefined : { invariant: name, message: `before day ${day}: ${failed}` };
    },
  };
}

/** Every open contract is in its debtor's liabilities and every claim in its holder's assets, and nowhere else. */
function checkPositions(accounts: Accounts, register: Register): string | undefined {
  let owed = 0;
  let held = 0;
  for (let agent = 0; agent < accounts.agentCount; agent++) {
    for (const contract of register.owedBy(agent)) {
      owed++;
      if (register.debtorOf(contract) !== agent || !register.isOpen(contract))
        return `${register.idOf(contract)} is among the liabilities of ${accounts.nameOf(agent)}`;
    }
    for (const contract of register.heldBy(agent)) {
      held++;
      if (register.faceOf(contract, agent) <= 0n)
        return `${register.idOf(contract)} is among the assets of ${accounts.nameOf(agent)}`;
    }
  }
  let open = 0;
  let claims = 0;
  for (let contract = 0; contract < register.count; contract++) {
    if (!register.isOpen(contract)) continue;
    open++;
    claims += register.claimCount(contract);
  }
  if (open !== owed) return `${open} contracts are open, but ${owed} are owed`;
  return claims === held ? undefined : `there are ${claims} claims, but ${held} are held`;
}

/** What is held is what was issued. */
function checkSums(accounts: Accounts, applies: (column: Column) => boolean): string | undefined {
  for (let asset = 0; asset < accounts.assetCount; asset++) {
    const column = accounts.columnAt(asset);
    if (applies(column) && column.sum() !== 0n)
      return `balances of ${column.name} add up to ${column.sum()} quanta, not to 0`;
  }
  return undefined;
}

function checkSigns(accounts: Accounts, register: Register): string | undefined {
  for (let asset = 0; asset < accounts.assetCount; asset++) {
    const column = accounts.columnAt(asset);
    for (let agent = 0; agent < accounts.agentCount; agent++)
      if (column.get(agent) < 0n && agent !== column.issuer && !accounts.overdraws(agent))
        return `${accounts.nameOf(agent)} holds ${column.get(agent)} quanta of ${column.name}`;
  }
  for (let contract = 0; contract < register.count; contract++) {
    if (!register.isOpen(contract)) continue;
    if (register.amountOf(contract) <= 0n)
      return `${register.idOf(contract)} is open for ${register.amountOf(contract)} quanta`;
    for (let k = 0; k < register.claimCount(contract); k++)
      if (register.claimFace(contract, k) <= 0n)
        return `claim ${k} on ${register.idOf(contract)} is ${register.claimFace(contract, k)} quanta`;
  }
  return undefined;
}

function checkClaims(_accounts: Accounts, register: Register): string | undefined {
  for (let contract = 0; contract < register.count; contract++) {
    if (!register.isOpen(contract)) continue;
    const claims = sumOfClaims(register, contract);
    if (claims !== register.amountOf(contract))
      return `claims on ${register.idOf(contract)} add up to ${claims}, the contract is ${register.amountOf(contract)} quanta`;
  }
  return undefined;
}

/** Over the whole system, financial assets less liabilities are nothing. */
function checkNetWorth(accounts: Accounts, register: Register): string | undefined {
  let net = 0n;
  for (let asset = 0; asset < accounts.assetCount; asset++) {
    const column = accounts.columnAt(asset);
    if (column.grid.decimals === accounts.grid.decimals) net += column.sum();
  }
  for (let agent = 0; agent < accounts.agentCount; agent++) net += register.receivable(agent) - register.payable(agent);
  return net === 0n ? undefined : `assets less liabilities are ${net} quanta`;
}

function checkCirculation(accounts: Accounts, _register: Register, audit: RingAudit): string | undefined {
  const held = circulatingCash(accounts);
  return held === audit.expectedCash ? undefined : `${held} quanta of cash circulate, not ${audit.expectedCash}`;
}

/** Cash of all agents that may not be overdrawn, in quanta. */
export function circulatingCash(accounts: Accounts): bigint {
  const cash = accounts.column('cash');
  let held = 0n;
  for (let agent = 0; agent < accounts.agentCount; agent++)
    if (agent !== cash.issuer && !accounts.overdraws(agent)) held += cash.get(agent);
  return held;
}

function checkDefaulted(accounts: Accounts, register: Register, audit: RingAudit): string | undefined {
  for (const agent of audit.defaulted) {
    const contract = register.owedBy(agent)[0];
    if (contract !== undefined) return `${accounts.nameOf(agent)} has defaulted, and owes ${register.idOf(contract)}`;
  }
  return undefined;
}

function checkOverdue(_accounts: Accounts, register: Register, audit: RingAudit): string | undefined {
  for (let contract = 0; contract < register.count; contract++) {
    if (!register.isOpen(contract) || register.dueDayOf(contract) >= audit.system.day) continue;
    if (audit.settles(contract)) return `${register.idOf(contract)} was due on day ${register.dueDayOf(contract)}`;
  }
  return undefined;
}

/** Who has not defaulted has paid all that was due; nobody has paid more. */
function checkSettlement(_accounts: Accounts, _register: Register, audit: RingAudit): string | undefined {
  if (audit.settlement === undefined) return undefined;
  const defaulted = new Set(audit.defaulted);
  for (const { contract, debtorIndex, dueQuanta, paidQuanta, relievedQuanta } of audit.settlement.contracts) {
    const met = paidQuanta + relievedQuanta;
    if (met > dueQuanta || (met < dueQuanta && !defaulted.has(debtorIndex)))
      return `${paidQuanta} of ${dueQuanta} quanta of ${contract} were paid`;
  }
  return undefined;
}

function sumOfClaims(register: Register, contract: number): bigint {
  let sum = 0n;
  for (let k = 0; k < register.claimCount(contract); k++) sum += register.claimFace(contract, k);
  return sum;
}
