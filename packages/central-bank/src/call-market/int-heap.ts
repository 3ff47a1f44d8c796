/** Integers of which the smallest comes out first. */
export class IntHeap {
  readonly #items: number[] = [];

  /** Number of integers in it. */
  get size(): number {
    return this.#items.length;
  }

  /** Puts one in. */
  push(item: number): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] as number;
      if (above <= item) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  /** Takes the smallest out; there must be one. */
  pop(): number {
    const items = this.#items;
    const smallest = items[0] as number;
    const item = items.pop() as number;
    const count = items.length;
    if (count === 0) return smallest;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && (items[child + 1] as number) < (items[child] as number)) child++;
      const below = items[child] as number;
      if (below >= item) break;
      items[at] = below;
      at = child;
    }
    items[at] = item;
    return smallest;
  }
}
