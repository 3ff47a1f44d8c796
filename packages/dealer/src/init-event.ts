import type { BucketId, Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import type { Engine } from './engine.js';
import type { Naming } from './event-naming.js';
import type { InitEvent, OpeningAnchors, OpeningPosition, OpeningTicket } from './events.js';

/** {@link InitEvent} of columns copied on day 0; names and decimals are made on reading. */
export class InitRecord implements InitEvent {
  readonly kind = 'Init';
  readonly day = 0;
  readonly #naming: Naming;
  readonly #agents: readonly {
    readonly agent: number;
    readonly role: OpeningPosition['role'];
    readonly cash: bigint;
  }[];
  readonly #owners: Int32Array;
  readonly #anchors: readonly { readonly bucket: string; readonly mid: bigint; readonly spread: bigint }[];
  readonly #inCirculation: bigint;
  readonly #buckets: readonly BucketId[];

  constructor({ floor }: Engine, traders: Int32Array) {
    const { cash, desks, emission, window } = floor;
    const position = (role: OpeningPosition['role']) => (agent: number) => ({ agent, role, cash: cash.get(agent) });
    this.#naming = emission.naming;
    this.#agents = [
      ...Array.from(traders, position('trader')),
      ...desks.map(({ dealer }) => position('dealer')(dealer)),
      ...desks.map(({ vbt }) => position('vbt')(vbt)),
    ];
    this.#owners = window.owners.slice();
    this.#anchors = desks.map(({ settings: { id }, mid, spread }) => ({ bucket: id, mid, spread }));
    this.#buckets = Array.from(window.maturities, (maturity) => floor.deskOf(maturity).settings.id);
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
    return this.#agents.map(({ agent, role, cash }) => ({
      agent: accounts.nameOf(agent),
      role,
      cash: this.#money(cash),
    }));
  }

  get tickets(): readonly OpeningTicket[] {
    const { accounts, window } = this.#naming;
    return Array.from(this.#owners, (owner, ticket) => ({
      ticket: window.nameOf(ticket),
      issuer: accounts.nameOf(window.issuers[ticket] as number),
      owner: accounts.nameOf(owner),
      maturityDay: window.maturities[ticket] as number,
      bucket: this.#buckets[ticket] as BucketId,
    }));
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

  #money(quanta: bigint): Decimal {
    return toDecimal(this.#naming.grid, quanta);
  }
}
