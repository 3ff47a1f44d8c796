import { Balances } from '../balances.js';
import { IntColumn } from '../ledger/int-column.js';
import { NONE } from './claim-pool.js';

/**
 * The terms of all contracts as typed columns, and the open ones as linked lists by debtor and by due day. A contract keeps its links when it is taken
 * out, so taking changes back in reverse order puts it exactly where it was; both lists are always in creation order.
 */
export class ContractTable {
  /** Contracts ever issued. */
  count = 0;
  readonly kinds: IntColumn = new IntColumn();
  /** Number within the kind, from 1. */
  readonly numbers: IntColumn = new IntColumn();
  readonly debtors: IntColumn = new IntColumn();
  /** First holders. */
  readonly creditors: IntColumn = new IntColumn();
  readonly dueDays: IntColumn = new IntColumn();
  readonly issueDays: IntColumn = new IntColumn();
  /** 1 = open. */
  readonly open: IntColumn = new IntColumn();
  readonly amounts: Balances = new Balances();
  readonly issuedAmounts: Balances = new Balances();
  readonly #debtNext = new IntColumn();
  readonly #debtPrevious = new IntColumn();
  readonly #dueNext = new IntColumn();
  readonly #duePrevious = new IntColumn();
  readonly #debtHeads = new IntColumn(0, NONE);
  readonly #debtTails = new IntColumn(0, NONE);
  readonly #dueEnds: Map<number, { head: number; tail: number }> = new Map();

  /** Appends an open contract. */
  add(
    kind: number,
    number: number,
    debtor: number,
    creditor: number,
    amounts: { readonly issued: bigint; readonly open: bigint },
    dueDay: number,
    issueDay: number,
  ): number {
    const contract = this.count++;
    this.kinds.push(kind);
    this.numbers.push(number);
    this.debtors.push(debtor);
    this.creditors.push(creditor);
    this.dueDays.push(dueDay);
    this.issueDays.push(issueDay);
    this.open.push(1);
    this.amounts.grow(this.count);
    this.amounts.set(contract, amounts.open);
    this.issuedAmounts.grow(this.count);
    this.issuedAmounts.set(contract, amounts.issued);
    this.#appendToDebtor(contract, debtor);
    this.#appendToDay(contract, dueDay);
    return contract;
  }

  /** Takes the last contract, which is open, away. */
  pop(): void {
    this.#unlink(this.count - 1);
    const count = --this.count;
    for (const column of [
      this.kinds,
      this.numbers,
      this.debtors,
      this.creditors,
      this.dueDays,
      this.issueDays,
      this.open,
    ])
      column.length = count;
    for (const column of [this.#debtNext, this.#debtPrevious, this.#dueNext, this.#duePrevious]) column.length = count;
  }

  /** Takes a contract out of the lists. */
  close(contract: number): void {
    this.open.values[contract] = 0;
    this.#unlink(contract);
  }

  /** Puts a closed contract back. */
  reopen(contract: number): void {
    this.open.values[contract] = 1;
    const debtor = this.debtors.get(contract);
    const next = this.#debtNext.get(contract);
    const previous = this.#debtPrevious.get(contract);
    if (previous === NONE) this.#debtHeads.values[debtor] = contract;
    else this.#debtNext.values[previous] = contract;
    if (next === NONE) this.#debtTails.values[debtor] = contract;
    else this.#debtPrevious.values[next] = contract;
    this.#relinkDay(contract);
  }

  /** Open contracts of a debtor, in creation order. */
  owedBy(debtor: number): number[] {
    const contracts: number[] = [];
    for (let contract = this.#firstOf(debtor); contract !== NONE; contract = this.#debtNext.get(contract))
      contracts.push(contract);
    return contracts;
  }

  /** Open contracts due on a day, in creation order. */
  dueOn(day: number): number[] {
    const contracts: number[] = [];
    let contract = this.#dueEnds.get(day)?.head ?? NONE;
    for (; contract !== NONE; contract = this.#dueNext.get(contract)) contracts.push(contract);
    return contracts;
  }

  /** What a debtor owes on a day, in quanta. */
  dues(debtor: number, day: number): bigint {
    let total = 0n;
    for (let contract = this.#firstOf(debtor); contract !== NONE; contract = this.#debtNext.get(contract))
      if (this.dueDays.get(contract) === day) total += this.amounts.get(contract);
    return total;
  }

  /** The days on which a debtor owes something, ascending. */
  dueDaysOf(debtor: number): number[] {
    const days: Set<number> = new Set();
    for (let contract = this.#firstOf(debtor); contract !== NONE; contract = this.#debtNext.get(contract))
      days.add(this.dueDays.get(contract));
    return [...days].sort((a, b) => a - b);
  }

  #firstOf(debtor: number): number {
    return debtor < this.#debtHeads.length ? this.#debtHeads.get(debtor) : NONE;
  }

  #appendToDebtor(contract: number, debtor: number): void {
    if (debtor >= this.#debtHeads.length) {
      this.#debtHeads.grow(debtor + 1);
      this.#debtTails.grow(debtor + 1);
    }
    const tail = this.#debtTails.get(debtor);
    this.#debtPrevious.push(tail);
    this.#debtNext.push(NONE);
    if (tail === NONE) this.#debtHeads.values[debtor] = contract;
    else this.#debtNext.values[tail] = contract;
    this.#debtTails.values[debtor] = contract;
  }

  #appendToDay(contract: number, dueDay: number): void {
    const ends = this.#dueEnds.get(dueDay);
    this.#dueNext.push(NONE);
    if (ends === undefined) {
      this.#duePrevious.push(NONE);
      this.#dueEnds.set(dueDay, { head: contract, tail: contract });
      return;
    }
    this.#duePrevious.push(ends.tail);
    this.#dueNext.values[ends.tail] = contract;
    ends.tail = contract;
  }

  #unlink(contract: number): void {
    const debtor = this.debtors.get(contract);
    const debtNext = this.#debtNext.get(contract);
    const debtPrevious = this.#debtPrevious.get(contract);
    if (debtPrevious === NONE) this.#debtHeads.values[debtor] = debtNext;
    else this.#debtNext.values[debtPrevious] = debtNext;
    if (debtNext === NONE) this.#debtTails.values[debtor] = debtPrevious;
    else this.#debtPrevious.values[debtNext] = debtPrevious;

    const day = this.dueDays.get(contract);
    const ends = this.#dueEnds.get(day) as { head: number; tail: number };
    const next = this.#dueNext.get(contract);
    const previous = this.#duePrevious.get(contract);
    if (next === NONE && previous === NONE) {
      this.#dueEnds.delete(day);
      return;
    }
    if (previous === NONE) ends.head = next;
    else this.#dueNext.values[previous] = next;
    if (next === NONE) ends.tail = previous;
    else this.#duePrevious.values[next] = previous;
  }

  #relinkDay(contract: number): void {
    const day = this.dueDays.get(contract);
    const next = this.#dueNext.get(contract);
    const previous = this.#duePrevious.get(contract);
    const ends = this.#dueEnds.get(day);
    if (ends === undefined) {
      this.#dueEnds.set(day, { head: contract, tail: contract });
      return;
    }
    if (previous === NONE) ends.head = contract;
    else this.#dueNext.values[previous] = contract;
    if (next === NONE) ends.tail = contract;
    else this.#duePrevious.values[next] = contract;
  }
}
