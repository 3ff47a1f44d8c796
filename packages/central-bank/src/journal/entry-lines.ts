import type { AgentId, Decimal } from '@bagehot/kernel';
import { type MoneyGrid, toDecimal } from '@bagehot/kernel/quanta';
import { TREASURY } from '../money.js';

/** One line of an entry: a debit or a credit of somebody's account. */
export interface JournalLine {
  readonly owner: AgentId;
  /** Such as `reserves` or `call-lent`; a liability of the central bank to an agent is `reserves:<agent>`. */
  readonly account: string;
  readonly debit?: Decimal;
  readonly credit?: Decimal;
  /** Of bonds. */
  readonly quantity?: number;
}

/** What one thing that happened did to everybody's accounts. Debits are credits for every owner. */
export interface JournalEntry {
  readonly tick: number;
  /** The event's kind, or `Transfer` where money moved without one. */
  readonly kind: string;
  /** The loan, where there is one; empty otherwise. */
  readonly reference: string;
  readonly lines: readonly JournalLine[];
}

/** Collects the lines of one entry, amounts in quanta. Debits are counted positive. */
export class EntryLines {
  /** What holders of money got, less what they gave. */
  readonly money: Map<AgentId, bigint> = new Map();
  readonly #bank: AgentId;
  readonly #grid: MoneyGrid;
  readonly #lines: JournalLine[] = [];
  readonly #sums: Map<AgentId, bigint> = new Map();

  /** @param bank - the central bank, which owes the money */
  constructor(bank: AgentId, grid: MoneyGrid) {
    this.#bank = bank;
    this.#grid = grid;
  }

  /** Debits an account; less than 0 credits it, 0 leaves no line. */
  debit(owner: AgentId, account: string, amount: bigint, quantity?: number): void {
    this.#sums.set(owner, (this.#sums.get(owner) ?? 0n) + amount);
    if (amount === 0n && quantity === undefined) return;
    const side = amount < 0n ? 'credit' : 'debit';
    const size = toDecimal(this.#grid, amount < 0n ? -amount : amount);
    this.#lines.push({ owner, account, [side]: size, ...(quantity === undefined ? {} : { quantity }) });
  }

  /** Credits an account; less than 0 debits it. */
  credit(owner: AgentId, account: string, amount: bigint, quantity?: number): void {
    this.debit(owner, account, -amount, quantity);
  }

  /** Puts what is missing to balance into an account. */
  balance(owner: AgentId, account: string): void {
    this.credit(owner, account, this.#sums.get(owner) ?? 0n);
  }

  /** An agent got money that the central bank owes now, or gave it: both see it. The central bank itself holds none. */
  receive(agent: AgentId, amount: bigint): void {
    if (amount === 0n || agent === this.#bank) return;
    this.money.set(agent, (this.money.get(agent) ?? 0n) + amount);
    this.credit(this.#bank, agent === TREASURY ? 'treasury-deposit' : `reserves:${agent}`, amount);
    this.debit(agent, agent === TREASURY ? 'deposit' : 'reserves', amount);
  }

  /** Money passed from one agent to another. */
  pay(from: AgentId, to: AgentId, amount: bigint): void {
    this.receive(from, -amount);
    this.receive(to, amount);
  }

  /** The entry; undefined when nothing happened to any account. */
  entry(tick: number, kind: string, reference: string): JournalEntry | undefined {
    if (this.#lines.length === 0) return undefined;
    return Object.freeze({ tick, kind, reference, lines: Object.freeze([...this.#lines]) });
  }
}
