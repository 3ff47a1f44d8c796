import type { AgentId, Day, Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { ratio24 } from './anchors.js';
import type { Naming } from './event-objects.js';
import type { Payout, SettlementEvent } from './events.js';

/** Payouts of one issuer in indices and quanta. */
export interface SettledQuanta {
  readonly issuer: number;
  readonly ticketCount: number;
  readonly due: bigint;
  readonly paid: bigint;
  readonly holders: readonly number[];
  readonly faces: readonly bigint[];
  readonly amounts: readonly bigint[];
}

/** {@link SettlementEvent} of indices and quanta. */
export class Settled implements SettlementEvent {
  readonly kind: 'Settlement' | 'Default';
  readonly day: Day;
  readonly #naming: Naming;
  readonly #settled: SettledQuanta;

  constructor(naming: Naming, day: Day, settled: SettledQuanta) {
    this.kind = settled.paid === settled.due ? 'Settlement' : 'Default';
    this.day = day;
    this.#naming = naming;
    this.#settled = settled;
  }
  get issuer(): AgentId {
    return this.#naming.accounts.nameOf(this.#settled.issuer);
  }
  get ticketCount(): number {
    return this.#settled.ticketCount;
  }
  get totalDue(): Decimal {
    return toDecimal(this.#naming.grid, this.#settled.due);
  }
  get totalPaid(): Decimal {
    return toDecimal(this.#naming.grid, this.#settled.paid);
  }
  get recoveryRate(): Decimal {
    return ratio24(this.#settled.paid, this.#settled.due);
  }
  get payouts(): readonly Payout[] {
    const { accounts, grid } = this.#naming;
    const { holders, faces, amounts } = this.#settled;
    return holders.map((holder, k) => ({
      holder: accounts.nameOf(holder),
      face: toDecimal(grid, faces[k] as bigint),
      amount: toDecimal(grid, amounts[k] as bigint),
    }));
  }
  plain(): SettlementEvent {
    const { kind, day, issuer, ticketCount, totalDue, totalPaid, recoveryRate, payouts } = this;
    return { kind, day, issuer, ticketCount, totalDue, totalPaid, recoveryRate, payouts };
  }
}
