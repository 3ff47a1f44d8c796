import type { Axis } from './axis.js';
import type { Tally } from './tally.js';

/** Ids of levels are below this. */
const MOST_LEVELS = 1000;

/** Rows added up over all, by level of each axis, and by cell of each pair of axes. */
export class Groups<Row extends { readonly values: readonly string[] }, T extends Tally<Row>> {
  readonly all: T;
  readonly #axes: readonly Axis[];
  readonly #create: () => T;
  readonly #levels: readonly Map<number, T>[];
  readonly #cells: readonly (readonly Map<number, T>[])[];

  constructor(axes: readonly Axis[], create: () => T) {
    this.all = create();
    this.#axes = axes;
    this.#create = create;
    this.#levels = axes.map(() => new Map());
    this.#cells = axes.map(() => axes.map(() => new Map()));
  }

  add(row: Row): void {
    this.all.add(row);
    const ids = this.#axes.map((axis, k) => axis.place(row.values[k] ?? ''));
    ids.forEach((id, first) => {
      this.#of(this.#levels[first], id).add(row);
      for (let second = first + 1; second < ids.length; second++)
        this.#of(this.#cells[first]?.[second], id * MOST_LEVELS + (ids[second] as number)).add(row);
    });
  }

  #of(tallies: Map<number, T> | undefined, key: number): T {
    const known = tallies?.get(key);
    if (known !== undefined) return known;
    const made = this.#create();
    tallies?.set(key, made);
    return made;
  }

  /** Rows of one level of an axis; undefined when there are none. */
  level(axis: number, id: number): T | undefined {
    return this.#levels[axis]?.get(id);
  }

  /** Rows of one cell of two axes, the first axis of the design first; undefined when there are none. */
  cell(first: number, second: number, firstId: number, secondId: number): T | undefined {
    return this.#cells[first]?.[second]?.get(firstId * MOST_LEVELS + secondId);
  }
}
