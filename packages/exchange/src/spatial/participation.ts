import type { Day } from '@bagehot/kernel';
import { refusal } from '../problems.js';
import type { Traders } from '../traders.js';
import type { ExchangePorts } from './exchange-config.js';
import type { GridState } from './grid-state.js';
import type { Sight } from './sight.js';

/** What a tick asks about everybody. */
type Ports = Pick<ExchangePorts, 'takesPart' | 'withheld'>;

/**
 * Who takes part in a tick, and with how much of its money: asked when the tick begins, and true until it ends. Without ports everybody does, with all of it.
 *
 * @see one-economy specification, section 8
 */
export class Participation {
  readonly #traders: Traders;
  readonly #state: GridState;
  readonly #sight: Sight;
  readonly #ports: Ports;
  /** By row: minor units set aside in the running tick. */
  readonly #aside: Float64Array;

  constructor(traders: Traders, state: GridState, sight: Sight, { takesPart, withheld }: Ports) {
    this.#traders = traders;
    this.#state = state;
    this.#sight = sight;
    this.#ports = {
      ...(takesPart === undefined ? {} : { takesPart }),
      ...(withheld === undefined ? {} : { withheld }),
    };
    this.#aside = new Float64Array(traders.count);
  }

  /**
   * A tick begins. Money set aside is not seen until {@link Participation.end}.
   *
   * @throws ExchangeError `PORT_ANSWER_INVALID` when what is withheld is no whole number of at least 0
   */
  begin(day: Day): void {
    const { takesPart, withheld } = this.#ports;
    if (takesPart !== undefined) this.#attend((id) => takesPart(id, day));
    if (withheld !== undefined) this.#setAside((id) => withheld(id, day));
  }

  /** Everybody has traded: money set aside is seen again. */
  end(): void {
    if (this.#ports.withheld === undefined) return;
    const traders = this.#traders;
    for (let row = 0; row < traders.count; row++) {
      const aside = this.#aside[row] as number;
      if (aside > 0) traders.add(row, traders.width - 1, aside);
    }
    this.#aside.fill(0);
  }

  #attend(takesPart: (id: number) => boolean): void {
    const { present } = this.#state;
    const { ids, count } = this.#traders;
    for (let row = 0; row < count; row++) {
      const isPresent = takesPart(ids[row] as number) ? 1 : 0;
      if (present[row] === isPresent) continue;
      present[row] = isPresent;
      this.#sight.expire();
    }
  }

  #setAside(withheld: (id: number) => number): void {
    const traders = this.#traders;
    const { ids, count, holdings, width } = traders;
    for (let row = 0; row < count; row++) {
      const id = ids[row] as number;
      const amount = withheld(id);
      if (!(Number.isSafeInteger(amount) && amount >= 0))
        throw refusal('PORT_ANSWER_INVALID', `withheld of agent ${id}`, amount, 'a whole number of at least 0');
      const aside = Math.min(amount, holdings[row * width + width - 1] as number);
      this.#aside[row] = aside;
      if (aside > 0) traders.add(row, width - 1, -aside);
    }
    traders.refreshChanged();
  }
}
