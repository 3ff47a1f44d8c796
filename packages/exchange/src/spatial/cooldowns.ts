import { Keepsake } from './keepsake.js';

/** An agent and until which tick another one does not count it in. */
export interface Cooldown {
  /** Row of the other one. */
  readonly other: number;
  /** The first tick in which it counts again. */
  readonly until: number;
}

/** Entries each row has room for in the beginning. */
const FIRST_ROOM = 8;

/**
 * Who has lately failed to trade with whom. Entries belong to one side: what one agent forgets, the other may still hold. An agent fails at most once in a tick,
 * so those of a row that still count are few: they lie side by side.
 *
 * @see exchange specification, sections 2 and 11.3
 */
export class Cooldowns {
  readonly #count: number;
  /** Entries of each row, from `row * room` on. */
  #others: Int32Array;
  #untils: Float64Array;
  #sizes: Int32Array;
  #room: number = FIRST_ROOM;
  readonly #keptOthers: Keepsake<Int32Array> = new Keepsake();
  readonly #keptUntils: Keepsake<Float64Array> = new Keepsake();
  readonly #keptSizes: Keepsake<Int32Array> = new Keepsake();

  /** @param count - of agents */
  constructor(count: number) {
    this.#count = count;
    this.#others = new Int32Array(count * FIRST_ROOM);
    this.#untils = new Float64Array(count * FIRST_ROOM);
    this.#sizes = new Int32Array(count);
  }

  /** Does `row` leave `other` out in this tick? */
  blocks(row: number, other: number, tick: number): boolean {
    const first = row * this.#room;
    const end = first + (this.#sizes[row] as number);
    for (let at = first; at < end; at++) if (this.#others[at] === other) return tick < (this.#untils[at] as number);
    return false;
  }

  /** `row` leaves `other` out before the tick `until`. What has expired in the row is forgotten. */
  set(row: number, other: number, until: number, tick: number): void {
    for (let k = (this.#sizes[row] as number) - 1; k >= 0; k--) {
      const at = row * this.#room + k;
      if ((this.#untils[at] as number) <= tick || this.#others[at] === other) this.#remove(row, at);
    }
    if (this.#sizes[row] === this.#room) this.#widen();
    const at = row * this.#room + (this.#sizes[row] as number);
    this.#others[at] = other;
    this.#untils[at] = until;
    this.#sizes[row] = (this.#sizes[row] as number) + 1;
  }

  /** Both forget each other's failure. */
  clearMutual(a: number, b: number): void {
    this.#drop(a, b);
    this.#drop(b, a);
  }

  /** `row` forgets all of its own entries. */
  clear(row: number): void {
    this.#sizes[row] = 0;
  }

  /** The entries of a row that still count in a tick, by ascending row of the other one. */
  of(row: number, tick: number): readonly Cooldown[] {
    const first = row * this.#room;
    return Array.from({ length: this.#sizes[row] as number }, (_, k) => ({
      other: this.#others[first + k] as number,
      until: this.#untils[first + k] as number,
    }))
      .filter(({ until }) => tick < until)
      .sort((a, b) => a.other - b.other);
  }

  /** Remembers everything as it is now; the function returned takes it back to that. See {@link Keepsake}. */
  remember(isOnly: boolean): () => void {
    const room = this.#room;
    const others = this.#keptOthers.keep(this.#others, isOnly);
    const untils = this.#keptUntils.keep(this.#untils, isOnly);
    const sizes = this.#keptSizes.keep(this.#sizes, isOnly);
    return () => {
      this.#others = others.slice();
      this.#untils = untils.slice();
      this.#sizes = sizes.slice();
      this.#room = room;
    };
  }

  #drop(row: number, other: number): void {
    const first = row * this.#room;
    const end = first + (this.#sizes[row] as number);
    for (let at = first; at < end; at++) {
      if (this.#others[at] !== other) continue;
      this.#remove(row, at);
      return;
    }
  }

  /** The last entry takes the place of one that goes. */
  #remove(row: number, at: number): void {
    const size = (this.#sizes[row] as number) - 1;
    const last = row * this.#room + size;
    this.#others[at] = this.#others[last] as number;
    this.#untils[at] = this.#untils[last] as number;
    this.#sizes[row] = size;
  }

  #widen(): void {
    const room = this.#room;
    const others = new Int32Array(this.#count * room * 2);
    const untils = new Float64Array(this.#count * room * 2);
    for (let row = 0; row < this.#count; row++) {
      others.set(this.#others.subarray(row * room, (row + 1) * room), row * room * 2);
      untils.set(this.#untils.subarray(row * room, (row + 1) * room), row * room * 2);
    }
    this.#others = others;
    this.#untils = untils;
    this.#room = room * 2;
  }
}
