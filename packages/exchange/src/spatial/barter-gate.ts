import { buysWithMoney, isThin, sellsForMoney } from '../liquidity.js';
import type { Traders } from '../traders.js';
import type { Sight } from './sight.js';

/** Whether two agents may barter. */
export interface Barter {
  isOpen(a: number, b: number): boolean;
}

/** Where nothing asks. */
export const ALWAYS_OPEN: Barter = { isOpen: () => true };

/**
 * Opens barter between agents around whom money is short of sellers or of buyers, by what they see at the start of the tick.
 *
 * @see exchange specification, section 8
 */
export class DepthGate implements Barter {
  /** By row: over the goods the least of sellers and buyers in sight, itself included. */
  readonly depth: Int32Array;
  readonly #traders: Traders;
  /** Row-major, per good: 1 for a seller, 2 for a buyer. */
  readonly #roles: Uint8Array;
  readonly #sellers: Int32Array;
  readonly #buyers: Int32Array;

  constructor(traders: Traders) {
    const goods = traders.width - 1;
    this.#traders = traders;
    this.depth = new Int32Array(traders.count);
    this.#roles = new Uint8Array(traders.count * goods);
    this.#sellers = new Int32Array(goods);
    this.#buyers = new Int32Array(goods);
  }

  /** Looks around for everybody. */
  begin(sight: Sight): void {
    const { count } = this.#traders;
    const sellers = this.#sellers;
    const buyers = this.#buyers;
    this.#gatherRoles();
    const countIn = (row: number): void => this.#countIn(row);
    for (let row = 0; row < count; row++) {
      sellers.fill(0);
      buyers.fill(0);
      countIn(row);
      sight.each(row, countIn);
      let depth = count;
      for (let g = 0; g < sellers.length; g++) depth = Math.min(depth, sellers[g] as number, buyers[g] as number);
      this.depth[row] = depth;
    }
  }

  isOpen(a: number, b: number): boolean {
    const { rules } = this.#traders;
    return isThin(this.depth[a] as number, rules) || isThin(this.depth[b] as number, rules);
  }

  #gatherRoles(): void {
    const traders = this.#traders;
    const goods = this.#sellers.length;
    for (let row = 0; row < traders.count; row++)
      for (let g = 0; g < goods; g++)
        this.#roles[row * goods + g] =
          (sellsForMoney(traders, row, g) ? 1 : 0) + (buysWithMoney(traders, row, g) ? 2 : 0);
  }

  #countIn(row: number): void {
    const goods = this.#sellers.length;
    for (let g = 0; g < goods; g++) {
      const role = this.#roles[row * goods + g] as number;
      if ((role & 1) !== 0) this.#sellers[g] = (this.#sellers[g] as number) + 1;
      if ((role & 2) !== 0) this.#buyers[g] = (this.#buyers[g] as number) + 1;
    }
  }
}
