/** A row forgets its expired entries whenever it has so many. */
const CROWD = 32;

/** An agent and until which tick another one does not count it in. */
export interface Cooldown {
  /** Row of the other one. */
  readonly other: number;
  /** The first tick in which it counts again. */
  readonly until: number;
}

/**
 * Who has lately failed to trade with whom. Entries belong to one side: what one agent forgets, the other may still hold.
 *
 * @see exchange specification, sections 2 and 11.3
 */
export class Cooldowns {
  readonly #rows: (Map<number, number> | undefined)[];
  /** Undo list: row, other, the tick before (-1 for none), three numbers each. */
  #changes: number[] = [];

  constructor(count: number) {
    this.#rows = new Array<Map<number, number> | undefined>(count).fill(undefined);
  }

  /** Does `row` leave `other` out in this tick? */
  blocks(row: number, other: number, tick: number): boolean {
    const entries = this.#rows[row];
    if (entries === undefined) return false;
    const until = entries.get(other);
    return until !== undefined && tick < until;
  }

  /** `row` leaves `other` out before the tick `until`. */
  set(row: number, other: number, until: number, tick: number): void {
    let entries = this.#rows[row];
    if (entries === undefined) {
      entries = new Map();
      this.#rows[row] = entries;
    }
    if (entries.size >= CROWD) this.#dropExpired(row, entries, tick);
    this.#changes.push(row, other, entries.get(other) ?? -1);
    entries.set(other, until);
  }

  /** Both forget each other's failure. */
  clearMutual(a: number, b: number): void {
    this.#drop(a, b);
    this.#drop(b, a);
  }

  /** `row` forgets all of its own entries. */
  clear(row: number): void {
    const entries = this.#rows[row];
    if (entries === undefined) return;
    for (const [other, until] of entries) this.#changes.push(row, other, until);
    entries.clear();
  }

  /** The entries of a row that still count in a tick, by ascending row of the other one. */
  of(row: number, tick: number): readonly Cooldown[] {
    return [...(this.#rows[row] ?? [])]
      .filter(([, until]) => tick < until)
      .map(([other, until]) => ({ other, until }))
      .sort((a, b) => a.other - b.other);
  }

  /** Remembers everything as it is now; the function returned takes it back to that. What was remembered later is to be taken back first. */
  remember(): () => void {
    const changes: number[] = [];
    this.#changes = changes;
    return () => {
      for (let at = changes.length - 3; at >= 0; at -= 3) {
        const entries = this.#rows[changes[at] as number] as Map<number, number>;
        const other = changes[at + 1] as number;
        const until = changes[at + 2] as number;
        if (until === -1) entries.delete(other);
        else entries.set(other, until);
      }
      changes.length = 0;
    };
  }

  #drop(row: number, other: number): void {
    const until = this.#rows[row]?.get(other);
    if (until === undefined) return;
    this.#changes.push(row, other, until);
    this.#rows[row]?.delete(other);
  }

  #dropExpired(row: number, entries: Map<number, number>, tick: number): void {
    for (const [other, until] of entries) {
      if (tick < until) continue;
      this.#changes.push(row, other, until);
      entries.delete(other);
    }
  }
}
