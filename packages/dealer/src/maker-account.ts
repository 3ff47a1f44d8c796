import { type AgentId, type Decimal, quotient, ZERO } from '@bagehot/kernel';
import type { MarketMakerProfit, ProfitParts } from './metrics.js';

/** One market maker's books, kept from events alone. */
export class MakerAccount {
  readonly agent: AgentId;
  cash: Decimal;
  /** Tickets held under each label. */
  readonly #held = new Map<string, number>();
  #equityStart: Decimal = ZERO;
  #injected: Decimal = ZERO;
  readonly #parts: { -readonly [K in keyof ProfitParts]: Decimal } = {
    trading: ZERO,
    settlement: ZERO,
    rebucketing: ZERO,
    revaluation: ZERO,
  };

  constructor(agent: AgentId, cash: Decimal) {
    this.agent = agent;
    this.cash = cash;
  }

  /** Tickets held under a label. */
  held(bucket: string): number {
    return this.#held.get(bucket) ?? 0;
  }

  /** Adds tickets under a label; takes them away when negative. */
  hold(bucket: string, tickets: number): void {
    this.#held.set(bucket, this.held(bucket) + tickets);
  }

  /** Cash, and tickets at the mids of their labels. */
  equity(mid: (bucket: string) => Decimal): Decimal {
    let worth = this.cash;
    for (const [bucket, tickets] of this.#held) worth = worth.plus(mid(bucket).times(tickets));
    return worth;
  }

  /** The day-0 equity from which profit counts. */
  open(mid: (bucket: string) => Decimal): void {
    this.#equityStart = this.equity(mid);
  }

  gain(part: keyof ProfitParts, amount: Decimal): void {
    this.#parts[part] = this.#parts[part].plus(amount);
  }

  inject(amount: Decimal): void {
    this.cash = this.cash.plus(amount);
    this.#injected = this.#injected.plus(amount);
  }

  profit(mid: (bucket: string) => Decimal): MarketMakerProfit {
    const equityEnd = this.equity(mid);
    const profit = equityEnd.minus(this.#equityStart).minus(this.#injected);
    return {
      agent: this.agent,
      equityStart: this.#equityStart,
      equityEnd,
      injected: this.#injected,
      profit,
      return: this.#equityStart.eq(0) ? null : quotient(profit, this.#equityStart),
      ...this.#parts,
    };
  }
}
