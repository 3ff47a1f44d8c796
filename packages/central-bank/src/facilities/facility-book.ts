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

/** The open loans, or deposits, of everybody. Changes join a running transaction of the ledger. */
export class FacilityBook {
  readonly #money: Money;
  readonly #open: Map<number, FacilityRecord> = new Map();
  /** By agent: numbers of what is open. Most have one at most, which needs no set. */
  readonly #byAgent: Map<number, number | Set<number>> = new Map();
  readonly #owed: Map<number, bigint> = new Map();
  readonly #byContract: Map<number, number> = new Map();
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
    return this.#owed.get(agent) ?? 0n;
  }

  /** What is open, in order of origin. */
  all(): FacilityRecord[] {
    return inOrder(this.#open.values());
  }

  /** What an agent has open, in order of origin. */
  of(agent: number): FacilityRecord[] {
    const numbers = this.#byAgent.get(agent);
    if (numbers === undefined) return [];
    if (typeof numbers === 'number') return [this.#open.get(numbers) as FacilityRecord];
    return inOrder(Array.from(numbers, (number) => this.#open.get(number) as FacilityRecord));
  }

  /** Who has anything open, in the ledger's order. */
  agents(): number[] {
    return [...this.#byAgent.keys()].sort((a, b) => a - b);
  }

  /** What is open on a contract of the register. */
  find(contract: number): FacilityRecord | undefined {
    const number = this.#byContract.get(contract);
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
    this.#byAgent.clear();
    this.#owed.clear();
    this.#byContract.clear();
    this.#total = 0n;
    this.#next = next;
    for (const record of records) this.#put(record);
  }

  #swap(before: FacilityRecord, after: FacilityRecord): void {
    this.#take(before);
    this.#put(after);
  }

  #put(record: FacilityRecord): void {
    const { number, agent, contract } = record;
    this.#open.set(number, record);
    const numbers = this.#byAgent.get(agent);
    if (numbers === undefined) this.#byAgent.set(agent, number);
    else if (typeof numbers === 'number') this.#byAgent.set(agent, new Set([numbers, number]));
    else numbers.add(number);
    if (contract !== -1) this.#byContract.set(contract, number);
    this.#add(agent, outstandingOf(record));
  }

  #take(record: FacilityRecord): void {
    const { number, agent, contract } = record;
    this.#open.delete(number);
    const numbers = this.#byAgent.get(agent) as number | Set<number>;
    if (typeof numbers === 'number') this.#byAgent.delete(agent);
    else {
      numbers.delete(number);
      if (numbers.size === 0) this.#byAgent.delete(agent);
    }
    if (contract !== -1) this.#byContract.delete(contract);
    this.#add(agent, -outstandingOf(record));
  }

  #add(agent: number, amount: bigint): void {
    const owed = this.owed(agent) + amount;
    if (owed === 0n) this.#owed.delete(agent);
    else this.#owed.set(agent, owed);
    this.#total += amount;
  }
}

function inOrder(records: Iterable<FacilityRecord>): FacilityRecord[] {
  return [...records].sort((a, b) => a.number - b.number);
}
