import type { AgentId } from '@bagehot/kernel';
import { averageCost } from '../central-bank/books.js';
import { TREASURY } from '../money.js';
import type { EntryLines } from './entry-lines.js';

/** What somebody gave and got in an operation: money in quanta, bonds in pieces. */
export interface Exchange {
  /** Received; less than 0 paid. */
  readonly money: bigint;
  /** Given to the central bank; less than 0 got from it. */
  readonly bonds: number;
}

/** Bonds of agents at average cost. The central bank keeps its own books, and the treasury owes bonds at face value. */
export class BondAccounts {
  readonly #face: bigint;
  readonly #held: Map<AgentId, { readonly quantity: number; readonly value: bigint }> = new Map();

  /** @param face - of one bond, in quanta */
  constructor(face: bigint) {
    this.#face = face;
  }

  /** Takes up bonds that cost so much each as they are worth on their face. */
  begin(agent: AgentId, quantity: number): void {
    this.#change(agent, quantity, BigInt(quantity) * this.#face);
  }

  /** Posts what an operation did to whoever dealt with the central bank. */
  post(lines: EntryLines, agent: AgentId, { money, bonds }: Exchange): void {
    if (agent === TREASURY) {
      lines.credit(agent, 'bonds-outstanding', BigInt(bonds) * this.#face, Math.abs(bonds));
      lines.balance(agent, 'issue-result');
      return;
    }
    if (bonds > 0) {
      lines.credit(agent, 'bonds', this.give(agent, bonds), bonds);
      lines.balance(agent, 'transfers');
    } else {
      // What is paid is what they cost.
      lines.debit(agent, 'bonds', -money, -bonds);
      this.#change(agent, -bonds, -money);
    }
  }

  /** Posts bonds that passed from one to another for nothing. */
  pass(lines: EntryLines, from: AgentId, to: AgentId, quantity: number): void {
    const value = from === TREASURY ? BigInt(quantity) * this.#face : this.give(from, quantity);
    if (from === TREASURY) this.post(lines, from, { money: 0n, bonds: quantity });
    else {
      lines.credit(from, 'bonds', value, quantity);
      lines.balance(from, 'transfers');
    }
    if (to === TREASURY) this.post(lines, to, { money: 0n, bonds: -quantity });
    else {
      lines.debit(to, 'bonds', value, quantity);
      lines.balance(to, 'transfers');
      this.#change(to, quantity, value);
    }
  }

  /** Lets bonds go, and tells what they cost. */
  give(agent: AgentId, quantity: number): bigint {
    const held = this.#held.get(agent);
    if (held === undefined || held.quantity < quantity) return 0n;
    const cost = averageCost(held.value, quantity, held.quantity);
    this.#change(agent, -quantity, -cost);
    return cost;
  }

  #change(agent: AgentId, quantity: number, value: bigint): void {
    const held = this.#held.get(agent);
    this.#held.set(agent, { quantity: (held?.quantity ?? 0) + quantity, value: (held?.value ?? 0n) + value });
  }
}
