/**
 * Lifts every amount to the minimum, lowest index first, at the expense of whoever is largest at that moment (ties: lowest index), but never below the
 * minimum itself. The sum stays.
 *
 * @param amounts - quanta; changed in place
 * @param minimum - quanta; as many of it as there are amounts must fit into their sum
 * @see ring specification, section 4.2
 */
export function raiseToMinimum(amounts: bigint[], minimum: bigint): void {
  if (amounts.every((amount) => amount >= minimum)) return;
  const largest = new LargestFirst(amounts);
  for (let i = 0; i < amounts.length; i++) {
    while ((amounts[i] as bigint) < minimum) {
      const giver = largest.top();
      const lacking = minimum - (amounts[i] as bigint);
      const spare = (amounts[giver] as bigint) - minimum;
      const taken = lacking < spare ? lacking : spare;
      amounts[giver] = (amounts[giver] as bigint) - taken;
      amounts[i] = (amounts[i] as bigint) + taken;
      // Whoever is lifted ends at the minimum, and so is never a giver: only the giver's place changes.
      largest.sinkTop();
    }
  }
}

/** A heap of positions, the one with the largest amount on top, ties to the lower position. */
class LargestFirst {
  readonly #amounts: readonly bigint[];
  readonly #heap: number[];

  constructor(amounts: readonly bigint[]) {
    this.#amounts = amounts;
    this.#heap = amounts.map((_, i) => i);
    for (let at = (amounts.length >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  top(): number {
    return this.#heap[0] as number;
  }

  /** Finds the new place of the top, whose amount has fallen. */
  sinkTop(): void {
    this.#sink(0);
  }

  #sink(start: number): void {
    const heap = this.#heap;
    let at = start;
    for (;;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && this.#isBefore(heap[child] as number, heap[first] as number)) first = child;
      if (first === at) return;
      const moved = heap[at] as number;
      heap[at] = heap[first] as number;
      heap[first] = moved;
      at = first;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const x = this.#amounts[a] as bigint;
    const y = this.#amounts[b] as bigint;
    return x === y ? a < b : x > y;
  }
}
