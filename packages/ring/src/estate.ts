import type { AgentId, Decimal } from '@bagehot/kernel';
import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import { type Payments, PaymentTally } from './payment.js';
import type { MeansOfPayment } from './rules.js';

/** Called after estates were shared out between the parts of a day, for every payment to a holder: not in the midst of settlement, whose sums are made by then. */
export type AfterEstate = (holder: AgentId, amount: Decimal) => void;

/**
 * How often an estate is shared on one occasion. Among estates that owe each other money goes round and grows less by what others get of it; what is left of it in the end, down
 * to a single quantum, would go round until one of them owes nothing any more. It rests until the next occasion instead.
 */
const MOST_SHARES = 32;

/** Money that reached a defaulted agent, and by which means. */
interface Receipt {
  readonly agent: number;
  readonly amount: bigint;
  readonly means: readonly MeansOfPayment[];
}

interface Estate {
  readonly holders: number[];
  /** What each holder has not got back yet. */
  readonly owed: bigint[];
}

/**
 * Shares out what defaulted agents still have, and everything they receive later, among those they owe (ring specification, section 7,
 * `estate: pro-rata`). Under `retain` nothing is ever listed, and so nothing shared.
 */
export class Estates {
  readonly #books: Books;
  readonly #payments: Payments;
  readonly #estates: Map<number, Estate> = new Map();
  /** Money to share, first in, first out. */
  readonly #queue: Receipt[] = [];
  readonly #afterEstate: AfterEstate | undefined;
  #sharing = false;
  /** Who was paid how much by the sweep that is on. */
  #swept: (readonly [number, bigint])[] | undefined;

  constructor(books: Books, payments: Payments, afterEstate: AfterEstate | undefined) {
    this.#books = books;
    this.#payments = payments;
    this.#afterEstate = afterEstate;
  }

  /** Lists what `agent` still owes `holder`: one entry per holder, in order of first appearance. */
  list(agent: number, holder: number, owed: bigint): void {
    if (owed === 0n || this.#books.rules.estate === 'retain') return;
    let estate = this.#estates.get(agent);
    if (estate === undefined) {
      estate = { holders: [], owed: [] };
      this.#estates.set(agent, estate);
    }
    const at = estate.holders.indexOf(holder);
    if (at < 0) {
      estate.holders.push(holder);
      estate.owed.push(owed);
    } else {
      estate.owed[at] = (estate.owed[at] as bigint) + owed;
    }
  }

  /** Is there somebody who still gets a part of what this agent receives? */
  hasEstate(agent: number): boolean {
    return this.#estates.has(agent) && this.#books.hasDefaulted(agent);
  }

  /** `agent` has received so much: it is shared in the kind received, and so is what reaches other estates by that, in the order of arrival. */
  received(agent: number, amount: bigint, means: readonly MeansOfPayment[] = []): void {
    if (!this.hasEstate(agent)) return;
    this.#queue.push({ agent, amount, means });
    if (this.#sharing) return;
    this.#sharing = true;
    const shared: Map<number, number> = new Map();
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        const times = (shared.get(next.agent) ?? 0) + 1;
        shared.set(next.agent, times);
        if (times <= MOST_SHARES) this.#share(next);
      }
    } finally {
      this.#sharing = false;
      this.#queue.length = 0;
    }
  }

  /** Shares all that the agent holds. */
  opened(agent: number): void {
    this.received(agent, this.#payments.wealth(agent));
  }

  /** Shares what reached estates by other ways than settlement, such as a phase's transfers. */
  sweep(): void {
    if (this.#estates.size === 0) return;
    const swept: (readonly [number, bigint])[] = [];
    this.#swept = this.#afterEstate === undefined ? undefined : swept;
    try {
      for (const agent of this.#books.defaulted) this.opened(agent);
    } finally {
      this.#swept = undefined;
    }
    for (const [holder, share] of swept) this.#afterEstate?.(this.#books.name(holder), this.#books.money(share));
  }

  snapshot(): readonly (readonly [string, readonly (readonly [string, string])[]])[] {
    const books = this.#books;
    return [...this.#estates].map(([agent, { holders, owed }]) => [
      books.name(agent),
      holders.map((holder, k) => [books.name(holder), String(owed[k])] as const),
    ]);
  }

  restore(estates: readonly (readonly [string, readonly (readonly [string, string])[]])[]): void {
    const { accounts } = this.#books;
    for (const [agent, entries] of estates) {
      this.#estates.set(accounts.indexOf(agent), {
        holders: entries.map(([holder]) => accounts.indexOf(holder)),
        owed: entries.map(([, owed]) => BigInt(owed)),
      });
    }
  }

  #share({ agent, amount: receipt, means }: Receipt): void {
    const books = this.#books;
    const { holders, owed } = this.#estates.get(agent) as Estate;
    const list = owed.reduce((total, part) => total + part, 0n);
    const amount = receipt < list ? receipt : list;
    if (amount === 0n) return;
    const shares = allocateQuanta(amount, owed);
    books.transact(() => {
      shares.forEach((share, k) => {
        if (share === 0n) return;
        const holder = holders[k] as number;
        const tally = new PaymentTally();
        this.#payments.payOut(agent, holder, share, books.labels.estate, means, tally);
        if (this.hasEstate(holder)) this.#queue.push({ agent: holder, amount: share, means: tally.methods });
        owed[k] = (owed[k] as bigint) - share;
        books.accounts.onRollback(() => {
          owed[k] = (owed[k] as bigint) + share;
        });
        this.#swept?.push([holder, share]);
      });
      if (books.events !== undefined) {
        const payouts = holders
          .map((holder, k) => ({ holder: books.name(holder), amount: books.money(shares[k] as bigint) }))
          .filter((_, k) => shares[k] !== 0n);
        books.emit({
          kind: 'EstateDistributed',
          day: books.day,
          agent: books.name(agent),
          amount: books.money(amount),
          payouts,
        });
      }
    });
  }
}
