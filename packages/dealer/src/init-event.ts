import type { Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import type { Engine } from './engine.js';
import type { Naming } from './event-naming.js';
import type { InitEvent, OpeningAnchors, OpeningPosition, OpeningTicket } from './events.js';
import type { Floor } from './floor.js';

/** {@link InitEvent} of columns copied on day 0; names and decimals are made on reading. */
export class InitRecord implements InitEvent {
  readonly kind = 'Init';
  readonly day = 0;
  readonly #naming: Naming;
  readonly #floor: Floor;
  /** Traders, then dealers, then value-based traders. */
  readonly #agents: readonly number[];
  readonly #traderCount: number;
  readonly #cash: readonly bigint[];
  readonly #owners: Int32Array;
  readonly #anchors: readonly { readonly bucket: string; readonly mid: bigint; readonly spread: bigint }[];
  readonly #inCirculation: bigint;

  constructor({ floor }: Engine, traders: Int32Array) {
    const { cash, desks, emission, window } = floor;
    this.#naming = emission.naming;
    this.#floor = floor;
    this.#agents = [...traders, ...desks.map(({ dealer }) => dealer), ...desks.map(({ vbt }) => vbt)];
    this.#traderCount = traders.length;
    this.#cash = this.#agents.map((agent) => cash.get(agent));
    this.#owners = window.owners.slice();
    this.#anchors = desks.map(({ settings: { id }, mid, spread }) => ({ bucket: id, mid, spread }));
    this.#inCirculation = -cash.get(cash.issuer);
  }

  get ticketSize(): Decimal {
    return this.#money(this.#naming.window.ticketSize);
  }

  get totalCash(): Decimal {
    return this.#money(this.#inCirculation);
  }

  get positions(): readonly OpeningPosition[] {
    const { accounts } = this.#naming;
    return this.#agents.map((agent, k) => ({
      agent: accounts.nameOf(agent),
      role: this.#roleOf(k),
      cash: this.#money(this.#cash[k] as bigint),
    }));
  }

  get tickets(): readonly OpeningTicket[] {
    const { accounts, window } = this.#naming;
    return Array.from(this.#owners, (owner, ticket) => {
      const maturityDay = window.maturities[ticket] as number;
      return {
        ticket: window.nameOf(ticket),
        issuer: accounts.nameOf(window.issuers[ticket] as number),
        owner: accounts.nameOf(owner),
        maturityDay,
        bucket: this.#floor.deskOf(maturityDay).settings.id,
      };
    });
  }

  get anchors(): readonly OpeningAnchors[] {
    return this.#anchors.map(({ bucket, mid, spread }) => ({
      bucket,
      mid: this.#money(mid),
      spread: this.#money(spread),
    }));
  }

  plain(): InitEvent {
    const { kind, day, ticketSize, totalCash, positions, tickets, anchors } = this;
    return { kind, day, ticketSize, totalCash, positions, tickets, anchors };
  }

  #roleOf(k: number): OpeningPosition['role'] {
    if (k < this.#traderCount) return 'trader';
    return k < this.#traderCount + this.#anchors.length ? 'dealer' : 'vbt';
  }

  #money(quanta: bigint): Decimal {
    return toDecimal(this.#naming.grid, quanta);
  }
}
