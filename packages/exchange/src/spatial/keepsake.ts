/** A column that can be copied into another one. */
type CopyableColumn<C> = { readonly length: number; set(from: C): void; slice(): C };

/**
 * Copies of a column for the case that it has to be taken back. A tick that is a transaction of its own is final before the next one begins: such copies share one
 * place. Ticks inside a longer transaction each need a copy of their own.
 */
export class Keepsake<C extends CopyableColumn<C>> {
  #spare: C | undefined;

  /** @param isOnly - whether the copy made before may be forgotten */
  keep(column: C, isOnly: boolean): C {
    if (!isOnly) return column.slice();
    if (this.#spare?.length !== column.length) this.#spare = column.slice();
    else this.#spare.set(column);
    return this.#spare;
  }
}
