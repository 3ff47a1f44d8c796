/**
 * Proposals of partners, drawn in order of the discounted score, highest first, then by proposer, then by partner. Each agent has at most one at a time.
 *
 * @see exchange specification, sections 11.3 and 17
 */
export class ProposalHeap {
  /** The one drawn last. */
  proposer = -1;
  partner = -1;
  discounted = 0;
  #size = 0;
  /** Proposers as a binary heap. */
  readonly #heap: Int32Array;
  readonly #partner: Int32Array;
  readonly #discounted: Float64Array;

  /** @param count - of agents */
  constructor(count: number) {
    this.#heap = new Int32Array(count);
    this.#partner = new Int32Array(count);
    this.#discounted = new Float64Array(count);
  }

  /** Forgets all proposals. */
  clear(): void {
    this.#size = 0;
  }

  /** Adds the proposal of an agent that has none. */
  push(proposer: number, partner: number, discounted: number): void {
    this.#partner[proposer] = partner;
    this.#discounted[proposer] = discounted;
    const heap = this.#heap;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(proposer, heap[parent] as number)) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = proposer;
  }

  /** Draws the next proposal; false when there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    const heap = this.#heap;
    this.proposer = heap[0] as number;
    this.partner = this.#partner[this.proposer] as number;
    this.discounted = this.#discounted[this.proposer] as number;
    const last = heap[--this.#size] as number;
    let at = 0;
    for (let child = 1; child < this.#size; child = 2 * at + 1) {
      if (child + 1 < this.#size && this.#isBefore(heap[child + 1] as number, heap[child] as number)) child++;
      if (!this.#isBefore(heap[child] as number, last)) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
    return true;
  }

  /** Two proposers are never alike, so partners need no comparing. */
  #isBefore(a: number, b: number): boolean {
    const first = this.#discounted[a] as number;
    const second = this.#discounted[b] as number;
    return first > second || (first === second && a < b);
  }
}
