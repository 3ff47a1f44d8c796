import type { AgentId } from '@bagehot/kernel';
import type { FacilityDesk } from './facility-desk.js';
import { loanId } from './facility-repayments.js';

/** A call that has not been met: since which tick. */
export type OpenCall = readonly [agent: number, tick: number];

/** Calls for more security where pledges have lost value. State joins a running transaction of the ledger. */
export class MarginCalls {
  readonly #desk: FacilityDesk;
  readonly #open: Map<number, number> = new Map();

  constructor(desk: FacilityDesk) {
    this.#desk = desk;
  }

  /** Calls not met yet, in the ledger's order of agents. */
  get open(): readonly OpenCall[] {
    return [...this.#open].sort(([a], [b]) => a - b);
  }

  /**
   * Looks at everybody who owes: pledges what else may be pledged, forgets calls that are met, and calls where something is missing.
   *
   * @returns what is missing now, in the ledger's order of agents, in quanta
   */
  check(): readonly (readonly [agent: number, missing: bigint])[] {
    const { loans, money } = this.#desk;
    const debtors = loans.agents();
    const short = debtors.map((agent) => [agent, this.#missing(agent)] as const).filter(([, missing]) => missing > 0n);
    const still = new Set(short.map(([agent]) => agent));
    for (const [agent] of this.open) if (!still.has(agent)) this.#set(agent, undefined);
    for (const [agent, missing] of short) {
      if (this.#open.has(agent)) continue;
      this.#set(agent, money.tick());
      this.#tell(agent, missing);
    }
    return short;
  }

  /** Takes the calls of earlier ticks that are not met: they are over. @returns their agents, in the ledger's order */
  unmet(): readonly number[] {
    const now = this.#desk.money.tick();
    const agents = this.open.filter(([agent, tick]) => tick < now && this.#missing(agent) > 0n).map(([agent]) => agent);
    for (const agent of agents) this.#set(agent, undefined);
    return agents;
  }

  /** Takes up the calls of a snapshot. */
  restore(calls: readonly OpenCall[]): void {
    this.#open.clear();
    for (const [agent, tick] of calls) this.#open.set(agent, tick);
  }

  /** What an agent owes beyond what its pledges bear, once it has pledged what it can. */
  #missing(agent: number): bigint {
    const { collateral, loans } = this.#desk;
    const owed = loans.owed(agent);
    if (collateral === undefined || owed === 0n) return 0n;
    const name: AgentId = this.#desk.name(agent);
    const [latest] = loans.of(agent).slice(-1);
    if (latest !== undefined) collateral.secure(name, owed, loanId(latest));
    const secured = collateral.secured(name);
    return owed > secured ? owed - secured : 0n;
  }

  #set(agent: number, tick: number | undefined): void {
    const before = this.#open.get(agent);
    this.#put(agent, tick);
    this.#desk.money.accounts.onRollback(() => this.#put(agent, before));
  }

  #put(agent: number, tick: number | undefined): void {
    if (tick === undefined) this.#open.delete(agent);
    else this.#open.set(agent, tick);
  }

  #tell(agent: number, missing: bigint): void {
    const desk = this.#desk;
    const day = desk.money.tick();
    desk.tell(() => ({
      kind: 'MarginCall',
      day,
      agentId: desk.name(agent),
      amount: desk.amount(missing),
      dueTick: day + 1,
    }));
  }
}
