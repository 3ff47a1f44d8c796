import { applyLambdas, lambdaUpdates } from '../lambda-estimate.js';
import type { Traders } from '../traders.js';
import type { LambdaUpdated } from './events.js';
import type { GridState } from './grid-state.js';
import type { Sight } from './sight.js';

/**
 * Sets everybody's λ at the end of a tick, all at once, from the quotes of that moment and from who is then in sight.
 *
 * @see exchange specification, section 9
 */
export class LambdaPhase {
  /** By row: 1 where λ has just changed. */
  readonly changed: Uint8Array;
  /** By row and good: the price in sight at the end of the tick, `NaN` for none; null where nobody estimates. */
  readonly perceived: Float64Array | null;
  readonly #traders: Traders;
  readonly #state: GridState;
  readonly #sight: Sight;
  readonly #tell: (event: LambdaUpdated) => void;
  readonly #visible: Int32Array;

  constructor(traders: Traders, state: GridState, sight: Sight, tell: (event: LambdaUpdated) => void) {
    this.changed = new Uint8Array(traders.count);
    this.perceived =
      traders.rules.moneyModeRules.estimatesLambda === true
        ? new Float64Array(traders.count * (traders.width - 1)).fill(Number.NaN)
        : null;
    this.#traders = traders;
    this.#state = state;
    this.#sight = sight;
    this.#tell = tell;
    this.#visible = new Int32Array(traders.count);
  }

  /** Estimates and sets; nothing where the money mode leaves λ alone. */
  update(): void {
    const traders = this.#traders;
    const { update, estimatesLambda } = traders.rules.moneyModeRules;
    if (update === undefined && estimatesLambda !== true) return;
    this.changed.fill(0);
    const updates = new Map(lambdaUpdates(traders, (row) => this.#visibleFrom(row), this.perceived ?? undefined));
    const { present } = this.#state;
    for (const row of [...updates.keys()]) if (present[row] === 0) updates.delete(row);
    for (const [row, change] of updates) {
      this.changed[row] = 1;
      this.#tell({ kind: 'LambdaUpdated', day: this.#state.tick, agent: traders.ids[row] as number, ...change });
    }
    applyLambdas(traders, updates);
  }

  #visibleFrom(row: number): Int32Array {
    const visible = this.#visible;
    visible[0] = row;
    let length = 1;
    this.#sight.each(row, (other) => {
      visible[length++] = other;
    });
    return visible.subarray(0, length).sort();
  }
}
