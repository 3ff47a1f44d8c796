import type { AgentId, Day, Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import type { Naming } from './event-naming.js';
import type { CapitalInjectedEvent } from './events.js';

/** {@link CapitalInjectedEvent} of indices and quanta. */
export class CapitalInjection implements CapitalInjectedEvent {
  readonly kind = 'CapitalInjected';
  readonly day: Day;
  readonly reason: CapitalInjectedEvent['reason'];
  readonly #naming: Naming;
  readonly #agent: number;
  readonly #amount: bigint;

  constructor(naming: Naming, day: Day, agent: number, amount: bigint, reason: CapitalInjectedEvent['reason']) {
    this.day = day;
    this.reason = reason;
    this.#naming = naming;
    this.#agent = agent;
    this.#amount = amount;
  }
  get agent(): AgentId {
    return this.#naming.accounts.nameOf(this.#agent);
  }
  get amount(): Decimal {
    return toDecimal(this.#naming.grid, this.#amount);
  }
  plain(): CapitalInjectedEvent {
    const { kind, day, agent, amount, reason } = this;
    return { kind, day, agent, amount, reason };
  }
}
