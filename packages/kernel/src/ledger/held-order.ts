const NOTHING: readonly number[] = [];

/**
 * The order in which an agent's positive positions in a family of assets (`deposit/<bank>`) arose: short lists, touched only when a balance leaves
 * zero or falls back to it.
 */
export class HeldOrder {
  readonly #lists: Map<number, number[]> = new Map();

  /** The agent's assets of the family, oldest position first. */
  of(agent: number): readonly number[] {
    return this.#lists.get(agent) ?? NOTHING;
  }

  /** Appends an asset. */
  enter(agent: number, asset: number): void {
    const list = this.#lists.get(agent);
    if (list === undefined) this.#lists.set(agent, [asset]);
    else list.push(asset);
  }

  /** Takes an asset out; returns where it was. */
  leave(agent: number, asset: number): number {
    const list = this.#lists.get(agent) as number[];
    const position = list.indexOf(asset);
    if (list.length === 1) this.#lists.delete(agent);
    else list.splice(position, 1);
    return position;
  }

  /** Puts an asset back where it was. */
  restore(agent: number, asset: number, position: number): void {
    const list = this.#lists.get(agent);
    if (list === undefined) this.#lists.set(agent, [asset]);
    else list.splice(position, 0, asset);
  }
}
