import { type DuckDBType, ENUM, VARCHAR } from '@duckdb/node-api';

/** Smaller blocks are not worth a dictionary: another one is another type, and takes another chunk. */
const LEAST_ROWS = 8192;

/** A text has to occur this often on average for a dictionary to be worth its while. */
const REPEATS = 2;

/** A dictionary may have this many times the texts of a block before it is made anew without those that did not occur. */
const STALE = 4;

/** Texts that a dictionary would change: it ends them at U+0000, and two halves of characters would be the same text in it. */
const UNSAFE = /[\0\p{Surrogate}]/u;

/**
 * As what the texts of a column are handed over, block after block: as a dictionary and ids, which DuckDB turns into text when it takes them, or text by text. A
 * dictionary is part of the type, so it stays the same as long as it has every text that comes.
 */
export class TextType {
  #known: ReadonlySet<string> = new Set();
  #type: DuckDBType = VARCHAR;

  /** @param texts - those that occur in the block, each once */
  of(texts: readonly string[], rows: number): DuckDBType {
    if (rows < LEAST_ROWS || texts.length === 0 || texts.length * REPEATS > rows) return VARCHAR;
    const fresh = texts.filter((text) => !this.#known.has(text));
    if (fresh.some((text) => UNSAFE.test(text))) return VARCHAR;
    if (fresh.length > 0 || this.#known.size * REPEATS > rows) {
      const joined = new Set([...this.#known, ...texts]);
      const isWorthIt = joined.size <= STALE * texts.length && joined.size * REPEATS <= rows;
      this.#known = isWorthIt ? joined : new Set(texts);
      this.#type = ENUM([...this.#known]);
    }
    return this.#type;
  }
}
