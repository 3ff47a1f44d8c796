import type { RequestOrder, SupplyOrder } from '../protocols/clearing.js';

/**
 * The orders of a session, in the order of submission. Totals are kept per agent, so that no submission ever looks through the book.
 *
 * Both sides may be taken back in reverse order, which is what a rolled back submission does.
 */
export class OrderBook {
  /** Offers as they were made; what a lender has at the time of the session may be less. */
  readonly supplies: SupplyOrder[] = [];
  /** By supply: what its lender adds of that which is due to it, in netted mode. */
  readonly renewals: bigint[] = [];
  readonly requests: RequestOrder[] = [];
  /** Indices of the agents behind the orders. */
  readonly lenders: number[] = [];
  readonly borrowers: number[] = [];
  /** Numbers of the first orders there will be. */
  readonly firstSupply: number;
  readonly firstRequest: number;
  readonly #offered: Map<number, bigint> = new Map();
  readonly #renewed: Map<number, bigint> = new Map();
  /** Number of requests by borrower. */
  readonly #asking: Map<number, number> = new Map();

  constructor(firstSupply = 1, firstRequest = 1) {
    this.firstSupply = firstSupply;
    this.firstRequest = firstRequest;
  }

  /** Number of the next supply. */
  get nextSupply(): number {
    return this.firstSupply + this.supplies.length;
  }

  /** Number of the next request. */
  get nextRequest(): number {
    return this.firstRequest + this.requests.length;
  }

  /** What each lender offers in all, by agent. */
  get offers(): ReadonlyMap<number, bigint> {
    return this.#offered;
  }

  /** What an agent has offered in this session. */
  offeredBy(agent: number): bigint {
    return this.#offered.get(agent) ?? 0n;
  }

  /** What an agent is ready to lend again of that which is due to it. */
  renewedBy(agent: number): bigint {
    return this.#renewed.get(agent) ?? 0n;
  }

  /** Does the agent lend in this session? */
  lends(agent: number): boolean {
    return this.#offered.has(agent);
  }

  /** Does the agent borrow in this session? */
  borrows(agent: number): boolean {
    return this.#asking.has(agent);
  }

  /** Appends an offer. Orders are frozen: clearing rules of the user's own see them. */
  supply(order: SupplyOrder, lender: number, renewed = 0n): void {
    this.supplies.push(Object.freeze(order));
    this.renewals.push(renewed);
    this.lenders.push(lender);
    this.#offered.set(lender, this.offeredBy(lender) + order.units);
    if (renewed > 0n) this.#renewed.set(lender, this.renewedBy(lender) + renewed);
  }

  /** Appends a request. */
  request(order: RequestOrder, borrower: number): void {
    this.requests.push(Object.freeze(order));
    this.borrowers.push(borrower);
    this.#asking.set(borrower, (this.#asking.get(borrower) ?? 0) + 1);
  }

  /** Takes the last offer back. */
  takeSupplyBack(): void {
    const { units } = this.supplies.pop() as SupplyOrder;
    const renewed = this.renewals.pop() as bigint;
    const lender = this.lenders.pop() as number;
    const left = this.offeredBy(lender) - units;
    const again = this.renewedBy(lender) - renewed;
    if (again === 0n) this.#renewed.delete(lender);
    else this.#renewed.set(lender, again);
    // Each order has something of one or the other.
    if (left === 0n && again === 0n) this.#offered.delete(lender);
    else this.#offered.set(lender, left);
  }

  /** Takes the last request back. */
  takeRequestBack(): void {
    this.requests.pop();
    const borrower = this.borrowers.pop() as number;
    const left = (this.#asking.get(borrower) as number) - 1;
    if (left === 0) this.#asking.delete(borrower);
    else this.#asking.set(borrower, left);
  }

  /** The book of the next session. */
  next(): OrderBook {
    return new OrderBook(this.nextSupply, this.nextRequest);
  }
}
