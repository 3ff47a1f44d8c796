/** One value of an axis as the page shows it, or one fifth of its values. */
export interface Level {
  /** What `place` returns for its values. */
  readonly id: number;
  /** Short, for drawings. */
  readonly label: string;
  /** In full: `from 0.2 up to 1.1`. */
  readonly words: string;
}

/** A joined design need not vary every axis. */
const NO_VALUE = { label: '–', words: 'not varied' };
const NUMBER = /^-?\d{1,300}(\.\d{1,300})?$/;
const FIFTHS = 5;
/** The bucket of what fits in no other, and that of rows without a value. */
const OTHERS = 999;
const NONE = 998;
/** Edges are rounded to no fewer than so many steps between two of them, so that rounding moves hardly a point. */
const STEPS_BETWEEN_EDGES = 10;

/**
 * The levels of one axis: its values one by one when they are few, else fifths of them, each with about as many points.
 *
 * Fifths are decided on the first rows; what comes later and lies outside widens the first or the last fifth.
 */
export class Axis {
  readonly name: string;
  /** Inner edges of the fifths; undefined when values stand for themselves. */
  readonly #edges: readonly number[] | undefined;
  readonly #most: number;
  readonly #ids = new Map<string, number>();
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #others = false;
  #none = false;

  /**
   * @param sample - the axis' values of the first rows
   * @param most - more distinct numbers than this are put into fifths
   */
  constructor(name: string, sample: readonly string[], most: number) {
    this.name = name;
    this.#most = most * 2;
    const distinct = new Set(sample);
    const numbers = [...distinct].filter((value) => NUMBER.test(value));
    if (distinct.size > most && numbers.length > distinct.size / 2)
      this.#edges = edgesOf(sample.filter((value) => NUMBER.test(value)).map(Number));
  }

  /** Are its levels fifths of its values? */
  get binned(): boolean {
    return this.#edges !== undefined;
  }

  /** The id of the level that a value belongs to. */
  place(value: string): number {
    if (this.#edges !== undefined) {
      if (value === '') {
        this.#none = true;
        return NONE;
      }
      if (!NUMBER.test(value)) return this.#other();
      const number = Number(value);
      this.#low = Math.min(this.#low, number);
      this.#high = Math.max(this.#high, number);
      return this.#edges.filter((edge) => number >= edge).length;
    }
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    if (this.#ids.size >= this.#most) return this.#other();
    const id = this.#ids.size;
    this.#ids.set(value, id);
    return id;
  }

  #other(): number {
    this.#others = true;
    return OTHERS;
  }

  /** Levels in the order of the page: numbers in their order, then texts as they came. Ask when all values were placed. */
  levels(): readonly Level[] {
    const levels = this.#edges === undefined ? this.#named() : this.#ranges(this.#edges);
    if (this.#none) levels.push({ id: NONE, ...NO_VALUE });
    if (this.#others) levels.push({ id: OTHERS, label: 'other', words: 'other values' });
    return levels;
  }

  #named(): Level[] {
    const rank = (value: string): number => (NUMBER.test(value) ? 0 : 1);
    return [...this.#ids]
      .sort(([a, i], [b, j]) => rank(a) - rank(b) || (rank(a) === 0 ? Number(a) - Number(b) : 0) || i - j)
      .map(([value, id]) => (value === '' ? { id, ...NO_VALUE } : { id, label: value, words: value }));
  }

  #ranges(inner: readonly number[]): Level[] {
    if (this.#low > this.#high) return [];
    const decimals = decimalsOf(inner);
    const ends = [
      Math.min(this.#low, inner[0] ?? this.#low).toFixed(decimals),
      ...inner.map((edge) => edge.toFixed(decimals)),
      Math.max(this.#high, inner.at(-1) ?? this.#high).toFixed(decimals),
    ];
    return ends.slice(1).map((end, id) => {
      const start = ends[id] ?? '';
      const last = id === ends.length - 2;
      return { id, label: `${start}–${end}`, words: `from ${start} ${last ? 'to' : 'to below'} ${end}` };
    });
  }
}

/** Rounded edges between fifths of the values, each edge once. */
function edgesOf(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const exact: number[] = [];
  for (let k = 1; k < FIFTHS; k++) {
    const edge = sorted[Math.floor((k * sorted.length) / FIFTHS)] as number;
    if (edge > (exact.at(-1) ?? (sorted[0] as number))) exact.push(edge);
  }
  const decimals = decimalsOf([sorted[0] as number, ...exact]);
  return exact.map((edge) => Number(edge.toFixed(decimals)));
}

/** As many decimals as tell the edges apart well, at most six. */
function decimalsOf(edges: readonly number[]): number {
  const gaps = edges.slice(1).map((edge, k) => edge - (edges[k] as number));
  const smallest = gaps.length === 0 ? Math.abs(edges[0] ?? 1) : Math.min(...gaps);
  let decimals = 0;
  for (let unit = 1; decimals < 6 && smallest < STEPS_BETWEEN_EDGES * unit; unit /= 10) decimals++;
  return decimals;
}
