import { type DuckDBType, ENUM, VARCHAR } from '@duckdb/node-api';

/** Smaller blocks are not worth a dictionary. */
const LEAST_ROWS = 8192;

/** A text has to occur this often on average for a dictionary to be worth its while. */
const REPEATS = 2;

/** A dictionary may have this many times the texts of a block before it is made anew without those that did not occur. */
const STALE = 4;

/** Texts that a dictionary would change: it ends them at U+0000, and two halves of characters would be the same text in it. */
const UNSAFE = /[\0\p{Surrogate}]/u;

/**
 * As what the texts of a column are handed over, block after block: as a dictionary and ids, which DuckDB turns into text when it takes them, or text by text. A
 * dictionary is part of the type, and another type takes another chunk, whose memory is freed late. So it is made of what earlier blocks had, and a block with a text
 * that is new goes text by text.
 */
export class TextType {
  #known: ReadonlySet<string> = new Set();
  #type: DuckDBType | undefined = undefined;

  /** @param texts - those that occur in the block, each once */
  of(texts: readonly string[], rows: number): DuckDBType {
    if (rows < LEAST_ROWS || texts.length === 0 || texts.length * REPEATS > rows) return VARCHAR;
    const fresh = texts.filter((text) => !this.#known.has(text));
    if (fresh.length > 0) {
      this.#learn(texts, fresh);
      return VARCHAR;
    }
    if (this.#known.size * REPEATS > rows) return VARCHAR;
    this.#type ??= ENUM([...this.#known]);
    return this.#type;
  }

  #learn(texts: readonly string[], fresh: readonly string[]): void {
    if (fresh.some((text) => UNSAFE.test(text))) return;
    const joined = new Set([...this.#known, ...fresh]);
    this.#known = joined.size > STALE * texts.length ? new Set(texts) : joined;
    this.#type = undefined;
  }
}
