import type { AgentId, BucketId, Day, Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { ratioDecimal, ratioUnits } from './anchors.js';
import type { Naming } from './event-naming.js';
import type { AnchorUpdateEvent, Payout, SettlementEvent } from './events.js';

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
    return ratioDecimal(ratioUnits(this.#settled.paid, this.#settled.due));
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

/** {@link AnchorUpdateEvent} of quanta. */
export class AnchorsMoved implements AnchorUpdateEvent {
  readonly kind = 'VBTAnchorUpdate';
  readonly day: Day;
  readonly bucket: BucketId;
  readonly #naming: Naming;
  readonly #mids: readonly [bigint, bigint];
  readonly #spreads: readonly [bigint, bigint];
  readonly #loss: bigint;

  /** @param loss - the loss rate in units of 10^-24 */
  constructor(
    naming: Naming,
    day: Day,
    bucket: BucketId,
    mids: readonly [bigint, bigint],
    spreads: readonly [bigint, bigint],
    loss: bigint,
  ) {
    this.day = day;
    this.bucket = bucket;
    this.#naming = naming;
    this.#mids = mids;
    this.#spreads = spreads;
    this.#loss = loss;
  }
  get midBefore(): Decimal {
    return toDecimal(this.#naming.grid, this.#mids[0]);
  }
  get midAfter(): Decimal {
    return toDecimal(this.#naming.grid, this.#mids[1]);
  }
  get spreadBefore(): Decimal {
    return toDecimal(this.#naming.grid, this.#spreads[0]);
  }
  get spreadAfter(): Decimal {
    return toDecimal(this.#naming.grid, this.#spreads[1]);
  }
  get lossRate(): Decimal {
    return ratioDecimal(this.#loss);
  }
  plain(): AnchorUpdateEvent {
    const { kind, day, bucket, midBefore, midAfter, spreadBefore, spreadAfter, lossRate } = this;
    return { kind, day, bucket, midBefore, midAfter, spreadBefore, spreadAfter, lossRate };
  }
}
