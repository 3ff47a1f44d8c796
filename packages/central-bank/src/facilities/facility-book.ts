import type { Money } from '../money.js';

/** A loan of the central bank, or a deposit with it, in indices and quanta. Records never change: what is paid makes another one, or none. */
export interface FacilityRecord {
  readonly number: number;
  readonly agent: number;
  readonly principal: bigint;
  /** A year's, in units of 10^-12. */
  readonly rate: bigint;
  /** For the whole term; less than 0 at a negative rate. */
  readonly interest: bigint;
  readonly originTick: number;
  readonly dueTick: number;
  /** Index in the register, or -1: nothing is due. */
  readonly contract: number;
  /** What has been paid of it, by pledges too; principal first. */
  readonly paid: bigint;
  /** What of that was paid by pledges. */
  readonly seized: bigint;
}

/** Principal that is still owed. */
export function outstandingOf({ principal, paid }: FacilityRecord): bigint {
  return principal > paid ? principal - paid : 0n;
}

/** All that is still due; never less than 0. */
export function dueOf({ principal, interest, paid }: FacilityRecord): bigint {
  const due = principal + interest - paid;
  return due > 0n ? due : 0n;
}

/** Who has what, and on which contracts. */
interface BookIndex {
  /** By agent: numbers of what is open. Most have one at most, which needs no set. */
  readonly byAgent: Map<number, number | Set<number>>;
  /** By agent: principal outstanding, where there is any. */
  readonly owed: Map<number, bigint>;
  readonly byContract: Map<number, number>;
}

/** The open loans, or deposits, of everybody. Changes join a running transaction of the ledger. */
export class FacilityBook {
  readonly #money: Money;
  readonly #open: Map<number, FacilityRecord> = new Map();
  /** Kept up from the first question that needs it: nobody asks after one of the many deposits of a run that only takes them and pays them out. */
  #index: BookIndex | undefined;
  #total = 0n;
  #next = 1;

  constructor(money: Money) {
    this.#money = money;
  }

  /** Number of the next one. */
  get next(): number {
    return this.#next;
  }

  /** Principal outstanding, of all. */
  get total(): bigint {
    return this.#total;
  }

  /** Principal outstanding, of one agent. */
  owed(agent: number): bigint {
    return this.#indexed().owed.get(agent) ?? 0n;
  }

  /** What is open, in order of origin. */
  all(): FacilityRecord[] {
    return inOrder(this.#open.values());
  }

  /** What an agent has open, in order of origin. */
  of(agent: number): FacilityRecord[] {
    const numbers = this.#indexed().byAgent.get(agent);
    if (numbers === undefined) return [];
    if (typeof numbers === 'number') return [this.#open.get(numbers) as FacilityRecord];
    return inOrder(Array.from(numbers, (number) => this.#open.get(number) as FacilityRecord));
  }

  /** Who has anything open, in the ledger's order. */
  agents(): number[] {
    return [...this.#indexed().byAgent.keys()].sort((a, b) => a - b);
  }

  /** What is open on a contract of the register. */
  find(contract: number): FacilityRecord | undefined {
    const number = this.#indexed().byContract.get(contract);
    return number === undefined ? undefined : this.#open.get(number);
  }

  /** Enters the next one. */
  open(record: FacilityRecord): void {
    this.#next = record.number + 1;
    this.#put(record);
    this.#money.accounts.onRollback(() => {
      this.#take(record);
      this.#next = record.number;
    });
  }

  /** Puts a record in the place of the one with its number. */
  replace(record: FacilityRecord): void {
    const before = this.#open.get(record.number) as FacilityRecord;
    this.#swap(before, record);
    this.#money.accounts.onRollback(() => this.#swap(record, before));
  }

  /** It is over. */
  close(number: number): void {
    const record = this.#open.get(number) as FacilityRecord;
    this.#take(record);
    this.#money.accounts.onRollback(() => this.#put(record));
  }

  /** Takes up the records of a snapshot instead of its own. */
  restore(records: readonly FacilityRecord[], next: number): void {
    this.#open.clear();
    this.#index = undefined;
    this.#total = 0n;
    this.#next = next;
    for (const record of records) this.#put(record);
  }

  #swap(before: FacilityRecord, after: FacilityRecord): void {
    this.#take(before);
    this.#put(after);
  }

  #put(record: FacilityRecord): void {
    this.#open.set(record.number, record);
    this.#total += outstandingOf(record);
    if (this.#index !== undefined) enter(this.#index, record);
  }

  #take(record: FacilityRecord): void {
    this.#open.delete(record.number);
    this.#total -= outstandingOf(record);
    if (this.#index !== undefined) strike(this.#index, record);
  }

  #indexed(): BookIndex {
    if (this.#index !== undefined) return this.#index;
    const index: BookIndex = { byAgent: new Map(), owed: new Map(), byContract: new Map() };
    for (const record of this.#open.values()) enter(index, record);
    this.#index = index;
    return index;
  }
}

function enter({ byAgent, owed, byContract }: BookIndex, record: FacilityRecord): void {
  const { number, agent, contract } = record;
  const numbers = byAgent.get(agent);
  if (numbers === undefined) byAgent.set(agent, number);
  else if (typeof numbers === 'number') byAgent.set(agent, new Set([numbers, number]));
  else numbers.add(number);
  if (contract !== -1) byContract.set(contract, number);
  addOwed(owed, agent, outstandingOf(record));
}

function strike({ byAgent, owed, byContract }: BookIndex, record: FacilityRecord): void {
  const { number, agent, contract } = record;
  const numbers = byAgent.get(agent) as number | Set<number>;
  if (typeof numbers === 'number') byAgent.delete(agent);
  else {
    numbers.delete(number);
    if (numbers.size === 0) byAgent.delete(agent);
  }
  if (contract !== -1) byContract.delete(contract);
  addOwed(owed, agent, -outstandingOf(record));
}

function addOwed(owed: Map<number, bigint>, agent: number, amount: bigint): void {
  const now = (owed.get(agent) ?? 0n) + amount;
  if (now === 0n) owed.delete(agent);
  else owed.set(agent, now);
}

function inOrder(records: Iterable<FacilityRecord>): FacilityRecord[] {
  return [...records].sort((a, b) => a.number - b.number);
}
