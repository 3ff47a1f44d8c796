import type { AgentId } from '@bagehot/kernel';
import type { FacilityLoss, FacilityUse } from '../protocols/events.js';
import type { EntryLines } from './entry-lines.js';
import type { Units } from './loan-accounts.js';

/** A contract behind a loan or a deposit of the facilities. */
interface FacilityContract {
  readonly agent: AgentId;
  readonly kind: 'loan' | 'deposit';
  /** With interest. */
  readonly whole: bigint;
  principal: bigint;
  settled: bigint;
}

/** What became of an agent's loans since the last entry. */
interface Repayment {
  principal: bigint;
  interest: bigint;
  paid: bigint;
  principalLoss: bigint;
  interestLoss: bigint;
}

/** Loans and deposits of the standing facilities. Their ends have no events of their own: contracts that shrink and go tell them. */
export class FacilityAccounts {
  readonly #bank: AgentId;
  readonly #units: Units;
  readonly #contracts: Map<number, FacilityContract> = new Map();
  /** Contracts that are told of in a moment, by their events. */
  readonly #awaited: FacilityContract[] = [];
  readonly #repaid: Map<AgentId, Repayment> = new Map();

  constructor(bank: AgentId, units: Units) {
    this.#bank = bank;
    this.#units = units;
  }

  /** A contract was issued. */
  issued(contract: number, kind: 'loan' | 'deposit', agent: AgentId, whole: bigint): void {
    const record: FacilityContract = { agent, kind, whole, principal: whole, settled: 0n };
    this.#contracts.set(contract, record);
    this.#awaited.push(record);
  }

  /** The facility was used. */
  use(lines: EntryLines, { kind, agentId, amount }: FacilityUse): void {
    const principal = this.#units(amount);
    const wanted = kind === 'FacilityLending' ? 'loan' : 'deposit';
    const at = this.#awaited.findIndex((record) => record.agent === agentId && record.kind === wanted);
    const [record] = at === -1 ? [] : this.#awaited.splice(at, 1);
    if (record !== undefined) record.principal = principal;
    if (wanted === 'loan') {
      lines.debit(this.#bank, `lending:${agentId}`, principal);
      lines.receive(agentId, principal);
      lines.credit(agentId, 'cb-borrowed', principal);
    } else {
      lines.receive(agentId, -principal);
      lines.credit(this.#bank, `deposit-facility:${agentId}`, principal);
      lines.debit(agentId, 'deposit-facility', principal);
    }
  }

  /** A contract fell by so much, or went with it; deposits are paid out at once. */
  fell(lines: EntryLines, contract: number, by: bigint, isGone: boolean): void {
    const record = this.#contracts.get(contract);
    if (record === undefined) return;
    const { agent, kind } = record;
    const open = record.principal - record.settled;
    const principal = isGone || by > open ? open : by;
    record.settled += principal;
    if (isGone) this.#contracts.delete(contract);
    if (kind === 'loan') {
      const repaid = this.#repaymentOf(agent);
      repaid.principal += principal;
      repaid.interest += by - principal;
      return;
    }
    lines.debit(this.#bank, `deposit-facility:${agent}`, principal);
    lines.debit(this.#bank, 'interest', by - principal);
    lines.receive(agent, by);
    lines.credit(agent, 'deposit-facility', principal);
    lines.credit(agent, 'interest', by - principal);
  }

  /** Money came in for loans. */
  paid(agent: AgentId, amount: bigint): void {
    this.#repaymentOf(agent).paid += amount;
  }

  /** Some of it never came. */
  lost({ agentId, principalLoss, interestForgone }: FacilityLoss): void {
    const repaid = this.#repaymentOf(agentId);
    repaid.principalLoss += this.#units(principalLoss);
    repaid.interestLoss += this.#units(interestForgone);
  }

  /** Posts what became of loans: what was neither paid nor lost came as security. */
  post(lines: EntryLines): void {
    const bank = this.#bank;
    for (const [agent, { principal, interest, paid, principalLoss, interestLoss }] of this.#repaid) {
      const earned = interest - interestLoss;
      lines.receive(agent, -paid);
      lines.credit(bank, `lending:${agent}`, principal);
      lines.credit(bank, 'interest', earned);
      lines.debit(bank, 'credit-losses', principalLoss);
      lines.balance(bank, 'other-assets');
      lines.debit(agent, 'cb-borrowed', principal);
      lines.debit(agent, 'interest', earned);
      lines.credit(agent, 'debt-relief', principalLoss);
      lines.balance(agent, 'transfers');
    }
    this.#repaid.clear();
  }

  #repaymentOf(agent: AgentId): Repayment {
    const known = this.#repaid.get(agent);
    if (known !== undefined) return known;
    const fresh = { principal: 0n, interest: 0n, paid: 0n, principalLoss: 0n, interestLoss: 0n };
    this.#repaid.set(agent, fresh);
    return fresh;
  }
}
